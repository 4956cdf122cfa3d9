"""The catalog as a phone shows it: what may be sent, at today's prices, and what Meta thinks of the rest."""

from shop.kit.clock import now
from shop.sandbox.meta.catalog.prices import live_price, parse_price
from shop.sandbox.meta.messages.products import sendable
from shop.sandbox.records import Item, MetaCatalog
from shop.sandbox.types import Json

OPTIONS = ("color", "size", "material", "pattern")


def catalog_rows(catalog: MetaCatalog) -> list[Json]:
    """Every item of a catalog."""
    return [catalog_row(catalog, item) for item in catalog.items.values()]


def catalog_row(catalog: MetaCatalog, item: Item) -> Json:
    """One item; amounts are decimal texts in major units, `was` only while a sale lasts."""
    data, price = item.data, parse_price(item.data.get("price"))
    live = live_price(data, now())
    return {
        "retailer_id": item.retailer_id,
        "title": data.get("title") or item.retailer_id,
        "description": data.get("description") or "",
        "amount": str(live[0]) if live else None,
        "was": str(price[0]) if price and live and price[0] != live[0] else None,
        "currency": live[1] if live else None,
        "images": images_of(data),
        "availability": data.get("availability") or "in stock",
        "link": data.get("link"),
        "group": str(data.get("item_group_id") or "").strip() or None,
        "options": options_of(data),
        "category": data.get("product_type") or "",
        "review": item.review,
        "reasons": item.reasons,
        "shown": sendable(catalog, item.retailer_id),
    }


def options_of(data: Json) -> dict[str, str]:
    """What tells a variant from its siblings, by name; `additional_variant_attribute` is "Scent:Fruity,Flavor:Apple"."""
    own = {name: str(data[name]) for name in OPTIONS if data.get(name)}
    pairs = (part.partition(":") for part in str(data.get("additional_variant_attribute") or "").split(","))
    return own | {name.strip(): value.strip() for name, _, value in pairs if value.strip()}


def images_of(data: Json) -> list[str]:
    """Addresses of the pictures, the main one first."""
    listed = [str(image["url"]) for image in data.get("image") or []]
    main = [str(data["image_link"])] if data.get("image_link") else []
    return list(dict.fromkeys(main + listed))
