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
from tests.recovery.nudging_ground import left_behind, reminders, why
from tests.support.shop import ShopUnderTest, later

pytestmark = pytest.mark.usefixtures("morning")


async def test_twenty_nudges_at_once_remind_once(backroom: ShopUnderTest) -> None:
    await backroom.approve()
    _, recovery = await left_behind(backroom)
    await asyncio.gather(*(backroom.job("recovery.nudge", recovery_id=recovery.id) for _ in range(20)))
    assert len(await reminders(backroom)) == 1
    assert len(await backroom.all(select(GateDecision))) == 1


async def test_a_payment_that_is_being_recorded_makes_the_reminder_wait_and_refuse(
    backroom: ShopUnderTest,
) -> None:
    """They meet: the payment holds the conversation, the nudge comes second and finds the order paid."""
    await backroom.approve()
    order, recovery = await left_behind(backroom)
    event_id = await backroom.tell(backroom.session_of(order))
    async with backroom.database.transaction(backroom.merchant.id) as session:
        await settle(session, event_id=event_id)
        nudging = asyncio.create_task(backroom.job("recovery.nudge", recovery_id=recovery.id))
        await asyncio.sleep(0.3)
        assert not nudging.done()
    await nudging
    assert await reminders(backroom) == []
    assert "paid" in (await why(backroom, f"order:{order.id}"))[0].why


async def test_a_reminder_that_is_being_queued_is_taken_back_by_the_payment(backroom: ShopUnderTest) -> None:
    """The other way round: the reminder is queued first, the payment waits and then withdraws it."""
    await backroom.approve()
    order, recovery = await left_behind(backroom)
    event_id = await backroom.tell(backroom.session_of(order))
    async with backroom.database.transaction(backroom.merchant.id) as session:
        await nudge(session, recovery_id=recovery.id)
        paying = asyncio.create_task(backroom.job("payments.settle", event_id=event_id))
        await asyncio.sleep(0.3)
        assert not paying.done()
    await paying
    assert [message.status for message in await reminders(backroom)] == [MessageStatus.WITHDRAWN]


async def test_payment_and_reminder_in_any_order_never_leave_a_reminder_to_send(
    backroom: ShopUnderTest,
) -> None:
    await backroom.approve()
    await backroom.stock("PEN", 100, 100)
    pairs = []
    for _ in range(10):
        order = await backroom.order([("PEN", 1)], await backroom.person(marketing=Marketing.GIVEN))
        pairs.append((await backroom.watch(order), await backroom.tell(backroom.session_of(order))))
    later(minutes=61)
    await asyncio.gather(
        *(backroom.job("recovery.nudge", recovery_id=recovery.id) for recovery, _ in pairs),
        *(backroom.job("payments.settle", event_id=event_id) for _, event_id in pairs),
    )
    assert {message.status for message in await reminders(backroom)} <= {MessageStatus.WITHDRAWN}


async def test_a_stop_that_arrives_while_the_reminder_is_queued_takes_it_back(
    backroom: ShopUnderTest,
) -> None:
    """A stop told by WhatsApp's own settings does not hold the conversation: the customer's row makes it wait."""
    await backroom.approve()
    _, recovery = await left_behind(backroom)
    async with backroom.database.transaction(backroom.merchant.id) as session:
        await nudge(session, recovery_id=recovery.id)
        stopping = asyncio.create_task(stop_promotions(backroom))
        await asyncio.sleep(0.3)
        assert not stopping.done()
    await stopping
    assert [message.status for message in await reminders(backroom)] == [MessageStatus.WITHDRAWN]


async def stop_promotions(backroom: ShopUnderTest) -> None:
    """What `user_preferences` does: the ledger, then what is queued."""
    async with backroom.database.transaction(backroom.merchant.id) as session:
        customer = (await session.exec(select(Customer))).one()
        await withdraw(session, customer, Proof(text_shown="x", channel="whatsapp:stop"), at=now())
        theirs: list[UUID] = list((await session.exec(select(Conversation.id))).all())
        await withdraw_promotions(session, theirs, reason="stop")
