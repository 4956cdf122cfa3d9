"""Edits reach the pretend Meta's catalog by themselves, whatever Meta does meanwhile."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from sqlalchemy import text
from sqlmodel import select

from shop.catalog.models import MetaState, Variant
from shop.kit.db import run
from shop.kit.jobs import enqueue
from shop.sandbox.records import Item
from tests.e2e.stack import Shop

PATIENCE_SECONDS = 15.0
PICTURED = text("UPDATE product SET images = '[\"/media/faro.jpg\"]' WHERE merchant_id = :merchant")
EDITED = text("UPDATE variant SET {} , version = version + 1 WHERE merchant_id = :merchant AND sku = :sku")


async def test_everything_is_approved_after_the_first_push(shop: Shop) -> None:
    await give_pictures(shop)
    await push(shop)
    await until(shop, lambda: all_are(shop, MetaState.APPROVED))
    items = meta_items(shop)
    assert {sku: item.data["price"] for sku, item in items.items()} == {
        "TAZA-AZUL": "12.50 EUR",
        "ANCHOA": "7.90 EUR",
        "VELA": "18.00 EUR",
    }
    assert items["TAZA-AZUL"].data["color"] == "azul"
    assert await shop.stack.held_jobs() == []


async def give_pictures(shop: Shop) -> None:
    async with shop.stack.database.transaction(shop.merchant.id) as session:
        await run(session, PICTURED, {"merchant": shop.merchant.id})


async def push(shop: Shop) -> None:
    async with shop.stack.database.transaction(shop.merchant.id) as session:
        await enqueue(session, "catalog_sync.push")


async def all_are(shop: Shop, state: MetaState) -> bool:
    return {variant.meta_state for variant in await shop.all(select(Variant))} == {state}


async def until(shop: Shop, holds: Callable[[], Awaitable[bool]]) -> None:
    """Wait for it, hurrying what waits for a back-off."""
    limit = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < limit:
        if await holds():
            return
        await shop.stack.hurry()
        await asyncio.sleep(0.05)
    raise AssertionError("It did not come to be.")


def meta_items(shop: Shop) -> dict[str, Item]:
    assert shop.file.whatsapp is not None
    return shop.stack.world.catalogs[shop.file.whatsapp.catalog_id or ""].items
