"""How the register is carried out: found by a sweep, ended some at a time, without waiting for anybody."""

import asyncio
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import select

from shop.attention.calling import call_attention, resolve_attention
from shop.attention.models import Attention, AttentionKind
from shop.carts.models import Cart, CartState
from shop.catalog.models import Variant
from shop.catalog.prices.claims import note_price_drift
from shop.events.models import OPERATOR, Subject, SubjectKind
from shop.gates.models import GateDecision
from shop.kit.clock import now
from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.privacy.forgetting import AT_ONCE, forget_expired
from shop.recovery.models import Recovery
from tests.support.jobs import attempt_job
from tests.support.running.application import client_of, running_application
from tests.support.shop import ShopUnderTest, move_by, open_shop

FORGET = "privacy.forget_expired"
MANY = text(
    "INSERT INTO gate_decision (merchant_id, id, purpose, subject, customer_id, allowed, why, answers, at) "
    "SELECT :merchant, gen_random_uuid(), 'reminder', 'order:' || n, :customer, true, '', '[]', "
    "CAST(:at AS timestamptz) + n * interval '1 ms' FROM generate_series(1, :n) n"
)


async def decide(shop: ShopUnderTest, times: int = 1, *, at: datetime | None = None) -> None:
    """So many judgements of the gates, now."""
    order = await shop.order([("MUG", 1)])
    values = {"merchant": shop.merchant.id, "customer": order.customer_id, "at": at or now(), "n": times}
    async with shop.database.transaction(shop.merchant.id) as session:
        await execute_core(session, MANY, values)


async def decisions(shop: ShopUnderTest) -> int:
    return len(await shop.all(select(GateDecision.id)))


async def sweep(database: Database) -> None:
    await attempt_job(database, None, "privacy.find_expired")


async def test_a_sweep_leaves_a_job_for_whoever_has_something_old_and_for_nobody_else(old: Database) -> None:
    one, other, idle = [await open_shop(old, goods=True) for _ in range(3)]
    await decide(one)
    await decide(other)
    move_by(days=399)
    await decide(idle)
    move_by(days=2)
    await sweep(old)
    about = {"table": "gate_decision"}
    assert [about in await shop.jobs(FORGET) for shop in (one, other, idle)] == [True, True, False]
    for shop in (one, other, idle):
        await shop.job(FORGET, table="gate_decision")
    assert [await decisions(shop) for shop in (one, other, idle)] == [0, 0, 1]


async def test_a_sweep_leaves_one_job_for_a_table_with_several_retentions(shop: ShopUnderTest) -> None:
    for n in (1, 2):
        row = await shop.tell(shop.session_of(await shop.order([("MUG", 1)])), event_id=f"evt_{n}")
        await shop.job("payments.settle", event_id=row)
        move_by(days=31)
    await sweep(shop.database)
    assert (await shop.jobs(FORGET)).count({"table": "stripe_event"}) == 1


async def test_one_merchants_job_leaves_anothers_rows(old: Database) -> None:
    one, other = await open_shop(old, goods=True), await open_shop(old, goods=True)
    await decide(one)
    await decide(other)
    move_by(days=401)
    await one.job(FORGET, table="gate_decision")
    assert [await decisions(one), await decisions(other)] == [0, 1]


async def test_what_is_too_much_for_one_job_is_left_to_another(shop: ShopUnderTest) -> None:
    await decide(shop, AT_ONCE + 1)
    move_by(days=401)
    await shop.job(FORGET, table="gate_decision")
    assert await decisions(shop) == 1
    assert await shop.jobs(FORGET) == [{"table": "gate_decision"}]
    await shop.job(FORGET, table="gate_decision")
    assert await decisions(shop) == 0
    assert len(await shop.jobs(FORGET)) == 1  # the one that was left before


async def test_two_workers_at_once_take_different_rows_and_neither_waits(shop: ShopUnderTest) -> None:
    await decide(shop, AT_ONCE + 5)
    move_by(days=401)
    async with asyncio.timeout(10), shop.database.transaction(shop.merchant.id) as first:
        await forget_expired(first, table="gate_decision")
        async with shop.database.transaction(shop.merchant.id) as second:
            await forget_expired(second, table="gate_decision")
            left = await execute_core(second, text("SELECT count(*) FROM gate_decision"))
            assert left.scalar_one() == AT_ONCE  # the first one's, which has not committed
    assert await decisions(shop) == 0


async def test_nobody_waits_for_a_row_that_somebody_works_on(shop: ShopUnderTest) -> None:
    await decide(shop, 2)
    move_by(days=401)
    lock = text("SELECT id FROM gate_decision ORDER BY at LIMIT 1 FOR UPDATE")
    async with asyncio.timeout(10), shop.database.transaction(shop.merchant.id) as session:
        await execute_core(session, lock)
        await shop.job(FORGET, table="gate_decision")
        assert await decisions(shop) == 1
    await shop.job(FORGET, table="gate_decision")
    assert await decisions(shop) == 0


async def test_a_job_about_a_table_that_the_register_does_not_know_does_nothing(shop: ShopUnderTest) -> None:
    await decide(shop)
    move_by(days=401)
    await shop.job(FORGET, table="gate_decision; DROP TABLE cart")
    assert await decisions(shop) == 1


async def test_tables_of_nobody_are_looked_after_every_hour(old: Database) -> None:
    await sweep(old)
    left = text(
        "SELECT convert_from(payload, 'UTF8')::jsonb ->> 'table' FROM pgqueuer WHERE entrypoint = :name"
    )
    async with old.transaction() as session:
        found = await execute_core(session, left, {"name": FORGET})
        assert sorted(found.scalars()) == ["directory", "stray_event"]


