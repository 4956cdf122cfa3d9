"""Messages made from an approved template: the only kind that may be sent outside the 24-hour window."""

import re

import msgspec

from shop.kit.texts.lines import one_line
from shop.whatsapp.outgoing.base import OutgoingMessage, Wire, lines
from shop.whatsapp.outgoing.limits import BadContent, counted, distinct, filled
from shop.whatsapp.outgoing.plain import (
    DocumentMessage,
    FileMessage,
    ImageMessage,
    LocationMessage,
    VideoMessage,
)
from shop.whatsapp.outgoing.products import (
    LONGEST_RETAILER_ID,
    ProductMessage,
    ProductSection,
    check_product_sections,
)

LONGEST_VALUE = 1024  # a body with everything filled in may not be longer (error 132005)
MOST_BUTTONS = 10
NAME = re.compile(r"[a-z0-9_]{1,512}", re.ASCII)
LANGUAGE = re.compile(r"[a-z]{2,3}(_[A-Za-z0-9]{2,8})*", re.ASCII)

Values = list[str] | dict[str, str]


class TemplateButton(msgspec.Struct, frozen=True, omit_defaults=True, tag_field="type"):
    """What fills the button at `index` (from 0) of the template."""

    index: int

    def check(self) -> None:
        """Raises BadContent or TooLong."""
        counted(self.index, 0, MOST_BUTTONS - 1, "The button's index")

    def parameter(self) -> Wire:
        """The one parameter Meta expects."""
        raise NotImplementedError

    def wire(self) -> Wire:
        kind = type(self).__struct_config__.tag
        return {
            "type": "button",
            "sub_type": kind,
            "index": str(self.index),
            "parameters": [self.parameter()],
        }


class QuickReply(TemplateButton, frozen=True, tag="quick_reply"):
    """`payload` comes back as the answer's choice."""

    payload: str

    def check(self) -> None:
        super().check()
        filled(self.payload, 256, "A button's payload")

    def parameter(self) -> Wire:
        return {"type": "payload", "payload": self.payload}


class UrlButton(TemplateButton, frozen=True, tag="url"):
    """`suffix` is only the variable end of the address."""

    suffix: str

    def check(self) -> None:
        super().check()
        filled(self.suffix, 2000, "A button's address")

    def parameter(self) -> Wire:
        return {"type": "text", "text": self.suffix}


class CouponButton(TemplateButton, frozen=True, tag="copy_code"):
    code: str

    def check(self) -> None:
        super().check()
        filled(self.code, 20, "The coupon code")

    def parameter(self) -> Wire:
        return {"type": "coupon_code", "coupon_code": self.code}


class CatalogButton(TemplateButton, frozen=True, tag="catalog"):
    """The product whose picture stands for the catalog; without it, leave the button out."""

    thumbnail: str

    def check(self) -> None:
        super().check()
        filled(self.thumbnail, LONGEST_RETAILER_ID, "The product's id")

    def parameter(self) -> Wire:
        return {"type": "action", "action": {"thumbnail_product_retailer_id": self.thumbnail}}


class ProductsButton(TemplateButton, frozen=True, tag="mpm"):
    thumbnail: str
    sections: list[ProductSection]

    def check(self) -> None:
        super().check()
        filled(self.thumbnail, LONGEST_RETAILER_ID, "The product's id")
        check_product_sections(self.sections)

    def parameter(self) -> Wire:
        sections = [section.wire() for section in self.sections]
        return {
            "type": "action",
            "action": {"thumbnail_product_retailer_id": self.thumbnail, "sections": sections},
        }


AnyButton = QuickReply | UrlButton | CouponButton | CatalogButton | ProductsButton


class TemplateCard(msgspec.Struct, frozen=True, omit_defaults=True):
    """One card of a carousel template."""

    header: ImageMessage | VideoMessage | ProductMessage
    body: Values = msgspec.field(default_factory=list)
    buttons: list[AnyButton] = msgspec.field(default_factory=list)


