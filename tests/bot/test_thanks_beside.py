"""Thanks beside something else: the rest is what is answered, and nobody's question is dropped for politeness."""

import pytest

from shop.bot.actions import NoteWaiting
from shop.inbox.conversations.models import Holder
from tests.bot.facts import facts, reasons, text, turn

ASKED = [
    *("podéis enviar a Canarias? gracias", "y a Baleares? gracias", "me contestáis por favor? gracias"),
    *(
        "gracias, puedes mirar si hay stock?",
        "gracias pero sigo sin saber la talla que me va",
        "obrigada, e o frete?",
    ),
    *("thanks, what about the other one?", "pues gracias, espero vuestra respuesta sobre la talla"),
]
POLITE = [
    "gracias",
    "mil gracias guapa",
    "muchas gracias por la atención",
    "thanks a lot for your help",
    "obrigada viu",
]


@pytest.mark.parametrize("words", ASKED)
def test_a_question_with_thanks_is_a_question(words: str) -> None:
    assert "bot.thanks" not in reasons(turn(text(words)))


@pytest.mark.parametrize("words", ASKED)
def test_while_a_person_holds_the_talk_it_waits_for_them(words: str) -> None:
    answer = turn(text(words), known=facts(holder=Holder.PERSON))
    assert NoteWaiting() in answer.actions


@pytest.mark.parametrize("words", POLITE)
def test_mere_thanks_are_met_by_thanks_and_need_nobody(words: str) -> None:
    assert reasons(turn(text(words))) == ["bot.thanks"]


@pytest.mark.parametrize("words", ["gracias", "vale gracias", "muchas gracias por la ayuda", "ok, adiós"])
def test_mere_thanks_leave_nobody_waiting(words: str) -> None:
    assert turn(text(words), known=facts(holder=Holder.PERSON)).actions == ()
