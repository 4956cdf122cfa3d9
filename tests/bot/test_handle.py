"""Attending to a conversation: what arrives in a row is answered in order, and what fails goes to a person."""

from typing import Any

import pytest
from sqlmodel import col, select, update

from shop.carts.models import Cart, CartState
from shop.customers.models import ConsentEntry, Customer, Marketing
from shop.inbox.conversations.models import Holder
from shop.inbox.lanes import Lane
from shop.inbox.models import Message, MessageStatus
from shop.inbox.unanswered import MOST_AT_ONCE, unanswered_messages
from shop.kit.db.session import execute_core
from shop.merchants.models import Merchant
from shop.orders.models import Order, OrderStatus
from shop.orders.words import order_placed
from tests.support.cast import ANA
from tests.support.inbox import InboxUnderTest, seconds_now
from tests.support.webhook_payloads import messages, text

READ_AND_ANSWER = ("bot.handle_conversation", "bot.answer_conversation")


def cart_of(quantity: int) -> dict[str, Any]:
    """A cart message of mugs."""
    lines = [{"product_retailer_id": "TAZA", "quantity": quantity, "item_price": 12.5, "currency": "EUR"}]
    return {"type": "order", "order": {"catalog_id": "1", "text": "", "product_items": lines}}


async def in_one_breath(inbox: InboxUnderTest, *words: str) -> None:
    """Several texts in one webhook, answered."""
    second = seconds_now()
    said = (text(f"wamid.{word}{second}", word, second=second) for word in words)
    await inbox.takes_in(messages(inbox.part, *said))
    await inbox.work(*READ_AND_ANSWER)


async def orders(inbox: InboxUnderTest) -> list[Order]:
    return await inbox.all(select(Order).order_by(col(Order.number)))


async def test_a_no_after_a_yes_does_not_undo_the_order(inbox: InboxUnderTest) -> None:
    await inbox.hears("", **cart_of(5))
    await inbox.work(*READ_AND_ANSWER)
    await in_one_breath(inbox, "sí", "no")
    (order,) = await orders(inbox)
    (cart,) = await inbox.all(select(Cart))
    assert order.status is OrderStatus.PENDING
    assert cart.state is CartState.ORDERED


async def test_a_cart_after_words_is_ordered_after_they_were_answered(inbox: InboxUnderTest) -> None:
    second = seconds_now()
    said = (text("wamid.1", "hola", second=second), text("wamid.2", second=second + 1, **cart_of(1)))
    await inbox.takes_in(messages(inbox.part, *said))
    assert await inbox.work(*READ_AND_ANSWER) == ["bot.handle_conversation", "bot.answer_conversation"]
    assert len(await orders(inbox)) == 1


async def test_the_order_that_was_just_cancelled_is_told_as_closed(inbox: InboxUnderTest) -> None:
    await inbox.hears("", **cart_of(1))
    await inbox.work(*READ_AND_ANSWER)
    await in_one_breath(inbox, "cancelar", "mi pedido")
    (order,) = await orders(inbox)
    words = (await inbox.last()).text
    assert order.status is OrderStatus.CANCELLED
    assert "ya no está abierto" in words
    assert "espera el pago" not in words


async def test_a_stop_is_kept_with_its_proof_and_takes_back_what_is_queued(inbox: InboxUnderTest) -> None:
    chat = await inbox.conversation()
    await inbox.pause("for the test")
    await inbox.says(chat, "recuerda", lane=Lane.REMINDER)
    wamid = await inbox.hears("BAJA")
    await inbox.work(*READ_AND_ANSWER)
    (entry,) = await inbox.all(select(ConsentEntry))
    (customer,) = await inbox.all(select(Customer))
    assert (entry.given, entry.wamid, bool(entry.text_shown)) == (False, wamid, True)
    assert customer.marketing is Marketing.WITHDRAWN
    assert (await inbox.outgoing())[0].status is MessageStatus.WITHDRAWN


