"""A worker killed at each step of a refund, Stripe away for an hour, and money that went back at Stripe meanwhile."""

import contextlib
from typing import Any

import pytest

from shop.attention.models import AttentionKind
from shop.payments.gateway import Gateway, PaymentUnavailable
from shop.payments.refunds.models import RefundReason, RefundState
from shop.sandbox.faults import StripeFaults
from tests.payments.buyers import open_kinds, paid, read_news, refunds_at_stripe, send
from tests.payments.refunds.wanting import at_dashboard, refunds_here, want
from tests.payments.stripe_under_test import StripeUnderTest
from tests.support.jobs import Crash, MortalDatabase, attempt_job


@pytest.mark.parametrize("lives", [0, 1, 2])
@pytest.mark.parametrize("forgets", [False, True])
async def test_a_worker_killed_at_any_step_gives_back_once(
    at_stripe: StripeUnderTest, lives: int, forgets: bool
) -> None:
    """Before anything, between the asking and the answer, after it; `forgets`: Stripe no longer knows our key."""
    order, _ = await paid(at_stripe)
    refund = await want(at_stripe.shop, order, amount_minor=700)
    mortal = MortalDatabase(at_stripe.shop.database, lives)
    vendors: dict[type, Any] = {Gateway: at_stripe.gateway}
    with contextlib.suppress(Crash):
        await attempt_job(
            mortal, at_stripe.shop.merchant.id, "payments.send_refund", vendors, refund_id=refund.id
        )
    assert len(refunds_at_stripe(at_stripe)) == min(lives, 1)
    if forgets:
        at_stripe.world.stripe.accounts[at_stripe.key].answers.clear()
    for _ in range(2):
        await send(at_stripe)
    await read_news(at_stripe)
    (kept,) = await refunds_here(at_stripe.shop)
    assert (kept.state, kept.amount_minor) == (RefundState.SUCCEEDED, 700)
    assert [each["amount"] for each in refunds_at_stripe(at_stripe)] == [700]


async def test_an_hour_without_stripe_goes_by_and_each_is_made_once(at_stripe: StripeUnderTest) -> None:
    order, _ = await paid(at_stripe)
    for amount in (300, 400):
        await want(at_stripe.shop, order, amount_minor=amount)
    at_stripe.fail(http_status=503)
    for _ in range(5):
        with pytest.raises(PaymentUnavailable):
            await send(at_stripe)
    assert await open_kinds(at_stripe.shop, order) == set()
    at_stripe.world.faults.stripe = StripeFaults()
    await send(at_stripe)
    assert sorted(each["amount"] for each in refunds_at_stripe(at_stripe)) == [300, 400]


@pytest.mark.parametrize(
    ("at_dashboard_minor", "failure"),
    [(2420, "charge_already_refunded"), (2000, "amount_above_what_is_left")],
)
async def test_money_that_went_back_at_stripe_before_ours_is_told_to_staff(
    at_stripe: StripeUnderTest, at_dashboard_minor: int, failure: str
) -> None:
    order, payment = await paid(at_stripe)
    await want(at_stripe.shop, order, amount_minor=1000)
    at_dashboard(at_stripe, payment, amount=at_dashboard_minor)
    await send(at_stripe)
    (ours,) = await refunds_here(at_stripe.shop)
    assert (ours.state, ours.failure) == (RefundState.CANCELLED, failure)
    await read_news(at_stripe)
    assert {AttentionKind.REFUND_NOT_MADE, AttentionKind.REFUNDED_AT_STRIPE} == await open_kinds(
        at_stripe.shop, order
    )
    assert "refund of €10.00 was not made" in (await at_stripe.shop.attention(order) or "")
    assert await at_stripe.shop.messages(reason="refund.failed") == []
    back = [each.amount_minor for each in await refunds_here(at_stripe.shop) if each.counts]
    assert back == [at_dashboard_minor]


async def test_what_the_dashboard_gave_back_counts_when_the_next_is_asked_for(
    at_stripe: StripeUnderTest,
) -> None:
    order, payment = await paid(at_stripe)
    at_dashboard(at_stripe, payment, amount=2000)
    await read_news(at_stripe)
    rest = await want(at_stripe.shop, order)
    assert rest.amount_minor == 420
    await send(at_stripe)
    assert {each.reason for each in await refunds_here(at_stripe.shop)} == {
        RefundReason.AT_STRIPE,
        RefundReason.REQUESTED,
    }
    assert sum(each["amount"] for each in refunds_at_stripe(at_stripe)) == payment.amount_minor
