"""A message from a shopper, as our types."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum

import msgspec

from shop.whatsapp.api.failures import VendorError


class IncomingKind(StrEnum):
    """`reply` is a tap on a button or row of ours, `button` on a template's, `flow` a filled-in form.

    `edit` brings a message as it reads now, `revoke` takes one back, `request_welcome` opens a chat without a word.
    """

    TEXT = "text"
    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    STICKER = "sticker"
    LOCATION = "location"
    CONTACTS = "contacts"
    REACTION = "reaction"
    BUTTON = "button"
    REPLY = "reply"
    ORDER = "order"
    SYSTEM = "system"
    FLOW = "flow"
    EDIT = "edit"
    REVOKE = "revoke"
    REQUEST_WELCOME = "request_welcome"
    UNSUPPORTED = "unsupported"
    OTHER = "other"


class SenderProfile(msgspec.Struct, frozen=True, kw_only=True):
    """Who wrote. `phone` (digits) is absent for people with a username whom the business does not know."""

    bsuid: str | None = None
    phone: str | None = None
    name: str | None = None
    username: str | None = None


class CartMessageLine(msgspec.Struct, frozen=True):
    """One line of a cart as the phone sent it, unchecked.

    `quantity` is None unless it is a whole number; `price` is of one piece, in major units.
    """

    retailer_id: str
    quantity: int | None
    price: Decimal | None
    currency: str | None


class CartMessage(msgspec.Struct, frozen=True):
    catalog_id: str | None
    note: str
    lines: list[CartMessageLine]


class MediaReference(msgspec.Struct, frozen=True, kw_only=True):
    """A file to be fetched within 7 days. `sha256` is as Meta wrote it (base64)."""

    id: str
    mime_type: str
    sha256: str | None = None
    filename: str | None = None
    voice: bool = False


class SharedLocation(msgspec.Struct, frozen=True, kw_only=True):
    latitude: float
    longitude: float
    name: str = ""
    address: str = ""


class EmojiReaction(msgspec.Struct, frozen=True):
    """An `emoji` of "" takes the reaction back."""

    emoji: str
    wamid: str | None


IDENTITY_CHANGES = frozenset({"user_changed_number", "user_changed_user_id"})


class SystemChange(msgspec.Struct, frozen=True, kw_only=True):
    """A person's number or business-scoped id changed. Types: user_changed_number, user_changed_user_id, …"""

    type: str
    phone: str | None = None
    bsuid: str | None = None
    previous_phone: str | None = None
    previous_bsuid: str | None = None

    @property
    def is_change_of_identity(self) -> bool:
        """Another phone or id, for the same person."""
        return self.type in IDENTITY_CHANGES and bool(self.phone or self.bsuid)


class IncomingMessage(msgspec.Struct, frozen=True, kw_only=True):
    """One message. `text` is what a person would read; `choice` is the id or payload behind a tap.

    `reply_to` is the message answered, `product` the retailer id of the product asked about, `referral` the
    advertisement they came from, `form` a flow's answer as JSON text, `origin` "contact_request" when the
    contact card is the answer to our question for it, `original` the wamid of the message that an edit or a
    revocation is about.
    """

    wamid: str
    kind: IncomingKind
    profile: SenderProfile
    sent_at: datetime | None = None
    text: str = ""
    choice: str | None = None
    cart: CartMessage | None = None
    media: MediaReference | None = None
    location: SharedLocation | None = None
    contact_phones: list[str] = []
    origin: str | None = None
    reaction: EmojiReaction | None = None
    form: str | None = None
    reply_to: str | None = None
    forwarded: bool = False
    product: str | None = None
    referral: dict[str, str] | None = None
    system: SystemChange | None = None
    original: str | None = None
    errors: list[VendorError] = []
