"""What was left behind is reminded once, if every gate is open; every answer is kept."""

from datetime import timedelta

import pytest
from sqlmodel import select

from shop.carts.models import Cart
from shop.customers.models import Marketing
from shop.inbox.handover import hand_over
from shop.inbox.locking import lock_conversation
from shop.kit.clock import now
from shop.recovery.models import Recovery, RecoveryState
from tests.recovery.reminders import left_behind, nudged, reminders, why
from tests.support.shop import ShopUnderTest, move_by

pytestmark = pytest.mark.usefixtures("morning")


async def test_an_unpaid_order_is_reminded_with_its_lines_total_and_link(shop: ShopUnderTest) -> None:
    await shop.approve()
    order, recovery = await left_behind(shop)
    assert (await nudged(shop, recovery)).state is RecoveryState.NUDGED
    (message,) = await reminders(shop)
    assert message.content["body"] == [
        "La Tienda del Faro",
        str(order.number),
        "2 × Taza del faro",
        "24,20 €",
    ]
    assert message.content["buttons"][0]["suffix"] == order.pay_token
    assert message.content["buttons"][1]["payload"] == "marketing:stop"
    (decision,) = await why(shop, f"order:{order.id}")
    assert decision.allowed
    assert decision.message_id == message.id
    assert {answer["gate"] for answer in decision.answers} >= {"consent", "cap", "quiet_hours", "template"}


@pytest.mark.parametrize(
    ("locale", "language"),
    [("es", "es"), ("en", "en"), ("pt", "pt_BR"), ("pt_PT", "pt_PT"), ("es_MX", "es")],
)
async def test_the_reminder_speaks_the_orders_language(
    shop: ShopUnderTest, locale: str, language: str
) -> None:
    await shop.approve()
    _, recovery = await left_behind(shop, locale=locale)
    await nudged(shop, recovery)
    (message,) = await reminders(shop)
    assert message.content["language"] == language


async def test_before_its_time_nothing_is_asked(shop: ShopUnderTest) -> None:
    await shop.approve()
    order = await shop.order([("MUG", 1)], await shop.person(marketing=Marketing.GIVEN))
    recovery = await shop.watch(order)
    move_by(minutes=59)
    assert (await nudged(shop, recovery)).state is RecoveryState.WAITING
    assert await why(shop, f"order:{order.id}") == []


async def test_the_threshold_is_the_merchants(shop: ShopUnderTest) -> None:
    await shop.configure(reminder_after_minutes=15)
    order = await shop.order([("MUG", 1)])
    assert (await shop.watch(order)).due_at == order.placed_at + timedelta(minutes=15)


async def test_a_threshold_of_zero_watches_nothing(shop: ShopUnderTest) -> None:
    await shop.configure(reminder_after_minutes=0)
    order = await shop.order([("MUG", 1)])
    await shop.job("recovery.watch", order_id=order.id)
    await shop.job("recovery.watch_cart", cart_id=await shop.open_cart([("MUG", 1)]))
    assert await shop.all(select(Recovery)) == []


async def test_a_threshold_set_to_zero_later_ends_what_is_watched(shop: ShopUnderTest) -> None:
    await shop.approve()
    _, recovery = await left_behind(shop)
    await shop.configure(reminder_after_minutes=0)
    ended = await nudged(shop, recovery)
    assert (ended.state, ended.ended_reason) == (RecoveryState.ENDED, "The merchant switched these off.")


async def test_while_the_promise_holds_the_reminder_still_names_the_goods(shop: ShopUnderTest) -> None:
    await shop.approve()
    await shop.configure(reminder_after_minutes=15)
    order = await shop.order([("MUG", 10)], await shop.person(marketing=Marketing.GIVEN))
    recovery = await shop.watch(order)
    move_by(minutes=16)
    assert (await nudged(shop, recovery)).state is RecoveryState.NUDGED
    assert (await reminders(shop))[0].content["body"][2] == "10 × Taza del faro"


async def test_what_sold_out_is_not_recalled(shop: ShopUnderTest) -> None:
    await shop.approve()
    _, recovery = await left_behind(shop)
    await shop.order([("MUG", 9)])
    assert (await nudged(shop, recovery)).ended_reason == "Something in it is sold out."


async def test_a_reminder_is_at_todays_prices(shop: ShopUnderTest) -> None:
    await shop.approve()
    order, recovery = await left_behind(shop)
    await shop.set_price("MUG", 2000)
    await nudged(shop, recovery)
    assert (await reminders(shop))[0].content["body"][3] == "40,00 €"
    assert (await shop.fresh(order)).revision == 2


async def test_a_waiting_cart_is_reminded_and_leads_to_its_page(shop: ShopUnderTest) -> None:
    await shop.approve()
    conversation_id = await shop.person(marketing=Marketing.GIVEN)
    cart_id = await shop.open_cart([("MUG", 2)], conversation_id)
    await shop.job("recovery.watch_cart", cart_id=cart_id)
    recovery = await shop.one(select(Recovery))
    move_by(minutes=61)
    assert (await nudged(shop, recovery)).state is RecoveryState.NUDGED
    (message,) = await reminders(shop)
    cart: Cart = await shop.one(select(Cart).where(Cart.id == cart_id))
    assert message.content["buttons"][0]["suffix"] == cart.pay_token
    assert (await why(shop, f"cart:{cart_id}"))[0].allowed


async def test_what_cannot_be_judged_ends_with_the_reason(shop: ShopUnderTest) -> None:
    await shop.configure(promotions_per_week="many")
    _, recovery = await left_behind(shop)
    with pytest.raises(ValueError, match="many"):
        await nudged(shop, recovery)
    await shop.give_up("recovery.nudge", "ValueError: many", recovery_id=recovery.id)
    ended: Recovery = await shop.one(select(Recovery))
    assert ended.state is RecoveryState.ENDED
    assert "ValueError" in (ended.ended_reason or "")


async def test_the_sweep_leaves_a_job_for_what_is_due_and_no_other(shop: ShopUnderTest) -> None:
    _, due = await left_behind(shop)
    await shop.watch(await shop.order([("MUG", 1)], await shop.person()))
    before = await shop.jobs("recovery.nudge")
    await shop.job("recovery.find_due")
    assert before == []
    assert await shop.jobs("recovery.nudge") == [{"recovery_id": str(due.id)}]


async def test_whoever_waits_for_a_person_is_sent_no_promotion(shop: ShopUnderTest) -> None:
    await shop.approve()
    order, recovery = await left_behind(shop)
    async with shop.database.transaction(shop.merchant.id) as session:
        conversation = await lock_conversation(session, order.conversation_id)
        await hand_over(session, conversation, "The shopper tells of harm.", at=now(), is_urgent=True)
    assert (await nudged(shop, recovery)).state is not RecoveryState.NUDGED
    assert await reminders(shop) == []
