"""Any outgoing message, and its way through a jsonb column."""

from typing import Any

import msgspec

from shop.whatsapp.outgoing.interactive import (
    ButtonsMessage,
    ContactRequest,
    LinkMessage,
    ListMessage,
    LocationRequest,
)
from shop.whatsapp.outgoing.limits import BadContent
from shop.whatsapp.outgoing.plain import (
    AudioMessage,
    ContactsMessage,
    DocumentMessage,
    ImageMessage,
    LocationMessage,
    ReactionMessage,
    StickerMessage,
    TextMessage,
    VideoMessage,
)
from shop.whatsapp.outgoing.products import (
    CarouselMessage,
    CatalogMessage,
    ProductListMessage,
    ProductMessage,
)
from shop.whatsapp.outgoing.template import TemplateMessage

Content = (
    TextMessage
    | ButtonsMessage
    | ListMessage
    | LinkMessage
    | ImageMessage
    | DocumentMessage
    | VideoMessage
    | AudioMessage
    | StickerMessage
    | LocationMessage
    | LocationRequest
    | ContactRequest
    | ReactionMessage
    | CatalogMessage
    | ProductMessage
    | ProductListMessage
    | CarouselMessage
    | TemplateMessage
    | ContactsMessage
)


def encode(content: Content) -> dict[str, Any]:
    """As plain values for a jsonb column; `decode` reads them back."""
    encoded: dict[str, Any] = msgspec.to_builtins(content)
    return encoded


def decode(stored: dict[str, Any]) -> Content:
    """What `encode` made. Raises BadContent for anything else."""
    try:
        content: Content = msgspec.convert(stored, Content)
    except msgspec.ValidationError as refused:
        raise BadContent(f"This is no message that can be sent: {refused}.") from refused
    return content
