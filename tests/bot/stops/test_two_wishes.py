"""An answer and a wish, a stop and a question: two wishes in one message both count."""

import pytest

from shop.bot.actions import CancelOrder, HandOver, OptOut
from tests.bot.facts import facts, order, reasons, text, turn

ONE = facts(orders=(order(1041),))


@pytest.mark.parametrize(
    "words",
    [
        *("sí, y no me mandéis más ofertas", "sí, dadme de baja", "yes, and stop texting me"),
        *("yes, and take me off your list", "sim, e não quero mais promoções"),
    ],
)
def test_a_yes_to_a_person_and_a_stop_are_both_heard(words: str) -> None:
    offered = turn(text("la taza llegó rota"), known=ONE)
    done = turn(text(words), known=ONE, after=offered).actions
    assert any(isinstance(each, OptOut) for each in done)
    assert any(isinstance(each, HandOver) for each in done)


@pytest.mark.parametrize(
    "words",
    [
        *("sí. ¿y mi pedido?", "sí, y también cancela el pedido", "sí, gracias. ¿cuándo llega el pedido?"),
        *("yes, but keep me posted on my order", "sim, mas quero saber do meu pedido"),
    ],
)
def test_a_yes_to_the_stop_with_something_besides_stops(words: str) -> None:
    asked = turn(text("sin promociones"), known=ONE)
    assert reasons(asked) == ["consent.asked_to_stop"]
    assert "OptOut" in reasons(turn(text(words), known=ONE, after=asked))


def test_of_two_orders_and_a_stop_both_are_asked_about() -> None:
    two = facts(orders=(order(1042), order(1041)))
    asked = turn(text("cancela"), known=two)
    done = turn(text("los dos y no más publicidad"), known=two, after=asked)
    assert any(isinstance(each, OptOut) for each in done.actions)
    assert any(each.startswith("bot.ask_cancel") or each == "CancelOrder" for each in reasons(done))


def test_a_question_and_a_stop_in_one_message_both_count() -> None:
    done = reasons(turn(text("where's my parcel? also unsubscribe me please"), known=ONE))
    assert "OptOut" in done


@pytest.mark.parametrize("words", ["sí, cancélalo", "sí, cancela el pedido", "yes, cancel it"])
def test_a_yes_that_says_what_it_agrees_to_is_one_answer(words: str) -> None:
    asked = turn(text("¿se puede cancelar el pedido?"), known=ONE)
    cancels = [
        each for each in turn(text(words), known=ONE, after=asked).actions if isinstance(each, CancelOrder)
    ]
    assert len(cancels) == 1


@pytest.mark.parametrize(
    "words",
    [
        *("dame de baja también", "dame de baja hoy mismo", "baja. Un saludo, Ana", "unsubscribe me today"),
        *(
            "stop. Regards, Ana",
            "para ya de mandar mensajes",
            "no sigan enviando",
            "dejenme tranquilo por favor",
        ),
        *(
            "les he pedido varias veces que no me escriban",
            "cansei de receber mensagem",
            "dme de baja",
            "oye baja",
        ),
    ],
)
def test_idle_words_and_a_signature_take_nothing_from_a_stop(words: str) -> None:
    assert "OptOut" in reasons(turn(text(words)))


@pytest.mark.parametrize(
    "words",
    [
        *("dejadlo en recepción y no me avisen", "déjalo con el portero y no me escribas"),
        *("leave it at the door and don't text me", "pode deixar na portaria, não me mande mensagem"),
        "no me aviséis por teléfono, estoy trabajando",
    ],
)
def test_what_is_said_to_a_porter_or_of_a_telephone_ends_no_promotions(words: str) -> None:
    assert "OptOut" not in reasons(turn(text(words)))
