"""What Stripe tells of a payment before the payment itself: known before anything is said, printed or counted."""

from sqlmodel import select

from shop.attention.models import AttentionKind
from shop.kit.vendors.webhook_events import WebhookState
from shop.payments.financial_status.status import FinancialStatus
from shop.payments.models import StripeEvent
from shop.payments.refunds.models import Refund, RefundState
from shop.sandbox.stripe.payments import refunds
from tests.payments.buyers import buy, never_asked, open_kinds, read_news, standing, tell_returned
from tests.payments.stripe_under_test import StripeUnderTest


async def test_a_refund_told_before_its_payment_is_read_when_the_payment_is(
    at_stripe: StripeUnderTest,
) -> None:
    order = await at_stripe.shop.order([("MUG", 2)])
    await at_stripe.create(order)
    await buy(at_stripe, order)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    (intent,) = account.table("payment_intent").rows.values()
    refunds.create_refund(account, {"payment_intent": intent["id"]})
    await read_news(at_stripe, "refund.created", "charge.refunded")
    assert {event.state for event in await at_stripe.shop.all(select(StripeEvent))} == {WebhookState.IGNORED}
    await read_news(at_stripe)
    early = [each for each in await at_stripe.shop.all(select(StripeEvent)) if "refund" in each.type]
    assert {event.state for event in early} == {WebhookState.DONE}
    (refund,) = await at_stripe.shop.all(select(Refund))
    assert refund.state is RefundState.SUCCEEDED
    assert await standing(at_stripe, order) is FinancialStatus.RETURNED
    assert await open_kinds(at_stripe.shop, order) == {AttentionKind.REFUNDED_AT_STRIPE}
    for name in ("payments.tell_paid", "invoices.issue", "recovery.note_paid"):
        assert await at_stripe.shop.jobs(name) == []  # nothing is confirmed, invoiced or counted as won back
    await tell_returned(at_stripe)
    (message,) = await at_stripe.shop.messages(reason="payment.returned")
    assert "Te devolvemos tu pago de 24,20" in str(message.content)
    assert await never_asked(at_stripe)


async def test_an_early_event_that_cannot_be_read_undoes_no_payment(at_stripe: StripeUnderTest) -> None:
    order = await at_stripe.shop.order([("MUG", 2)])
    await at_stripe.create(order)
    await buy(at_stripe, order)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    (intent,) = account.table("payment_intent").rows.values()
    broken = await at_stripe.shop.tell(
        {"id": "ch_1", "payment_intent": intent["id"], "amount_refunded": "much"}, "charge.refunded"
    )
    await at_stripe.shop.job("payments.settle", event_id=broken)
    await read_news(at_stripe)
    assert (await at_stripe.shop.fresh(order)).is_paid
    assert len(await at_stripe.shop.jobs("payments.tell_paid")) == 1
    (event,) = [each for each in await at_stripe.shop.all(select(StripeEvent)) if each.id == broken]
    assert event.state is WebhookState.WAITING
    assert {"event_id": str(broken)} in await at_stripe.shop.jobs("payments.settle")


async def test_a_part_that_went_back_before_the_payment_was_known_leaves_a_paid_order(
    at_stripe: StripeUnderTest,
) -> None:
    order = await at_stripe.shop.order([("MUG", 2)])
    await at_stripe.create(order)
    await buy(at_stripe, order)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    (intent,) = account.table("payment_intent").rows.values()
    refunds.create_refund(account, {"payment_intent": intent["id"], "amount": 420})
    await read_news(at_stripe, "refund.created", "charge.refunded")
    await read_news(at_stripe)
    assert await standing(at_stripe, order) is FinancialStatus.PARTLY_REFUNDED
    assert len(await at_stripe.shop.jobs("invoices.issue")) == 1
    assert await at_stripe.shop.jobs("payments.tell_returned") == []
