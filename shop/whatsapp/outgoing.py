"""Everything that can be said, in one place to import from.

`Content` is any of the messages: each one checks itself against Meta's limits, turns into Meta's wire shape
and shows itself to staff. `encode` and `decode` carry it through a jsonb column.
"""

from typing import Any

import msgspec

from shop.whatsapp.interactive import (
    Button,
    Buttons,
    Choices,
    ContactRequest,
    Header,
    Link,
    LocationRequest,
    Row,
    Section,
)
from shop.whatsapp.limits import BadContent, TooLong, clip, one_line
from shop.whatsapp.plain import (
    Audio,
    ContactCard,
    ContactCards,
    Document,
    Image,
    Location,
    Reaction,
    Sticker,
    Text,
    Video,
)
from shop.whatsapp.products import (
    Carousel,
    CatalogMessage,
    LinkCard,
    Product,
    ProductCard,
    ProductList,
    ProductSection,
)
from shop.whatsapp.template import (
    CatalogButton,
    CouponButton,
    ProductsButton,
    QuickReply,
    Template,
    TemplateCard,
    UrlButton,
)

__all__ = [
    "Audio",
    "BadContent",
    "Button",
    "Buttons",
    "Carousel",
    "CatalogButton",
    "CatalogMessage",
    "Choices",
    "ContactCard",
    "ContactCards",
    "ContactRequest",
    "Content",
    "CouponButton",
    "Document",
    "Header",
    "Image",
    "Link",
    "LinkCard",
    "Location",
    "LocationRequest",
    "Product",
    "ProductCard",
    "ProductList",
    "ProductSection",
    "ProductsButton",
    "QuickReply",
    "Reaction",
    "Row",
    "Section",
    "Sticker",
    "Template",
    "TemplateCard",
    "Text",
    "TooLong",
    "UrlButton",
    "Video",
    "clip",
    "decode",
    "encode",
    "one_line",
]

Content = (
    Text
    | Buttons
    | Choices
    | Link
    | Image
    | Document
    | Video
    | Audio
    | Sticker
    | Location
    | LocationRequest
    | ContactRequest
    | Reaction
    | CatalogMessage
    | Product
    | ProductList
    | Carousel
    | Template
    | ContactCards
)


def encode(content: Content) -> dict[str, Any]:
    """As plain values for a jsonb column; `decode` reads them back."""
    encoded: dict[str, Any] = msgspec.to_builtins(content)
    return encoded


def decode(stored: dict[str, Any]) -> Content:
    """What `encode` made. Raises BadContent if it is nothing we can say."""
    try:
        content: Content = msgspec.convert(stored, Content)
    except msgspec.ValidationError as refused:
        raise BadContent(f"This is no message that can be sent: {refused}.") from refused
    return content
