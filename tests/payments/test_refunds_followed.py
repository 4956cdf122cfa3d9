"""What Stripe tells of refunds and disputes is kept and shown, in whatever order its events come."""

import itertools
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlmodel import select

from shop.attention.models import Attention, AttentionKind
from shop.events.models import Event
from shop.kit.stored_events import EventState
from shop.orders.models import Order
from shop.payments.disputes.models import Dispute
from shop.payments.models import Payment, StripeEvent
from shop.payments.refunds.models import Refund, RefundReason, RefundState
from shop.sandbox.stripe.payments import disputes, refunds
from tests.payments.stripe_news import buy, open_kinds, read_news, refunds_at_stripe, send
from tests.payments.till import Till


async def paid(till: Till) -> tuple[Order, Payment]:
    order = await till.backroom.order([("MUG", 2)])
    await till.create(order)
    await buy(till, order)
    await read_news(till)
    (payment,) = await till.backroom.all(select(Payment))
    return order, payment


def give_back(till: Till, payment: Payment, **given: Any) -> dict[str, Any]:
    """Somebody in Stripe's dashboard."""
    account = till.world.stripe.accounts[till.key]
    return dict(refunds.create_refund(account, {"payment_intent": payment.payment_intent, **given}))


async def test_a_refund_made_at_stripe_is_shown_and_staff_are_told(till: Till) -> None:
    order, payment = await paid(till)
    give_back(till, payment)
    await read_news(till)
    (refund,) = await till.backroom.all(select(Refund))
    assert (refund.state, refund.amount_minor) == (RefundState.SUCCEEDED, 2420)
    assert (refund.reason, refund.actor) == (RefundReason.AT_STRIPE, "vendor:stripe")
    assert await open_kinds(till.backroom, order) == {AttentionKind.REFUNDED_AT_STRIPE}
    assert "€24.20 was refunded at Stripe" in (await till.backroom.attention(order) or "")
    kinds = [event.kind for event in await till.backroom.all(select(Event).order_by(Event.id))]  # type: ignore[arg-type]
    assert "refund.succeeded" in kinds


@pytest.mark.parametrize("order_of", list(itertools.permutations(["refund.created", "charge.refunded"])))
async def test_parts_add_up_whichever_event_comes_first(till: Till, order_of: tuple[str, ...]) -> None:
    _, payment = await paid(till)
    for amount in (1000, 420):
        give_back(till, payment, amount=amount)
    for kind in order_of:
        await read_news(till, kind)
    kept = await till.backroom.all(select(Refund))
    assert sum(refund.amount_minor for refund in kept) == 1420
    named = {refund.stripe_refund_id for refund in kept if refund.stripe_refund_id}
    assert {made["id"] for made in refunds_at_stripe(till)} >= named


async def test_only_the_charges_event_is_enough(till: Till) -> None:
    _, payment = await paid(till)
    give_back(till, payment)
    await read_news(till, "charge.refunded")
    (refund,) = await till.backroom.all(select(Refund))
    assert (refund.amount_minor, refund.state) == (2420, RefundState.SUCCEEDED)


async def test_a_refund_told_before_its_payment_is_read_when_the_payment_is(till: Till) -> None:
    order = await till.backroom.order([("MUG", 2)])
    await till.create(order)
    await buy(till, order)
    account = till.world.stripe.accounts[till.key]
    (intent,) = account.table("payment_intent").rows.values()
    refunds.create_refund(account, {"payment_intent": intent["id"]})
    await read_news(till, "refund.created", "charge.refunded")
    assert {event.state for event in await till.backroom.all(select(StripeEvent))} == {EventState.IGNORED}
    await read_news(till)
    for event in await till.backroom.all(select(StripeEvent).where(StripeEvent.state == EventState.WAITING)):
        await till.backroom.job("payments.settle", event_id=event.id)
    (refund,) = await till.backroom.all(select(Refund))
    assert refund.state is RefundState.SUCCEEDED


async def test_a_refund_that_comes_back_weeks_later_calls_a_person(till: Till) -> None:
    order, payment = await paid(till)
    made = give_back(till, payment)
    await read_news(till)
    account = till.world.stripe.accounts[till.key]
    refunds.settle_refund(account, account.find("refund", made["id"]), "failed")
    await read_news(till)
    (refund,) = await till.backroom.all(select(Refund))
    assert (refund.state, refund.failure) == (RefundState.FAILED, "expired_or_canceled_card")
    assert AttentionKind.REFUND_FAILED in await open_kinds(till.backroom, order)
    assert len(await till.backroom.jobs("payments.tell_refund")) == 1


async def test_older_news_of_a_refund_changes_nothing(till: Till) -> None:
    _, payment = await paid(till)
    made = give_back(till, payment)
    await read_news(till)
    late = await till.backroom.tell({**made, "status": "pending"}, "refund.updated")
    await till.backroom.job("payments.settle", event_id=late)
    (refund,) = await till.backroom.all(select(Refund))
    assert refund.state is RefundState.SUCCEEDED


