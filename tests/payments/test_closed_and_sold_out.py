"""Money for an order that the shop cancelled, or whose goods are gone, goes back; what can be delivered is."""

from datetime import timedelta

import pytest
from sqlmodel import select

from shop.attention.models import AttentionKind
from shop.customers.models import Customer
from shop.events.models import SHOPPER, Actor, ActorKind
from shop.inbox.conversations.models import Holder
from shop.invoices.models import Invoice
from shop.kit.clock import now
from shop.orders.cancelling import cancel_order
from shop.orders.models import Order, OrderStatus
from shop.payments.models import Payment, PaymentVerdict
from shop.payments.refunds.models import Refund, RefundReason
from tests.payments.stripe_news import open_kinds
from tests.support.shop import ShopUnderTest, later

KEY = Actor(ActorKind.API_KEY, "k1")


async def cancel(backroom: ShopUnderTest, order: Order, actor: Actor) -> None:
    async with backroom.database.transaction(backroom.merchant.id) as session:
        await cancel_order(session, order.id, actor=actor, at=now())


async def sell_out(backroom: ShopUnderTest, order: Order, sku: str = "MUG") -> None:
    """The promise lapses, and somebody else buys all there are."""
    later(minutes=31)
    await backroom.job("orders.lapse_hold", order_id=order.id)
    quick = await backroom.order([(sku, 10)])
    await backroom.pay(quick)


@pytest.mark.parametrize("actor", [KEY, Actor(ActorKind.PERSON, "p1"), Actor(ActorKind.OPERATOR)])
async def test_an_order_that_the_shop_cancelled_stays_so_and_the_money_goes_back(
    backroom: ShopUnderTest, actor: Actor
) -> None:
    order = await backroom.order([("MUG", 1)])
    await cancel(backroom, order, actor)
    payment = await backroom.pay(order)
    assert payment is not None
    assert payment.verdict is PaymentVerdict.UNDELIVERABLE
    assert (await backroom.fresh(order)).status is OrderStatus.CANCELLED
    (refund,) = await backroom.all(select(Refund))
    assert (refund.payment_id, refund.reason) == (payment.id, RefundReason.ORDER_CANCELLED)
    assert await open_kinds(backroom, order) == {AttentionKind.PAYMENT_RETURNED}
    assert "after it was cancelled" in (await backroom.attention(order) or "")
    (told,) = await backroom.messages()
    assert "después de que se cancelara el pedido" in told.text
    assert await backroom.all(select(Invoice)) == []
    assert await backroom.stock_of("MUG") == (10, 0)


async def test_a_shopper_who_cancelled_and_pays_all_the_same_gets_the_goods(backroom: ShopUnderTest) -> None:
    order = await backroom.order([("MUG", 1)])
    await cancel(backroom, order, SHOPPER)
    await backroom.pay(order)
    assert (await backroom.fresh(order)).is_paid
    assert await backroom.stock_of("MUG") == (9, 0)


@pytest.mark.parametrize("closed_by", ["shopper", "expiry", "nobody"])
async def test_what_is_gone_when_the_money_comes_is_given_back_whole(
    backroom: ShopUnderTest, closed_by: str
) -> None:
    order = await backroom.order([("MUG", 6)])
    await sell_out(backroom, order)
    if closed_by == "shopper":
        await cancel(backroom, order, SHOPPER)
    if closed_by == "expiry":
        later(hours=73)
        await backroom.job("orders.expire_order", order_id=order.id)
    payment = await backroom.pay(order)
    assert payment is not None
    assert payment.verdict is PaymentVerdict.UNDELIVERABLE
    assert (await backroom.fresh(order)).status is not OrderStatus.PAID
    refunds = await backroom.all(select(Refund))
    assert [(r.payment_id, r.amount_minor, r.reason) for r in refunds] == [
        (payment.id, 7260, RefundReason.SOLD_OUT)
    ]
    assert await open_kinds(backroom, order) == {AttentionKind.PAYMENT_RETURNED}
    assert (await backroom.all(select(Invoice).where(Invoice.order_id == order.id))) == []
    (told,) = await backroom.messages(conversation_id=order.conversation_id)
    assert told.kind == "text"
    assert "se ha agotado mientras tanto: Taza del faro" in told.text
    assert "te lo devolvemos todo" in told.text
    assert await backroom.stock_of("MUG") == (0, 0)


