"""From the webhook to the answer: edits, revocations, SKUs, languages and orders, on a database."""

from typing import Any

import pytest
from sqlmodel import col, select, update

from shop.bot.replies.second_cart import BOTH
from shop.carts.models import Cart, CartState
from shop.catalog.models import MetaState, Product, Variant
from shop.customers.models import Customer, Marketing
from shop.kit.db.session import execute_core
from shop.merchants.models import WhatsAppNumber
from shop.orders.models import Order, OrderStatus
from shop.orders.order_line import OrderLine
from tests.support.inbox import InboxUnderTest, seconds_now
from tests.support.webhook_payloads import messages, text

WORK = ("bot.handle_conversation", "bot.answer_conversation")


def cart_of(quantity: int) -> dict[str, Any]:
    lines = [{"product_retailer_id": "TAZA", "quantity": quantity, "item_price": 12.5, "currency": "EUR"}]
    return {"type": "order", "order": {"catalog_id": "1", "text": "", "product_items": lines}}


def edit(original: str, words: str) -> dict[str, Any]:
    new = {"type": "text", "text": {"body": words}}
    return {"type": "edit", "edit": {"original_message_id": original, "message": new}}


def revoke(original: str) -> dict[str, Any]:
    return {"type": "revoke", "revoke": {"original_message_id": original}}


async def says(inbox: InboxUnderTest, words: str = "", **about: Any) -> str:
    wamid = await inbox.hears(words, **about)
    await inbox.work(*WORK)
    return wamid


async def reasons(inbox: InboxUnderTest) -> list[str]:
    return [message.reason for message in await inbox.outgoing()]


async def orders(inbox: InboxUnderTest) -> list[Order]:
    return await inbox.all(select(Order).order_by(col(Order.number)))


async def test_an_edited_message_is_read_instead_of_the_first(inbox: InboxUnderTest) -> None:
    second = seconds_now()
    said = (
        text("wamid.1", "catálogo", second=second),
        text("wamid.2", second=second + 1, **edit("wamid.1", "horario")),
    )
    await inbox.takes_in(messages(inbox.part, *said))
    await inbox.work(*WORK)
    assert await reasons(inbox) == ["bot.open_now"]


async def test_a_message_that_was_taken_back_is_not_answered(inbox: InboxUnderTest) -> None:
    await inbox.hears("cancelar", wamid="wamid.1")
    await inbox.hears("", wamid="wamid.2", **revoke("wamid.1"))
    await inbox.work(*WORK)
    assert await reasons(inbox) == []
    assert [message.unanswered for message in await inbox.incoming()] == [False, False]


async def test_nobody_takes_back_what_somebody_else_wrote(inbox: InboxUnderTest) -> None:
    await inbox.hears("horario", wamid="wamid.1")
    await inbox.hears("", wamid="wamid.2", phone="34611000002", **revoke("wamid.1"))
    await inbox.work(*WORK)
    assert await reasons(inbox) == ["bot.open_now"]


async def test_three_lines_in_a_row_get_one_answer(inbox: InboxUnderTest) -> None:
    second = seconds_now()
    lines = ("Hola", "quería saber si", "enviáis a Portugal")
    said = (text(f"wamid.{n}", line, second=second + n) for n, line in enumerate(lines))
    await inbox.takes_in(messages(inbox.part, *said))
    await inbox.work(*WORK)
    assert await reasons(inbox) == ["bot.welcome"]


@pytest.mark.parametrize("words", ["Quiero darme de baja", "¿cómo me doy de baja?"])
async def test_a_stop_in_plain_words_or_by_the_tap_withdraws_consent(
    inbox: InboxUnderTest, words: str
) -> None:
    await says(inbox, words)
    if (await reasons(inbox)) == ["consent.asked_to_stop"]:
        await says(inbox, "sí")
    (customer,) = await inbox.all(select(Customer))
    assert customer.marketing is Marketing.WITHDRAWN


async def two_orders(inbox: InboxUnderTest) -> None:
    """Two carts, and the shopper keeps both."""
    for quantity in (1, 2):
        await says(inbox, **cart_of(quantity))
    (cart,) = await inbox.all(select(Cart).where(Cart.state == CartState.OPEN))
    tap = {"type": "button_reply", "button_reply": {"id": f"{BOTH}{cart.id}", "title": "Dejar los dos"}}
    await says(inbox, type="interactive", interactive=tap)


async def test_the_named_order_is_cancelled_and_the_other_stays(inbox: InboxUnderTest) -> None:
    await two_orders(inbox)
    first, second = await orders(inbox)
    await says(inbox, f"cancela el pedido {first.number}")
    assert [order.status for order in await orders(inbox)] == [OrderStatus.CANCELLED, OrderStatus.PENDING]
    await says(inbox, f"¿y el pedido {second.number}?")
    assert f"{second.number}" in (await inbox.last()).text


async def test_another_shoppers_order_is_nobodys_business(inbox: InboxUnderTest) -> None:
    await says(inbox, **cart_of(1))
    (theirs,) = await orders(inbox)
    await says(inbox, f"cancela el pedido {theirs.number}", phone="34611000002")
    await says(inbox, f"pedido {theirs.number}", phone="34611000002")
    (order,) = await orders(inbox)
    assert order.status is OrderStatus.PENDING
    assert (await reasons(inbox))[-1] == "bot.order_unknown"


