"""A refund that failed is shown until as much is given back in its place, whatever else goes back meanwhile."""

from typing import Any

import pytest
from sqlmodel import select

from shop.attention.models import AttentionKind
from shop.kit.clock import now
from shop.payments.financial_status.status import FinancialStatus
from shop.payments.models import Payment
from shop.payments.refunds.models import Refund
from tests.payments.buyers import open_kinds, paid, standing
from tests.payments.stripe_under_test import StripeUnderTest

_SECONDS = iter(range(1, 10_000))


async def settle(
    at_stripe: StripeUnderTest, thing: dict[str, Any], kind: str, *, at: int | None = None
) -> None:
    """An event of a later second than the one before, unless one is named."""
    created = int(now().timestamp()) + next(_SECONDS) if at is None else at
    event = await at_stripe.shop.tell(thing, kind, created=created)
    await at_stripe.shop.job("payments.settle", event_id=event)


def a_refund(payment: Payment, name: str, amount: int, status: str) -> dict[str, Any]:
    return {"id": name, "amount": amount, "status": status, "payment_intent": payment.payment_intent}


@pytest.mark.parametrize(("amount", "is_over"), [(5, False), (1000, True), (1420, True)])
async def test_it_is_seen_to_once_as_much_is_given_back_in_its_place(
    at_stripe: StripeUnderTest, amount: int, is_over: bool
) -> None:
    order, payment = await paid(at_stripe)
    await settle(at_stripe, a_refund(payment, "re_1", 1000, "succeeded"), "refund.created")
    await settle(at_stripe, a_refund(payment, "re_1", 1000, "failed"), "refund.failed")
    assert await standing(at_stripe, order) is FinancialStatus.RETURN_FAILED
    await settle(at_stripe, a_refund(payment, "re_2", amount, "succeeded"), "refund.created")
    assert (AttentionKind.REFUND_FAILED not in await open_kinds(at_stripe.shop, order)) is is_over


async def test_the_charges_total_of_before_brings_no_refund_that_there_is_not(
    at_stripe: StripeUnderTest,
) -> None:
    order, payment = await paid(at_stripe)
    begun = int(now().timestamp())
    await settle(at_stripe, a_refund(payment, "re_1", 2420, "succeeded"), "refund.created", at=begun)
    await settle(at_stripe, a_refund(payment, "re_1", 2420, "failed"), "refund.failed", at=begun + 60)
    charge = {"id": "ch_1", "amount_refunded": 2420, "payment_intent": payment.payment_intent}
    await settle(at_stripe, charge, "charge.refunded", at=begun + 1)
    (refund,) = await at_stripe.shop.all(select(Refund))
    assert not refund.counts
    assert AttentionKind.REFUND_FAILED in await open_kinds(at_stripe.shop, order)
    assert await standing(at_stripe, order) is FinancialStatus.RETURN_FAILED


async def test_one_that_could_not_be_sent_is_not_seen_to_by_another_payments(
    at_stripe: StripeUnderTest,
) -> None:
    order, payment = await paid(at_stripe)
    await at_stripe.shop.pay(order)
    (ours,) = await at_stripe.shop.all(select(Refund))
    await at_stripe.shop.give_up("payments.send_refund", "Stripe was away", refund_id=ours.id)
    await settle(at_stripe, a_refund(payment, "re_9", 100, "succeeded"), "refund.created")
    assert AttentionKind.REFUND_FAILED in await open_kinds(at_stripe.shop, order)


async def test_money_that_came_back_before_it_was_known_and_then_did_not_is_invoiced(
    at_stripe: StripeUnderTest,
) -> None:
    shop = at_stripe.shop
    order = await shop.order([("MUG", 1)])
    session = shop.session_of(order)
    early = {"id": "re_1", "amount": 1210, "status": "pending", "payment_intent": session["payment_intent"]}
    await settle(at_stripe, early, "refund.created")
    await settle(at_stripe, session, "checkout.session.completed")
    assert await shop.jobs("invoices.issue") == []
    await settle(at_stripe, {**early, "status": "failed"}, "refund.failed")
    assert len(await shop.jobs("invoices.issue")) == 1
    await shop.job("payments.tell_paid", order_id=order.id)
    assert await shop.messages(reason="order.paid") == []  # that the refund failed is said


async def test_a_refund_that_failed_and_is_made_again_is_told_again(at_stripe: StripeUnderTest) -> None:
    shop = at_stripe.shop
    _, payment = await paid(at_stripe)
    for name, kinds in (("re_1", ("succeeded", "failed")), ("re_2", ("succeeded",))):
        for status in kinds:
            await settle(at_stripe, a_refund(payment, name, 2420, status), "refund.updated")
            await shop.job("payments.tell_returned", payment_id=payment.id)
    assert len(await shop.messages(reason="payment.returned")) == 2