async def test_a_second_payment_for_what_is_gone_goes_back_too(backroom: ShopUnderTest) -> None:
    order = await backroom.order([("MUG", 6)])
    await sell_out(backroom, order)
    for _ in range(2):
        await backroom.pay(order)
    payments = await backroom.all(select(Payment).where(Payment.order_id == order.id))
    assert {payment.verdict for payment in payments} == {PaymentVerdict.UNDELIVERABLE}
    refunds = await backroom.all(select(Refund))
    assert {refund.payment_id for refund in refunds} == {payment.id for payment in payments}


async def test_bad_news_asks_for_no_consent_and_a_part_is_invoiced_alone(backroom: ShopUnderTest) -> None:
    order = await backroom.order([("MUG", 6), ("FISH", 1)])
    await sell_out(backroom, order)
    await backroom.pay(order)
    assert (await backroom.fresh(order)).is_paid
    assert (await backroom.conversation(order)).held_by is Holder.NOBODY
    assert await open_kinds(backroom, order) == {AttentionKind.PAYMENT_UNDELIVERABLE}
    assert [r for r in await backroom.all(select(Refund)) if r.order_id == order.id] == []
    (told,) = await backroom.messages(conversation_id=order.conversation_id)
    assert told.kind == "text"
    customer = await backroom.one(select(Customer).where(Customer.id == order.customer_id))
    assert customer.asked_at is None
    (invoice,) = await backroom.all(select(Invoice).where(Invoice.order_id == order.id))
    skus = [line["line"]["sku"] for line in invoice.content["totals"]["lines"]]
    assert skus == ["FISH"]


async def test_a_delayed_payment_is_under_way_then_settles(backroom: ShopUnderTest) -> None:
    order = await backroom.order([("MUG", 1)])
    session = backroom.session_of(order)
    first = await backroom.tell({**session, "payment_status": "unpaid"})
    await backroom.job("payments.settle", event_id=first)
    (payment,) = await backroom.all(select(Payment))
    assert payment.verdict is PaymentVerdict.PENDING
    second = await backroom.tell(session, "checkout.session.async_payment_succeeded")
    await backroom.job("payments.settle", event_id=second)
    (payment,) = await backroom.all(select(Payment))
    assert payment.verdict is PaymentVerdict.SETTLED


@pytest.mark.parametrize("in_order", [True, False])
async def test_a_delayed_payment_that_failed_is_told_and_the_order_gets_another_link(
    backroom: ShopUnderTest, in_order: bool
) -> None:
    order = await backroom.order([("MUG", 1)])
    session = {**backroom.session_of(order), "payment_status": "unpaid"}
    kinds = ["checkout.session.completed", "checkout.session.async_payment_failed"]
    for kind in kinds if in_order else reversed(kinds):
        await backroom.job("payments.settle", event_id=await backroom.tell(session, kind))
    (payment,) = await backroom.all(select(Payment))
    assert payment.verdict is PaymentVerdict.FAILED
    fresh = await backroom.fresh(order)
    assert (fresh.status, fresh.revision) == (OrderStatus.PENDING, 2)
    assert {"order_id": str(order.id)} in await backroom.jobs("payments.create_link")
    await backroom.after_payment(order)
    (told,) = await backroom.messages()
    assert told.kind == "link"
    assert "no ha salido adelante" in told.text


async def test_a_delayed_payment_that_failed_after_the_order_closed_is_told_without_a_link(
    backroom: ShopUnderTest,
) -> None:
    order = await backroom.order([("MUG", 1)])
    await cancel(backroom, order, KEY)
    session = {**backroom.session_of(order), "payment_status": "unpaid"}
    event = await backroom.tell(session, "checkout.session.async_payment_failed")
    await backroom.job("payments.settle", event_id=event)
    await backroom.after_payment(order)
    (told,) = await backroom.messages()
    assert told.kind == "text"
    assert (await backroom.fresh(order)).revision == 1


async def test_the_payments_time_is_stripes(backroom: ShopUnderTest) -> None:
    order = await backroom.order([("MUG", 1)])
    event_id = await backroom.tell(backroom.session_of(order))
    told = now()
    later(hours=9)
    await backroom.job("payments.settle", event_id=event_id)
    fresh = await backroom.fresh(order)
    assert fresh.paid_at is not None
    assert abs(fresh.paid_at - told) < timedelta(minutes=5)


@pytest.mark.parametrize("foreign", ["0196a0a0-0000-7000-8000-000000000000", "other-installation", ""])
async def test_another_installation_on_the_same_account_is_ignored_even_for_our_order(
    backroom: ShopUnderTest, foreign: str
) -> None:
    order = await backroom.order([("MUG", 1)])
    names = {"order_id": str(order.id), "revision": "1", "merchant_id": foreign}
    await backroom.pay(order, metadata=names)
    assert await backroom.all(select(Payment)) == []
    assert await open_kinds(backroom, order) == set()
