"""A link, a confirmation or an invoice that WhatsApp refuses later: staff are told, and there is another way."""

from datetime import timedelta

import pytest
from sqlmodel import select

from shop.attention.models import Attention, AttentionKind
from shop.customers.models import Customer, Marketing
from shop.events.models import Event
from shop.inbox.lanes import Lane
from shop.inbox.models import Direction, Message, MessageStatus
from shop.inbox.sending.deliver import ClaimedMessage, claim_next
from shop.inbox.sending.pausing import resume_number
from shop.inbox.sending.refusals import MOST_REFUSALS
from shop.kit.clock import now
from shop.merchants.accounts import number_by_id
from shop.merchants.models import WhatsAppNumber
from shop.orders.cancelling import cancel_order
from shop.templates.names import ORDER_PAID
from tests.notices.refusing import TEMPLATE, fresh, refuses, run, said, writes
from tests.support.shop import ShopUnderTest, move_by


@pytest.mark.parametrize("kind", ["order", "paid"])
@pytest.mark.parametrize("code", [131026, 131053, None])
async def test_what_is_refused_later_is_shown_on_its_order(
    shop: ShopUnderTest, kind: str, code: int | None
) -> None:
    order = await shop.order([("MUG", 1)])
    await refuses(shop, await said(shop, order, kind), code)
    assert str(code or "-") in (await shop.attention(order) or "")
    (call,) = await shop.all(select(Attention).where(Attention.subject_id == order.id))
    assert call.kind is AttentionKind.MESSAGE_REFUSED
    assert await shop.all(select(Event).where(Event.kind == "message.refused"))


