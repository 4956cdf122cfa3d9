"""A cancel, a yes or a number that the next words may take back, or that is said in doubt, is asked about."""

import pytest

from shop.bot.actions import CancelOrder
from shop.bot.dialogue.respond import respond
from shop.bot.facts import BotDecision
from tests.bot.facts import facts, order, text, turn, words_of

ONE = facts(orders=(order(1041),))
TWO = facts(orders=(order(1042), order(1041)))


def cancelled(answer: BotDecision) -> list[int]:
    return [action.order_id.int for action in answer.actions if isinstance(action, CancelOrder)]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        *(
            ("cancela mi pedido", "no lo canceles"),
            ("cancela", "no"),
            ("cancel", "wait"),
            ("cancela", "olvídalo"),
        ),
        *(
            ("cancel my order", "actually keep it"),
            ("cancela o pedido", "mentira"),
            ("cancela mi pedido", "era broma"),
        ),
        *(
            ("cancela", "me equivoqué de chat"),
            ("cancel my order", "my daughter is in hospital from your cookies"),
        ),
    ],
)
def test_what_may_be_taken_back_in_the_next_message_is_asked_about(first: str, then: str) -> None:
    answer = turn(text(first), text(then), known=ONE)
    assert cancelled(answer) == []
    assert "I have cancelled" not in words_of(answer)


@pytest.mark.parametrize("then", ["no, el 1041", "perdón 1041", "sorry, 1041", "I meant 1041", "1041"])
def test_another_number_in_the_next_message_is_asked_about(then: str) -> None:
    assert cancelled(turn(text("cancela el 1042"), text(then), known=TWO)) == []


@pytest.mark.parametrize("yes", ["sí", "yes", "ok", "vale", "👍"])
@pytest.mark.parametrize("then", ["no lo canceles", "mejor no", "wait", "me lo quedo", "how do I pay?"])
def test_nor_is_a_yes_that_goes_on(yes: str, then: str) -> None:
    state = turn(text("can I cancel my order?"), known=ONE).state
    assert cancelled(respond(state, [text(yes), text(then)], ONE)) == []


@pytest.mark.parametrize("then", ["gracias", "thanks!", "mi pedido", "adiós"])
def test_a_word_of_thanks_takes_nothing_back(then: str) -> None:
    assert cancelled(turn(text("cancela mi pedido"), text(then), known=ONE)) == [1041]


@pytest.mark.parametrize(
    "words",
    [
        *("cancel the 1042, sorry 1041", "cancela el 1042. Perdón, el 1041", "1042 gracias, cancela 1041"),
        *("cancela el 1042 (el 1041 ok)", "cancela 1041, 1042 sí", "1042? cancel 1041", "cancelé el 1042?"),
        *("ya cancelé el 1042", "cancel both?", "cancela los dos 🤔"),
    ],
)
def test_a_correction_between_numbers_is_asked_about(words: str) -> None:
    assert cancelled(turn(text(words), known=TWO)) == []


@pytest.mark.parametrize("words", ["1042, sorry 1041", "1042 perdón 1041", "no 1042", "no, 1042"])
def test_nor_are_two_numbers_cancelled_after_which(words: str) -> None:
    state = turn(text("cancelar"), known=TWO).state
    assert cancelled(respond(state, [text(words)], TWO)) == []


@pytest.mark.parametrize("yes", ["yes?", "sí?", "ok??", "ok 👎", "yes 🤔", "vale?"])
def test_a_yes_with_a_doubt_brings_the_question_again(yes: str) -> None:
    state = turn(text("can I cancel my order?"), known=ONE).state
    assert cancelled(respond(state, [text(yes)], ONE)) == []
