"""An order is cancelled only by words that say nothing else: in doubt one tap decides."""

import pytest

from shop.bot.actions import CancelOrder
from shop.bot.dialogue.respond import respond
from shop.bot.facts import BotDecision, BotState
from shop.inbox.conversations.models import Holder
from tests.bot.facts import facts, order, reasons, text, turn, words_of

ONE = facts(orders=(order(1042),))
TWO = facts(orders=(order(1042), order(1041)))


def cancelled(answer: BotDecision) -> list[int]:
    """The numbers of the orders that the answer cancels."""
    return [action.order_id.int for action in answer.actions if isinstance(action, CancelOrder)]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "cancelar",
            "cancela el pedido",
            "quiero cancelar mi pedido por favor",
            "cancélalo",
            "anula el pedido ya",
        ),
        *("cancel", "please cancel my order", "I want to cancel it", "cancel order no. 1042"),
        *("cancelar", "quero cancelar o meu pedido", "cancela a encomenda, por favor"),
    ],
)
def test_what_says_nothing_else_cancels(words: str) -> None:
    assert cancelled(turn(text(words), known=ONE)) == [1042]


@pytest.mark.parametrize(
    "words",
    [
        *("mi marido canceló su viaje y necesito algo para él", "me canceló el banco la tarjeta"),
        *("cancela la reserva de mesa", "cancela mi cita del martes", "anula el descuento"),
        *("cancela el envío urgente", "cancela una taza del pedido", "cancela la taza pero deja los platos"),
        *(
            "noise cancelling headphones?",
            "did you cancel my order?",
            "I didn't cancel!",
            "cancel one of the mugs",
        ),
        *("cancela só a caneca", "cancelei a viagem e preciso de um presente"),
    ],
)
def test_what_may_be_about_something_else_cancels_nothing(words: str) -> None:
    assert cancelled(turn(text(words), known=ONE)) == []


@pytest.mark.parametrize(
    "words",
    [
        *(
            "no canceles el 1042, cancela el 1041",
            "cancela el 1041 y no canceles el 1042",
            "ya no quiero el 1041",
        ),
        *("anula el 1041 y deja el 1042", "cancel #1041 but keep 1042", "delete order 1041"),
        *("desiste do pedido 1041", "cancela o 1041 mas mantém o 1042"),
    ],
)
def test_only_the_order_that_is_not_to_be_kept_is_asked_about(words: str) -> None:
    asked = turn(text(words), known=TWO)
    assert cancelled(asked) == []
    assert reasons(asked) == ["bot.ask_cancel"]
    assert "1041" in words_of(asked)
    assert "1042" not in words_of(asked)


@pytest.mark.parametrize(
    "words",
    ["anula el 1041 y deja el 1042", "cancel #1041 but keep 1042", "cancela todo menos el 1041"],
)
def test_a_number_that_is_to_be_kept_is_asked_about(words: str) -> None:
    assert cancelled(turn(text(words), known=TWO)) == []


@pytest.mark.parametrize(
    "words",
    [
        *(
            "el 1041 no",
            "no, el 1041 no",
            "no cancela 1041",
            "cuándo llega el 1041",
            "¿y el 1041?",
            "ya pagué 1041",
        ),
        *("quiero pagar el 1041", "todo bien", "a todos, gracias", "son todos regalos", "todos menos 1041"),
    ],
)
def test_after_which_order_only_a_number_alone_answers(words: str) -> None:
    asked = turn(text("cancelar"), known=TWO)
    assert cancelled(turn(text(words), known=TWO, after=asked)) == []


@pytest.mark.parametrize(
    "words", ["1041", "el 1041", "el pedido 1041 por favor", "no. 1041", "1041, gracias"]
)
def test_after_which_order_a_number_alone_answers(words: str) -> None:
    asked = turn(text("cancelar"), known=TWO)
    assert cancelled(turn(text(words), known=TWO, after=asked)) == [1041]


@pytest.mark.parametrize("words", ["los dos", "ambos", "both", "todos", "as duas", "los dos, por favor"])
def test_after_which_order_both_answers(words: str) -> None:
    asked = turn(text("cancelar"), known=TWO)
    assert sorted(cancelled(turn(text(words), known=TWO, after=asked))) == [1041, 1042]


@pytest.mark.parametrize("words", ["vale", "sí", "1041", "los dos"])
def test_what_is_said_to_a_person_answers_no_older_question_of_the_bot(words: str) -> None:
    asked = turn(text("cancelar"), known=TWO)
    held = facts(orders=(order(1042), order(1041)), holder=Holder.PERSON)
    assert cancelled(turn(text(words), known=held, after=asked)) == []


def test_after_a_miss_a_yes_brings_the_question_again() -> None:
    state: BotState = turn(text("¿puedo cancelar el pedido?"), known=ONE).state
    missed = respond(state, [text("espera un momentito que miro")], ONE)
    again = respond(missed.state, [text("sí")], ONE)
    assert (cancelled(again), reasons(again)) == ([], ["bot.ask_cancel"])
    assert cancelled(respond(again.state, [text("sí")], ONE)) == [1042]