class TemplateMessage(OutgoingMessage, frozen=True, tag="template"):
    """`body` fills {{1}}, {{2}}, … in order, or {{name}} by name. Values become one line each.

    `header` is a text, file, place or product; `header_name` names the text's parameter in a template with
    named ones. `language` as in "en_US".
    """

    name: str
    language: str
    body: Values = msgspec.field(default_factory=list)
    header: str | ImageMessage | VideoMessage | DocumentMessage | LocationMessage | ProductMessage | None = (
        None
    )
    header_name: str | None = None
    buttons: list[AnyButton] = msgspec.field(default_factory=list)
    cards: list[TemplateCard] = msgspec.field(default_factory=list)

    def check(self) -> None:
        if not NAME.fullmatch(self.name):
            raise BadContent(f"No template can be called {self.name!r}: only a-z, 0-9 and _ are allowed.")
        if not LANGUAGE.fullmatch(self.language):
            raise BadContent(f"{self.language!r} is no language of a template; write it as in en_US.")
        if isinstance(self.header, str):
            _check_values([self.header])
        elif self.header is not None:
            self.header.check()
        _check_values(self.body)
        _check_buttons(self.buttons)
        counted(len(self.cards), 0, 10, "Cards")
        for card in self.cards:
            card.header.check()
            _check_values(card.body)
            _check_buttons(card.buttons)

    def wire(self) -> Wire:
        components = [
            *_header(self.header, self.header_name),
            *_body(self.body),
            *([{"type": "carousel", "cards": list(map(_card, range(10), self.cards))}] if self.cards else []),
            *(button.wire() for button in self.buttons),
        ]
        template: Wire = {"name": self.name, "language": {"code": self.language}}
        return {"type": "template", "template": template | ({"components": components} if components else {})}

    def preview(self) -> str:
        header = self.header if isinstance(self.header, str) else self.header and self.header.preview()
        return lines(
            f"📋 {self.name} ({self.language})", header or "", " · ".join(map(one_line, _plain(self.body)))
        )


def _plain(values: Values) -> list[str]:
    return list(values.values()) if isinstance(values, dict) else values


def _check_values(values: Values) -> None:
    for value in _plain(values):
        filled(one_line(value), LONGEST_VALUE, "A template's value")


def _check_buttons(buttons: list[AnyButton]) -> None:
    counted(len(buttons), 0, MOST_BUTTONS, "Buttons")
    distinct([str(button.index) for button in buttons], "The buttons' indexes")
    for button in buttons:
        button.check()


def _header(header: str | OutgoingMessage | None, name: str | None) -> list[Wire]:
    if header is None:
        return []
    return [{"type": "header", "parameters": [_header_parameter(header, name)]}]


def _header_parameter(header: str | OutgoingMessage, name: str | None) -> Wire:
    if isinstance(header, str):
        return _text(header, name)
    if isinstance(header, LocationMessage):  # Meta's samples write degrees as strings here
        place = {"latitude": str(header.latitude), "longitude": str(header.longitude)}
        return {"type": "location", "location": place | {"name": header.name, "address": header.address}}
    if isinstance(header, FileMessage | ProductMessage):
        return header.as_header()
    raise BadContent(f"A template's header cannot be a {type(header).__name__}.")


def _body(values: Values) -> list[Wire]:
    named = values.items() if isinstance(values, dict) else [(None, value) for value in values]
    parameters = [_text(value, name) for name, value in named]
    return [{"type": "body", "parameters": parameters}] if parameters else []


def _text(value: str, name: str | None) -> Wire:
    return {"type": "text"} | ({"parameter_name": name} if name else {}) | {"text": one_line(value)}


def _card(index: int, card: TemplateCard) -> Wire:
    buttons = [button.wire() for button in card.buttons]
    return {"card_index": index, "components": [*_header(card.header, None), *_body(card.body), *buttons]}
