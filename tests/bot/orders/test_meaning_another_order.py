"""Nobody's order is closed because it is the only one that can be: words that choose another, or keep it, are heeded."""

from datetime import timedelta

import pytest
from msgspec import structs

from shop.bot.actions import CancelOrder
from shop.bot.dialogue.respond import respond
from shop.bot.facts import BotDecision, BotFacts
from shop.inbox.conversations.models import Holder
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
def test_whoever_keeps_it_hears_how_to_pay_it_and_is_not_taken_at_their_next_ok(words: str) -> None:
    state = turn(text("can I cancel my order?"), known=ONE).state
    answer = respond(state, [text(words)], ONE)
    assert cancelled(answer) == []
    assert reasons(answer) in (["bot.order_kept"], ["bot.no_noted"])
    assert ("https://shop.test/pay/abc" in words_of(answer)) is (reasons(answer) == ["bot.order_kept"])
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


@pytest.mark.parametrize(
    "words",
    [
        *(
            "Quiero el 1042, cancela el otro",
            "I want 1042, cancel the other",
            "quero o 1042, cancela o outro",
        ),
        *("me quedo el 1042 y cancela el otro", "quédate con el 1042 y cancela el resto"),
        *(
            "cancel the other one, not 1042",
            "fico com o 1042 e cancela o outro",
            "el 1042 lo pago, cancela el otro",
        ),
    ],
)
def test_the_other_is_not_the_one_that_is_named(words: str) -> None:
    answer = turn(text(words), known=TWO)
    assert cancelled(answer) == []
    assert "1042" not in words_of(answer)


@pytest.mark.parametrize("words", ["cancela el 1041 o el 1042", "cancela 1041 o 1042", "cancel 1041 or 1042"])
def test_of_two_that_are_offered_one_asks_which(words: str) -> None:
    answer = turn(text(words), known=TWO)
    assert (cancelled(answer), reasons(answer)) == ([], ["bot.which_order_cancel"])


@pytest.mark.parametrize(
    "words", ["cancela o 1041 e o 1042", "cancela 1041 y 1042", "cancel 1041 and 1042 please"]
)
def test_both_that_are_named_are_cancelled(words: str) -> None:
    assert sorted(cancelled(turn(text(words), known=TWO))) == [1041, 1042]


@pytest.mark.parametrize("known", [NEWER_PAID, OLDER_PAID], ids=["newer paid", "older paid"])
@pytest.mark.parametrize(
    "words", ["cancélalo", "cancel it please", "cancela esse pedido", "anúlalo", "cancelar"]
)
def test_a_pronoun_may_mean_the_one_that_was_spoken_of(words: str, known: BotFacts) -> None:
    answer = turn(text(words), known=known)
    assert cancelled(answer) == []
    assert reasons(answer) == ["bot.ask_cancel"]


@pytest.mark.parametrize(
    "between",
    [
        "espera",
        "wait",
        "um momento",
        "lo pienso",
        "luego te digo",
        "xyzzy",
        "hola",
        "¿qué horario tenéis?",
        "jajaja",
    ],
)
@pytest.mark.parametrize("yes", ["ok", "vale", "sí", "yes please"])
def test_no_yes_counts_once_something_else_was_said(between: str, yes: str) -> None:
    state = turn(text("¿puedo cancelar mi pedido?"), known=ONE).state
    passed = respond(state, [text(between)], ONE)
    assert cancelled(respond(passed.state, [text(yes)], ONE)) == []


@pytest.mark.parametrize("holder", [Holder.NOBODY, Holder.PERSON])
def test_nor_while_somebody_else_holds_the_conversation(holder: Holder) -> None:
    held = structs.replace(ONE, holder=holder)
    state = turn(text("can I cancel?"), known=held).state
    passed = respond(state, [text("¿seguís ahí?")], held)
    assert cancelled(respond(passed.state, [text("ok")], held)) == []


@pytest.mark.parametrize(
    "words", ["todo", "todo ok", "todo perfecto", "no voy a cancelarlo", "cancelarlo no"]
)
def test_what_is_no_clear_yes_cancels_nothing(words: str) -> None:
    state = turn(text("¿puedo cancelar mi pedido?"), known=ONE).state
    answer = respond(state, [text(words)], ONE)
    assert cancelled(answer) == []


@pytest.mark.parametrize(
    "words",
    [
        *(
            "where is my order",
            "quiero el pedido",
            "I want my order",
            "quiero pagar mi pedido",
            "ya pagué mi pedido",
        ),
        *(
            "el pedido no ha llegado",
            "no el pedido",
            "el otro pedido",
            "I want the messages",
            "keep the messages",
        ),
    ],
)
def test_after_which_is_unwanted_only_a_bare_name_counts(words: str) -> None:
    asked = turn(text("no quiero nada"), known=ONE)
    assert reasons(asked) == ["bot.which_unwanted"]
    answer = respond(asked.state, [text(words)], ONE)
    assert cancelled(answer) == []
    assert "OptOut" not in reasons(answer)


@pytest.mark.parametrize("words", ["cancel", "sí, cancela", "cancela"])
def test_to_cancel_after_the_question_of_promotions_is_about_them(words: str) -> None:
    asked = turn(text("How do I unsubscribe?"), known=ONE)
    answer = respond(asked.state, [text(words)], ONE)
    assert cancelled(answer) == []
    assert "OptOut" in reasons(answer)
