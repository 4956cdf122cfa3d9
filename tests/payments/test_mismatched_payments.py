"""Money that is not what was asked for, or comes twice: kept, shown to a person, and never taken for the right one."""

import asyncio
from typing import Any

import pytest
from sqlmodel import select

from shop.inbox.conversations.models import Holder
from shop.inbox.lanes import Lane
from shop.inbox.models import MessageStatus
from shop.inbox.outbox import queue_message
from shop.invoices.models import Invoice
from shop.orders.models import OrderStatus
from shop.payments.models import Payment, PaymentVerdict
from shop.whatsapp.outgoing import TextMessage
from tests.support.shop import ShopUnderTest


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"amount_total": 1209}, "1209"),
        ({"amount_total": 0}, "paid 0"),
        ({"currency": "usd"}, "USD"),
        ({"currency": "zzz"}, "ZZZ"),
        ({"currency": None}, "due 1210"),
        ({"livemode": True}, "mode"),
    ],
)
async def test_what_does_not_fit_is_kept_and_shown_to_a_person(
    shop: ShopUnderTest, changes: dict[str, Any], word: str
) -> None:
    order = await shop.order([("MUG", 1)])
    payment = await shop.pay(order, **changes)
    assert payment is not None
    assert payment.verdict is PaymentVerdict.MISMATCH
    assert word in payment.reason
    kept = await shop.fresh(order)
    assert kept.status is OrderStatus.PENDING
    assert await shop.attention(order) == payment.reason
    assert (await shop.conversation(order)).held_by is Holder.NOBODY
    assert await shop.all(select(Invoice)) == []
    assert await shop.stock_of("MUG") == (10, 1)


async def test_a_payment_of_an_earlier_revision_is_a_mismatch(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    payment = await shop.pay(order, metadata={"order_id": str(order.id), "revision": "0"})
    assert payment is not None
    assert payment.verdict is PaymentVerdict.MISMATCH
    assert "earlier revision" in payment.reason


async def test_the_right_payment_still_settles_after_a_wrong_one(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await shop.pay(order, amount_total=1)
    payment = await shop.pay(order)
    assert payment is not None
    assert payment.verdict is PaymentVerdict.SETTLED
    assert (await shop.fresh(order)).is_paid


async def test_a_second_payment_is_surplus_and_staff_are_told(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await shop.pay(order)
    surplus = await shop.pay(order)
    assert surplus is not None
    assert surplus.verdict is PaymentVerdict.SURPLUS
    assert "second time" in ((await shop.attention(order)) or "")
    assert (await shop.conversation(order)).held_by is Holder.BOT
    assert await shop.stock_of("MUG") == (9, 0)
    assert len(await shop.all(select(Invoice))) == 1


async def test_two_different_payments_at_once_are_one_settled_and_one_surplus(
    shop: ShopUnderTest,
) -> None:
    order = await shop.order([("MUG", 1)])
    events = [await shop.tell(shop.session_of(order)) for _ in range(2)]
    await asyncio.gather(*(shop.job("payments.settle", event_id=event_id) for event_id in events))
    verdicts = sorted(payment.verdict for payment in await shop.all(select(Payment)))
    assert verdicts == [PaymentVerdict.SETTLED, PaymentVerdict.SURPLUS]


async def test_test_money_for_a_paid_order_is_no_surplus(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await shop.pay(order)
    foreign = await shop.pay(order, livemode=True)
    assert foreign is not None
    assert foreign.verdict is PaymentVerdict.MISMATCH


async def test_attention_adds_up(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await shop.pay(order, amount_total=1)
    await shop.pay(order, currency="usd")
    assert len(((await shop.attention(order)) or "").splitlines()) == 2


async def test_money_that_does_not_fit_takes_back_a_queued_reminder(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    conversation = await shop.conversation(order)
    async with shop.database.transaction(shop.merchant.id) as session:
        about = f"order:{order.id}"
        await queue_message(
            session,
            conversation,
            TextMessage(body="?"),
            lane=Lane.REMINDER,
            reason="r",
            about=about,
            at=order.placed_at,
        )
    await shop.pay(order, amount_total=1)
    assert [m.status for m in await shop.messages(reason="r")] == [MessageStatus.WITHDRAWN]
