"""What a merchant asks of the API in a day: goods are stored and changed, and every list is looked through."""

from collections.abc import Awaitable
from typing import Any

import httpx

from shop.attention.models import AttentionKind
from shop.catalog.enums import Availability
from shop.catalog.listing.query import Sort
from shop.inbox.conversations.listing import ConversationState
from shop.kit.clock import now
from shop.merchants.keys import ALL_SCOPES, issue_key
from shop.orders.models import OrderStatus
from tests.support.files.pictures import photo
from tests.support.pace import PATIENCE_SECONDS
from tests.support.running.installation import Shop

PRICE = {"amount_minor": 3900, "currency": "EUR"}
LISTS: tuple[tuple[str, dict[str, str]], ...] = (
    ("/orders", {}),
    *(("/orders", {"status": status.value}) for status in OrderStatus),
    ("/conversations", {}),
    *(("/conversations", {"status": state.value}) for state in ConversationState),
    ("/attention", {}),
    ("/attention", {"resolved": "true"}),
    *(("/attention", {"kind": kind.value}) for kind in AttentionKind),
    *(("/attention", {"kind": kind.value, "resolved": "true"}) for kind in AttentionKind),
    ("/products", {}),
    *(("/products", {"sort": sort.value}) for sort in Sort if sort is not Sort.POSITION),
    *(("/products", {"availability": availability.value}) for availability in Availability),
    ("/products", {"status": "archived"}),
    ("/products", {"sku": "VELA"}),
    ("/products", {"q": "faro olivo"}),
    ("/products", {"category": "Hogar"}),
    ("/products", {"tag": "madera"}),
    ("/products", {"low_stock": "true"}),
    ("/products", {"low_stock": "false"}),
    ("/images", {}),
    ("/images", {"state": "failed"}),
    ("/categories", {}),
    ("/collections", {}),
)


async def merchants_client(shop: Shop) -> httpx.AsyncClient:
    """A client with a new key of the merchant."""
    async with shop.services.database.transaction(shop.merchant.id) as session:
        key = await issue_key(session, "tests", ALL_SCOPES, at=now())
    base, headers = f"{shop.services.web_url}/api/v1", {"Authorization": f"Bearer {key}"}
    return httpx.AsyncClient(timeout=PATIENCE_SECONDS, base_url=base, headers=headers, trust_env=False)


async def ok(asked: Awaitable[httpx.Response]) -> Any:
    """The JSON of an answer that must be a success."""
    answer = await asked
    assert answer.is_success, f"{answer.request.method} {answer.request.url}: {answer.text}"
    return answer.json() if answer.content else None


async def keep_the_catalog(api: httpx.AsyncClient, day: int) -> None:
    """A new product, from its picture to the shelf it stands on, and many at once."""
    image, _ = [await _upload(api, photo(900 + day, height)) for height in (600, 700)]
    path = await _create(api, day, image["url"])
    await ok(api.patch(path, json={"title": "Faro de olivo"}))
    await ok(api.patch(path, json={"variants": [{"sku": f"FARO-{day}", "price": PRICE}]}))
    await ok(api.get(path))
    adjustments = f"{path}/variants/FARO-{day}/stock-adjustments"
    await ok(api.post(adjustments, json={"delta": 2, "reason": "found"}))
    await ok(api.get(adjustments))
    variants = [[{"sku": f"VELA-{day}-{n}", "price": PRICE, "stock": 5}] for n in range(3)]
    items = [{"title": "Vela", "variants": each} for each in variants]
    await ok(api.post("/products/bulk-upserts", json={"items": items}))
    await _collect(api, day, path.rpartition("/")[2])
    assert (await api.delete(f"/images/{image['id']}")).status_code == 409
    await ok(api.patch(path, json={"images": []}))
    await ok(api.delete(f"/images/{image['id']}"))
    await ok(api.put(f"{path}/archival"))
    await ok(api.delete(f"{path}/archival"))


async def _upload(api: httpx.AsyncClient, picture: bytes) -> Any:
    return await ok(api.post("/images", files={"file": ("photo.jpg", picture, "image/jpeg")}))


async def _create(api: httpx.AsyncClient, day: int, picture: str) -> str:
    """The new product's path."""
    product = {
        "title": "Faro de madera",
        "category": "Hogar > Faros",
        "tags": ["madera"],
        "images": [picture],
        "variants": [{"sku": f"FARO-{day}", "price": PRICE, "stock": 3}],
    }
    made = await ok(api.post("/products", json=product, headers={"Idempotency-Key": f"day-{day}"}))
    return f"/products/{made['id']}"


async def _collect(api: httpx.AsyncClient, day: int, product_id: str) -> None:
    made = await ok(api.post("/collections", json={"title": f"Verano {day}", "product_ids": [product_id]}))
    await ok(api.get(f"/collections/{made['id']}"))
    await ok(api.get("/products", params={"collection": made["id"], "sort": "position"}))
    await ok(api.delete(f"/collections/{made['id']}"))


async def look_through(api: httpx.AsyncClient) -> None:
    """Two pages of each list, an order, and how the catalog stands."""
    for path, params in LISTS:
        page = await ok(api.get(path, params={**params, "limit": 20}))
        if following := page.get("next_cursor"):
            await ok(api.get(path, params={**params, "limit": 20, "cursor": following}))
    (order, *_) = (await ok(api.get("/orders")))["data"]
    await ok(api.get(f"/orders/{order['id']}"))
    await ok(api.get("/catalog"))
