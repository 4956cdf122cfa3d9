"""Talking about a cart: every fit has its answer, and only the cart that waits can be taken or left."""

from uuid import UUID

import pytest

from shop.bot.actions import Question
from shop.bot.dialogue.respond import respond
from shop.bot.facts import BotState
from shop.bot.replies.cart import DROP, GO
from shop.carts.check import LineStatus
from tests.bot.carts.waiting_orders import SENT
from tests.bot.facts import (
    CART_ID,
    MONDAY_NOON,
    checked,
    facts,
    line,
    reasons,
    tap,
    text,
    turn,
    words_of,
)


def test_a_cart_that_fits_is_ordered() -> None:
    assert reasons(turn(SENT, known=facts(check=checked(line())))) == ["PlaceOrder"]


@pytest.mark.parametrize(
    ("lines", "done"),
    [
        ([line(), line(LineStatus.SHORT, left=1)], ["SaveCart"]),
        ([line(), line(LineStatus.SOLD_OUT)], ["SaveCart"]),
        ([line(), line(LineStatus.GONE)], ["SaveCart"]),
        ([line(LineStatus.SHORT, left=1)], ["SaveCart"]),
        ([line(LineStatus.SOLD_OUT)], ["bot.cart_nothing_left"]),
        ([line(LineStatus.GONE)], ["bot.cart_nothing_left"]),
        ([line(LineStatus.BAD_QUANTITY)], ["bot.cart_nothing_left"]),
        ([line(LineStatus.FOREIGN_CURRENCY)], ["bot.cart_nothing_left"]),
        ([line(), line(LineStatus.BAD_QUANTITY)], ["bot.cart_nothing_left"]),
        ([line(), line(LineStatus.FOREIGN_CURRENCY)], ["bot.cart_nothing_left"]),
        ([], ["bot.cart_empty"]),
    ],
)
def test_every_fit_of_a_cart_has_its_answer(lines: list[object], done: list[str]) -> None:
    answer = turn(SENT, known=facts(check=checked(*lines)))  # type: ignore[arg-type]
    assert reasons(answer) == done


def test_what_is_wrong_with_a_line_is_said() -> None:
    lines = [
        line(LineStatus.BAD_QUANTITY, wanted=0, name="Taza"),
        line(LineStatus.FOREIGN_CURRENCY, name="Vela"),
    ]
    words = words_of(turn(SENT, known=facts(check=checked(*lines))))
    assert "Taza: la cantidad debe estar entre 1 y 9999" in words
    assert "Vela: vendemos solo en EUR" in words


def test_yes_by_button_or_word_orders_the_rest() -> None:
    known = facts(cart_id=CART_ID, check=checked(line()))
    assert reasons(turn(tap(f"{GO}{CART_ID}"), known=known)) == ["PlaceOrder"]
    asked = BotState(asked=Question.REST, asked_at=MONDAY_NOON)
    assert reasons(respond(asked, [text("sí")], known)) == ["PlaceOrder"]


def test_no_by_button_or_word_drops_the_cart() -> None:
    known = facts(cart_id=CART_ID, check=checked(line()))
    assert reasons(turn(tap(f"{DROP}{CART_ID}"), known=known)) == ["DropCart", "bot.cart_dropped"]
    assert reasons(turn(text("no"), known=known)) == ["DropCart", "bot.cart_dropped"]


def test_yes_to_a_rest_that_is_gone_says_so() -> None:
    known = facts(cart_id=CART_ID, check=checked(line(LineStatus.SOLD_OUT)))
    for message in (tap(f"{GO}{CART_ID}"), text("sí")):
        assert reasons(turn(message, known=known)) == ["DropCart", "bot.cart_nothing_left"]


@pytest.mark.parametrize("verb", [GO, DROP])
@pytest.mark.parametrize("open_cart", [None, UUID(int=8)])
def test_a_button_of_an_old_cart_does_nothing(verb: str, open_cart: UUID | None) -> None:
    known = facts(cart_id=open_cart, check=checked(line()))
    assert reasons(turn(tap(f"{verb}{CART_ID}"), known=known)) == ["bot.cart_gone"]


@pytest.mark.parametrize("choice", ["cart:go:", "cart:go:nonsense", "something else", "marketing:maybe"])
def test_a_button_nobody_knows_is_read_as_its_words(choice: str) -> None:
    assert reasons(turn(tap(choice, "xyzzy"))) == ["bot.help"]


@pytest.mark.parametrize(
    "words",
    [
        "vale gracias",
        "ok thanks",
        "sim obrigado",
        "perfecto, gracias",
        "sí, muchas gracias",
        "sure, thank you",
    ],
)
def test_a_yes_with_thanks_to_the_offer_of_the_rest_is_a_yes(words: str) -> None:
    offered = turn(SENT, known=facts(check=checked(line(), line(LineStatus.SHORT, left=1))))
    known = facts(cart_id=CART_ID, check=checked(line()))
    assert reasons(turn(text(words), known=known, after=offered)) == ["PlaceOrder"]


@pytest.mark.parametrize("words", ["no gracias", "no, thanks", "não, obrigada", "mejor no, gracias"])
def test_a_no_with_thanks_stays_a_no(words: str) -> None:
    offered = turn(SENT, known=facts(check=checked(line(), line(LineStatus.SHORT, left=1))))
    known = facts(cart_id=CART_ID, check=checked(line()))
    assert reasons(turn(text(words), known=known, after=offered)) == ["DropCart", "bot.cart_dropped"]


def test_mere_thanks_order_nothing() -> None:
    offered = turn(SENT, known=facts(check=checked(line(), line(LineStatus.SHORT, left=1))))
    known = facts(cart_id=CART_ID, check=checked(line()))
    assert reasons(turn(text("gracias"), known=known, after=offered)) == ["bot.thanks"]
