"""Why no reminder is sent, or not yet: consent, hours, people in the talk, caps, templates. Every answer is kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from shop.customers.models import Customer, Marketing
from shop.inbox.conversations.models import Conversation
from shop.kit.clock import now
from shop.recovery.models import RecoveryState
from tests.recovery.nudging_ground import left_behind, nudged, reminders, why
from tests.support.shop import ShopUnderTest, later, monday, move_to, open_shop

pytestmark = pytest.mark.usefixtures("morning")


async def change_customer(backroom: ShopUnderTest, **values: Any) -> None:
    async with backroom.database.transaction(backroom.merchant.id) as session:
        customer = (await session.exec(select(Customer))).one()
        for name, value in values.items():
            setattr(customer, name, value)


@pytest.mark.parametrize("marketing", [Marketing.UNASKED, Marketing.WITHDRAWN])
async def test_without_consent_there_is_no_reminder_and_the_reason_is_kept(
    backroom: ShopUnderTest, marketing: Marketing
) -> None:
    await backroom.approve()
    order, recovery = await left_behind(backroom, marketing=marketing)
    assert (await nudged(backroom, recovery)).state is RecoveryState.ENDED
    assert await reminders(backroom) == []
    (decision,) = await why(backroom, f"order:{order.id}")
    assert not decision.allowed
    assert "The person" in decision.why


async def test_at_night_it_waits_for_the_morning(backroom: ShopUnderTest) -> None:
    await backroom.approve()
    move_to(monday(19, 30))
    order, recovery = await left_behind(backroom)
    waiting = await nudged(backroom, recovery)
    assert waiting.state is RecoveryState.WAITING
    assert waiting.due_at == datetime(2027, 1, 12, 8, 0, tzinfo=UTC)
    assert "quiet" in (await why(backroom, f"order:{order.id}"))[-1].why
    move_to(waiting.due_at)
    assert (await nudged(backroom, recovery)).state is RecoveryState.NUDGED
    assert [decision.allowed for decision in await why(backroom, f"order:{order.id}")] == [False, True]


async def test_it_waits_for_the_merchants_opening(quiet: Any) -> None:
    backroom = await open_shop(quiet, goods=True, hours={"wed": ["16:00-18:00"]})
    await backroom.approve()
    _, recovery = await left_behind(backroom)
    assert (await nudged(backroom, recovery)).due_at == datetime(2027, 1, 13, 15, 0, tzinfo=UTC)


async def test_it_does_not_speak_into_a_conversation_that_a_person_holds(backroom: ShopUnderTest) -> None:
    await backroom.approve()
    _, recovery = await left_behind(backroom)
    async with backroom.database.transaction(backroom.merchant.id) as session:
        (await session.exec(select(Conversation))).one().note_person(at=now())
    waiting = await nudged(backroom, recovery)
    assert (waiting.state, len(await reminders(backroom))) == (RecoveryState.WAITING, 0)
    async with backroom.database.transaction(backroom.merchant.id) as session:
        (await session.exec(select(Conversation))).one().return_to_bot()
    later(hours=1)
    assert (await nudged(backroom, recovery)).state is RecoveryState.NUDGED


async def test_two_promotions_a_week_are_enough(backroom: ShopUnderTest) -> None:
    await backroom.approve()
    conversation_id = await backroom.person(marketing=Marketing.GIVEN)
    recoveries = []
    for _ in range(3):
        recovery = await backroom.watch(await backroom.order([("MUG", 1)], conversation_id))
        later(minutes=61)
        recoveries.append(await nudged(backroom, recovery))
    assert [recovery.state for recovery in recoveries] == [
        RecoveryState.NUDGED,
        RecoveryState.NUDGED,
        RecoveryState.WAITING,
    ]
    assert recoveries[0].nudged_at is not None
    assert recoveries[2].due_at == recoveries[0].nudged_at + timedelta(days=7)


async def test_a_merchant_may_set_another_cap(backroom: ShopUnderTest) -> None:
    await backroom.approve()
    await backroom.configure(promotions_per_week=0)
    _, recovery = await left_behind(backroom)
    assert (await nudged(backroom, recovery)).ended_reason == "The merchant sends no promotions."


@pytest.mark.parametrize("status", ["REJECTED", "PAUSED", "DISABLED"])
async def test_a_template_that_was_refused_or_paused_sends_nothing_and_says_so(
    backroom: ShopUnderTest, status: str
) -> None:
    await backroom.approve(status=status)
    order, recovery = await left_behind(backroom)
    ended = await nudged(backroom, recovery)
    assert (ended.state, ended.ended_reason) == (
        RecoveryState.ENDED,
        f"Meta's verdict on the template is {status}.",
    )
    assert (await why(backroom, f"order:{order.id}"))[0].why == ended.ended_reason


async def test_a_template_under_review_is_waited_for(backroom: ShopUnderTest) -> None:
    await backroom.approve(status="PENDING")
    _, recovery = await left_behind(backroom)
    waiting = await nudged(backroom, recovery)
    assert waiting.state is RecoveryState.WAITING
    assert waiting.due_at > recovery.due_at


async def test_a_template_approved_in_another_language_only_is_not_sent(backroom: ShopUnderTest) -> None:
    await backroom.approve("en")
    _, recovery = await left_behind(backroom, locale="pt")
    assert (await nudged(backroom, recovery)).state is RecoveryState.WAITING
    assert await reminders(backroom) == []


async def test_a_shopper_with_a_zone_nobody_knows_is_reminded_in_the_merchants_day(
    backroom: ShopUnderTest,
) -> None:
    await backroom.approve()
    _, recovery = await left_behind(backroom)
    await change_customer(backroom, time_zone="Middle/Earth")
    assert (await nudged(backroom, recovery)).state is RecoveryState.NUDGED
