"""Product messages: what of them may be sent (Meta: Share products).

Sendable is an item whose WHATSAPP capability is APPROVED, in the catalog that the account is connected to.
"""

from typing import Any

from shop.sandbox.meta.graph.errors import invalid, missing
from shop.sandbox.meta.graph.fields import objects
from shop.sandbox.meta.messages.interactive import action, check_section_titles, parameters_of
from shop.sandbox.records import Business, MetaCatalog
from shop.sandbox.state import World
from shop.sandbox.types import Json

NONE_FOUND = "None of the products provided could be sent. Please check your catalog."


def check_products(world: World, business: Business, shown: Json) -> Json:
    """The interactive object as it will be shown: unmatched items of a list are dropped.

    Raises GraphError 131009 when nothing of it may be sent.
    """
    match shown["type"]:
        case "product":
            check_single(world, business, action(shown))
        case "catalog_message":
            check_catalog_message(world, business, shown)
        case "product_list":
            return matched_list(world, business, shown)
        case "carousel":
            check_cards(world, business, action(shown)["cards"])
    return shown


def connected_catalog(world: World, business: Business, catalog_id: Any = None) -> MetaCatalog:
    """The account's catalog; a given id must be its id. Raises GraphError 131009."""
    catalog = world.catalogs.get(business.catalog_id or "")
    if catalog is None:
        raise invalid("No catalog is connected to this WhatsApp Business Account")
    if catalog_id is not None and str(catalog_id) != catalog.catalog_id:
        raise invalid("Invalid catalog_id")
    return catalog


def sendable(catalog: MetaCatalog, retailer_id: Any) -> bool:
    """Whether Meta lets this item into a chat."""
    item = catalog.items.get(str(retailer_id))
    return item is not None and item.review == "APPROVED" and "whatsapp" not in item.capabilities_off


def check_sendable(catalog: MetaCatalog, retailer_id: Any) -> None:
    """Raises GraphError 131009 in the words seen in the wild."""
    if not retailer_id:
        raise missing("product_retailer_id is required")
    if not sendable(catalog, retailer_id):
        raise invalid(
            f"product not found for product_retailer_id {retailer_id} in catalog_id {catalog.catalog_id}"
        )


def check_single(world: World, business: Business, asked: Json) -> None:
    """One product."""
    if not asked.get("catalog_id"):
        raise missing("catalog_id is required")
    check_sendable(connected_catalog(world, business, asked["catalog_id"]), asked.get("product_retailer_id"))


def check_catalog_message(world: World, business: Business, shown: Json) -> None:
    """The whole catalog, with an optional thumbnail item."""
    asked = action(shown)
    if asked.get("name") != "catalog_message":
        raise invalid("Action name must be catalog_message")
    catalog = connected_catalog(world, business)
    thumbnail = parameters_of(asked).get("thumbnail_product_retailer_id") if asked.get("parameters") else None
    if thumbnail is not None and not sendable(catalog, thumbnail):
        raise invalid("Products not found in FB Catalog")
    if not any(sendable(catalog, retailer_id) for retailer_id in catalog.items):
        raise invalid(NONE_FOUND)


def matched_list(world: World, business: Business, shown: Json) -> Json:
    """Sections with only what may be sent; at most 10 sections and 30 products."""
    asked = action(shown)
    if not asked.get("catalog_id"):
        raise missing("catalog_id is required")
    catalog = connected_catalog(world, business, asked["catalog_id"])
    return shown | {"action": asked | {"sections": matched_sections(catalog, asked.get("sections"))}}


def matched_sections(catalog: MetaCatalog, given: Any) -> list[Json]:
    """The sections without what cannot be sent. Raises GraphError 131009 when nothing is left."""
    sections = objects(given, "sections", 1, 10)
    check_section_titles(sections)
    rows = [objects(section.get("product_items"), "product_items", 1, 30) for section in sections]
    if sum(map(len, rows)) > 30:
        raise invalid("Total product count exceed max allowed count: 30")
    kept = [
        section
        | {"product_items": [row for row in row_list if sendable(catalog, row.get("product_retailer_id"))]}
        for section, row_list in zip(sections, rows, strict=True)
    ]
    kept = [section for section in kept if section["product_items"]]
    if not kept:
        raise invalid(NONE_FOUND)
    return kept


def check_cards(world: World, business: Business, cards: list[Json]) -> None:
    """Product cards of a carousel: one catalog, every product sendable."""
    products = [card.get("action") for card in cards if card.get("type") == "product"]
    if not products:
        return
    if not all(isinstance(asked, dict) for asked in products):
        raise missing("Card action is required")
    if len({str(asked.get("catalog_id")) for asked in products if asked}) > 1:
        raise invalid("All cards must use the same catalog_id")
    for asked in products:
        check_single(world, business, asked or {})
