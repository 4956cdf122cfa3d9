"""What is called off: an order, another thing, or nothing; and news of an order, whoever holds the conversation."""

from datetime import timedelta

import pytest
from msgspec import structs

from shop.bot.facts import BotFacts
from shop.bot.understanding.intents import Intent, intent_of
from shop.inbox.conversations.models import Holder
from shop.orders.models import OrderStatus
from tests.bot.facts import facts, order, reasons, text, turn, words_of


@pytest.mark.parametrize(
    "words",
    [
        *("cancelé la tarjeta", "he cancelado mi tarjeta", "I cancelled my card", "cancelei o cartão"),
        *("cancela mi cita", "cancel my appointment", "cancelar la cuenta del banco", "cancel my flight"),
        *("me cancelaron el vuelo", "han cancelado la boda", "o casamento foi cancelado"),
    ],
)
def test_what_is_no_order_is_not_cancelled_here(words: str) -> None:
    assert intent_of(words) not in (Intent.CANCEL, Intent.CANCEL_DOUBT)


@pytest.mark.parametrize("words", ["cancela el pedido de la tarjeta", "cancel my order, I lost my card"])
def test_an_order_beside_such_a_thing_is_spoken_of(words: str) -> None:
    assert intent_of(words) in (Intent.CANCEL, Intent.CANCEL_DOUBT)


@pytest.mark.parametrize("words", ["desisti do pedido", "desisti da encomenda", "I gave up on the order"])
def test_to_give_up_an_order_is_asked_about(words: str) -> None:
    assert reasons(turn(text(words), known=facts(orders=(order(1041),)))) == ["bot.ask_cancel"]


@pytest.mark.parametrize(
    "words",
    [
        *("my cart?", "what happened to my cart", "¿y mi carrito?", "o meu carrinho?", "where is my cart"),
        *("novedades?", "¿hay novedades?", "any news?", "alguma novidade?", "any update?", "novidades?"),
    ],
)
@pytest.mark.parametrize("holder", list(Holder))
def test_news_are_told_whoever_holds_the_conversation(words: str, holder: Holder) -> None:
    known = facts(orders=(order(1041),), holder=holder)
    assert "1041" in words_of(turn(text(words), known=known))


def some(*, cancelled: int, asked: int) -> BotFacts:
    gone = order(cancelled, OrderStatus.CANCELLED)
    known = facts(orders=(order(asked), gone))
    return structs.replace(
        known, orders=(order(asked), structs.replace(gone, closed_at=known.at - timedelta(minutes=3)))
    )


@pytest.mark.parametrize("words", ["no canceles", "don't cancel", "não cancele"])
def test_a_no_to_the_question_is_about_its_order(words: str) -> None:
    known = some(cancelled=1041, asked=1042)
    asked = turn(text("creo que voy a cancelar el 1042"), known=known)
    assert reasons(asked) == ["bot.ask_cancel"]
    said = words_of(turn(text(words), known=known, after=asked))
    assert "1042" in said
    assert "1041" not in said


@pytest.mark.parametrize("words", ["cancela mis pedidos", "cancel my orders", "cancela os meus pedidos"])
def test_all_orders_are_the_paid_ones_as_well(words: str) -> None:
    known = facts(orders=(order(1042), order(1041, OrderStatus.PAID)))
    said = words_of(turn(text(words), known=known))
    assert "1042" in said
    assert "1041" in said
