"""A yes counts for the question just asked: after other talk a cart is shown again before it is ordered."""

from datetime import timedelta
from uuid import UUID

import pytest

from shop.bot.actions import Question
from shop.bot.dialogue.respond import respond
from shop.bot.facts import BotFacts, BotState
from shop.carts.check import LineStatus
from tests.bot.carts.waiting_orders import waiting
from tests.bot.facts import CART_ID, MONDAY_NOON, checked, facts, line, order, reasons, tap, text, turn

REST = facts(cart_id=CART_ID, check=checked(line(), line(LineStatus.SOLD_OUT, name="Plato")))
WHOLE = facts(cart_id=CART_ID, check=checked(line()))  # what could be had of it was kept
SECOND = facts(cart_id=CART_ID, check=checked(line()), waiting_order=waiting({UUID(int=7): 1}))


def asked(question: Question, *, passed: bool) -> BotState:
    return BotState(asked=question, asked_at=MONDAY_NOON, is_passed=passed)


@pytest.mark.parametrize("yes", ["sí", "vale", "ok", "yes", "👍"])
@pytest.mark.parametrize(
    ("question", "known", "again"),
    [(Question.REST, REST, "bot.cart_part"), (Question.SECOND, SECOND, "bot.cart_second")],
)
def test_after_other_talk_the_cart_is_shown_again(
    yes: str, question: Question, known: BotFacts, again: str
) -> None:
    answer = respond(asked(question, passed=True), [text(yes)], known)
    assert reasons(answer) == [again]
    assert (answer.state.asked, answer.state.is_passed) == (question, False)


@pytest.mark.parametrize("yes", ["sí", "vale", "ok"])
def test_right_behind_the_question_a_yes_orders_the_rest(yes: str) -> None:
    assert reasons(respond(asked(Question.REST, passed=False), [text(yes)], REST)) == ["PlaceOrder"]


def test_a_tap_counts_whenever_it_comes() -> None:
    answer = respond(asked(Question.REST, passed=True), [tap(f"cart:go:{CART_ID}")], REST)
    assert reasons(answer) == ["PlaceOrder"]


@pytest.mark.parametrize("no", ["no", "mejor no"])
def test_a_no_drops_it_whenever_it_comes(no: str) -> None:
    answer = respond(asked(Question.REST, passed=True), [text(no)], REST)
    assert reasons(answer) == ["DropCart", "bot.cart_dropped"]


@pytest.mark.parametrize("words", ["cancela el otro", "cancel the other one", "cancela o outro"])
def test_the_other_that_is_cancelled_beside_a_cart_is_the_order(words: str) -> None:
    known = facts(
        cart_id=CART_ID,
        check=checked(line()),
        waiting_order=waiting({UUID(int=7): 1}),
        orders=(order(1041),),
    )
    answer = respond(asked(Question.SECOND, passed=False), [text(words)], known)
    assert reasons(answer) == ["ReplaceOrder", "bot.order_replaced", "PlaceOrder"]


def test_talk_between_lets_the_question_pass() -> None:
    first = respond(asked(Question.REST, passed=False), [text("horario")], REST)
    assert reasons(turn(text("vale"), known=REST, after=first)) == ["bot.cart_part"]


@pytest.mark.parametrize("yes", ["ok", "vale", "sí"])
@pytest.mark.parametrize("question", [None, Question.STATUS])
@pytest.mark.parametrize("known", [REST, WHOLE], ids=["rest", "whole"])
def test_a_yes_of_another_day_orders_no_old_cart(
    yes: str, question: Question | None, known: BotFacts
) -> None:
    old = BotState(asked=question, asked_at=MONDAY_NOON - timedelta(days=2))
    assert reasons(respond(old, [text(yes)], known)) == ["bot.cart_part"]
