"""Webhooks that never come: what Stripe has to tell is fetched, once, and settles as a webhook would."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import select

from shop.kit.clock import now
from shop.kit.db.session import execute_core
from shop.kit.jobs import enqueue
from shop.merchants.models import StripeAccount
from shop.orders.models import Order
from shop.payments.financial_status.status import FinancialStatus
from shop.payments.gateway import Gateway
from shop.payments.models import StripeEvent
from shop.payments.reconciliation.missed_events import (
    ReadingLimits,
    find_to_reconcile,
    look_for_missed,
    read_windows,
)
from shop.payments.settlement import NEEDED_EVENTS
from shop.sandbox.stripe.payments import disputes, refunds
from tests.payments.buyers import buy, paid, read_event, read_news, standing
from tests.payments.stripe_under_test import StripeUnderTest
from tests.support.cast import make_merchant
from tests.support.shop import move_by

# What the sweep left for itself, taken out of the queue: where it goes on.
TAKEN = text(
    "DELETE FROM pgqueuer WHERE entrypoint = 'payments.find_to_reconcile' "
    "RETURNING convert_from(payload, 'UTF8')::json ->> 'behind'"
)


async def reconcile(at_stripe: StripeUnderTest) -> None:
    """One look, and what it found is read."""
    await at_stripe.shop.job("payments.reconcile", {Gateway: at_stripe.gateway})
    for left in await at_stripe.shop.jobs("payments.settle"):
        await at_stripe.shop.job("payments.settle", event_id=left["event_id"])


async def account_of(at_stripe: StripeUnderTest) -> StripeAccount:
    account: StripeAccount = await at_stripe.shop.one(select(StripeAccount))
    return account


async def ordered(at_stripe: StripeUnderTest) -> Order:
    order = await at_stripe.shop.order([("MUG", 2)])
    await at_stripe.create(order)
    return order


def told(at_stripe: StripeUnderTest) -> list[dict[str, Any]]:
    """Stripe's events that matter here, oldest first."""
    events = at_stripe.world.stripe.accounts[at_stripe.key].table("event").rows.values()
    return [event for event in events if event["type"] in NEEDED_EVENTS]


async def test_a_payment_whose_webhook_is_lost_settles_its_order(at_stripe: StripeUnderTest) -> None:
    order = await ordered(at_stripe)
    await buy(at_stripe, order)
    await reconcile(at_stripe)
    assert (await at_stripe.shop.fresh(order)).is_paid
    account = await account_of(at_stripe)
    assert account.events_missed_at is None  # it is seconds old: its webhook may be under way
    assert account.events_read_to is not None


async def test_what_was_lost_for_minutes_is_told_to_the_operator(at_stripe: StripeUnderTest) -> None:
    order = await ordered(at_stripe)
    await buy(at_stripe, order)
    move_by(minutes=5)
    await reconcile(at_stripe)
    assert (await at_stripe.shop.fresh(order)).is_paid
    assert (await account_of(at_stripe)).events_missed_at is not None


async def test_what_webhooks_have_brought_is_not_read_again(at_stripe: StripeUnderTest) -> None:
    await paid(at_stripe)
    move_by(minutes=5)
    known = len(await at_stripe.shop.all(select(StripeEvent)))
    await reconcile(at_stripe)
    await reconcile(at_stripe)
    assert len(await at_stripe.shop.all(select(StripeEvent))) == known
    assert (await account_of(at_stripe)).events_missed_at is None


async def test_a_webhook_behind_the_fetched_event_changes_nothing(at_stripe: StripeUnderTest) -> None:
    order = await ordered(at_stripe)
    await buy(at_stripe, order)
    await reconcile(at_stripe)
    (completed,) = [event for event in told(at_stripe) if event["type"].startswith("checkout")]
    row = await at_stripe.shop.tell(
        completed["data"]["object"], completed["type"], event_id=completed["id"], created=completed["created"]
    )
    assert row is None
    assert (await at_stripe.shop.fresh(order)).is_paid


async def test_a_lost_refund_and_a_lost_dispute_are_fetched_as_well(at_stripe: StripeUnderTest) -> None:
    order, payment = await paid(at_stripe)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    (charge,) = account.table("charge").rows.values()
    disputes.open_dispute(account, charge, reason="fraudulent")
    await reconcile(at_stripe)
    assert await standing(at_stripe, order) is FinancialStatus.DISPUTED
    other, second = await another_paid(at_stripe)
    refunds.create_refund(account, {"payment_intent": second})
    await reconcile(at_stripe)
    assert await standing(at_stripe, other) is FinancialStatus.RETURNED
    assert payment.payment_intent != second


async def another_paid(at_stripe: StripeUnderTest) -> tuple[Order, str]:
    order = await ordered(at_stripe)
    session = await buy(at_stripe, order)
    await read_news(at_stripe)
    return order, session["payment_intent"]


async def test_each_look_begins_where_the_last_one_ended(at_stripe: StripeUnderTest) -> None:
    await reconcile(at_stripe)
    first = (await account_of(at_stripe)).events_read_to
    move_by(hours=20)
    order = await ordered(at_stripe)
    await buy(at_stripe, order)
    await reconcile(at_stripe)
    second = (await account_of(at_stripe)).events_read_to
    assert first is not None
    assert second is not None
    assert timedelta(hours=19) < second - first < timedelta(hours=21)
    assert (await at_stripe.shop.fresh(order)).is_paid


