"""Messages that show products of the connected catalog, and cards side by side.

They need an open 24-hour window and a catalog connected to the account. Only products that Meta approved for
WhatsApp can be sent: of a list the others are dropped silently, and error 131009 says that none was left.
"""

import msgspec

from shop.whatsapp.outgoing.base import OutgoingMessage, Wire, lines
from shop.whatsapp.outgoing.interactive import (
    LONGEST_BODY,
    LONGEST_EDGE,
    LONGEST_LABEL,
    check_frame,
    check_titles,
    link_action,
)
from shop.whatsapp.outgoing.interactive import interactive as framed
from shop.whatsapp.outgoing.limits import BadContent, counted, filled, fits, web_address
from shop.whatsapp.outgoing.plain import ImageMessage, VideoMessage

LONGEST_RETAILER_ID = 100
LONGEST_CARD_BODY = 160
MOST_CARD_BREAKS = 2
MOST_PRODUCTS = 30


def check_product(catalog_id: str, retailer_id: str) -> None:
    """Raises BadContent or TooLong for ids that no catalog has."""
    filled(catalog_id, 256, "The catalog's id")
    filled(retailer_id, LONGEST_RETAILER_ID, "The product's id")


class CatalogMessage(OutgoingMessage, frozen=True, tag="catalog"):
    """A button that opens the whole catalog, with one product as its picture."""

    body: str
    thumbnail: str = ""
    footer: str = ""

    def check(self) -> None:
        check_frame(self.body, footer=self.footer)
        fits(self.thumbnail, LONGEST_RETAILER_ID, "The product's id")

    def wire(self) -> Wire:
        picture = {"parameters": {"thumbnail_product_retailer_id": self.thumbnail}} if self.thumbnail else {}
        action = {"name": "catalog_message"} | picture
        return framed("catalog_message", action, body=self.body, footer=self.footer)

    def preview(self) -> str:
        return lines(self.body, self.footer, "[🛍]")


class ProductMessage(OutgoingMessage, frozen=True, tag="product"):
    """One product; text and footer may be empty."""

    catalog_id: str
    retailer_id: str
    body: str = ""
    footer: str = ""

    def check(self) -> None:
        check_product(self.catalog_id, self.retailer_id)
        fits(self.body, LONGEST_BODY, "The text")
        fits(self.footer, LONGEST_EDGE, "The footer")

    def wire(self) -> Wire:
        action = {"catalog_id": self.catalog_id, "product_retailer_id": self.retailer_id}
        return framed("product", action, body=self.body, footer=self.footer)

    def as_header(self) -> Wire:
        """The product above a template."""
        product = {"product_retailer_id": self.retailer_id, "catalog_id": self.catalog_id}
        return {"type": "product", "product": product}

    def preview(self) -> str:
        return lines(self.body, self.footer, f"🛍 {self.retailer_id}")


class ProductSection(msgspec.Struct, frozen=True, omit_defaults=True):
    retailer_ids: list[str]
    title: str = ""

    def wire(self) -> Wire:
        title = {"title": self.title} if self.title else {}
        return title | {"product_items": [{"product_retailer_id": each} for each in self.retailer_ids]}


def check_product_sections(sections: list[ProductSection]) -> None:
    """Raises BadContent or TooLong: ten sections, thirty products in all."""
    check_titles([section.title for section in sections])
    counted(sum(len(section.retailer_ids) for section in sections), 1, MOST_PRODUCTS, "Products")
    counted(min(len(section.retailer_ids) for section in sections), 1, MOST_PRODUCTS, "Products of a section")
    for section in sections:
        for retailer_id in section.retailer_ids:
            filled(retailer_id, LONGEST_RETAILER_ID, "The product's id")


class ProductListMessage(OutgoingMessage, frozen=True, tag="product_list"):
    """Up to thirty products under titles."""

    catalog_id: str
    header: str
    body: str
    sections: list[ProductSection]
    footer: str = ""

    def check(self) -> None:
        filled(self.catalog_id, 256, "The catalog's id")
        filled(self.header, LONGEST_EDGE, "The header")
        check_frame(self.body, footer=self.footer)
        check_product_sections(self.sections)

    def wire(self) -> Wire:
        sections = [section.wire() for section in self.sections]
        action = {"catalog_id": self.catalog_id, "sections": sections}
        return framed("product_list", action, body=self.body, header=self.header, footer=self.footer)

    def preview(self) -> str:
        products = [f"🛍 {each}" for section in self.sections for each in section.retailer_ids]
        return lines(self.header, self.body, self.footer, *products)


class ProductCard(msgspec.Struct, frozen=True, tag="product", tag_field="type"):
    catalog_id: str
    retailer_id: str

    def check(self) -> None:
        check_product(self.catalog_id, self.retailer_id)

    def wire(self) -> Wire:
        action = {"product_retailer_id": self.retailer_id, "catalog_id": self.catalog_id}
        return {"type": "product", "action": action}

    def preview(self) -> str:
        return f"🛍 {self.retailer_id}"


class LinkCard(msgspec.Struct, frozen=True, omit_defaults=True, tag="link", tag_field="type"):
    """A picture or film with one button that opens a web address."""

    header: ImageMessage | VideoMessage
    label: str
    url: str
    body: str = ""

    def check(self) -> None:
        self.header.check()
        filled(self.label, LONGEST_LABEL, "A card's label")
        web_address(self.url, "A card's link")
        fits(self.body, LONGEST_CARD_BODY, "A card's text")
        if self.body.count("\n") > MOST_CARD_BREAKS:
            raise BadContent(f"A card's text has more than {MOST_CARD_BREAKS} line breaks.")

    def wire(self) -> Wire:
        body = {"body": {"text": self.body}} if self.body else {}
        action = link_action(self.label, self.url)
        return {"type": "cta_url", "header": self.header.as_header()} | body | {"action": action}

    def preview(self) -> str:
        return lines(self.body, f"[{self.label}] {self.url}")


class CarouselMessage(OutgoingMessage, frozen=True, tag="carousel"):
    """Two to ten cards of one kind: products of one catalog, or links under pictures (or films)."""

    body: str
    cards: list[ProductCard | LinkCard]

    def check(self) -> None:
        check_frame(self.body)
        counted(len(self.cards), 2, 10, "Cards")
        for card in self.cards:
            card.check()
        if len({_likeness(card) for card in self.cards}) > 1:
            raise BadContent("The cards are not alike: one kind, one catalog, one sort of header.")

    def wire(self) -> Wire:
        cards = [{"card_index": index} | card.wire() for index, card in enumerate(self.cards)]
        return framed("carousel", {"cards": cards}, body=self.body)

    def preview(self) -> str:
        return lines(self.body, *(card.preview() for card in self.cards))


def _likeness(card: ProductCard | LinkCard) -> str:
    return card.catalog_id if isinstance(card, ProductCard) else f"link:{card.header.name}"
