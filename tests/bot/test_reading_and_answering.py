"""From the webhook to the answer: edits, revocations, SKUs, languages and orders, on a database."""

from typing import Any

import pytest
from sqlmodel import col, select, update

from shop.catalog.models import MetaState, Product, Variant
from shop.customers.models import Customer, Marketing
from shop.kit.db.session import execute_core
from shop.merchants.models import WhatsAppNumber
from shop.orders.models import Order, OrderLine, OrderStatus
from tests.support.inbox import Mail, seconds_now
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


async def says(mail: Mail, words: str = "", **about: Any) -> str:
    wamid = await mail.hears(words, **about)
    await mail.work(*WORK)
    return wamid


async def reasons(mail: Mail) -> list[str]:
    return [message.reason for message in await mail.outgoing()]


async def orders(mail: Mail) -> list[Order]:
    return await mail.all(select(Order).order_by(col(Order.number)))


async def test_an_edited_message_is_read_instead_of_the_first(mail: Mail) -> None:
    second = seconds_now()
    said = (
        text("wamid.1", "catálogo", second=second),
        text("wamid.2", second=second + 1, **edit("wamid.1", "horario")),
    )
    await mail.takes_in(messages(mail.part, *said))
    await mail.work(*WORK)
    assert await reasons(mail) == ["bot.closed_now"]


async def test_a_message_that_was_taken_back_is_not_answered(mail: Mail) -> None:
    await mail.hears("cancelar", wamid="wamid.1")
    await mail.hears("", wamid="wamid.2", **revoke("wamid.1"))
    await mail.work(*WORK)
    assert await reasons(mail) == []
    assert [message.unanswered for message in await mail.incoming()] == [False, False]


async def test_nobody_takes_back_what_somebody_else_wrote(mail: Mail) -> None:
    await mail.hears("horario", wamid="wamid.1")
    await mail.hears("", wamid="wamid.2", phone="34611000002", **revoke("wamid.1"))
    await mail.work(*WORK)
    assert await reasons(mail) == ["bot.closed_now"]


async def test_three_lines_in_a_row_get_one_answer(mail: Mail) -> None:
    second = seconds_now()
    lines = ("Hola", "quería saber si", "enviáis a Portugal")
    said = (text(f"wamid.{n}", line, second=second + n) for n, line in enumerate(lines))
    await mail.takes_in(messages(mail.part, *said))
    await mail.work(*WORK)
    assert await reasons(mail) == ["bot.welcome"]


@pytest.mark.parametrize("words", ["Quiero darme de baja", "¿cómo me doy de baja?"])
async def test_a_stop_in_plain_words_or_by_the_tap_withdraws_consent(mail: Mail, words: str) -> None:
    await says(mail, words)
    if (await reasons(mail)) == ["consent.asked_to_stop"]:
        await says(mail, "sí")
    (customer,) = await mail.all(select(Customer))
    assert customer.marketing is Marketing.WITHDRAWN


async def test_the_named_order_is_cancelled_and_the_other_stays(mail: Mail) -> None:
    for quantity in (1, 2):
        await says(mail, **cart_of(quantity))
    first, second = await orders(mail)
    await says(mail, f"cancela el pedido {first.number}")
    assert [order.status for order in await orders(mail)] == [OrderStatus.CANCELLED, OrderStatus.PENDING]
    await says(mail, f"¿y el pedido {second.number}?")
    assert f"{second.number}" in (await mail.last()).text


async def test_another_shoppers_order_is_nobodys_business(mail: Mail) -> None:
    await says(mail, **cart_of(1))
    (theirs,) = await orders(mail)
    await says(mail, f"cancela el pedido {theirs.number}", phone="34611000002")
    await says(mail, f"pedido {theirs.number}", phone="34611000002")
    (order,) = await orders(mail)
    assert order.status is OrderStatus.PENDING
    assert (await reasons(mail))[-1] == "bot.order_unknown"


async def test_with_two_open_orders_the_tap_decides(mail: Mail) -> None:
    for quantity in (1, 2):
        await says(mail, **cart_of(quantity))
    first, _ = await orders(mail)
    await says(mail, "cancelar")
    assert (await reasons(mail))[-1] == "bot.which_order_cancel"
    tap = {"type": "button_reply", "button_reply": {"id": f"order:cancel:{first.id}", "title": "1001"}}
    await says(mail, type="interactive", interactive=tap)
    assert [order.status for order in await orders(mail)] == [OrderStatus.CANCELLED, OrderStatus.PENDING]


async def approve_the_mug(mail: Mail) -> None:
    async with mail.database.transaction(mail.merchant.id) as session:
        await execute_core(session, update(Variant).values(meta_state=MetaState.APPROVED))
        await execute_core(session, update(WhatsAppNumber).values(catalog_id="1900"))


async def test_our_own_link_is_answered_with_the_product(mail: Mail) -> None:
    await says(mail, "TAZA")
    assert "12,50" in (await mail.last()).text
    await approve_the_mug(mail)
    await says(mail, "taza")
    last = await mail.last()
    assert (last.kind, last.reason, "🛍 TAZA" in last.text) == ("product", "bot.product_card", True)


async def test_a_health_question_is_answered_from_the_description(mail: Mail) -> None:
    async with mail.database.transaction(mail.merchant.id) as session:
        await execute_core(session, update(Product).values(description="Galletas. Contiene gluten."))
    asked = {"context": {"referred_product": {"catalog_id": "1", "product_retailer_id": "TAZA"}}}
    await says(mail, "¿lleva gluten?", **asked)
    assert "Contiene gluten." in (await mail.last()).text
    await says(mail, "¿y frutos secos?", **asked)
    assert (await reasons(mail))[-1] == "bot.product_health"


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
    mail: Mail, first: str, later: str, phone: str, english: str
) -> None:
    await says(mail, first, phone=phone)
    await mail.work("inbox.deliver")
    await says(mail, later, phone=phone)
    assert english in (await mail.last()).text


async def test_the_first_word_is_answered_in_the_language_of_the_number_that_shares_it(mail: Mail) -> None:
    await says(mail, "ola", phone="34611000001")
    assert "Hola, esto es" in (await mail.last()).text
    await says(mail, "ola", phone="351911000001")
    assert "Olá" in (await mail.last()).text


async def test_an_english_order_carries_no_spanish_option(mail: Mail) -> None:
    async with mail.database.transaction(mail.merchant.id) as session:
        await execute_core(session, update(Product).values(translations={"en": {"title": "Mug"}}))
        await execute_core(session, update(Variant).values(options={"Color": "Verde alga"}))
    await says(mail, "hello, I would like a mug please")
    await says(mail, **cart_of(1))
    (line,) = await mail.all(select(OrderLine))
    assert line.name == "Mug (Seaweed green)"
