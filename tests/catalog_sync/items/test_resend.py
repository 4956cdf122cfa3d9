"""What all items of a merchant share has changed: Meta has the new ones at once, not after the next night."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import text

from catalog_sync.source import merchant_info
from catalog_sync.sweeps import find_new_rates
from shop.config import settings
from shop.kit.clock import clock, now
from shop.kit.db.session import execute_core
from shop.merchants.updating import update_merchant
from tests.catalog_sync.sync_under_test import SyncUnderTest

RESEND = "catalog_sync.resend_changed"
_LEFT = text(
    "SELECT entrypoint FROM pgqueuer WHERE entrypoint = :name AND convert_from(payload, 'utf8') LIKE :mine"
)


async def update(sync: SyncUnderTest, change: dict[str, Any]) -> None:
    async with sync.database.transaction(sync.merchant.id) as session:
        await update_merchant(session, change)


async def left(sync: SyncUnderTest) -> int:
    """How many resendings of this merchant wait."""
    async with sync.database.transaction() as session:
        found = await execute_core(session, _LEFT, {"name": RESEND, "mine": f"%{sync.merchant.id}%"})
        return len(found.all())


CHANGES = [
    {"prices_include_tax": False},
    {"name": "Otro Faro"},
    {"whatsapp": {"display_phone_number": "+34 699 000 111"}},
]


@pytest.mark.parametrize("change", CHANGES)
async def test_meta_has_the_items_of_the_merchant_as_it_is_now(
    sync: SyncUnderTest, change: dict[str, Any]
) -> None:
    await sync.say("UPDATE product SET brand = ''")
    await sync.come_to_rest()
    before = await sync.wanted()
    await update(sync, change)
    assert await sync.wanted() != before
    assert await left(sync) == 1
    await sync.run("resend_changed")
    await sync.come_to_rest()
    assert sync.items == await sync.wanted()


@pytest.mark.parametrize(
    "change", [{"address": {"country": "PT"}}, {"locale": "pt_PT"}, {"time_zone": "Asia/Tokyo"}]
)
async def test_whatever_an_item_is_made_of_leaves_the_job(
    sync: SyncUnderTest, change: dict[str, Any]
) -> None:
    await update(sync, change)
    assert await left(sync) == 1


@pytest.mark.parametrize(
    "change", [{"legal_name": "Faro S.L."}, {"hours": {"mon": ["09:00-10:00"]}}, {"name": "El Faro"}]
)
async def test_what_no_item_is_made_of_leaves_none(sync: SyncUnderTest, change: dict[str, Any]) -> None:
    await update(sync, {"name": "El Faro"})
    once = await left(sync)
    await update(sync, change)
    assert await left(sync) == once


async def test_every_field_that_all_items_share_is_watched(sync: SyncUnderTest) -> None:
    async with sync.database.transaction(sync.merchant.id) as session:
        info = await merchant_info(session, public_url=settings().public_url)
    # A further one belongs into `_OF_ITEMS` of shop/merchants/updating.py as well.
    assert set(info.__struct_fields__) == {"locale", "name", "public_url", "phone", "prices"}


async def test_what_stays_the_same_is_not_sent_again(sync: SyncUnderTest) -> None:
    await sync.come_to_rest()
    calls = len(sync.transport.calls)
    await sync.run("resend_changed")
    await sync.push()
    assert len(sync.transport.calls) == calls


async def test_a_push_under_way_does_not_leave_meta_with_the_items_as_they_were(sync: SyncUnderTest) -> None:
    changed = False

    async def change() -> None:
        await update(sync, {"prices_include_tax": False})
        await sync.run("resend_changed")

    class Changing(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            nonlocal changed
            if request.url.path.endswith("/items_batch") and not changed:
                changed = True
                await change()
            return await inner.handle_async_request(request)

    inner = sync.transport.inner
    sync.transport.inner = Changing()  # type: ignore[assignment]
    await sync.come_to_rest()
    assert changed
    assert sync.items == await sync.wanted()


async def test_a_new_catalog_gets_everything(sync: SyncUnderTest) -> None:
    await sync.come_to_rest()
    await update(sync, {"whatsapp": {"catalog_id": "4242"}})
    assert await left(sync) == 1


async def look_for_new_rates(sync: SyncUnderTest, at: datetime) -> None:
    """The sweep of that moment, in the past: no change of a rate to come is known."""
    clock.offset += at - now()
    async with sync.database.transaction() as session:
        await find_new_rates(session)


FINLAND = {"prices_include_tax": False, "address": {"country": "FI"}, "time_zone": "Europe/Helsinki"}


@pytest.mark.parametrize(
    ("at", "resent"),
    [
        (datetime(2025, 12, 31, 21, 59, tzinfo=UTC), 0),
        (datetime(2025, 12, 31, 22, 0, 5, tzinfo=UTC), 1),
        (datetime(2025, 12, 31, 23, 45, tzinfo=UTC), 1),
        (datetime(2026, 1, 1, 0, 15, tzinfo=UTC), 0),
        (datetime(2026, 1, 1, 22, 0, 5, tzinfo=UTC), 0),
    ],
)
async def test_new_rates_are_sent_at_the_merchants_own_midnight(
    sync: SyncUnderTest, at: datetime, resent: int
) -> None:
    await update(sync, FINLAND)
    before = await left(sync)
    await look_for_new_rates(sync, at)
    assert await left(sync) - before == resent


async def test_prices_that_hold_their_tax_are_not_sent_for_a_new_rate(sync: SyncUnderTest) -> None:
    await update(sync, FINLAND | {"prices_include_tax": True})
    before = await left(sync)
    await look_for_new_rates(sync, datetime(2025, 12, 31, 22, 0, 5, tzinfo=UTC))
    assert await left(sync) == before
