"""Edits reach the pretend Meta's catalog by themselves, whatever Meta does meanwhile."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select

from shop.catalog.models import MetaState, Variant
from shop.kit.db.session import execute_core
from shop.kit.jobs import enqueue
from shop.sandbox.records import Item
from tests.support.pace import PATIENCE_SECONDS, allowance
from tests.support.running.installation import Shop

PICTURED = text("UPDATE product SET images = '[\"/media/faro.jpg\"]' WHERE merchant_id = :merchant")


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
    assert await shop.held_jobs() == []


async def test_a_new_price_reaches_meta_within_five_seconds(shop: Shop) -> None:
    await open_catalog(shop)
    edited = time.monotonic()
    await edit(shop, "VELA", price_minor=2150)
    await until(shop, lambda: shows(shop, "VELA", "21.50 EUR"), hurrying=False)
    assert time.monotonic() - edited < allowance(5)
    await until(shop, lambda: all_are(shop, MetaState.APPROVED))


async def test_several_edits_in_a_row_cost_few_calls_and_end_in_the_last_state(shop: Shop) -> None:
    await open_catalog(shop)
    before = batch_calls(shop)
    for price in range(1000, 1010):
        await edit(shop, "VELA", price_minor=price)
    await until(shop, lambda: shows(shop, "VELA", "10.09 EUR"), hurrying=False)
    assert batch_calls(shop) - before <= 3


async def test_an_archived_variant_leaves_the_catalog(shop: Shop) -> None:
    await open_catalog(shop)
    await edit(shop, "VELA", archived=True)

    async def gone() -> bool:
        return "VELA" not in meta_items(shop)

    await until(shop, gone)


@pytest.mark.parametrize(
    "fault", [{"code": 80014}, {"http_status": 503}, {"lose_answer": True}, {"garbage": True}]
)
async def test_whatever_meta_does_the_catalog_comes_right(shop: Shop, fault: dict[str, Any]) -> None:
    await give_pictures(shop)
    faults = [fault | {"edge": edge, "times": 1} for edge in ("items_batch", "check_batch_request_status")]
    await shop.services.control_client.post(
        "/faults", {"send": [*faults, fault | {"edge": "products", "times": 1}]}
    )
    await push(shop)
    await until(shop, lambda: all_are(shop, MetaState.APPROVED))
    assert set(meta_items(shop)) == {"TAZA-AZUL", "ANCHOA", "VELA"}
    assert await shop.held_jobs() == []


async def test_a_refused_item_shows_why_beside_the_variant(shop: Shop) -> None:
    await take_pictures(shop)
    await push(shop)
    await until(shop, lambda: all_are(shop, MetaState.REJECTED))
    variants = await shop.all(select(Variant))
    assert {variant.meta_reasons[0]["kind"] for variant in variants} == {"no_image"}


async def open_catalog(shop: Shop) -> None:
    """Everything is there and approved."""
    await give_pictures(shop)
    await push(shop)
    await until(shop, lambda: all_are(shop, MetaState.APPROVED))


async def edit(shop: Shop, sku: str, **changes: object) -> None:
    """As the catalog's own edits do: a new version, and the job by its name."""
    async with shop.services.database.transaction(shop.merchant.id) as session:
        variant = (await session.exec(select(Variant).where(Variant.sku == sku))).one()
        for name, value in changes.items():
            setattr(variant, name, value)
        variant.version += 1
        await enqueue(session, "catalog_sync.push")


async def take_pictures(shop: Shop) -> None:
    async with shop.services.database.transaction(shop.merchant.id) as session:
        for variant in (await session.exec(select(Variant))).all():
            variant.images = []


async def give_pictures(shop: Shop) -> None:
    async with shop.services.database.transaction(shop.merchant.id) as session:
        await execute_core(session, PICTURED, {"merchant": shop.merchant.id})


async def push(shop: Shop) -> None:
    async with shop.services.database.transaction(shop.merchant.id) as session:
        await enqueue(session, "catalog_sync.push")


async def all_are(shop: Shop, state: MetaState) -> bool:
    return {variant.meta_state for variant in await shop.all(select(Variant))} == {state}


async def shows(shop: Shop, sku: str, price: str) -> bool:
    return bool(meta_items(shop)[sku].data["price"] == price)


def batch_calls(shop: Shop) -> int:
    assert shop.file.whatsapp is not None
    return len(shop.services.world.catalogs[shop.file.whatsapp.catalog_id or ""].batches)


async def until(shop: Shop, holds: Callable[[], Awaitable[bool]], *, hurrying: bool = True) -> None:
    """Wait for it; what waits for a back-off is hurried."""
    limit = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < limit:
        if await holds():
            return
        if hurrying:
            await shop.services.hurry()
        await asyncio.sleep(0.05)
    raise AssertionError("It did not come to be.")


def meta_items(shop: Shop) -> dict[str, Item]:
    assert shop.file.whatsapp is not None
    return shop.services.world.catalogs[shop.file.whatsapp.catalog_id or ""].items