async def test_the_language_they_write_in_is_remembered(inbox: InboxUnderTest) -> None:
    await inbox.hears("hello, how much is it?")
    await inbox.work(*READ_AND_ANSWER)
    await inbox.hears("xyzzy")
    await inbox.work(*READ_AND_ANSWER)
    assert "Write *catalog*" in (await inbox.last()).text


@pytest.mark.parametrize(
    ("merchant", "words", "phone", "locale", "total"),
    [
        (("es", "ES"), "hola, quiero una taza", ANA, "es_ES", "*12,50 €*"),
        (("es-MX", "MX"), "hola, quiero una taza", ANA, "es_MX", "*EUR 12.50*"),
        (("es-MX", "MX"), "hello, how much is it?", ANA, "en", "*€12.50*"),
        (("es", "ES"), "olá, quanto custa?", "351911000001", "pt_PT", "*12,50 €*"),
        (("es", "ES"), "olá, quanto custa?", "5511999990001", "pt_BR", "*€ 12,50*"),
        (("pt", "PT"), "xyzzy", "4915111111111", "pt_PT", "*12,50 €*"),
        (("pt", "PT"), "xyzzy", ANA, "es", "*12,50 €*"),
        (("es", "ES"), "👍", "351911000001", "pt_PT", "*12,50 €*"),
        (("es", "ES"), "ok", "5511999990001", "pt_BR", "*€ 12,50*"),
        (("es", "ES"), "2", "447700900001", "en", "*€12.50*"),
    ],
)
async def test_an_order_is_in_the_readers_language_and_the_merchants_region(
    inbox: InboxUnderTest, merchant: tuple[str, str], words: str, phone: str, locale: str, total: str
) -> None:
    async with inbox.database.transaction(inbox.merchant.id) as session:
        stored = await session.get_one(Merchant, inbox.merchant.id)
        stored.locale, country = merchant
        stored.address = {**stored.address, "country": country}
    await inbox.hears(words, phone=phone)
    await inbox.work(*READ_AND_ANSWER)
    await inbox.hears("", phone=phone, **cart_of(1))
    await inbox.work(*READ_AND_ANSWER)
    (order,) = await orders(inbox)
    assert order.locale == locale
    content, _ = order_placed(stored, order, [], "https://shop.test/pay/x")
    assert total in content.body


async def test_a_message_that_the_bot_fails_on_five_times_goes_to_a_person(inbox: InboxUnderTest) -> None:
    await inbox.hears("hola")
    await inbox.reads()
    async with inbox.database.transaction(inbox.merchant.id) as session:
        broken = update(Message).where(col(Message.merchant_id) == inbox.merchant.id)
        await execute_core(session, broken.values(content={"nothing": "that can be read"}))
    await inbox.work("bot.answer_conversation")
    (chat,) = await inbox.conversations()
    (message,) = await inbox.incoming()
    assert chat.held_by is Holder.NOBODY
    assert (message.unanswered, bool(message.error_detail)) == (False, True)


async def test_hundreds_of_messages_are_answered_some_at_a_time(inbox: InboxUnderTest) -> None:
    """A cart at their end is reached, though no single answer looks at all of them."""
    second = seconds_now()
    said = [text(f"wamid.flood{n}", f"bla {n}", second=second) for n in range(MOST_AT_ONCE + 50)]
    await inbox.takes_in(messages(inbox.part, *said, text("wamid.cart", second=second + 1, **cart_of(1))))
    await inbox.work(*READ_AND_ANSWER)
    assert len(await orders(inbox)) == 1
    assert not any(message.unanswered for message in await inbox.incoming())


async def test_one_answer_looks_at_the_oldest(inbox: InboxUnderTest) -> None:
    second = seconds_now()
    said = [text(f"wamid.flood{n}", f"bla {n}", second=second + n // 30) for n in range(MOST_AT_ONCE + 50)]
    await inbox.takes_in(messages(inbox.part, *said))
    await inbox.reads()
    (chat,) = await inbox.conversations()
    async with inbox.database.transaction(inbox.merchant.id) as session:
        waiting = await unanswered_messages(session, chat.id)
    assert [each.content["text"] for each in waiting] == [f"bla {n}" for n in range(MOST_AT_ONCE)]
