"""Money that arrives is applied once, and never lost: what settles, what does not, what a person must look at."""

import asyncio
from typing import Any

import pytest
from sqlmodel import col, select

from shop.customers.models import Customer
from shop.inbox.models import Holder, Lane, Status
from shop.inbox.outbox import say
from shop.invoices.models import Invoice
from shop.kit.db import new_id
from shop.kit.errors import NotFound
from shop.orders.cancelling import cancel_order
from shop.orders.models import OrderStatus
from shop.payments.models import Payment, PaymentVerdict, StripeEvent, StripeEventState
from shop.whatsapp.outgoing import Text
from tests.backroom import Backroom, later, open_backroom

ASYNC_SUCCEEDED = "checkout.session.async_payment_succeeded"


async def event_of(backroom: Backroom, event_id: object) -> StripeEvent:
    found: StripeEvent = await backroom.one(select(StripeEvent).where(StripeEvent.id == event_id))
    return found


async def test_a_paid_session_settles_the_order(backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 2)])
    payment = await backroom.pay(order, id="cs_1", payment_intent="pi_1")
    assert payment is not None
    assert (payment.verdict, payment.amount_minor, payment.currency) == (PaymentVerdict.SETTLED, 2420, "EUR")
    assert (payment.session_id, payment.payment_intent, payment.email) == ("cs_1", "pi_1", "ana@example.com")
    settled = await backroom.fresh(order)
    assert settled.is_paid
    assert settled.paid_at is not None
    assert await backroom.stock_of("MUG") == (8, 0)


async def test_a_payment_confirms_invoices_and_tells_recovery_in_one_go(backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 1)])
    await backroom.pay(order)
    assert [m.reason for m in await backroom.messages()] == ["order.paid"]
    assert (await backroom.one(select(Invoice))).order_id == order.id
    assert await backroom.jobs("recovery.note_paid") == [{"order_id": str(order.id)}]
    assert len(await backroom.jobs("invoices.send")) == 1


async def test_a_completed_session_that_is_unpaid_settles_nothing(backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 1)])
    event_id = await backroom.tell(backroom.session_of(order, payment_status="unpaid"))
    await backroom.job("payments.settle", event_id=event_id)
    assert (await backroom.fresh(order)).status is OrderStatus.PENDING
    assert await backroom.all(select(Payment)) == []
    assert (await event_of(backroom, event_id)).state is StripeEventState.DONE


async def test_a_delayed_payment_settles_when_it_arrives(backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 1)])
    session = backroom.session_of(order)
    first = await backroom.tell({**session, "payment_status": "unpaid"})
    await backroom.job("payments.settle", event_id=first)
    second = await backroom.tell(session, ASYNC_SUCCEEDED)
    await backroom.job("payments.settle", event_id=second)
    assert (await backroom.fresh(order)).is_paid


async def test_disorder_changes_nothing(backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 1)])
    session = backroom.session_of(order)
    for kind, status in ((ASYNC_SUCCEEDED, "paid"), ("checkout.session.completed", "unpaid")):
        event_id = await backroom.tell({**session, "payment_status": status}, kind)
        await backroom.job("payments.settle", event_id=event_id)
    assert (await backroom.fresh(order)).is_paid
    assert len(await backroom.all(select(Payment))) == 1


async def test_two_events_of_one_session_are_one_payment(backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 1)])
    session = backroom.session_of(order)
    for _ in range(2):
        await backroom.job("payments.settle", event_id=await backroom.tell(session))
    (payment,) = await backroom.all(select(Payment))
    assert payment.verdict is PaymentVerdict.SETTLED
    assert len(await backroom.messages(reason="order.paid")) == 1
    assert (await backroom.conversation(order)).held_by is Holder.BOT


async def test_a_job_that_runs_again_settles_once(backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 1)])
    event_id = await backroom.tell(backroom.session_of(order))
    for _ in range(3):
        await backroom.job("payments.settle", event_id=event_id)
    assert len(await backroom.all(select(Payment))) == 1
    assert await backroom.stock_of("MUG") == (9, 0)


