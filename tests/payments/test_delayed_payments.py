"""Payments that a bank decides about after days: they are waited for in sight of everybody, and the goods with them."""

from datetime import timedelta

import pytest
from sqlmodel import select

from shop.events.models import Actor, ActorKind
from shop.inbox.lanes import Lane
from shop.inbox.models import MessageStatus
from shop.inbox.outbox import queue_message
from shop.kit.clock import now
from shop.orders.cancelling import cancel_order
from shop.orders.models import BANK, HOLD, OPEN, Order, OrderStatus
from shop.payments.financial_status.status import FinancialStatus
from shop.payments.models import Payment, PaymentVerdict
from shop.sandbox.stripe.checkout import paying
from shop.whatsapp.outgoing import TextMessage
from tests.payments.buyers import buy, give_link, read_news, standing, waits_for_bank
from tests.payments.stripe_under_test import StripeUnderTest
from tests.support.shop import ShopUnderTest, move_by

KEY = Actor(ActorKind.API_KEY, "key")


async def cancel(shop: ShopUnderTest, order: Order, actor: Actor) -> None:
    async with shop.database.transaction(shop.merchant.id) as session:
        await cancel_order(session, order.id, at=now(), actor=actor)


async def test_a_delayed_payment_is_under_way_then_settles(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    session = shop.session_of(order)
    first = await shop.tell({**session, "payment_status": "unpaid"})
    await shop.job("payments.settle", event_id=first)
    (payment,) = await shop.all(select(Payment))
    assert payment.verdict is PaymentVerdict.PENDING
    await shop.after_payment(order)
    (told,) = await shop.messages(reason="payment.pending")
    assert "Esperamos a tu banco" in told.text
    move_by(days=10)
    second = await shop.tell(session, "checkout.session.async_payment_succeeded")
    await shop.job("payments.settle", event_id=second)
    (payment,) = await shop.all(select(Payment))
    assert payment.verdict is PaymentVerdict.SETTLED
    await shop.after_payment(order)
    assert len(await shop.messages(reason="order.paid")) == 1


async def test_the_goods_are_kept_and_the_order_stays_open_as_long_as_a_bank_may_take(
    shop: ShopUnderTest,
) -> None:
    order = await shop.order([("MUG", 3)])
    await waits_for_bank(shop, order)
    move_by(days=14)
    await shop.job("orders.lapse_hold", order_id=order.id)
    await shop.job("orders.expire_order", order_id=order.id)
    assert (await shop.fresh(order)).status is OrderStatus.PENDING
    assert await shop.stock_of("MUG") == (10, 3)
    move_by(days=2)
    await shop.job("orders.expire_order", order_id=order.id)
    assert (await shop.fresh(order)).status is OrderStatus.EXPIRED
    assert await shop.stock_of("MUG") == (10, 0)


async def test_goods_whose_promise_had_lapsed_are_promised_again(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 3)])
    move_by(minutes=40)
    await shop.job("orders.lapse_hold", order_id=order.id)
    assert await shop.stock_of("MUG") == (10, 0)
    await waits_for_bank(shop, order)
    assert await shop.stock_of("MUG") == (10, 3)
    fresh = await shop.fresh(order)
    assert fresh.held_until is not None
    assert fresh.held_until - now() > BANK - timedelta(minutes=1)


