"""A reminder meets a payment, a stop, or itself at the same instant: once, or not at all."""

import asyncio
from uuid import UUID

import pytest
from sqlmodel import select

from shop.customers.consent import Proof, withdraw
from shop.customers.models import Customer, Marketing
from shop.gates.models import GateDecision
from shop.inbox.conversations.models import Conversation
from shop.inbox.models import MessageStatus
from shop.inbox.outbox import withdraw_promotions
from shop.kit.clock import now
from shop.payments.settlement import settle
from shop.recovery.nudging import nudge
from tests.recovery.reminders import left_behind, reminders, why
from tests.support.shop import ShopUnderTest, move_by

pytestmark = pytest.mark.usefixtures("morning")


async def test_twenty_nudges_at_once_remind_once(shop: ShopUnderTest) -> None:
    await shop.approve()
    _, recovery = await left_behind(shop)
    await asyncio.gather(*(shop.job("recovery.nudge", recovery_id=recovery.id) for _ in range(20)))
    assert len(await reminders(shop)) == 1
    assert len(await shop.all(select(GateDecision))) == 1


async def test_a_payment_that_is_being_recorded_makes_the_reminder_wait_and_refuse(
    shop: ShopUnderTest,
) -> None:
    """They meet: the payment holds the conversation, the nudge comes second and finds the order paid."""
    await shop.approve()
    order, recovery = await left_behind(shop)
    event_id = await shop.tell(shop.session_of(order))
    async with shop.database.transaction(shop.merchant.id) as session:
        await settle(session, event_id=event_id)
        nudging = asyncio.create_task(shop.job("recovery.nudge", recovery_id=recovery.id))
        await asyncio.sleep(0.3)
        assert not nudging.done()
    await nudging
    assert await reminders(shop) == []
    assert "paid" in (await why(shop, f"order:{order.id}"))[0].why


async def test_a_reminder_that_is_being_queued_is_taken_back_by_the_payment(shop: ShopUnderTest) -> None:
    """The other way round: the reminder is queued first, the payment waits and then withdraws it."""
    await shop.approve()
    order, recovery = await left_behind(shop)
    async with shop.database.transaction(shop.merchant.id) as session:
        await nudge(session, recovery_id=recovery.id)
        event_id = await shop.tell(shop.session_of(order))
        paying = asyncio.create_task(shop.job("payments.settle", event_id=event_id))
        await asyncio.sleep(0.3)
        assert not paying.done()
    await paying
    assert [message.status for message in await reminders(shop)] == [MessageStatus.WITHDRAWN]


async def test_payment_and_reminder_in_any_order_never_leave_a_reminder_to_send(
    shop: ShopUnderTest,
) -> None:
    await shop.approve()
    await shop.stock("PEN", 100, 100)
    pairs = []
    for _ in range(10):
        order = await shop.order([("PEN", 1)], await shop.person(marketing=Marketing.GIVEN))
        pairs.append((await shop.watch(order), await shop.tell(shop.session_of(order))))
    move_by(minutes=61)
    await asyncio.gather(
        *(shop.job("recovery.nudge", recovery_id=recovery.id) for recovery, _ in pairs),
        *(shop.job("payments.settle", event_id=event_id) for _, event_id in pairs),
    )
    assert {message.status for message in await reminders(shop)} <= {MessageStatus.WITHDRAWN}


async def test_a_stop_that_arrives_while_the_reminder_is_queued_takes_it_back(
    shop: ShopUnderTest,
) -> None:
    """A stop told by WhatsApp's own settings does not hold the conversation: the customer's row makes it wait."""
    await shop.approve()
    _, recovery = await left_behind(shop)
    async with shop.database.transaction(shop.merchant.id) as session:
        await nudge(session, recovery_id=recovery.id)
        stopping = asyncio.create_task(stop_promotions(shop))
        await asyncio.sleep(0.3)
        assert not stopping.done()
    await stopping
    assert [message.status for message in await reminders(shop)] == [MessageStatus.WITHDRAWN]


async def stop_promotions(shop: ShopUnderTest) -> None:
    """What `user_preferences` does: the ledger, then what is queued."""
    async with shop.database.transaction(shop.merchant.id) as session:
        customer = (await session.exec(select(Customer))).one()
        await withdraw(session, customer, Proof(text_shown="x", channel="whatsapp:stop"), at=now())
        theirs: list[UUID] = list((await session.exec(select(Conversation.id))).all())
        await withdraw_promotions(session, theirs, reason="stop")


async def test_nobody_is_reminded_once_stripe_has_told_of_a_payment(shop: ShopUnderTest) -> None:
    await shop.approve()
    order, recovery = await left_behind(shop)
    await shop.tell(shop.session_of(order))
    await shop.job("recovery.nudge", recovery_id=recovery.id)
    assert await reminders(shop) == []
