"""Messages to be tapped: buttons, lists, a link, questions. (Meta: "interactive messages", per type.)"""

import msgspec

from shop.whatsapp.outgoing.base import OutgoingMessage, Wire, lines, with_filled
from shop.whatsapp.outgoing.limits import BadContent, counted, distinct, filled, fits, web_address
from shop.whatsapp.outgoing.plain import DocumentMessage, FileMessage, ImageMessage, VideoMessage

LONGEST_BODY = 1024
LONGEST_LIST_BODY = 4096
LONGEST_EDGE = 60  # header text and footer
LONGEST_LABEL = 20  # of anything to be tapped
LONGEST_TITLE = 24  # of a section or a row
MOST_BUTTONS = 3
MOST_ROWS = 10  # over all sections
MOST_SECTIONS = 10

MessageHeader = str | ImageMessage | VideoMessage | DocumentMessage | None


def interactive(
    kind: str, action: Wire, *, body: str = "", header: MessageHeader = None, footer: str = ""
) -> Wire:
    """Meta's frame around every message that can be tapped."""
    frame = with_filled(
        type=kind,
        header=header.as_header()
        if isinstance(header, FileMessage)
        else header and {"type": "text", "text": header},
        body=body and {"text": body},
        footer=footer and {"text": footer},
        action=action,
    )
    return {"type": "interactive", "interactive": frame}


def check_frame(
    body: str, header: MessageHeader = None, footer: str = "", *, longest_body: int = LONGEST_BODY
) -> None:
    """Raises BadContent or TooLong for a bad body, header or footer."""
    filled(body, longest_body, "The text")
    fits(footer, LONGEST_EDGE, "The footer")
    if isinstance(header, str):
        fits(header, LONGEST_EDGE, "The header")
    elif header is not None:
        header.check()


def shown(header: MessageHeader) -> str:
    """A header in a transcript."""
    return header.preview() if isinstance(header, FileMessage) else header or ""


class Button(msgspec.Struct, frozen=True):
    """`id` comes back as the answer's choice."""

    id: str
    title: str


class ButtonsMessage(OutgoingMessage, frozen=True, tag="buttons"):
    """One to three buttons to answer with."""

    body: str
    buttons: list[Button]
    header: MessageHeader = None
    footer: str = ""

    def check(self) -> None:
        check_frame(self.body, self.header, self.footer)
        counted(len(self.buttons), 1, MOST_BUTTONS, "ButtonsMessage")
        for button in self.buttons:
            filled(button.id, 256, "A button's id")
            filled(button.title, LONGEST_LABEL, f"The button {button.title!r}")
        distinct([button.id for button in self.buttons], "The buttons' ids")
        distinct([button.title for button in self.buttons], "The buttons' titles")

    def wire(self) -> Wire:
        replies = [{"type": "reply", "reply": {"id": each.id, "title": each.title}} for each in self.buttons]
        action = {"buttons": replies}
        return interactive("button", action, body=self.body, header=self.header, footer=self.footer)

    def preview(self) -> str:
        taps = " ".join(f"[{button.title}]" for button in self.buttons)
        return lines(shown(self.header), self.body, self.footer, taps)


class ListRow(msgspec.Struct, frozen=True, omit_defaults=True):
    """`id` comes back as the answer's choice."""

    id: str
    title: str
    description: str = ""


class ListSection(msgspec.Struct, frozen=True, omit_defaults=True):
    """The title may be empty in a list of one section."""

    rows: list[ListRow]
    title: str = ""


class ListMessage(OutgoingMessage, frozen=True, tag="choices"):
    """A list that opens with `button`: up to ten rows in all."""

    body: str
    button: str
    sections: list[ListSection]
    header: str | None = None
    footer: str = ""

    def check(self) -> None:
        check_frame(self.body, self.header, self.footer, longest_body=LONGEST_LIST_BODY)
        filled(self.button, LONGEST_LABEL, "The list's button")
        check_titles([section.title for section in self.sections])
        rows = [row for section in self.sections for row in section.rows]
        counted(len(rows), 1, MOST_ROWS, "Rows")
        counted(min(len(section.rows) for section in self.sections), 1, MOST_ROWS, "Rows of a section")
        for row in rows:
            filled(row.id, 200, "A row's id")
            filled(row.title, LONGEST_TITLE, f"The row {row.title!r}")
            fits(row.description, 72, f"The description of the row {row.title!r}")
        distinct([row.id for row in rows], "The rows' ids")

    def wire(self) -> Wire:
        sections = [
            with_filled(
                title=section.title,
                rows=[
                    with_filled(id=row.id, title=row.title, description=row.description)
                    for row in section.rows
                ],
            )
            for section in self.sections
        ]
        action = {"button": self.button, "sections": sections}
        return interactive("list", action, body=self.body, header=self.header, footer=self.footer)

    def preview(self) -> str:
        rows = [f"• {row.title}" for section in self.sections for row in section.rows]
        return lines(self.header or "", self.body, self.footer, f"[{self.button}]", *rows)


class LinkMessage(OutgoingMessage, frozen=True, tag="link"):
    """One button that opens a web address."""

    body: str
    label: str
    url: str
    header: MessageHeader = None
    footer: str = ""

    def check(self) -> None:
        check_frame(self.body, self.header, self.footer)
        filled(self.label, LONGEST_LABEL, "The link's label")
        web_address(self.url, "The link")

    def wire(self) -> Wire:
        return interactive(
            "cta_url",
            link_action(self.label, self.url),
            body=self.body,
            header=self.header,
            footer=self.footer,
        )

    def preview(self) -> str:
        return lines(shown(self.header), self.body, self.footer, f"[{self.label}] {self.url}")


class LocationRequest(OutgoingMessage, frozen=True, tag="location_request"):
    """Asks where they are; the answer is a location."""

    body: str

    def check(self) -> None:
        check_frame(self.body)

    def wire(self) -> Wire:
        return interactive("location_request_message", {"name": "send_location"}, body=self.body)

    def preview(self) -> str:
        return lines(self.body, "[📍]")


class ContactRequest(OutgoingMessage, frozen=True, tag="contact_request"):
    """Asks for their phone number; the answer is a contact card with origin "contact_request"."""

    body: str

    def check(self) -> None:
        check_frame(self.body)

    def wire(self) -> Wire:
        return interactive("request_contact_info", {"name": "request_contact_info"}, body=self.body)

    def preview(self) -> str:
        return lines(self.body, "[👤]")


def link_action(label: str, url: str) -> Wire:
    """The action of a message or card whose button opens `url`."""
    return {"name": "cta_url", "parameters": {"display_text": label, "url": url}}


def check_titles(titles: list[str]) -> None:
    """Raises BadContent or TooLong for the sections of a list: titled if there are several."""
    counted(len(titles), 1, MOST_SECTIONS, "Sections")
    for title in titles:
        fits(title, LONGEST_TITLE, f"The section {title!r}")
        if len(titles) > 1 and not title.strip():
            raise BadContent("Every section of a list with several needs a title.")
