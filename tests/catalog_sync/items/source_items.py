"""A merchant and a variant as the catalog tells them; a test names only what matters to it."""

from typing import Any
from uuid import UUID

from catalog_sync.items.mapping import (
    MerchantInfo,
    SourceItem,
    item_for,
)

MERCHANT = MerchantInfo(
    locale="es", name="La Tienda", public_url="https://faro.example/", phone="+34 600 00 00 01"
)


def variant(**changes: Any) -> SourceItem:
    base: dict[str, Any] = {
        "id": UUID(int=1),
        "sku": "TAZA/1",
        "version": 1,
        "options": {},
        "images": [],
        "price_minor": 1250,
        "currency": "EUR",
        "available": 3,
        "product_id": UUID(int=7),
        "title": "Taza",
        "translations": {},
        "product_images": ["/media/taza.jpg"],
    }
    return SourceItem(**base | changes)


def item(**changes: Any) -> dict[str, Any]:
    found = item_for(variant(**changes), MERCHANT)
    assert found is not None
    return found
