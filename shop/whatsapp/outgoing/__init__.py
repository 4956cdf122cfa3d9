"""Every kind of outgoing message, in one place to import from.

`Content` is any of the messages: each one checks itself against Meta's limits, turns into Meta's wire shape
and shows itself to staff. `encode` and `decode` carry it through a jsonb column.
"""

from shop.whatsapp.outgoing.content import Content, decode, encode
from shop.whatsapp.outgoing.interactive import (
    Button,
    ButtonsMessage,
    ContactRequest,
    LinkMessage,
    ListMessage,
    ListRow,
    ListSection,
    LocationRequest,
    MessageHeader,
)
from shop.whatsapp.outgoing.limits import BadContent, TooLong, clip
from shop.whatsapp.outgoing.plain import (
    AudioMessage,
    ContactCard,
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
    LinkCard,
    ProductCard,
    ProductListMessage,
    ProductMessage,
    ProductSection,
)
from shop.whatsapp.outgoing.template import (
    CatalogButton,
    CouponButton,
    ProductsButton,
    QuickReply,
    TemplateCard,
    TemplateMessage,
    UrlButton,
)

__all__ = [
    "AudioMessage",
    "BadContent",
    "Button",
    "ButtonsMessage",
    "CarouselMessage",
    "CatalogButton",
    "CatalogMessage",
    "ContactCard",
    "ContactRequest",
    "ContactsMessage",
    "Content",
    "CouponButton",
    "DocumentMessage",
    "ImageMessage",
    "LinkCard",
    "LinkMessage",
    "ListMessage",
    "ListRow",
    "ListSection",
    "LocationMessage",
    "LocationRequest",
    "MessageHeader",
    "ProductCard",
    "ProductListMessage",
    "ProductMessage",
    "ProductSection",
    "ProductsButton",
    "QuickReply",
    "ReactionMessage",
    "StickerMessage",
    "TemplateCard",
    "TemplateMessage",
    "TextMessage",
    "TooLong",
    "UrlButton",
    "VideoMessage",
    "clip",
    "decode",
    "encode",
]