async def test_a_refused_invoice_is_shown_on_its_order(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await shop.pay(order)
    (payload,) = await shop.jobs("invoices.send")
    invoice = await said(shop, order, about=f"invoice:{payload['invoice_id']}")
    await refuses(shop, invoice, 131026)
    assert "The invoice did not reach" in (await shop.attention(order) or "")


@pytest.mark.parametrize(("kind", "closed"), [("money", True), ("attempt", False)])
async def test_a_refused_word_about_money_is_shown_and_said_again_when_the_shopper_writes(
    shop: ShopUnderTest, kind: str, closed: bool
) -> None:
    order = await shop.order([("MUG", 1)])
    message = await said(shop, order, about=f"{kind}:{order.id}:{order.cart_id}")
    await refuses(shop, message, 131026)
    assert "did not reach the shopper (131026)" in (await shop.attention(order) or "")
    if closed:
        async with shop.database.transaction(shop.merchant.id) as session:
            await cancel_order(session, order.id, at=now())
    await writes(shop, order)
    assert (await fresh(shop, message)).status is MessageStatus.QUEUED
    assert await shop.attention(order) is None


async def test_outside_the_window_the_template_goes_out_instead(shop: ShopUnderTest) -> None:
    await shop.approve("es", name=ORDER_PAID)
    order = await shop.order([("MUG", 1)])
    message = await said(shop, order, "paid", fallback=TEMPLATE)
    await refuses(shop, message, 131047)
    assert await shop.attention(order) is None
    async with shop.database.transaction(shop.merchant.id) as session:
        claimed = await claim_next(session, order.conversation_id, at=now())
    assert isinstance(claimed, ClaimedMessage)
    assert (claimed.message_id, claimed.content) == (message.id, TEMPLATE)  # though our window looks open


async def test_a_template_that_may_not_be_sent_calls_a_person(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await refuses(shop, await said(shop, order, "paid", fallback=TEMPLATE), 131047)
    async with shop.database.transaction(shop.merchant.id) as session:
        assert await claim_next(session, order.conversation_id, at=now()) is None
    await run(shop, "notices.note_refused_message")
    assert "order_paid" in (await shop.attention(order) or "")


async def test_a_refused_link_is_sent_again_when_the_shopper_writes(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    message = await said(shop, order)
    await refuses(shop, message, 131047)
    move_by(hours=1)
    await writes(shop, order)
    again = await fresh(shop, message)
    assert (again.status, again.wamid, again.error_code) == (MessageStatus.QUEUED, None, None)
    assert await shop.attention(order) is None


async def test_a_link_of_an_order_that_is_closed_is_not_sent_again(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    message = await said(shop, order)
    await refuses(shop, message, 131047)
    async with shop.database.transaction(shop.merchant.id) as session:
        await cancel_order(session, order.id, at=now())
    await writes(shop, order)
    assert (await fresh(shop, message)).status is MessageStatus.FAILED


async def test_what_writing_does_not_cure_is_not_sent_again(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    message = await said(shop, order)
    await refuses(shop, message, 131053)
    await writes(shop, order)
    assert (await fresh(shop, message)).status is MessageStatus.FAILED


@pytest.mark.parametrize("code", [131042, 131031, 131048, 190])
async def test_a_reason_that_lies_with_the_number_pauses_it_and_the_message_waits(
    shop: ShopUnderTest, code: int
) -> None:
    order = await shop.order([("MUG", 1)])
    message = await said(shop, order)
    await refuses(shop, message, code)
    number = await shop.one(select(WhatsAppNumber))
    assert str(code) in number.paused_reason
    assert (await fresh(shop, message)).status is MessageStatus.QUEUED
    (call,) = await shop.all(select(Attention).where(Attention.subject_id == number.id))
    assert call.kind is AttentionKind.NUMBER_PAUSED


async def test_a_reason_of_before_the_number_was_resumed_does_not_pause_it_again(
    shop: ShopUnderTest,
) -> None:
    order = await shop.order([("MUG", 1)])
    first, second = await said(shop, order), await said(shop, order)
    refused_at = now()
    await refuses(shop, first, 131042)
    move_by(minutes=5)
    async with shop.database.transaction(shop.merchant.id) as session:
        await resume_number(session, await number_by_id(session, shop.number_id))
    assert not [c for c in await shop.all(select(Attention)) if c.is_open]
    await refuses(shop, second, 131042, at=refused_at + timedelta(minutes=1))
    assert (await shop.one(select(WhatsAppNumber))).paused_reason is None


async def test_a_promotion_that_was_stopped_at_meta_withdraws_the_consent(shop: ShopUnderTest) -> None:
    chat = await shop.person(marketing=Marketing.GIVEN)
    order = await shop.order([("MUG", 1)], chat)
    await refuses(shop, await said(shop, order, lane=Lane.REMINDER), 131050)
    assert (await shop.one(select(Customer))).marketing is Marketing.WITHDRAWN
    assert await shop.attention(order) is None


async def test_an_answer_that_did_not_arrive_is_shown_on_the_conversation(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await refuses(shop, await said(shop, order, lane=Lane.REPLY, about="talk"), 131026)
    (call,) = await shop.all(select(Attention))
    assert (call.kind, call.subject_id) == (AttentionKind.MESSAGE_REFUSED, order.conversation_id)


async def test_what_meta_only_asks_to_wait_for_is_tried_again_and_not_for_ever(
    shop: ShopUnderTest,
) -> None:
    order = await shop.order([("MUG", 1)])
    message = await said(shop, order)
    for _ in range(MOST_REFUSALS - 1):
        await refuses(shop, message, 131000)
        assert (await fresh(shop, message)).status is MessageStatus.QUEUED
        async with shop.database.transaction(shop.merchant.id) as session:
            again = await session.get_one(Message, (shop.merchant.id, message.id))
            again.start_sending(at=now())
            again.wamid = f"wamid.{again.attempt}"
            again.advance(MessageStatus.SENT, at=now())
        message = await fresh(shop, message)
    assert await shop.attention(order) is None
    await refuses(shop, message, 131000)
    assert (await fresh(shop, message)).direction is Direction.OUT
    assert "131000" in (await shop.attention(order) or "")
