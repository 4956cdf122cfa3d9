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
from shop.payments.sessions import settle_without_stripe
from tests.payments.buyers import open_kinds
from tests.support.shop import ShopUnderTest, move_by

KEY = Actor(ActorKind.API_KEY, "k1")


async def cancel(shop: ShopUnderTest, order: Order, actor: Actor) -> None:
    async with shop.database.transaction(shop.merchant.id) as session:
        await cancel_order(session, order.id, actor=actor, at=now())


async def sell_out(shop: ShopUnderTest, order: Order, sku: str = "MUG") -> None:
    """The promise lapses, and somebody else buys all there are."""
    move_by(minutes=31)
    await shop.job("orders.lapse_hold", order_id=order.id)
    quick = await shop.order([(sku, 10)])
    await shop.pay(quick)


@pytest.mark.parametrize("actor", [KEY, Actor(ActorKind.PERSON, "p1"), Actor(ActorKind.OPERATOR)])
async def test_an_order_that_the_shop_cancelled_stays_so_and_the_money_goes_back(
    shop: ShopUnderTest, actor: Actor
) -> None:
    order = await shop.order([("MUG", 1)])
    await cancel(shop, order, actor)
    payment = await shop.pay(order)
    assert payment is not None
    assert payment.verdict is PaymentVerdict.UNDELIVERABLE
    assert (await shop.fresh(order)).status is OrderStatus.CANCELLED
    (refund,) = await shop.all(select(Refund))
    assert (refund.payment_id, refund.reason) == (payment.id, RefundReason.ORDER_CANCELLED)
    assert await open_kinds(shop, order) == {AttentionKind.PAYMENT_RETURNED}
    assert "after it was cancelled" in (await shop.attention(order) or "")
    (told,) = await shop.messages()
    assert told.about == f"money:{order.id}:{payment.id}"
    assert "después de que se cancelara el pedido" in told.text
    assert await shop.all(select(Invoice)) == []
    assert await shop.stock_of("MUG") == (10, 0)


async def test_a_shopper_who_cancelled_and_pays_all_the_same_gets_the_goods(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await cancel(shop, order, SHOPPER)
    await shop.pay(order)
    assert (await shop.fresh(order)).is_paid
    assert await shop.stock_of("MUG") == (9, 0)
    assert f"Order {order.number} was cancelled by the shopper and paid after that." in (
        await shop.attention(order) or ""
    )
    await shop.job("payments.tell_paid", order_id=order.id)
    (told,) = await shop.messages(reason="order.paid")
    assert f"Habías cancelado el pedido *{order.number}*" in told.text


async def test_an_order_that_expired_and_is_paid_was_not_cancelled_by_anybody(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    move_by(hours=73)
    await shop.job("orders.expire_order", order_id=order.id)
    await shop.pay(order)
    assert (await shop.fresh(order)).is_paid
    assert "cancelled" not in (await shop.attention(order) or "")
    await shop.job("payments.tell_paid", order_id=order.id)
    (told,) = await shop.messages(reason="order.paid")
    assert "cancelado" not in told.text


async def test_a_free_order_that_was_cancelled_meanwhile_is_not_settled(shop: ShopUnderTest) -> None:
    await shop.stock("GIFT", 5, 0)
    order = await shop.order([("GIFT", 1)])
    await cancel(shop, order, SHOPPER)
    async with shop.database.transaction(shop.merchant.id) as session:
        await settle_without_stripe(session, order.id, at=now())
    assert (await shop.fresh(order)).status is OrderStatus.CANCELLED
    assert await shop.stock_of("GIFT") == (5, 0)


@pytest.mark.parametrize("closed_by", ["shopper", "expiry", "nobody"])
async def test_what_is_gone_when_the_money_comes_is_given_back_whole(
    shop: ShopUnderTest, closed_by: str
) -> None:
    order = await shop.order([("MUG", 6)])
    await sell_out(shop, order)
    if closed_by == "shopper":
        await cancel(shop, order, SHOPPER)
    if closed_by == "expiry":
        move_by(hours=73)
        await shop.job("orders.expire_order", order_id=order.id)
    payment = await shop.pay(order)
    assert payment is not None
    assert payment.verdict is PaymentVerdict.UNDELIVERABLE
    assert (await shop.fresh(order)).status is not OrderStatus.PAID
    refunds = await shop.all(select(Refund))
    assert [(r.payment_id, r.amount_minor, r.reason) for r in refunds] == [
        (payment.id, 7260, RefundReason.SOLD_OUT)
    ]
    assert await open_kinds(shop, order) == {AttentionKind.PAYMENT_RETURNED}
    assert (await shop.all(select(Invoice).where(Invoice.order_id == order.id))) == []
    (told,) = await shop.messages(conversation_id=order.conversation_id)
    assert told.kind == "text"
    assert "ya no queda bastante de esto: Taza del faro" in told.text
    assert "te lo devolvemos todo" in told.text
    assert await shop.stock_of("MUG") == (0, 0)


async def test_a_second_payment_for_what_is_gone_goes_back_too(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 6)])
    await sell_out(shop, order)
    for _ in range(2):
        await shop.pay(order)
    payments = await shop.all(select(Payment).where(Payment.order_id == order.id))
    assert {payment.verdict for payment in payments} == {PaymentVerdict.UNDELIVERABLE}
    refunds = await shop.all(select(Refund))
    assert {refund.payment_id for refund in refunds} == {payment.id for payment in payments}


async def test_bad_news_asks_for_no_consent_and_a_part_is_invoiced_alone(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 6), ("FISH", 1)])
    await sell_out(shop, order)
    await shop.pay(order)
    assert (await shop.fresh(order)).is_paid
    assert (await shop.conversation(order)).held_by is Holder.NOBODY
    assert await open_kinds(shop, order) == {AttentionKind.PAYMENT_UNDELIVERABLE}
    assert [r for r in await shop.all(select(Refund)) if r.order_id == order.id] == []
    (told,) = await shop.messages(conversation_id=order.conversation_id)
    assert told.kind == "text"
    customer = await shop.one(select(Customer).where(Customer.id == order.customer_id))
    assert customer.asked_at is None
    (invoice,) = await shop.all(select(Invoice).where(Invoice.order_id == order.id))
    skus = [line["line"]["sku"] for line in invoice.content["totals"]["lines"]]
    assert skus == ["FISH"]


async def test_the_payments_time_is_stripes(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    event_id = await shop.tell(shop.session_of(order))
    told = now()
    move_by(hours=9)
    await shop.job("payments.settle", event_id=event_id)
    fresh = await shop.fresh(order)
    assert fresh.paid_at is not None
    assert abs(fresh.paid_at - told) < timedelta(minutes=5)


@pytest.mark.parametrize("foreign", ["0196a0a0-0000-7000-8000-000000000000", "other-installation", ""])
async def test_another_installation_on_the_same_account_is_ignored_even_for_our_order(
    shop: ShopUnderTest, foreign: str
) -> None:
    order = await shop.order([("MUG", 1)])
    names = {"order_id": str(order.id), "revision": "1", "merchant_id": foreign}
    await shop.pay(order, metadata=names)
    assert await shop.all(select(Payment)) == []
    assert await open_kinds(shop, order) == set()
