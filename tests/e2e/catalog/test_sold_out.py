"""What sells out, or comes back, reaches Meta's catalog by itself."""

import asyncio

from sqlalchemy import text

from shop.kit.db.session import execute_core
from tests.support.running.installation import Shop


async def _version(shop: Shop, sku: str) -> int:
    async with shop.services.database.transaction(shop.merchant.id) as session:
        found = await execute_core(
            session, text("SELECT version FROM variant WHERE sku = :sku"), {"sku": sku}
        )
        return int(found.scalar_one())


async def _becomes(shop: Shop, sku: str, availability: str) -> bool:
    """Meta applies a batch in its own time."""
    for _ in range(100):
        if await _availability(shop, sku) == availability:
            return True
        await shop.services.hurry()
        await asyncio.sleep(0.1)
    return False


async def _availability(shop: Shop, sku: str) -> str:
    part = shop.file.whatsapp
    assert part is not None
    items = (await shop.services.control_client.get(f"/catalogs/{part.catalog_id}/items"))["items"]
    return next((str(item["availability"]) for item in items if item["retailer_id"] == sku), "not there")


async def test_the_last_one_taken_and_given_back_is_told_to_meta(shop: Shop) -> None:
    ana = await shop.shopper()
    await ana.send_cart_of([("VELA", 2, "18.00")])
    await ana.hears()
    assert await _becomes(shop, "VELA", "out of stock")

    await ana.say("cancelar")
    await ana.hears()
    assert await _becomes(shop, "VELA", "in stock")
    assert await shop.stock_of("VELA") == (2, 0)


async def test_what_is_not_the_last_one_costs_no_push(shop: Shop) -> None:
    before = await _version(shop, "TAZA-AZUL")
    ana = await shop.shopper()
    await ana.send_cart_of([("TAZA-AZUL", 2, "12.50")])
    await ana.hears()
    assert await _version(shop, "TAZA-AZUL") == before