async def test_ten_events_of_one_session_at_once_settle_once(backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 1)])
    session = backroom.session_of(order)
    events = [await backroom.tell(session) for _ in range(10)]
    await asyncio.gather(*(backroom.job("payments.settle", event_id=event_id) for event_id in events))
    assert len(await backroom.all(select(Payment))) == 1
    assert len(await backroom.all(select(Invoice))) == 1
    assert len(await backroom.messages(reason="order.paid")) == 1
    assert await backroom.stock_of("MUG") == (9, 0)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"amount_total": 1209}, "1209"),
        ({"amount_total": 0}, "paid 0"),
        ({"currency": "usd"}, "USD"),
        ({"currency": "zzz"}, "ZZZ"),
        ({"currency": None}, "due 1210"),
        ({"livemode": True}, "mode"),
    ],
)
async def test_what_does_not_fit_is_kept_and_shown_to_a_person(
    backroom: Backroom, changes: dict[str, Any], word: str
) -> None:
    order = await backroom.order([("MUG", 1)])
    payment = await backroom.pay(order, **changes)
    assert payment is not None
    assert payment.verdict is PaymentVerdict.MISMATCH
    assert word in payment.reason
    kept = await backroom.fresh(order)
    assert kept.status is OrderStatus.PENDING
    assert kept.attention == payment.reason
    assert (await backroom.conversation(order)).held_by is Holder.PERSON
    assert await backroom.all(select(Invoice)) == []
    assert await backroom.stock_of("MUG") == (10, 1)


async def test_a_payment_of_an_earlier_revision_is_a_mismatch(backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 1)])
    payment = await backroom.pay(order, metadata={"order_id": str(order.id), "revision": "0"})
    assert payment is not None
    assert payment.verdict is PaymentVerdict.MISMATCH
    assert "earlier revision" in payment.reason


async def test_the_right_payment_still_settles_after_a_wrong_one(backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 1)])
    await backroom.pay(order, amount_total=1)
    payment = await backroom.pay(order)
    assert payment is not None
    assert payment.verdict is PaymentVerdict.SETTLED
    assert (await backroom.fresh(order)).is_paid


async def test_a_second_payment_is_surplus_and_a_person_is_called(backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 1)])
    await backroom.pay(order)
    surplus = await backroom.pay(order)
    assert surplus is not None
    assert surplus.verdict is PaymentVerdict.SURPLUS
    assert "second time" in ((await backroom.fresh(order)).attention or "")
    assert (await backroom.conversation(order)).held_by is Holder.PERSON
    assert await backroom.stock_of("MUG") == (9, 0)
    assert len(await backroom.all(select(Invoice))) == 1


async def test_two_different_payments_at_once_are_one_settled_and_one_surplus(backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 1)])
    events = [await backroom.tell(backroom.session_of(order)) for _ in range(2)]
    await asyncio.gather(*(backroom.job("payments.settle", event_id=event_id) for event_id in events))
    verdicts = sorted(payment.verdict for payment in await backroom.all(select(Payment)))
    assert verdicts == [PaymentVerdict.SETTLED, PaymentVerdict.SURPLUS]


async def test_test_money_for_a_paid_order_is_no_surplus(backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 1)])
    await backroom.pay(order)
    foreign = await backroom.pay(order, livemode=True)
    assert foreign is not None
    assert foreign.verdict is PaymentVerdict.MISMATCH


async def test_attention_adds_up(backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 1)])
    await backroom.pay(order, amount_total=1)
    await backroom.pay(order, currency="usd")
    assert len(((await backroom.fresh(order)).attention or "").splitlines()) == 2


async def test_money_that_does_not_fit_takes_back_a_queued_reminder(backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 1)])
    conversation = await backroom.conversation(order)
    async with backroom.database.transaction(backroom.merchant.id) as session:
        about = f"order:{order.id}"
        await say(
            session,
            conversation,
            Text(body="?"),
            lane=Lane.REMINDER,
            reason="r",
            about=about,
            at=order.placed_at,
        )
    await backroom.pay(order, amount_total=1)
    assert [m.status for m in await backroom.messages(reason="r")] == [Status.WITHDRAWN]


async def test_an_event_whose_order_is_missing_is_tried_again_then_set_aside(backroom: Backroom) -> None:
    stranger = {"order_id": str(new_id()), "revision": "1"}
    event_id = await backroom.tell({"id": "cs_9", "payment_status": "paid", "metadata": stranger})
    with pytest.raises(NotFound):
        await backroom.job("payments.settle", event_id=event_id)
    assert (await event_of(backroom, event_id)).state is StripeEventState.WAITING
    await backroom.give_up("payments.settle", "NotFound: not stored here", event_id=event_id)
    event = await event_of(backroom, event_id)
    assert event.state is StripeEventState.SET_ASIDE
    assert "not stored" in (event.reason or "")