async def test_while_stripe_is_away_nothing_is_skipped(at_stripe: StripeUnderTest) -> None:
    await reconcile(at_stripe)
    before = (await account_of(at_stripe)).events_read_to
    order = await ordered(at_stripe)
    await buy(at_stripe, order)
    move_by(hours=3)
    at_stripe.fail(http_status=500, path="/v1/events")
    await reconcile(at_stripe)
    assert (await account_of(at_stripe)).events_read_to == before
    at_stripe.fail(times=0)
    await reconcile(at_stripe)
    assert (await at_stripe.shop.fresh(order)).is_paid


async def test_a_clock_that_went_days_ahead_for_once_skips_nothing(at_stripe: StripeUnderTest) -> None:
    async with at_stripe.shop.database.transaction(at_stripe.shop.merchant.id) as session:
        (await session.get_one(StripeAccount, at_stripe.shop.merchant.id)).events_read_to = now() + timedelta(
            days=3
        )
    order = await ordered(at_stripe)
    await buy(at_stripe, order)
    await reconcile(at_stripe)
    assert (await at_stripe.shop.fresh(order)).is_paid


async def test_a_month_of_silence_is_read_as_far_as_stripe_remembers(at_stripe: StripeUnderTest) -> None:
    await reconcile(at_stripe)
    move_by(days=40)
    order = await ordered(at_stripe)
    await buy(at_stripe, order)
    for _ in range(5):  # so many windows take more calls than one look makes
        await reconcile(at_stripe)
    assert (await at_stripe.shop.fresh(order)).is_paid
    read_to = (await account_of(at_stripe)).events_read_to
    assert read_to is not None
    assert now() - read_to < timedelta(minutes=15)


@pytest.mark.parametrize("most_pages", [1, 10])
async def test_more_than_a_page_of_events_is_read_whole(at_stripe: StripeUnderTest, most_pages: int) -> None:
    """With one page at most, the window is halved until it fits."""
    begun, limits = now(), ReadingLimits(most_pages=most_pages, most_calls=200)
    await paid(at_stripe)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    (charge,) = account.table("charge").rows.values()
    for _ in range(8):
        for _ in range(10):
            made = disputes.open_dispute(account, charge, reason="general", inquiry=True)
            disputes.close_dispute(account, account.find("dispute", made["id"]), "warning_closed")
        move_by(minutes=1)
    windows = read_windows(at_stripe.gateway, at_stripe.key, since=begun, until=now(), limits=limits)
    read = [event["id"] async for events, _ in windows for event in events]
    assert len(set(read)) > 150
    assert set(read) == {event["id"] for event in told(at_stripe)}


async def test_they_are_read_in_the_order_in_which_they_happened(at_stripe: StripeUnderTest) -> None:
    await paid(at_stripe)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    (charge,) = account.table("charge").rows.values()
    disputes.close_dispute(account, disputes.open_dispute(account, charge, reason="fraudulent"), "won")
    await at_stripe.shop.job("payments.reconcile", {Gateway: at_stripe.gateway})
    stored = await at_stripe.shop.all(select(StripeEvent).order_by(StripeEvent.id))  # type: ignore[arg-type]
    fetched = [event.type for event in stored if event.type.startswith("charge.dispute")]
    assert fetched[0] == "charge.dispute.created"
    assert fetched[-1].endswith(("closed", "reinstated"))


async def test_one_look_at_a_time_is_left(at_stripe: StripeUnderTest) -> None:
    """However often somebody who comes back from paying reloads the page."""
    shop = at_stripe.shop
    for _ in range(3):
        async with shop.database.transaction(shop.merchant.id) as session:
            await look_for_missed(session)
            await enqueue(session, "payments.reconcile", once="another")
    assert len(await shop.jobs("payments.reconcile")) == 2


async def test_every_account_is_looked_at_some_in_each_transaction(at_stripe: StripeUnderTest) -> None:
    """Who comes back from paying waits for the transaction that leaves their merchant's look."""
    database = at_stripe.shop.database
    await make_merchant(database)
    behind, transactions = None, 0
    while transactions == 0 or behind is not None:
        async with database.transaction() as session:
            before = await session.scalar(text("SELECT count(*) FROM pgqueuer"))
            await find_to_reconcile(session, behind=behind, at_once=1)
            left = await session.scalar(text("SELECT count(*) FROM pgqueuer"))
            following = (await execute_core(session, TAKEN)).scalar()
        assert left - before <= 2
        behind, transactions = following and UUID(following), transactions + 1
    assert transactions > 1
    assert len(await at_stripe.shop.jobs("payments.reconcile")) == 1


async def test_an_event_that_is_fetched_twice_at_once_is_one(at_stripe: StripeUnderTest) -> None:
    order = await ordered(at_stripe)
    await buy(at_stripe, order)
    (completed,) = [event for event in told(at_stripe) if event["type"].startswith("checkout")]
    await read_event(at_stripe, completed)
    await reconcile(at_stripe)
    events = await at_stripe.shop.all(select(StripeEvent).where(StripeEvent.event_id == completed["id"]))
    assert len(events) == 1