async def test_with_two_open_orders_the_tap_decides(inbox: InboxUnderTest) -> None:
    await two_orders(inbox)
    first, _ = await orders(inbox)
    await says(inbox, "cancelar")
    assert (await reasons(inbox))[-1] == "bot.which_order_cancel"
    tap = {"type": "button_reply", "button_reply": {"id": f"order:cancel:{first.id}", "title": "1001"}}
    await says(inbox, type="interactive", interactive=tap)
    assert [order.status for order in await orders(inbox)] == [OrderStatus.CANCELLED, OrderStatus.PENDING]


async def approve_the_mug(inbox: InboxUnderTest) -> None:
    async with inbox.database.transaction(inbox.merchant.id) as session:
        await execute_core(session, update(Variant).values(meta_state=MetaState.APPROVED))
        await execute_core(session, update(WhatsAppNumber).values(catalog_id="1900"))


async def test_our_own_link_is_answered_with_the_product(inbox: InboxUnderTest) -> None:
    await says(inbox, "TAZA")
    assert "12,50" in (await inbox.last()).text
    await approve_the_mug(inbox)
    await says(inbox, "taza")
    last = await inbox.last()
    assert (last.kind, last.reason, "🛍 TAZA" in last.text) == ("product", "bot.product_card", True)


async def test_a_health_question_is_answered_from_the_description(inbox: InboxUnderTest) -> None:
    async with inbox.database.transaction(inbox.merchant.id) as session:
        await execute_core(session, update(Product).values(description="Galletas. Contiene gluten."))
    asked = {"context": {"referred_product": {"catalog_id": "1", "product_retailer_id": "TAZA"}}}
    await says(inbox, "¿lleva gluten?", **asked)
    assert "Contiene gluten." in (await inbox.last()).text
    await says(inbox, "¿y frutos secos?", **asked)
    assert (await reasons(inbox))[-1] == "bot.product_health"


@pytest.mark.parametrize(
    ("first", "later", "phone", "english"),
    [
        ("olá, quanto custa a caneca?", "pedido", "351911000001", "Ainda não tem"),
        ("hello, how much is the mug?", "pedido", "447700900001", "You have no order yet."),
        ("hola, quiero una taza", "ola k ase", "34611000001", "Hola, esto es"),
        ("hola, quiero una taza", "hello", "34611000001", "Hola, esto es"),
    ],
)
async def test_one_word_of_ours_turns_no_conversation(
    inbox: InboxUnderTest, first: str, later: str, phone: str, english: str
) -> None:
    await says(inbox, first, phone=phone)
    await inbox.work("inbox.deliver")
    await says(inbox, later, phone=phone)
    assert english in (await inbox.last()).text


async def test_the_first_word_is_answered_in_the_language_of_the_number_that_shares_it(
    inbox: InboxUnderTest,
) -> None:
    await says(inbox, "ola", phone="34611000001")
    assert "Hola, esto es" in (await inbox.last()).text
    await says(inbox, "ola", phone="351911000001")
    assert "Olá" in (await inbox.last()).text


async def test_an_english_order_carries_no_spanish_option(inbox: InboxUnderTest) -> None:
    async with inbox.database.transaction(inbox.merchant.id) as session:
        await execute_core(session, update(Product).values(translations={"en": {"title": "Mug"}}))
        await execute_core(session, update(Variant).values(options={"Color": "Verde alga"}))
    await says(inbox, "hello, I would like a mug please")
    await says(inbox, **cart_of(1))
    (line,) = await inbox.all(select(OrderLine))
    assert line.name == "Mug (Seaweed green)"


@pytest.mark.parametrize(
    "sku",
    [
        "10023",
        "ORDER-1",
        "PEDIDO-ESP",
        "CANCEL-1",
        "GRACIAS-TARJETA",
        "Taza-Azul",
        "HOLA",
        "Faro 24",
        "1042-B",
    ],
)
async def test_an_sku_is_answered_with_its_product_whatever_its_parts_would_mean(
    inbox: InboxUnderTest, sku: str
) -> None:
    async with inbox.database.transaction(inbox.merchant.id) as session:
        await execute_core(session, update(Variant).values(sku=sku))
    for written in (sku, sku.lower(), f" {sku}."):
        await says(inbox, written)
        assert (await reasons(inbox))[-1] == "bot.product", written


async def test_the_number_of_an_order_of_theirs_is_the_order(inbox: InboxUnderTest) -> None:
    await says(inbox, **cart_of(1))
    (order,) = await orders(inbox)
    async with inbox.database.transaction(inbox.merchant.id) as session:
        await execute_core(session, update(Variant).values(sku=str(order.number)))
    await says(inbox, str(order.number))
    assert (await reasons(inbox))[-1] == "bot.order_pending"


@pytest.mark.parametrize("word", ["BAJA", "STOP"])
async def test_no_sku_takes_a_stop_away(inbox: InboxUnderTest, word: str) -> None:
    async with inbox.database.transaction(inbox.merchant.id) as session:
        await execute_core(session, update(Variant).values(sku=word))
    await says(inbox, word)
    assert (await reasons(inbox))[-1] == "consent.withdrawn"