# --- what ends ---


async def test_a_call_for_attention_goes_once_it_was_seen_to_and_never_before(shop: ShopUnderTest) -> None:
    seen, unseen = Subject(SubjectKind.ORDER, new_id()), Subject(SubjectKind.ORDER, new_id())
    kind = AttentionKind.ORDER_NOTE
    async with shop.database.transaction(shop.merchant.id) as session:
        for subject in (seen, unseen):
            await call_attention(session, kind, subject, "Look.", actor=OPERATOR, at=now())
    move_by(days=401)
    async with shop.database.transaction(shop.merchant.id) as session:
        await resolve_attention(session, [kind], seen, actor=OPERATOR, at=now())
    await shop.job(FORGET, table="attention")
    assert len(await shop.all(select(Attention))) == 2
    move_by(days=400)
    await shop.job(FORGET, table="attention")
    assert [each.subject for each in await shop.all(select(Attention))] == [unseen]


async def test_a_claim_of_a_price_goes_after_a_month_with_or_without_a_catalog(shop: ShopUnderTest) -> None:
    (variant, _) = await shop.all(select(Variant.id))
    async with shop.database.transaction(shop.merchant.id) as session:
        await note_price_drift(session, [variant], at=now())
    for days, left in ((29, 1), (1, 0)):
        move_by(days=days)
        await shop.job(FORGET, table="price_claim")
        assert len(await shop.all(text("SELECT id FROM price_claim"))) == left


async def test_a_cart_that_was_given_up_goes_after_its_recovery(shop: ShopUnderTest) -> None:
    conversation = await shop.person()
    dropped = await shop.open_cart([("MUG", 1)], conversation)
    await shop.job("recovery.watch_cart", cart_id=dropped)
    waiting = await shop.open_cart([("FISH", 1)], conversation)  # takes the first one's place
    order = await shop.order([("MUG", 1)])
    async with shop.database.transaction(shop.merchant.id) as session:
        (recovery,) = (await session.exec(select(Recovery))).all()
        recovery.end("The shopper has another cart.", at=now())
    move_by(days=401)
    await shop.job(FORGET, table="cart")
    assert {each.id for each in await shop.all(select(Cart))} == {dropped, waiting, order.cart_id}
    await shop.job(FORGET, table="recovery")
    assert await shop.all(select(Recovery)) == []
    await shop.job(FORGET, table="cart")
    found = {each.id: each.state for each in await shop.all(select(Cart))}
    assert found == {waiting: CartState.OPEN, order.cart_id: CartState.ORDERED}


@pytest.mark.parametrize(
    ("table", "insert", "days"),
    [
        (
            "meta_batch",
            "INSERT INTO meta_batch (merchant_id, id, handles, items, refused, state, sent_at, finished_at) VALUES "
            "(:merchant, gen_random_uuid(), '{}', 1, 0, 'finished', :at, :at), "
            "(:merchant, gen_random_uuid(), '{}', 1, 0, 'pending', :at, NULL)",
            7,
        ),
        (
            "drift_report",
            "INSERT INTO drift_report (merchant_id, id, started_at, finished_at, read, repaired, counts, samples, "
            "price_claims) VALUES (:merchant, gen_random_uuid(), :at, :at, 0, 0, '{}', '[]', 0), "
            "(:merchant, gen_random_uuid(), CAST(:at AS timestamptz) + interval '1 day', :at, 0, 0, '{}', '[]', 0)",
            90,
        ),
    ],
)
async def test_what_was_synchronised_goes_when_nobody_looks_into_it_any_more(
    shop: ShopUnderTest, table: str, insert: str, days: int
) -> None:
    async with shop.database.transaction(shop.merchant.id) as session:
        await execute_core(session, text(insert), {"merchant": shop.merchant.id, "at": now()})
    for hours, left in ((-1, 2), (1, 1)):
        move_by(hours=hours + (24 * days if hours < 0 else 0))
        await shop.job(FORGET, table=table)
        assert len(await shop.all(text(f"SELECT id FROM {table}"))) == left  # noqa: S608 - our own words


# --- links ---


async def page(database: Database, token: str) -> Any:
    async with running_application(database) as app, client_of(app) as client:
        return await client.get(f"/pay/{token}", headers={"Accept-Language": "es"})


async def test_a_link_shows_its_order_for_thirteen_months_and_says_then_that_it_is_too_old(
    shop: ShopUnderTest,
) -> None:
    order = await shop.order([("MUG", 1)])
    await shop.pay(order)
    for days in (399, 1):
        move_by(days=days)
        await attempt_job(shop.database, None, FORGET, table="directory")
        answer = await page(shop.database, order.pay_token)
        if days == 399:
            assert (answer.status_code, str(order.number) in answer.text) == (200, True)
    assert answer.status_code == 404
    assert "más de un año" in answer.text
    assert "wa.me" in answer.text


async def test_keys_numbers_and_accounts_stay_in_the_directory(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    move_by(days=3_000)
    newer = await shop.order([("MUG", 1)])
    await attempt_job(shop.database, None, FORGET, table="directory")
    kept = await shop.all(text("SELECT kind, key FROM directory"))
    assert {kind for kind, _ in kept} == {"number", "account", "api_key", "pay"}
    assert newer.pay_token in {key for _, key in kept}
    assert order.pay_token not in {key for _, key in kept}
