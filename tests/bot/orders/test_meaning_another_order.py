"""Nobody's order is closed because it is the only one that can be: words that choose another, or keep it, are heeded."""

from datetime import timedelta

import pytest
from msgspec import structs

from shop.bot.actions import CancelOrder
from shop.bot.dialogue import respond
from shop.bot.facts import BotDecision, BotFacts
from shop.orders.models import OrderStatus
from tests.bot.facts import MONDAY_NOON, facts, order, reasons, text, turn, words_of

NEWER_PAID = facts(orders=(order(1042, OrderStatus.PAID), order(1041)))
OLDER_PAID = facts(orders=(order(1042), order(1041, OrderStatus.PAID)))
ONE = facts(orders=(order(1041),))
TWO = facts(orders=(order(1042), order(1041)))


def cancelled(answer: BotDecision) -> list[int]:
    return [action.order_id.int for action in answer.actions if isinstance(action, CancelOrder)]


@pytest.mark.parametrize("known", [NEWER_PAID, OLDER_PAID], ids=["newer paid", "older paid"])
@pytest.mark.parametrize(
    "words",
    [
        *("cancela el último", "cancel my last order", "cancelar meu último pedido", "cancel my first order"),
        *("cancela o primeiro", "cancela o pedido anterior", "cancela mi otro pedido", "cancel the old one"),
        *(
            "cancela el pedido de 32,90",
            "cancel the €32.90 order",
            "cancela el pedido del 22/11",
            "cancela el 41",
        ),
    ],
)
def test_words_that_choose_are_asked_about_though_one_alone_could_be_cancelled(
    words: str, known: BotFacts
) -> None:
    assert cancelled(turn(text(words), known=known)) == []


@pytest.mark.parametrize("words", ["cancela mi último pedido", "cancel my order", "cancelar"])
def test_with_one_order_in_all_there_is_nothing_to_choose(words: str) -> None:
    assert cancelled(turn(text(words), known=ONE)) == [1041]


@pytest.mark.parametrize(
    "words",
    [
        *("keep it", "I want to keep it", "yes keep it", "me lo quedo", "sí lo quiero", "claro que no"),
        *("mejor lo pago mañana", "of course not", "vou pagar amanhã", "I'll pay tomorrow", "fico com ele"),
    ],
)
def test_whoever_keeps_it_is_not_taken_at_their_next_ok(words: str) -> None:
    state = turn(text("can I cancel my order?"), known=ONE).state
    answer = respond(state, [text(words)], ONE)
    assert cancelled(answer) == []
    assert reasons(answer) in (["bot.order_kept"], ["bot.no_noted"])
    for ok in ("ok", "vale", "👍"):
        assert cancelled(respond(answer.state, [text(ok)], ONE)) == []


@pytest.mark.parametrize("ok", ["vale", "ok thanks", "ok obrigado", "👍", "perfecto"])
def test_after_something_else_an_ok_brings_the_question_again(ok: str) -> None:
    state = turn(text("¿puedo cancelar mi pedido?"), known=ONE).state
    missed = respond(state, [text("xyzzy plugh")], ONE)
    answer = respond(missed.state, [text(ok)], ONE)
    assert cancelled(answer) == []
    assert reasons(answer) == ["bot.ask_cancel"]
    assert cancelled(respond(answer.state, [text("sí")], ONE)) == [1041]


def test_nor_does_it_end_promotions() -> None:
    asked = turn(text("para"))
    missed = respond(asked.state, [text("mi madre")], facts())
    assert "OptOut" not in reasons(respond(missed.state, [text("ok")], facts()))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("cancela todos menos el 1042", 1041),
        ("cancel all except 1042", 1041),
        ("cancel everything but 1041", 1042),
        ("cancela tudo menos o 1041", 1042),
    ],
)
def test_all_but_one_asks_about_the_others(words: str, number: int) -> None:
    answer = turn(text(words), known=TWO)
    assert cancelled(answer) == []
    assert reasons(answer) == ["bot.ask_cancel"]
    assert str(number) in words_of(answer)


def just_cancelled(number: int) -> BotFacts:
    closed = structs.replace(
        order(number, OrderStatus.CANCELLED), closed_at=MONDAY_NOON - timedelta(minutes=2)
    )
    return facts(locale="en", orders=(order(1042), closed))


@pytest.mark.parametrize(
    "words", ["no, perdón, no lo canceles", "don't cancel it", "não cancele", "no canceles el 1041"]
)
def test_what_is_cancelled_already_is_not_denied(words: str) -> None:
    answer = turn(text(words), known=just_cancelled(1041))
    assert "nothing has been cancelled" not in words_of(answer)
    assert "1041 is no longer open" in words_of(answer)


def test_both_tells_of_the_paid_one_too() -> None:
    answer = turn(text("cancela los dos"), known=structs.replace(OLDER_PAID, locale="en"))
    assert cancelled(answer) == [1042]
    assert "1041 is paid" in words_of(answer)
