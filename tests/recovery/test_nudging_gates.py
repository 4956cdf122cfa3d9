"""Why no reminder is sent, or not yet: consent, hours, people in the talk, caps, templates. Every answer is kept."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from shop.customers.models import Customer, Marketing
from shop.inbox.conversations.models import Conversation
from shop.kit.clock import now
from shop.recovery.models import RecoveryState
from tests.recovery.reminders import left_behind, nudged, reminders, why
from tests.support.shop import ShopUnderTest, monday, move_by, move_to, open_shop

pytestmark = pytest.mark.usefixtures("morning")


async def change_customer(shop: ShopUnderTest, **values: Any) -> None:
    async with shop.database.transaction(shop.merchant.id) as session:
        customer = (await session.exec(select(Customer))).one()
        for name, value in values.items():
            setattr(customer, name, value)


@pytest.mark.parametrize("marketing", [Marketing.UNASKED, Marketing.WITHDRAWN])
async def test_without_consent_there_is_no_reminder_and_the_reason_is_kept(
    shop: ShopUnderTest, marketing: Marketing
) -> None:
    await shop.approve()
    order, recovery = await left_behind(shop, marketing=marketing)
    assert (await nudged(shop, recovery)).state is RecoveryState.ENDED
    assert await reminders(shop) == []
    (decision,) = await why(shop, f"order:{order.id}")
    assert not decision.allowed
    assert "The person" in decision.why


async def test_at_night_it_waits_for_the_morning(shop: ShopUnderTest) -> None:
    await shop.approve()
    move_to(monday(19, 30))
    order, recovery = await left_behind(shop)
    waiting = await nudged(shop, recovery)
    assert waiting.state is RecoveryState.WAITING
    assert waiting.due_at == datetime(2027, 1, 12, 8, 0, tzinfo=UTC)
    assert "quiet" in (await why(shop, f"order:{order.id}"))[-1].why
    move_to(waiting.due_at)
    assert (await nudged(shop, recovery)).state is RecoveryState.NUDGED
    assert [decision.allowed for decision in await why(shop, f"order:{order.id}")] == [False, True]


async def test_it_waits_for_the_merchants_opening(database_without_worker: Any) -> None:
    shop = await open_shop(database_without_worker, goods=True, hours={"wed": ["16:00-18:00"]})
    await shop.approve()
    _, recovery = await left_behind(shop)
    assert (await nudged(shop, recovery)).due_at == datetime(2027, 1, 13, 15, 0, tzinfo=UTC)


async def test_it_does_not_speak_into_a_conversation_that_a_person_holds(shop: ShopUnderTest) -> None:
    await shop.approve()
    _, recovery = await left_behind(shop)
    async with shop.database.transaction(shop.merchant.id) as session:
        (await session.exec(select(Conversation))).one().note_person(at=now())
    waiting = await nudged(shop, recovery)
    assert (waiting.state, len(await reminders(shop))) == (RecoveryState.WAITING, 0)
    async with shop.database.transaction(shop.merchant.id) as session:
        (await session.exec(select(Conversation))).one().return_to_bot()
    move_by(hours=1)
    assert (await nudged(shop, recovery)).state is RecoveryState.NUDGED


async def test_two_promotions_a_week_are_enough(shop: ShopUnderTest) -> None:
    await shop.approve()
    conversation_id = await shop.person(marketing=Marketing.GIVEN)
    recoveries = []
    for _ in range(3):
        recovery = await shop.watch(await shop.order([("MUG", 1)], conversation_id))
        move_by(minutes=61)
        recoveries.append(await nudged(shop, recovery))
    assert [recovery.state for recovery in recoveries] == [
        RecoveryState.NUDGED,
        RecoveryState.NUDGED,
        RecoveryState.WAITING,
    ]
    assert recoveries[0].nudged_at is not None
    assert recoveries[2].due_at == recoveries[0].nudged_at + timedelta(days=7)


async def test_a_merchant_may_set_another_cap(shop: ShopUnderTest) -> None:
    await shop.approve()
    await shop.configure(promotions_per_week=0)
    _, recovery = await left_behind(shop)
    assert (await nudged(shop, recovery)).ended_reason == "The merchant sends no promotions."


@pytest.mark.parametrize("status", ["REJECTED", "PAUSED", "DISABLED"])
async def test_a_template_that_was_refused_or_paused_sends_nothing_and_says_so(
    shop: ShopUnderTest, status: str
) -> None:
    await shop.approve(status=status)
    order, recovery = await left_behind(shop)
    ended = await nudged(shop, recovery)
    assert (ended.state, ended.ended_reason) == (
        RecoveryState.ENDED,
        f"Meta's review of the template says {status}.",
    )
    assert (await why(shop, f"order:{order.id}"))[0].why == ended.ended_reason


async def test_a_template_under_review_is_waited_for(shop: ShopUnderTest) -> None:
    await shop.approve(status="PENDING")
    _, recovery = await left_behind(shop)
    waiting = await nudged(shop, recovery)
    assert waiting.state is RecoveryState.WAITING
    assert waiting.due_at > recovery.due_at


async def test_a_template_approved_in_another_language_only_is_not_sent(shop: ShopUnderTest) -> None:
    await shop.approve("en")
    _, recovery = await left_behind(shop, locale="pt")
    assert (await nudged(shop, recovery)).state is RecoveryState.WAITING
    assert await reminders(shop) == []


async def test_a_shopper_with_a_zone_nobody_knows_is_reminded_in_the_merchants_day(
    shop: ShopUnderTest,
) -> None:
    await shop.approve()
    _, recovery = await left_behind(shop)
    await change_customer(shop, time_zone="Middle/Earth")
    assert (await nudged(shop, recovery)).state is RecoveryState.NUDGED
