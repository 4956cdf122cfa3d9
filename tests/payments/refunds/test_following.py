"""What Stripe tells of refunds and disputes is kept and shown, in whatever order its events come."""

import itertools
from typing import Any

import pytest
from sqlmodel import select

from shop.attention.models import Attention, AttentionKind
from shop.events.models import Event
from shop.kit.vendors.webhook_events import WebhookState
from shop.payments.models import Payment, StripeEvent
from shop.payments.refunds.models import Refund, RefundReason, RefundState
from shop.sandbox.stripe.payments import refunds
from tests.payments.buyers import (
    buy,
    open_kinds,
    paid,
    read_event,
    read_news,
    refunds_at_stripe,
    send,
    tell_refunds,
    tell_returned,
)
from tests.payments.stripe_under_test import StripeUnderTest


def give_back(at_stripe: StripeUnderTest, payment: Payment, **given: Any) -> dict[str, Any]:
    """Somebody in Stripe's dashboard."""
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    return dict(refunds.create_refund(account, {"payment_intent": payment.payment_intent, **given}))


async def test_a_refund_made_at_stripe_is_shown_and_staff_are_told(at_stripe: StripeUnderTest) -> None:
    order, payment = await paid(at_stripe)
    give_back(at_stripe, payment)
    await read_news(at_stripe)
    (refund,) = await at_stripe.shop.all(select(Refund))
    assert (refund.state, refund.amount_minor) == (RefundState.SUCCEEDED, 2420)
    assert (refund.reason, refund.actor) == (RefundReason.AT_STRIPE, "vendor:stripe")
    assert await open_kinds(at_stripe.shop, order) == {AttentionKind.REFUNDED_AT_STRIPE}
    assert "€24.20 was refunded at Stripe" in (await at_stripe.shop.attention(order) or "")
    kinds = [event.kind for event in await at_stripe.shop.all(select(Event).order_by(Event.id))]  # type: ignore[arg-type]
    assert "refund.succeeded" in kinds


@pytest.mark.parametrize("order_of", list(itertools.permutations(["refund.created", "charge.refunded"])))
async def test_parts_add_up_whichever_event_comes_first(
    at_stripe: StripeUnderTest, order_of: tuple[str, ...]
) -> None:
    _, payment = await paid(at_stripe)
    for amount in (1000, 420):
        give_back(at_stripe, payment, amount=amount)
    for kind in order_of:
        await read_news(at_stripe, kind)
    kept = await at_stripe.shop.all(select(Refund))
    assert sum(refund.amount_minor for refund in kept) == 1420
    named = {refund.stripe_refund_id for refund in kept if refund.stripe_refund_id}
    assert {made["id"] for made in refunds_at_stripe(at_stripe)} >= named


@pytest.mark.parametrize("order_of", list(itertools.permutations(range(4))))
async def test_a_part_and_the_rest_are_the_whole_in_any_order_of_their_events(
    at_stripe: StripeUnderTest, order_of: tuple[int, ...]
) -> None:
    _, payment = await paid(at_stripe)
    give_back(at_stripe, payment, amount=1000)
    give_back(at_stripe, payment)
    told = at_stripe.world.stripe.accounts[at_stripe.key].table("event").rows.values()
    events = [event for event in told if event["type"] in ("refund.created", "charge.refunded")]
    for position in order_of:
        await read_event(at_stripe, events[position])
    kept = await at_stripe.shop.all(select(Refund))
    assert sorted(refund.amount_minor for refund in kept if refund.counts) == [1000, 1420]
    assert {made["id"] for made in refunds_at_stripe(at_stripe)} == {each.stripe_refund_id for each in kept}


async def test_only_the_charges_event_is_enough(at_stripe: StripeUnderTest) -> None:
    _, payment = await paid(at_stripe)
    give_back(at_stripe, payment)
    await read_news(at_stripe, "charge.refunded")
    (refund,) = await at_stripe.shop.all(select(Refund))
    assert (refund.amount_minor, refund.state) == (2420, RefundState.SUCCEEDED)


async def test_a_refund_that_comes_back_weeks_later_calls_a_person(at_stripe: StripeUnderTest) -> None:
    order, payment = await paid(at_stripe)
    made = give_back(at_stripe, payment)
    await read_news(at_stripe)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    refunds.decide_refund(account, account.find("refund", made["id"]), "failed")
    await read_news(at_stripe)
    (refund,) = await at_stripe.shop.all(select(Refund))
    assert (refund.state, refund.failure) == (RefundState.FAILED, "expired_or_canceled_card")
    assert AttentionKind.REFUND_FAILED in await open_kinds(at_stripe.shop, order)
    assert len(await at_stripe.shop.jobs("payments.tell_refund")) == 1