async def test_another_merchants_order_is_not_found(backroom: Backroom) -> None:
    other = await open_backroom(backroom.database, goods=True)
    order = await other.order([("MUG", 1)])
    event_id = await backroom.tell(other.session_of(order))
    with pytest.raises(NotFound):
        await backroom.job("payments.settle", event_id=event_id)
    assert not (await other.fresh(order)).is_paid


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        {},
        {"order_id": "123"},
        {"order_id": "b3c1", "revision": "1"},
        {"revision": "1"},
        {"order_id": None},
    ],
)
async def test_a_payment_that_is_not_ours_is_ignored(
    backroom: Backroom, metadata: dict[str, str] | None
) -> None:
    event_id = await backroom.tell({"id": "cs_8", "payment_status": "paid", "metadata": metadata})
    await backroom.job("payments.settle", event_id=event_id)
    assert (await event_of(backroom, event_id)).state is StripeEventState.IGNORED
    assert await backroom.all(select(Payment)) == []


@pytest.mark.parametrize("kind", ["checkout.session.expired", "charge.refunded", "payment_intent.succeeded"])
async def test_an_event_of_no_use_is_ignored_with_the_reason(backroom: Backroom, kind: str) -> None:
    order = await backroom.order([("MUG", 1)])
    event_id = await backroom.tell(backroom.session_of(order), kind)
    await backroom.job("payments.settle", event_id=event_id)
    event = await event_of(backroom, event_id)
    assert (event.state, event.reason) == (StripeEventState.IGNORED, f"Nothing here uses {kind}.")
    assert not (await backroom.fresh(order)).is_paid


@pytest.mark.parametrize("status", [OrderStatus.CANCELLED, OrderStatus.EXPIRED])
async def test_money_for_a_closed_order_counts(backroom: Backroom, status: OrderStatus) -> None:
    order = await backroom.order([("MUG", 1)])
    if status is OrderStatus.CANCELLED:
        async with backroom.database.transaction(backroom.merchant.id) as session:
            await cancel_order(session, order.id, at=order.placed_at)
    else:
        later(hours=73)
        await backroom.job("orders.expire", order_id=order.id)
    assert (await backroom.fresh(order)).status is status
    await backroom.pay(order)
    assert (await backroom.fresh(order)).is_paid
    assert await backroom.stock_of("MUG") == (9, 0)


async def test_the_first_confirmation_asks_once_whether_we_may_remind(backroom: Backroom) -> None:
    conversation_id = await backroom.person()
    for _ in range(2):
        await backroom.pay(await backroom.order([("MUG", 1)], conversation_id))
    first, second = await backroom.messages(reason="order.paid")
    assert first.kind == "buttons"
    assert second.kind == "text"
    assert (await backroom.one(select(Customer))).asked_at is not None


@pytest.mark.parametrize(
    ("currency", "price", "total"), [("JPY", 1300, 1300), ("KWD", 4250, 4250), ("ISK", 990, 99_000)]
)
async def test_currencies_with_other_decimals_settle(
    backroom: Backroom, currency: str, price: int, total: int
) -> None:
    shop = await open_backroom(backroom.database, currency=currency)
    await shop.stock("THING", 5, price)
    order = await shop.order([("THING", 1)])
    assert shop.session_of(order)["amount_total"] == total
    payment = await shop.pay(order)
    assert payment is not None
    assert (payment.verdict, payment.amount_minor) == (PaymentVerdict.SETTLED, price)


async def test_a_payment_failing_half_way_leaves_nothing(backroom: Backroom) -> None:
    """An invoice without a seller cannot be issued: nothing else of the payment may stand."""
    order = await backroom.order([("MUG", 1)])
    await backroom.change_merchant(legal_name="")
    event_id = await backroom.tell(backroom.session_of(order))
    with pytest.raises(Exception, match="seller"):
        await backroom.job("payments.settle", event_id=event_id)
    assert await backroom.all(select(Payment)) == []
    assert not (await backroom.fresh(order)).is_paid
    assert await backroom.stock_of("MUG") == (10, 1)
    await backroom.change_merchant(legal_name="La Tienda del Faro S.L.")
    await backroom.job("payments.settle", event_id=event_id)
    assert (await backroom.one(select(Invoice).order_by(col(Invoice.number)))).number == 1
