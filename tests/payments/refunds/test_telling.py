"""The shopper hears of each refund once, in the window or outside it, and the truth where it did not arrive."""

from datetime import timedelta

from sqlmodel import select

from shop.inbox.conversations.models import Conversation
from shop.kit.clock import now
from shop.orders.models import Order
from shop.payments.models import Payment
from shop.templates.names import REFUND_DONE
from tests.payments.buyers import paid, read_news, send, tell_refunds, tell_returned
from tests.payments.refunds.wanting import at_dashboard, decide, refunds_here, want
from tests.payments.stripe_under_test import StripeUnderTest


async def test_each_part_is_told_once_with_its_amount(at_stripe: StripeUnderTest) -> None:
    order, _ = await paid(at_stripe)
    for amount in (500, 700):
        await want(at_stripe.shop, order, amount_minor=amount)
    await send(at_stripe)
    await read_news(at_stripe)
    await tell_refunds(at_stripe.shop)
    told = [each.text for each in await at_stripe.shop.messages(reason="refund.done")]
    assert sorted(told) == [
        f"Te devolvemos 5,00 € de tu pedido *{order.number}*. Tu banco lo muestra en un plazo de 5 a 10 días.",
        f"Te devolvemos 7,00 € de tu pedido *{order.number}*. Tu banco lo muestra en un plazo de 5 a 10 días.",
    ]


async def test_nothing_is_said_before_stripe_took_it_on(at_stripe: StripeUnderTest) -> None:
    order, _ = await paid(at_stripe)
    refund = await want(at_stripe.shop, order, amount_minor=500)
    await at_stripe.shop.job("payments.tell_refund", refund_id=refund.id)
    assert await at_stripe.shop.messages(reason="refund.done") == []


async def test_outside_the_window_a_template_says_it(at_stripe: StripeUnderTest) -> None:
    order, _ = await paid(at_stripe)
    await at_stripe.shop.approve(name=REFUND_DONE)
    async with at_stripe.shop.database.transaction(at_stripe.shop.merchant.id) as session:
        conversation = await session.get_one(Conversation, (order.merchant_id, order.conversation_id))
        conversation.last_inbound_at = now() - timedelta(days=3)
    await want(at_stripe.shop, order, amount_minor=500)
    await send(at_stripe)
    await tell_refunds(at_stripe.shop)
    (message,) = await at_stripe.shop.messages(reason="refund.done")
    assert REFUND_DONE in str(message.fallback or message.content)
    assert "5,00" in str(message.fallback or message.content)


async def test_a_whole_payment_of_ours_is_told_once(at_stripe: StripeUnderTest) -> None:
    order, _ = await paid(at_stripe)
    await want(at_stripe.shop, order)
    await send(at_stripe)
    await read_news(at_stripe)
    await tell_returned(at_stripe)
    assert await at_stripe.shop.jobs("payments.tell_refund") == []
    (message,) = await at_stripe.shop.messages(reason="payment.returned")
    assert "devolvemos tu pago de 24,20" in message.text


async def test_a_part_that_does_not_arrive_is_told_and_so_is_what_replaces_it(
    at_stripe: StripeUnderTest,
) -> None:
    order, _ = await paid(at_stripe)
    await want(at_stripe.shop, order, amount_minor=500)
    await send(at_stripe)
    await tell_refunds(at_stripe.shop)
    (refund,) = await refunds_here(at_stripe.shop)
    decide(at_stripe, refund, "failed")
    await read_news(at_stripe)
    await tell_refunds(at_stripe.shop)
    (failed,) = await at_stripe.shop.messages(reason="refund.failed")
    assert failed.text.startswith("Los 5,00 € de tu pedido")
    await want(at_stripe.shop, order, amount_minor=500)
    await send(at_stripe)
    await tell_refunds(at_stripe.shop)
    assert len(await at_stripe.shop.messages(reason="refund.done")) == 2
    assert len(await at_stripe.shop.messages(reason="refund.failed")) == 1


async def test_a_total_of_the_dashboard_that_was_told_is_not_told_again_in_its_parts(
    at_stripe: StripeUnderTest,
) -> None:
    _, payment = await paid(at_stripe)
    for amount in (300, 400):
        at_dashboard(at_stripe, payment, amount=amount)
    events = at_stripe.world.stripe.accounts[at_stripe.key].table("event").rows.values()
    (total,) = [each for each in events if each["type"] == "charge.refunded"][1:]
    event = await at_stripe.shop.tell(
        total["data"]["object"], "charge.refunded", event_id=total["id"], created=total["created"]
    )
    await at_stripe.shop.job("payments.settle", event_id=event)
    await tell_refunds(at_stripe.shop)
    await read_news(at_stripe)
    await tell_refunds(at_stripe.shop)
    (message,) = await at_stripe.shop.messages(reason="refund.done")
    assert "7,00" in message.text


async def test_what_did_not_fit_and_goes_back_in_parts_can_be_paid_again_with_the_last(
    at_stripe: StripeUnderTest,
) -> None:
    shop = at_stripe.shop
    order: Order = await shop.order([("MUG", 2)])
    await shop.pay(order, amount_total=2419)
    payment = await shop.one(select(Payment))
    for name, amount in (("re_1", 1000), ("re_2", 1419)):
        thing = {
            "id": name,
            "amount": amount,
            "status": "succeeded",
            "payment_intent": payment.payment_intent,
        }
        await shop.job("payments.settle", event_id=await shop.tell(thing, "refund.created"))
        await tell_refunds(shop)
    first, last = await shop.messages(reason="refund.done")
    assert "pagarlo aquí" not in str(first.content)
    assert "pagarlo aquí" in str(last.content)
