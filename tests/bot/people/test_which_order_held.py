"""While a person holds the conversation, the bot's own question is answered all the same, until the person writes."""

from datetime import timedelta

import pytest

from shop.bot.facts import BotFacts
from shop.inbox.conversations.models import Holder
from tests.bot.facts import MONDAY_NOON, facts, order, reasons, text, turn

HELD = MONDAY_NOON - timedelta(minutes=9)
ORDERS = (order(1042), order(1041))
TWO = facts(orders=ORDERS, holder=Holder.PERSON, held_since=HELD, person_wrote_at=HELD)
LATER = MONDAY_NOON + timedelta(minutes=1)


@pytest.mark.parametrize(
    ("asks", "names"), [("cancela", "1041"), ("cancel", "order 1041"), ("cancelar", "o 1041")]
)
def test_the_number_cancels_that_order(asks: str, names: str) -> None:
    asked = turn(text(asks), known=TWO)
    assert reasons(asked) == ["bot.which_order_cancel"]
    assert reasons(turn(text(names), known=TWO, after=asked)) == ["CancelOrder", "bot.cancelled"]


@pytest.mark.parametrize("words", ["sí", "yes, please", "sim"])
def test_a_yes_to_the_bots_question_cancels(words: str) -> None:
    known = facts(orders=(order(1041),), holder=Holder.PERSON, held_since=HELD)
    asked = turn(text("¿puedo cancelar?"), known=known)
    assert reasons(asked) == ["bot.ask_cancel"]
    assert reasons(turn(text(words), known=known, after=asked)) == ["CancelOrder", "bot.cancelled"]


@pytest.mark.parametrize(
    "known",
    [
        facts(at=LATER, orders=ORDERS, holder=Holder.PERSON, held_since=HELD, person_wrote_at=LATER),
        facts(at=LATER, orders=ORDERS, holder=Holder.PERSON, held_since=LATER),
    ],
)
@pytest.mark.parametrize("words", ["1041", "sí", "los dos", "both"])
def test_once_the_person_has_said_something_it_is_said_to_them(words: str, known: BotFacts) -> None:
    asked = turn(text("cancela"), known=TWO)
    assert "CancelOrder" not in reasons(turn(text(words), known=known, after=asked))


@pytest.mark.parametrize("words", ["1041?", "1099", "gracias", "hola"])
def test_what_is_no_answer_cancels_nothing(words: str) -> None:
    asked = turn(text("cancela"), known=TWO)
    assert "CancelOrder" not in reasons(turn(text(words), known=TWO, after=asked))
