"""Messages without buttons: texts, files, places, cards, reactions. (Meta: "send messages", per type.)"""

from typing import ClassVar

import msgspec

from shop.whatsapp.outgoing.base import OutgoingMessage, Wire, lines, with_filled
from shop.whatsapp.outgoing.limits import BadContent, counted, filled, fits, web_address

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
MOST_CARDS = 257


class TextMessage(OutgoingMessage, frozen=True, tag="text"):
    body: str
    preview_url: bool = False

    def check(self) -> None:
        filled(self.body, LONGEST_TEXT, "The text")

    def wire(self) -> Wire:
        return {"type": "text", "text": {"body": self.body, "preview_url": self.preview_url}}

    def preview(self) -> str:
        return self.body


class FileMessage(OutgoingMessage, frozen=True, kw_only=True):
    """A file that was uploaded (`media_id`, kept 30 days) or is fetched (`link`, cached 10 minutes)."""

    name: ClassVar[str]
    sign: ClassVar[str]

    media_id: str | None = None
    link: str | None = None

    def check(self) -> None:
        if (self.media_id is None) == (self.link is None):
            raise BadContent(f"A file ({self.name}) needs either a media id or a link.")
        if self.media_id is not None:
            filled(self.media_id, 256, "The media id")
        if self.link is not None:
            web_address(self.link, "The file's link")

    def source(self) -> Wire:
        """Where Meta finds the file."""
        return with_filled(id=self.media_id, link=self.link)

    def as_header(self) -> Wire:
        """The same file above an interactive message or a template: there it has no caption."""
        return {"type": self.name, self.name: self.source()}

    def wire(self) -> Wire:
        return self.as_header()

    def preview(self) -> str:
        return self.sign


class CaptionedFile(FileMessage, frozen=True, kw_only=True):
    caption: str = ""

    def check(self) -> None:
        super().check()
        fits(self.caption, LONGEST_CAPTION, "The caption")

    def wire(self) -> Wire:
        return {"type": self.name, self.name: self.source() | with_filled(caption=self.caption)}

    def preview(self) -> str:
        return lines(f"{self.sign} {self.caption}".rstrip())


class ImageMessage(CaptionedFile, frozen=True, tag="image"):
    name: ClassVar[str] = "image"
    sign: ClassVar[str] = "📷"


class VideoMessage(CaptionedFile, frozen=True, tag="video"):
    name: ClassVar[str] = "video"
    sign: ClassVar[str] = "🎬"


class DocumentMessage(CaptionedFile, frozen=True, tag="document", kw_only=True):
    """The ending of `filename` decides the icon; without one the phone shows "Untitled"."""

    name: ClassVar[str] = "document"
    sign: ClassVar[str] = "📄"

    filename: str

    def check(self) -> None:
        super().check()
        filled(self.filename, 240, "The file's name")

    def source(self) -> Wire:
        return super().source() | {"filename": self.filename}

    def preview(self) -> str:
        return lines(f"{self.sign} {self.filename}", self.caption)


class AudioMessage(FileMessage, frozen=True, tag="audio", kw_only=True):
    """With `voice` (ogg/opus only) it shows as a voice note."""

    name: ClassVar[str] = "audio"
    sign: ClassVar[str] = "🎤"

    voice: bool = False

    def source(self) -> Wire:
        return super().source() | ({"voice": True} if self.voice else {})


class StickerMessage(FileMessage, frozen=True, tag="sticker"):
    name: ClassVar[str] = "sticker"
    sign: ClassVar[str] = "🏷"


class LocationMessage(OutgoingMessage, frozen=True, tag="location"):
    """Degrees; north and east are positive."""

    latitude: float
    longitude: float
    name: str = ""
    address: str = ""

    def check(self) -> None:
        if not (-90 <= self.latitude <= 90 and -180 <= self.longitude <= 180):
            raise BadContent("The place is not on Earth: latitude is within 90 and longitude within 180.")
        fits(self.name, LONGEST_CAPTION, "The place's name")
        fits(self.address, LONGEST_CAPTION, "The place's address")

    def wire(self) -> Wire:
        words = with_filled(name=self.name, address=self.address)
        return {
            "type": "location",
            "location": {"latitude": self.latitude, "longitude": self.longitude} | words,
        }

    def preview(self) -> str:
        return lines(f"📍 {self.name or f'{self.latitude}, {self.longitude}'}", self.address)


class ReactionMessage(OutgoingMessage, frozen=True, tag="reaction"):
    """An `emoji` of "" takes it back. The target is at most 30 days old and no reaction (error 131009)."""

    wamid: str
    emoji: str

    def check(self) -> None:
        filled(self.wamid, 256, "The message reacted to")
        fits(self.emoji, 32, "The reaction")

    def wire(self) -> Wire:
        return {"type": "reaction", "reaction": {"message_id": self.wamid, "emoji": self.emoji}}

    def preview(self) -> str:
        return self.emoji


class ContactCard(msgspec.Struct, frozen=True, omit_defaults=True):
    """`phones` in international form."""

    name: str
    phones: list[str]
    company: str = ""

    def wire(self) -> Wire:
        """Meta wants one more part of the name beside the formatted one."""
        card: Wire = {
            "name": {"formatted_name": self.name, "first_name": self.name},
            "phones": [{"phone": phone, "type": "WORK"} for phone in self.phones],
        }
        return card | ({"org": {"company": self.company}} if self.company else {})


class ContactsMessage(OutgoingMessage, frozen=True, tag="contacts"):
    cards: list[ContactCard]

    def check(self) -> None:
        counted(len(self.cards), 1, MOST_CARDS, "Contact cards")
        for card in self.cards:
            filled(card.name, LONGEST_CAPTION, "A contact's name")
            fits(card.company, LONGEST_CAPTION, "A contact's company")
            counted(len(card.phones), 1, 20, "Phones of a contact")
            for phone in card.phones:
                filled(phone, 40, "A contact's phone")

    def wire(self) -> Wire:
        return {"type": "contacts", "contacts": [card.wire() for card in self.cards]}

    def preview(self) -> str:
        return lines(*(f"👤 {card.name} {' '.join(card.phones)}" for card in self.cards))
