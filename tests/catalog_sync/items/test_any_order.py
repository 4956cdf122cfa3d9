"""Whatever happens in whatever order: once it is over, Meta's catalog is ours."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

import httpx
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from catalog_sync.drift import DriftKind
from shop.catalog.categories.editing import edit_category
from shop.catalog.categories.tree import category_tree
from shop.catalog.editing import ProductChanges, edit_product
from shop.catalog.enums import AvailabilityMode
from shop.catalog.models import MetaState
from shop.kit.clock import clock
from shop.kit.db.database import Database
from shop.kit.errors import Conflict
from shop.kit.jobs import Postponed
from tests.catalog_sync.sync_under_test import LONG, SyncUnderTest, open_sync
from tests.support.cast import SKUS

Step = Callable[[SyncUnderTest], Awaitable[None]]


def _lose(request: httpx.Request) -> httpx.Response:
    raise httpx.ReadTimeout("lost", request=request)


def _limit(_: httpx.Request) -> httpx.Response:
    return httpx.Response(400, json={"error": {"message": "slow down", "code": 80014}})


def _break(_: httpx.Request) -> httpx.Response:
    return httpx.Response(502, text="bad gateway")


def _garble(_: httpx.Request) -> httpx.Response:
    return httpx.Response(200, content=b'{"handles":["')


async def _push(sync: SyncUnderTest) -> None:
    with suppress(Postponed):
        await sync.push()


async def _everything(sync: SyncUnderTest) -> None:
    """One of each, whatever comes of it."""
    await _push(sync)
    await sync.poll()
    await sync.review()


def reprice(sku: str, price: int) -> Step:
    return lambda sync: sync.edit(sku, price_minor=price)


def archive(sku: str, archived: bool) -> Step:
    return lambda sync: sync.edit(sku, archived=archived)


def put_on_sale(sku: str, days: int | None) -> Step:
    """For nothing, from now on, or for some days; None ends the sale."""
    if days is None:
        return lambda sync: sync.edit(sku, sale_price_minor=None, sale_starts_at=None, sale_ends_at=None)
    ends = timedelta(days=days)
    return lambda sync: sync.edit(sku, sale_price_minor=0, sale_ends_at=clock.now() + ends)


def change_mode(sku: str, mode: AvailabilityMode) -> Step:
    return lambda sync: sync.edit(sku, availability_mode=mode)


def categorise(sku: str, path: str) -> Step:
    async def step(sync: SyncUnderTest) -> None:
        product_id = (await sync.variant(sku)).product_id
        async with sync.database.transaction(sync.merchant.id) as session:
            await edit_product(session, product_id, ProductChanges(category=path), at=clock.now())

    return step


def rename_category(path: str, google: str) -> Step:
    """The first there is, if its new path is free."""

    async def step(sync: SyncUnderTest) -> None:
        async with sync.database.transaction(sync.merchant.id) as session:
            branches = sorted((await category_tree(session)).by_id.values(), key=lambda each: each.path)
        if not branches:
            return
        with suppress(Conflict):
            async with sync.database.transaction(sync.merchant.id) as session:
                await edit_category(session, branches[0].id, path=path, google_product_category=google)

    return step


def restock(sku: str, left: int) -> Step:
    """Without a new version: somebody forgot it."""
    statement = (
        "UPDATE stock SET on_hand = :left FROM variant WHERE variant.id = stock.variant_id AND sku = :sku"
    )
    return lambda sync: sync.say(statement, left=left, sku=sku)


def die(lives: int) -> Step:
    return lambda sync: sync.push_and_die(lives)


def wait(seconds: int) -> Step:
    return lambda sync: sync.pass_time(timedelta(seconds=seconds))


def spoiled(how: Callable[[httpx.Request], httpx.Response], *, arrived: bool) -> Step:
    """A push, a poll and a review whose answers are spoiled; the requests arrived, or not."""

    async def step(sync: SyncUnderTest) -> None:
        setattr(sync.transport, "after" if arrived else "before", how)
        await _everything(sync)
        sync.transport.before = sync.transport.after = None

    return step


def stuck(polls: int) -> Step:
    async def step(sync: SyncUnderTest) -> None:
        sync.world.knobs.batch_polls = polls

    return step


def meddle(sku: str) -> Step:
    """Somebody changes Meta's item by hand."""

    async def step(sync: SyncUnderTest) -> None:
        if (item := sync.items.get(sku)) is not None:
            item["price"], item["title"] = "0.01 EUR", "Otra cosa"

    return step


def lose_item(sku: str) -> Step:
    async def step(sync: SyncUnderTest) -> None:
        sync.world.catalogs[sync.catalog_id].items.pop(sku, None)

    return step


async def reconcile(sync: SyncUnderTest) -> None:
    await sync.reconcile()


async def poll(sync: SyncUnderTest) -> None:
    await sync.poll()


async def review(sync: SyncUnderTest) -> None:
    await sync.review()


skus = st.sampled_from(SKUS)
steps = st.one_of(
    st.builds(reprice, skus, st.integers(1, 10**6)),
    st.builds(archive, skus, st.booleans()),
    st.builds(put_on_sale, skus, st.sampled_from([None, 1, 1000])),
    st.builds(change_mode, skus, st.sampled_from(AvailabilityMode)),
    st.builds(categorise, skus, st.sampled_from(["", "A", "A > B", "C > D"])),
    st.builds(rename_category, st.sampled_from(["A", "X > Y", "Z"]), st.sampled_from(["", "166"])),
    st.builds(restock, skus, st.integers(0, 2)),
    st.builds(meddle, skus),
    st.builds(lose_item, skus),
    st.builds(die, st.integers(0, 7)),
    st.builds(wait, st.sampled_from([1, 5, 600])),
    st.builds(stuck, st.sampled_from([0, 1, 10**6])),
    st.builds(spoiled, st.sampled_from([_lose, _limit, _break, _garble]), arrived=st.booleans()),
    st.sampled_from([_push, _push, poll, poll, review, reconcile]),
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(happened=st.lists(steps, max_size=14))
async def test_any_order_of_events_ends_with_metas_catalog_equal_to_ours(
    sync_database: Database, happened: list[Step]
) -> None:
    try:
        async with open_sync(sync_database) as sync:
            for step in happened:
                await step(sync)
            await assert_it_comes_right(sync)
    finally:
        clock.reset()


async def assert_it_comes_right(sync: SyncUnderTest) -> None:
    sync.world.knobs.batch_polls = 0
    await sync.pass_time(LONG)  # whatever was stuck is over
    await sync.poll()
    await sync.come_to_rest()
    await sync.reconcile()
    await sync.come_to_rest()
    report = await sync.reconcile(repair=False)
    assert set(report.counts) <= {DriftKind.UNKNOWN.value}
    wanted = await sync.wanted()
    assert sync.items == wanted
    states = await sync.states()
    assert {sku for sku, state in states.items() if state is MetaState.APPROVED} == set(wanted)
    assert {states[sku] for sku in set(SKUS) - set(wanted)} <= {MetaState.DELETED}
