"""What is half said, asked in general, about a part, or about one of several closes no order by a guess."""

import pytest

from shop.bot.actions import CancelOrder
from shop.bot.dialogue.split_messages import with_joined
from shop.bot.facts import BotDecision, BotFacts
from shop.orders.models import Order, OrderStatus
from tests.bot.carts.waiting_orders import WORK, orders, sends
from tests.bot.facts import facts, order, reasons, text, turn, words_of
from tests.support.inbox import InboxUnderTest, seconds_now
from tests.support.webhook_payloads import messages
from tests.support.webhook_payloads import text as text_payload

ONE = facts(orders=(order(1041),))
TWO = facts(orders=(order(1042), order(1041)))


def cancelled(answer: BotDecision) -> list[int]:
    return [action.order_id.int for action in answer.actions if isinstance(action, CancelOrder)]


HALVES = [
    *(("no quiero", "cancelar mi pedido"), ("don't", "cancel"), ("never", "cancel my order")),
    *(("no voy a", "cancelar"), ("si no llega mañana", "cancela el pedido"), ("não quero", "cancelar")),
    *(("no me", "canceles el pedido"), ("if it isn't here tomorrow", "cancel my order")),
    *(
        ("y si", "cancelo"),
        ("ok y si", "cancelo"),
        ("gracias pero no", "cancelar"),
        ("thanks but dont", "cancel"),
    ),
    *(("mi pedido no", "cancelar"), ("pedido 1041 no", "cancelar"), ("where's my order? dont", "cancel")),
    *(("quiero saber cómo pagar y cómo", "cancelar"), ("puedo pagar en efectivo?", "cancelo")),
    *(("hasta qué hora abrís para", "cancelar"), ("el pedido de mi hermana", "cancelar")),
    *(("te dije que no", "cancelar el pedido"), ("quiero las tazas", "cancela el pedido")),
]


@pytest.mark.parametrize(("first", "then"), HALVES)
def test_a_cancel_whose_first_half_stands_before_it_is_read_whole(first: str, then: str) -> None:
    assert cancelled(turn(text(first), text(then), known=ONE)) == []


@pytest.mark.parametrize(("first", "then"), HALVES[:6])
async def test_in_the_chat_it_closes_nothing_either(inbox: InboxUnderTest, first: str, then: str) -> None:
    await sends(inbox, 1)
    second = seconds_now()
    said = (text_payload(f"wamid.{n}", words, second=second) for n, words in enumerate((first, then)))
    await inbox.takes_in(messages(inbox.part, *said))
    await inbox.work(*WORK)
    (only,) = await orders(inbox)
    assert isinstance(only, Order)
    assert only.status is OrderStatus.PENDING


@pytest.mark.parametrize("first", ["hola", "buenas", "gracias"])
def test_behind_a_greeting_a_cancel_is_one(first: str) -> None:
    assert len(with_joined([text(first), text("cancela mi pedido")])) == 2


@pytest.mark.parametrize(
    "words",
    [
        *("cancel one of my orders", "cancel 1 of my orders", "please cancel one of the orders"),
        *("cancel the last of my orders", "cancela una de las dos", "cancela un de mis pedidos"),
        *("cancela uno de los dos", "cancela um dos meus pedidos", "cancela uma das duas"),
    ],
)
def test_one_of_several_is_asked_about(words: str) -> None:
    assert cancelled(turn(text(words), known=TWO)) == []


@pytest.mark.parametrize(
    "words",
    [
        *(
            "do you cancel orders",
            "do you guys cancel orders",
            "can you cancel orders",
            "pode cancelar pedidos",
        ),
        *(
            "podéis cancelar pedidos",
            "podeis cancelar un pedido",
            "can I cancel an order",
            "se puede cancelar",
        ),
        *("o cancelo", "or I cancel", "ou cancelo"),
        *("cancela una", "cancel one", "cancela um", "cancela las dos", "cancela uno", "cancela la mitad"),
    ],
)
def test_a_question_in_general_or_a_part_is_asked_about(words: str) -> None:
    assert cancelled(turn(text(words), known=ONE)) == []


@pytest.mark.parametrize(
    "words",
    [
        *("cancela el 1041 y el otro me lo quedo", "cancela el 1041 y hazme otro igual con 3 tazas"),
        *(
            "anula el 1041 que he hecho otro",
            "cancela el 1041 por otro motivo",
            "cancel 1041, keep the other",
        ),
        *("cancela o 1041, vou fazer outra encomenda",),
    ],
)
@pytest.mark.parametrize("known", [ONE, TWO], ids=["one", "two"])
def test_the_number_that_is_named_is_the_one_that_is_meant(words: str, known: BotFacts) -> None:
    answer = turn(text(words), known=known)
    said = words_of(answer)
    assert "1041" in said
    assert "1042" not in said
    assert cancelled(answer) in ([], [1041])


@pytest.mark.parametrize("words", ["cancela el otro, el 1041 me lo quedo", "cancel the other one, not 1041"])
def test_the_other_is_the_one_that_is_not_named(words: str) -> None:
    assert "1042" in words_of(turn(text(words), known=TWO))


@pytest.mark.parametrize(
    "words", ["sí, no lo quiero", "si no lo quiero ya", "yes, I don't want it", "sim, não quero"]
)
def test_a_yes_with_its_reason_is_a_yes(words: str) -> None:
    asked = turn(text("creo que voy a cancelar el pedido"), known=ONE)
    assert reasons(asked) == ["bot.ask_cancel"]
    assert "bot.order_kept" not in reasons(turn(text(words), known=ONE, after=asked))


@pytest.mark.parametrize(
    "words", ["no, no lo quiero", "no lo quiero", "no quiero ese pedido", "I don't want it"]
)
def test_what_is_not_wanted_is_not_kept(words: str) -> None:
    asked = turn(text("creo que voy a cancelar el pedido"), known=ONE)
    said = reasons(turn(text(words), known=ONE, after=asked))
    assert not {"bot.order_kept", "bot.no_noted"} & set(said)


def test_of_two_that_are_named_apart_both_are_asked_about() -> None:
    said = words_of(turn(text("cancela el 1041"), text("y el 1042"), known=TWO))
    assert "1041" in said
    assert "1042" in said


def test_who_keeps_another_keeps_not_the_one_that_was_asked_about() -> None:
    asked = turn(text("cancela el 1041"), text("el 1042 lo quiero"), known=TWO)
    assert "bot.order_kept" not in reasons(asked)
