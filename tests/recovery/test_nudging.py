"""What was left behind is reminded once, if every gate is open; every answer is kept."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from shop.carts.models import Cart
from shop.customers.consent import Proof, withdraw
from shop.customers.models import Customer, Marketing
from shop.gates.decisions import decisions_about
from shop.gates.models import GateDecision
from shop.inbox.models import Conversation, Holder, Lane, Message, Status
from shop.inbox.outbox import withdraw_lane
from shop.kit.clock import now
from shop.orders.models import Order
from shop.payments.settlement import settle
from shop.recovery.models import Recovery, RecoveryState
from shop.recovery.nudging import nudge
from tests.backroom import Backroom, later, monday, move_to, open_backroom


@pytest.fixture(autouse=True)
def morning(real_time: None) -> None:
    """A Monday at ten in Madrid: nobody sleeps."""
    move_to(monday(9))


async def left_behind(backroom: Backroom, **person: Any) -> tuple[Order, Recovery]:
    """An order that somebody who agreed to reminders has not paid, watched and due."""
    conversation_id = await backroom.person(**{"marketing": Marketing.GIVEN, **person})
    order = await backroom.order([("MUG", 2)], conversation_id, locale=person.get("locale") or "es")
    recovery = await backroom.watch(order)
    later(minutes=61)
    await backroom.job("orders.lapse", order_id=order.id)
    return order, recovery


async def nudged(backroom: Backroom, recovery: Recovery) -> Recovery:
    await backroom.job("recovery.nudge", recovery_id=recovery.id)
    found: Recovery = await backroom.one(select(Recovery).where(Recovery.id == recovery.id))
    return found


async def reminders(backroom: Backroom) -> list[Message]:
    return await backroom.messages(lane=Lane.REMINDER)


async def why(backroom: Backroom, subject: str) -> list[GateDecision]:
    async with backroom.database.transaction(backroom.merchant.id) as session:
        return list(await decisions_about(session, subject))


async def change_customer(backroom: Backroom, **values: Any) -> None:
    async with backroom.database.transaction(backroom.merchant.id) as session:
        customer = (await session.exec(select(Customer))).one()
        for name, value in values.items():
            setattr(customer, name, value)


async def test_an_unpaid_order_is_reminded_with_its_lines_total_and_link(backroom: Backroom) -> None:
    await backroom.approve()
    order, recovery = await left_behind(backroom)
    assert (await nudged(backroom, recovery)).state is RecoveryState.NUDGED
    (message,) = await reminders(backroom)
    assert message.content["body"] == [
        "La Tienda del Faro",
        str(order.number),
        "2 × Taza del faro",
        "24,20 €",
    ]
    assert message.content["buttons"][0]["suffix"] == order.pay_token
    assert message.content["buttons"][1]["payload"] == "marketing:stop"
    (decision,) = await why(backroom, f"order:{order.id}")
    assert decision.allowed
    assert decision.message_id == message.id
    assert {answer["gate"] for answer in decision.answers} >= {"consent", "cap", "quiet_hours", "template"}


@pytest.mark.parametrize(("locale", "language"), [("es", "es"), ("en", "en"), ("pt", "pt_BR")])
async def test_the_reminder_speaks_the_orders_language(
    backroom: Backroom, locale: str, language: str
) -> None:
    await backroom.approve()
    _, recovery = await left_behind(backroom, locale=locale)
    await nudged(backroom, recovery)
    (message,) = await reminders(backroom)
    assert message.content["language"] == language


async def test_before_its_time_nothing_is_asked(backroom: Backroom) -> None:
    await backroom.approve()
    order = await backroom.order([("MUG", 1)], await backroom.person(marketing=Marketing.GIVEN))
    recovery = await backroom.watch(order)
    later(minutes=59)
    assert (await nudged(backroom, recovery)).state is RecoveryState.WAITING
    assert await why(backroom, f"order:{order.id}") == []


async def test_the_threshold_is_the_merchants(backroom: Backroom) -> None:
    await backroom.configure(reminder_after_minutes=15)
    order = await backroom.order([("MUG", 1)])
    assert (await backroom.watch(order)).due_at == order.placed_at + timedelta(minutes=15)


async def test_a_threshold_of_zero_watches_nothing(backroom: Backroom) -> None:
    await backroom.configure(reminder_after_minutes=0)
    order = await backroom.order([("MUG", 1)])
    await backroom.job("recovery.watch", order_id=order.id)
    await backroom.job("recovery.watch_cart", cart_id=await backroom.open_cart([("MUG", 1)]))
    assert await backroom.all(select(Recovery)) == []


async def test_a_threshold_set_to_zero_later_ends_what_is_watched(backroom: Backroom) -> None:
    await backroom.approve()
    _, recovery = await left_behind(backroom)
    await backroom.configure(reminder_after_minutes=0)
    ended = await nudged(backroom, recovery)
    assert (ended.state, ended.ended_reason) == (RecoveryState.ENDED, "The merchant switched these off.")


async def test_while_the_promise_holds_the_reminder_still_names_the_goods(backroom: Backroom) -> None:
    await backroom.approve()
    await backroom.configure(reminder_after_minutes=15)
    order = await backroom.order([("MUG", 10)], await backroom.person(marketing=Marketing.GIVEN))
    recovery = await backroom.watch(order)
    later(minutes=16)
    assert (await nudged(backroom, recovery)).state is RecoveryState.NUDGED
    assert (await reminders(backroom))[0].content["body"][2] == "10 × Taza del faro"


@pytest.mark.parametrize("marketing", [Marketing.UNASKED, Marketing.WITHDRAWN])
async def test_without_consent_there_is_no_reminder_and_the_reason_is_kept(
    backroom: Backroom, marketing: Marketing
) -> None:
    await backroom.approve()
    order, recovery = await left_behind(backroom, marketing=marketing)
    assert (await nudged(backroom, recovery)).state is RecoveryState.ENDED
    assert await reminders(backroom) == []
    (decision,) = await why(backroom, f"order:{order.id}")
    assert not decision.allowed
    assert "The person" in decision.why


async def test_at_night_it_waits_for_the_morning(backroom: Backroom) -> None:
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
    backroom = await open_backroom(quiet, goods=True, hours={"wed": ["16:00-18:00"]})
    await backroom.approve()
    _, recovery = await left_behind(backroom)
    assert (await nudged(backroom, recovery)).due_at == datetime(2027, 1, 13, 15, 0, tzinfo=UTC)


async def test_it_does_not_speak_into_a_conversation_that_a_person_holds(backroom: Backroom) -> None:
    await backroom.approve()
    _, recovery = await left_behind(backroom)
    async with backroom.database.transaction(backroom.merchant.id) as session:
        (await session.exec(select(Conversation))).one().hand_to_person("Help")
    waiting = await nudged(backroom, recovery)
    assert (waiting.state, len(await reminders(backroom))) == (RecoveryState.WAITING, 0)
    async with backroom.database.transaction(backroom.merchant.id) as session:
        (await session.exec(select(Conversation))).one().held_by = Holder.BOT
    later(hours=1)
    assert (await nudged(backroom, recovery)).state is RecoveryState.NUDGED


async def test_two_promotions_a_week_are_enough(backroom: Backroom) -> None:
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


async def test_a_merchant_may_set_another_cap(backroom: Backroom) -> None:
    await backroom.approve()
    await backroom.configure(promotions_per_week=0)
    _, recovery = await left_behind(backroom)
    assert (await nudged(backroom, recovery)).ended_reason == "The merchant sends no promotions."


@pytest.mark.parametrize("status", ["REJECTED", "PAUSED", "DISABLED"])
async def test_a_template_that_was_refused_or_paused_sends_nothing_and_says_so(
    backroom: Backroom, status: str
) -> None:
    await backroom.approve(status=status)
    order, recovery = await left_behind(backroom)
    ended = await nudged(backroom, recovery)
    assert (ended.state, ended.ended_reason) == (
        RecoveryState.ENDED,
        f"Meta's verdict on the template is {status}.",
    )
    assert (await why(backroom, f"order:{order.id}"))[0].why == ended.ended_reason


async def test_a_template_under_review_is_waited_for(backroom: Backroom) -> None:
    await backroom.approve(status="PENDING")
    _, recovery = await left_behind(backroom)
    waiting = await nudged(backroom, recovery)
    assert waiting.state is RecoveryState.WAITING
    assert waiting.due_at > recovery.due_at


async def test_a_template_approved_in_another_language_only_is_not_sent(backroom: Backroom) -> None:
    await backroom.approve("en")
    _, recovery = await left_behind(backroom, locale="pt")
    assert (await nudged(backroom, recovery)).state is RecoveryState.WAITING
    assert await reminders(backroom) == []


async def test_a_shopper_with_a_zone_nobody_knows_is_reminded_in_the_merchants_day(
    backroom: Backroom,
) -> None:
    await backroom.approve()
    _, recovery = await left_behind(backroom)
    await change_customer(backroom, time_zone="Middle/Earth")
    assert (await nudged(backroom, recovery)).state is RecoveryState.NUDGED


async def test_what_sold_out_is_not_recalled(backroom: Backroom) -> None:
    await backroom.approve()
    _, recovery = await left_behind(backroom)
    await backroom.order([("MUG", 9)])
    assert (await nudged(backroom, recovery)).ended_reason == "Something in it is sold out."


async def test_a_reminder_is_at_todays_prices(backroom: Backroom) -> None:
    await backroom.approve()
    order, recovery = await left_behind(backroom)
    await backroom.set_price("MUG", 2000)
    await nudged(backroom, recovery)
    assert (await reminders(backroom))[0].content["body"][3] == "40,00 €"
    assert (await backroom.fresh(order)).revision == 2


async def test_a_waiting_cart_is_reminded_and_leads_to_its_page(backroom: Backroom) -> None:
    await backroom.approve()
    conversation_id = await backroom.person(marketing=Marketing.GIVEN)
    cart_id = await backroom.open_cart([("MUG", 2)], conversation_id)
    await backroom.job("recovery.watch_cart", cart_id=cart_id)
    recovery = await backroom.one(select(Recovery))
    later(minutes=61)
    assert (await nudged(backroom, recovery)).state is RecoveryState.NUDGED
    (message,) = await reminders(backroom)
    cart: Cart = await backroom.one(select(Cart).where(Cart.id == cart_id))
    assert message.content["buttons"][0]["suffix"] == cart.pay_token
    assert (await why(backroom, f"cart:{cart_id}"))[0].allowed


async def test_twenty_nudges_at_once_remind_once(backroom: Backroom) -> None:
    await backroom.approve()
    _, recovery = await left_behind(backroom)
    await asyncio.gather(*(backroom.job("recovery.nudge", recovery_id=recovery.id) for _ in range(20)))
    assert len(await reminders(backroom)) == 1
    assert len(await backroom.all(select(GateDecision))) == 1


async def test_what_cannot_be_judged_ends_with_the_reason(backroom: Backroom) -> None:
    await backroom.configure(promotions_per_week="many")
    _, recovery = await left_behind(backroom)
    with pytest.raises(ValueError, match="many"):
        await nudged(backroom, recovery)
    await backroom.give_up("recovery.nudge", "ValueError: many", recovery_id=recovery.id)
    ended: Recovery = await backroom.one(select(Recovery))
    assert ended.state is RecoveryState.ENDED
    assert "ValueError" in (ended.ended_reason or "")


async def test_a_payment_that_is_being_recorded_makes_the_reminder_wait_and_refuse(
    backroom: Backroom,
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


async def test_a_reminder_that_is_being_queued_is_taken_back_by_the_payment(backroom: Backroom) -> None:
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
    assert [message.status for message in await reminders(backroom)] == [Status.WITHDRAWN]


async def test_payment_and_reminder_in_any_order_never_leave_a_reminder_to_send(backroom: Backroom) -> None:
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
    assert {message.status for message in await reminders(backroom)} <= {Status.WITHDRAWN}


async def test_a_stop_that_arrives_while_the_reminder_is_queued_takes_it_back(backroom: Backroom) -> None:
    """A stop told by WhatsApp's own settings does not hold the conversation: the customer's row makes it wait."""
    await backroom.approve()
    _, recovery = await left_behind(backroom)
    async with backroom.database.transaction(backroom.merchant.id) as session:
        await nudge(session, recovery_id=recovery.id)
        stopping = asyncio.create_task(stop_promotions(backroom))
        await asyncio.sleep(0.3)
        assert not stopping.done()
    await stopping
    assert [message.status for message in await reminders(backroom)] == [Status.WITHDRAWN]


async def stop_promotions(backroom: Backroom) -> None:
    """What `user_preferences` does: the ledger, then what is queued."""
    async with backroom.database.transaction(backroom.merchant.id) as session:
        customer = (await session.exec(select(Customer))).one()
        await withdraw(session, customer, Proof(text_shown="x", channel="whatsapp:stop"), at=now())
        theirs: list[UUID] = list((await session.exec(select(Conversation.id))).all())
        await withdraw_lane(session, theirs, reason="stop", lanes=(Lane.REMINDER, Lane.CAMPAIGN))


async def test_the_sweep_leaves_a_job_for_what_is_due_and_no_other(backroom: Backroom) -> None:
    _, due = await left_behind(backroom)
    await backroom.watch(await backroom.order([("MUG", 1)], await backroom.person()))
    before = await backroom.jobs("recovery.nudge")
    await backroom.job("recovery.sweep")
    assert before == []
    assert await backroom.jobs("recovery.nudge") == [{"recovery_id": str(due.id)}]