async def test_money_that_did_not_fit_and_was_given_back_needs_nobody_any_more(till: Till) -> None:
    order = await till.backroom.order([("MUG", 2)])
    await till.create(order)
    await buy(till, order)
    session = till.world.stripe.accounts[till.key].table("checkout.session").rows
    for key in session:
        session[key]["amount_total"] = 1
    (told,) = [
        event
        for event in till.world.stripe.accounts[till.key].table("event").rows.values()
        if event["type"] == "checkout.session.completed"
    ]
    told["data"]["object"] = {**told["data"]["object"], "amount_total": 2419}
    await read_news(till)
    assert await open_kinds(till.backroom, order) == {AttentionKind.PAYMENT_UNCLEAR}
    (payment,) = await till.backroom.all(select(Payment))
    give_back(till, payment)
    await read_news(till)
    assert await open_kinds(till.backroom, order) == set()


async def test_a_dispute_is_shown_with_its_deadline(till: Till) -> None:
    order, payment = await paid(till)
    account = till.world.stripe.accounts[till.key]
    (charge,) = account.table("charge").rows.values()
    made = disputes.open_dispute(account, charge, reason="product_not_received")
    await read_news(till)
    (dispute,) = await till.backroom.all(select(Dispute))
    due = datetime.fromtimestamp(made["evidence_details"]["due_by"], UTC)
    assert (dispute.payment_id, dispute.status, dispute.due_at) == (payment.id, "needs_response", due)
    (call,) = await till.backroom.all(select(Attention).where(Attention.kind == AttentionKind.DISPUTE))
    assert (call.due_at, call.subject_id) == (due, order.id)
    assert f"{due:%Y-%m-%d}" in call.detail
    disputes.close_dispute(account, account.find("dispute", made["id"]), "lost")
    await read_news(till)
    (dispute,) = await till.backroom.all(select(Dispute))
    assert dispute.status == "lost"
    assert await open_kinds(till.backroom, order) == set()


async def test_events_of_a_dispute_in_any_order_end_where_it_stands(till: Till) -> None:
    order, _ = await paid(till)
    account = till.world.stripe.accounts[till.key]
    (charge,) = account.table("charge").rows.values()
    made = disputes.open_dispute(account, charge, reason="fraudulent")
    disputes.close_dispute(account, made, "won")
    await read_news(till, newest_first=True)
    (dispute,) = await till.backroom.all(select(Dispute))
    assert dispute.status == "won"
    assert AttentionKind.DISPUTE not in await open_kinds(till.backroom, order)


async def test_an_inquiry_asks_and_takes_nothing(till: Till) -> None:
    order, _ = await paid(till)
    account = till.world.stripe.accounts[till.key]
    (charge,) = account.table("charge").rows.values()
    disputes.open_dispute(account, charge, reason="general", inquiry=True)
    await read_news(till)
    assert "asks about €24.20" in (await till.backroom.attention(order) or "")


async def test_an_early_warning_of_fraud_is_told(till: Till) -> None:
    order, payment = await paid(till)
    thing = {"id": "issfr_1", "object": "radar.early_fraud_warning", "actionable": True, "charge": "ch_1"}
    event = await till.backroom.tell(
        {**thing, "payment_intent": {"id": payment.payment_intent}}, "radar.early_fraud_warning.created"
    )
    await till.backroom.job("payments.settle", event_id=event)
    assert await open_kinds(till.backroom, order) == {AttentionKind.FRAUD_WARNING}


@pytest.mark.parametrize(
    "kind",
    [
        "refund.created",
        "charge.refunded",
        "charge.dispute.created",
        "radar.early_fraud_warning.created",
        "refund.failed",
    ],
)
async def test_what_is_about_no_payment_of_ours_is_ignored_without_an_alarm(till: Till, kind: str) -> None:
    for intent in (None, "pi_theirs"):
        event_id = await till.backroom.tell({"id": "x_1", "payment_intent": intent}, kind)
        await till.backroom.job("payments.settle", event_id=event_id)
    events = await till.backroom.all(select(StripeEvent))
    assert {event.state for event in events} == {EventState.IGNORED}
    assert await till.backroom.all(select(Attention)) == []


async def test_our_own_refund_told_before_our_answer_is_one(till: Till) -> None:
    order = await till.backroom.order([("MUG", 1)])
    await till.create(order)
    sessions = [await buy(till, order, pay=False) for _ in range(2)]
    for session in sessions:
        await buy(till, order, session=session)
    await read_news(till)
    till.fail(lose_answer=True)
    with pytest.raises(Exception, match="Stripe"):
        await send(till)
    await read_news(till)
    (refund,) = await till.backroom.all(select(Refund))
    assert (refund.state, refund.reason) == (RefundState.SUCCEEDED, RefundReason.DUPLICATE)
