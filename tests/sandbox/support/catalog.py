"""Items of the pretend Meta's catalog: sent in batches, polled, reviewed."""

from typing import Any

from tests.sandbox.support.meta import MetaSandbox
from tests.support.vendors.sandbox import CATALOG

Json = dict[str, Any]


def item(sku: str = "SKU1", **more: Any) -> Json:
    """A complete item."""
    return {
        "id": sku,
        "title": "Taza",
        "description": "Una taza",
        "availability": "in stock",
        "condition": "new",
        "price": "9.99 EUR",
        "link": "https://shop.example/p/1",
        "image_link": "https://shop.example/1.jpg",
        "brand": "Acme",
        **more,
    }


async def batch(sandbox: MetaSandbox, *requests: tuple[str, Json], **more: Any) -> Json:
    """Send a batch. Returns the answer."""
    body = {
        "item_type": "PRODUCT_ITEM",
        "requests": [{"method": method, "data": data} for method, data in requests],
        **more,
    }
    answer = await sandbox.graph("POST", f"{CATALOG}/items_batch", json=body)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def poll(sandbox: MetaSandbox, handle: str, **more: str) -> Json:
    """One look at a batch."""
    params = {"handle": handle, **more}
    answer = await sandbox.graph("GET", f"{CATALOG}/check_batch_request_status", params=params)
    found: Json = answer.json()["data"][0]
    return found


async def reviews(sandbox: MetaSandbox) -> dict[str, str]:
    """The WHATSAPP review by retailer id."""
    fields = {"fields": "retailer_id,capability_to_review_status"}
    rows = (await sandbox.graph("GET", f"{CATALOG}/products", params=fields)).json()["data"]
    return {
        row["retailer_id"]: pair["value"]
        for row in rows
        for pair in row["capability_to_review_status"]
        if pair["key"] == "WHATSAPP"
    }


async def stocked(sandbox: MetaSandbox, *skus: str) -> None:
    """Items that are approved."""
    await batch(sandbox, *[("UPDATE", item(sku)) for sku in skus])
    await sandbox.wait_until_idle()