async def test_older_news_of_a_refund_changes_nothing(at_stripe: StripeUnderTest) -> None:
    _, payment = await paid(at_stripe)
    made = give_back(at_stripe, payment)
    await read_news(at_stripe)
    late = await at_stripe.shop.tell({**made, "status": "pending"}, "refund.updated")
    await at_stripe.shop.job("payments.settle", event_id=late)
    (refund,) = await at_stripe.shop.all(select(Refund))
    assert refund.state is RefundState.SUCCEEDED


async def test_money_that_did_not_fit_and_was_given_back_needs_nobody_any_more(
    at_stripe: StripeUnderTest,
) -> None:
    order = await at_stripe.shop.order([("MUG", 2)])
    await at_stripe.create(order)
    await buy(at_stripe, order)
    session = at_stripe.world.stripe.accounts[at_stripe.key].table("checkout.session").rows
    for key in session:
        session[key]["amount_total"] = 1
    (told,) = [
        event
        for event in at_stripe.world.stripe.accounts[at_stripe.key].table("event").rows.values()
        if event["type"] == "checkout.session.completed"
    ]
    told["data"]["object"] = {**told["data"]["object"], "amount_total": 2419}
    await read_news(at_stripe)
    assert await open_kinds(at_stripe.shop, order) == {AttentionKind.PAYMENT_UNCLEAR}
    (payment,) = await at_stripe.shop.all(select(Payment))
    give_back(at_stripe, payment)
    await read_news(at_stripe)
    assert await open_kinds(at_stripe.shop, order) == set()
    await tell_returned(at_stripe)
    (message,) = await at_stripe.shop.messages(reason="payment.returned")
    assert "devolvemos tu pago de 24,19" in str(message.content)
    assert order.pay_token in str(message.content)  # they had read that they must not pay again; now they may
    assert "puedes pagarlo aquí" in str(message.content)
    await at_stripe.shop.job("payments.tell_payment", payment_id=payment.id)
    assert await at_stripe.shop.messages(reason="payment.mismatch") == []


async def test_each_part_that_staff_give_back_at_stripe_is_told(at_stripe: StripeUnderTest) -> None:
    _, payment = await paid(at_stripe)
    give_back(at_stripe, payment, amount=1000)
    await read_news(at_stripe)
    give_back(at_stripe, payment)
    await read_news(at_stripe)
    await tell_refunds(at_stripe.shop)
    assert await at_stripe.shop.jobs("payments.tell_returned") == []
    told = await at_stripe.shop.messages(reason="refund.done")
    assert ["10,00" in each.text for each in told] == [True, False]
    assert "14,20" in told[1].text
    assert "pagarlo aquí" not in str(told[1].content)


async def test_a_payment_that_is_given_back_whole_is_told_once(at_stripe: StripeUnderTest) -> None:
    _, payment = await paid(at_stripe)
    give_back(at_stripe, payment)
    await read_news(at_stripe)
    await tell_returned(at_stripe)
    (message,) = await at_stripe.shop.messages(reason="payment.returned")
    assert "pagarlo aquí" not in str(message.content)
    assert await at_stripe.shop.jobs("payments.tell_refund") == []


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
async def test_what_is_about_no_payment_of_ours_is_ignored_without_an_alarm(
    at_stripe: StripeUnderTest, kind: str
) -> None:
    for intent in (None, "pi_theirs"):
        event_id = await at_stripe.shop.tell({"id": "x_1", "payment_intent": intent}, kind)
        await at_stripe.shop.job("payments.settle", event_id=event_id)
    events = await at_stripe.shop.all(select(StripeEvent))
    assert {event.state for event in events} == {WebhookState.IGNORED}
    assert await at_stripe.shop.all(select(Attention)) == []


async def test_our_own_refund_told_before_our_answer_is_one(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 1)])
    await at_stripe.create(order)
    sessions = [await buy(at_stripe, order, pay=False) for _ in range(2)]
    for session in sessions:
        await buy(at_stripe, order, session=session)
    await read_news(at_stripe)
    at_stripe.fail(lose_answer=True)
    with pytest.raises(Exception, match="Stripe"):
        await send(at_stripe)
    await read_news(at_stripe)
    (refund,) = await at_stripe.shop.all(select(Refund))
    assert (refund.state, refund.reason) == (RefundState.SUCCEEDED, RefundReason.DUPLICATE)