async def test_what_still_asks_to_pay_is_taken_back(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    conversation, about = await shop.conversation(order), f"order:{order.id}"
    async with shop.database.transaction(shop.merchant.id) as session:
        for lane in (Lane.REMINDER, Lane.ORDER):
            words = TextMessage(body="?")
            await queue_message(
                session, conversation, words, lane=lane, reason="asks", about=about, at=order.placed_at
            )
    await waits_for_bank(shop, order)
    assert {each.status for each in await shop.messages(reason="asks")} == {MessageStatus.WITHDRAWN}


async def test_a_bank_that_is_faster_than_our_word_is_told_as_paid(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    session = shop.session_of(order)
    for state, kind in (("unpaid", "completed"), ("paid", "async_payment_succeeded")):
        event = await shop.tell({**session, "payment_status": state}, f"checkout.session.{kind}")
        await shop.job("payments.settle", event_id=event)
    await shop.after_payment(order)
    assert [each.reason for each in await shop.messages()] == ["order.paid"]


@pytest.mark.parametrize("outcome", ["delayed_ok", "delayed_fail"])
async def test_a_debit_at_stripe_is_waited_for_and_ends_as_stripe_says(
    at_stripe: StripeUnderTest, outcome: str
) -> None:
    order = await at_stripe.shop.order([("MUG", 2)])
    await at_stripe.create(order)
    session = await buy(at_stripe, order, outcome)
    await read_news(at_stripe)
    assert await standing(at_stripe, order) is FinancialStatus.UNDER_WAY
    move_by(days=3)
    account = at_stripe.world.stripe.accounts[at_stripe.key]
    paying.decide_delayed(
        account, account.find("checkout.session", session["id"]), succeeds=outcome == "delayed_ok"
    )
    await read_news(at_stripe)
    ended = FinancialStatus.PAID if outcome == "delayed_ok" else FinancialStatus.NOTHING
    assert await standing(at_stripe, order) is ended


@pytest.mark.parametrize("in_order", [True, False])
async def test_a_delayed_payment_that_failed_is_told_and_the_order_gets_another_link(
    shop: ShopUnderTest, in_order: bool
) -> None:
    order = await shop.order([("MUG", 1)])
    await give_link(shop, order)
    session = {**shop.session_of(order), "payment_status": "unpaid"}
    kinds = ["checkout.session.completed", "checkout.session.async_payment_failed"]
    for kind in kinds if in_order else reversed(kinds):
        await shop.job("payments.settle", event_id=await shop.tell(session, kind))
    (payment,) = await shop.all(select(Payment))
    assert payment.verdict is PaymentVerdict.FAILED
    fresh = await shop.fresh(order)
    assert (fresh.status, fresh.revision) == (OrderStatus.PENDING, 2)
    assert {"order_id": str(order.id)} in await shop.jobs("payments.create_link")
    await shop.after_payment(order)
    (told,) = await shop.messages(reason="payment.failed")
    assert told.kind == "link"
    assert "no ha salido adelante" in told.text
    assert fresh.expires_at - now() <= OPEN
    assert fresh.held_until is not None
    assert fresh.held_until - now() <= HOLD


async def test_a_delayed_payment_that_failed_after_the_order_closed_is_told_without_a_link(
    shop: ShopUnderTest,
) -> None:
    order = await shop.order([("MUG", 1)])
    await cancel(shop, order, KEY)
    session = {**shop.session_of(order), "payment_status": "unpaid"}
    event = await shop.tell(session, "checkout.session.async_payment_failed")
    await shop.job("payments.settle", event_id=event)
    await shop.after_payment(order)
    (told,) = await shop.messages()
    assert told.kind == "text"
    assert (await shop.fresh(order)).revision == 1


@pytest.mark.parametrize("amount", [1210, 5])
async def test_a_payment_that_failed_beside_another_one_asks_for_no_money(
    shop: ShopUnderTest, amount: int
) -> None:
    """The other one settled the order, or does not fit and waits for a person."""
    order = await shop.order([("MUG", 1)])
    session = {**shop.session_of(order), "payment_status": "unpaid"}
    await shop.job("payments.settle", event_id=await shop.tell(session))
    await shop.pay(order, amount_total=amount)
    event = await shop.tell(session, "checkout.session.async_payment_failed")
    await shop.job("payments.settle", event_id=event)
    await shop.after_payment(order)
    (told,) = await shop.messages(reason="payment.failed")
    assert told.kind == "text"
    assert "Uno de los pagos del pedido *1001* no ha salido adelante" in told.text


async def test_what_is_gone_while_a_bank_works_is_not_promised_and_staff_know(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 6)])
    move_by(minutes=40)
    await shop.job("orders.lapse_hold", order_id=order.id)
    await shop.order([("MUG", 6)])
    await waits_for_bank(shop, order)
    assert "not enough is left of: Taza" in (await shop.attention(order) or "")
    await shop.after_payment(order)
    (told,) = await shop.messages(reason="payment.pending")
    assert "guardamos" not in told.text
