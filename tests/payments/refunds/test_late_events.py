"""Events of a refund of ours: before our answer, twice, days late; and what Stripe refuses for its own reasons."""

import itertools

import pytest

from shop.attention.models import AttentionKind
from shop.payments.gateway import PaymentUnavailable
from shop.payments.refunds.models import RefundState
from shop.sandbox.faults import StripeFaults
from tests.payments.buyers import open_kinds, paid, read_event, read_news, refunds_at_stripe, send
from tests.payments.refunds.wanting import refunds_here, want
from tests.payments.stripe_under_test import StripeUnderTest


@pytest.mark.parametrize("order_of", list(itertools.permutations(range(4))))
async def test_events_before_our_answer_in_any_order_and_twice_are_the_same_two_refunds(
    at_stripe: StripeUnderTest, order_of: tuple[int, ...]
) -> None:
    order, _ = await paid(at_stripe)
    for amount in (500, 700):
        await want(at_stripe.shop, order, amount_minor=amount)
    at_stripe.fail(lose_answer=True)
    for refund in await refunds_here(at_stripe.shop):
        with pytest.raises(PaymentUnavailable):
            await at_stripe.shop.job(
                "payments.send_refund", {type(at_stripe.gateway): at_stripe.gateway}, refund_id=refund.id
            )
    at_stripe.world.faults.stripe = StripeFaults()
    told = at_stripe.world.stripe.accounts[at_stripe.key].table("event").rows.values()
    events = [event for event in told if event["type"] in ("refund.created", "charge.refunded")]
    for position in order_of:
        await read_event(at_stripe, events[position])
    await read_news(at_stripe)
    await send(at_stripe)
    kept = await refunds_here(at_stripe.shop)
    assert [(each.amount_minor, each.state) for each in kept] == [
        (500, RefundState.SUCCEEDED),
        (700, RefundState.SUCCEEDED),
    ]
    assert len(refunds_at_stripe(at_stripe)) == 2


async def test_news_that_comes_days_late_changes_nothing_any_more(at_stripe: StripeUnderTest) -> None:
    order, _ = await paid(at_stripe)
    await want(at_stripe.shop, order, amount_minor=500)
    await send(at_stripe)
    (made,) = refunds_at_stripe(at_stripe)
    event = await at_stripe.shop.tell({**made, "status": "pending"}, "refund.updated", created=1)
    await at_stripe.shop.job("payments.settle", event_id=event)
    (kept,) = await refunds_here(at_stripe.shop)
    assert (kept.state, kept.stripe_refund_id) == (RefundState.SUCCEEDED, made["id"])


async def test_what_stripe_refuses_for_its_own_reasons_is_told_in_its_words(
    at_stripe: StripeUnderTest,
) -> None:
    """Each method of payment has a time in which it can be refunded; Stripe knows it, we do not."""
    order, _ = await paid(at_stripe)
    await want(at_stripe.shop, order, amount_minor=500)
    at_stripe.fail(http_status=400)
    await send(at_stripe)
    (refund,) = await refunds_here(at_stripe.shop)
    assert refund.state is RefundState.FAILED
    assert refund.failure is not None
    assert AttentionKind.REFUND_FAILED in await open_kinds(at_stripe.shop, order)
    assert refund.failure in (await at_stripe.shop.attention(order) or "")
    at_stripe.world.faults.stripe = StripeFaults()
    assert (await want(at_stripe.shop, order)).amount_minor == 2420
