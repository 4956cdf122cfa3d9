"""After "shall I cancel it?": yes and no in other words, a question before it, and which order was spoken of."""

from datetime import timedelta

import pytest

from shop.bot.facts import BotFacts
from shop.orders.models import OrderStatus
from tests.bot.facts import MONDAY_NOON, facts, order, reasons, text, turn, words_of

CANCELLED = ["CancelOrder", "bot.cancelled"]
ONE = facts(orders=(order(1041),))
TWO = facts(orders=(order(1042), order(1041)))


@pytest.mark.parametrize(
    "words",
    [
        *(
            "hazlo",
            "hacedlo",
            "confirmo",
            "exacto",
            "que sí",
            "adelante",
            "sí, hazlo",
            "que sí, cancélalo",
            "eso es",
        ),
        *(
            "que lo canceles",
            "te he dicho que lo canceles",
            "que sí, cancela el 1041",
            "quiero que lo anules",
        ),
        *(
            "please do",
            "do it",
            "go ahead",
            "yes, do it",
            "confirm",
            "I said cancel it",
            "absolutely",
            "yes, cancel 1041",
        ),
        *(
            "pode sim",
            "pode",
            "faz isso",
            "faça isso",
            "confirmo",
            "isso mesmo",
            "já disse, cancela",
            "pode cancelar",
        ),
        *("podes", "sim, podes cancelar", "exatamente", "cancela lá", "podes avançar"),
    ],
)
def test_a_yes_in_other_words_cancels(words: str) -> None:
    asked = turn(text("¿puedo cancelar el pedido?"), known=ONE)
    assert reasons(asked) == ["bot.ask_cancel"]
    assert reasons(turn(text(words), known=ONE, after=asked)) == CANCELLED


@pytest.mark.parametrize(
    "words",
    [
        *(
            "no, déjalo",
            "mejor no",
            "dejadlo",
            "he cambiado de idea",
            "no, me lo he pensado mejor",
            "déjalo estar",
        ),
        *("i changed my mind", "no, leave it", "don't do anything", "on second thought, no", "leave it be"),
        *("deixa", "deixa estar", "melhor não", "mudei de ideia", "não, deixa", "deixem", "pensei melhor"),
    ],
)
def test_a_no_in_other_words_keeps_the_order(words: str) -> None:
    asked = turn(text("¿puedo cancelar el pedido?"), known=ONE)
    answer = turn(text(words), known=ONE, after=asked)
    assert reasons(answer)[0] in ("bot.order_kept", "bot.no_noted")
    assert "CancelOrder" not in reasons(answer)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "sí, he cambiado de idea",
            "yes, I changed my mind",
            "sim, mudei de ideia",
            "si lo cancelo",
            "¿lo hago?",
        ),
        *("cancela el otro", "cancela el 1042", "confirmo?", "pode?", "que lo canceles 😂", "no, cancélalo"),
    ],
)
def test_what_may_mean_something_else_cancels_nothing(words: str) -> None:
    asked = turn(text("¿puedo cancelar el pedido?"), known=ONE)
    assert "CancelOrder" not in reasons(turn(text(words), known=ONE, after=asked))


@pytest.mark.parametrize("words", ["hazlo", "please do", "faz isso", "confirmo", "que lo canceles"])
def test_a_yes_that_comes_after_other_talk_is_asked_about_again(words: str) -> None:
    asked = turn(text("¿puedo cancelar el pedido?"), known=ONE)
    passed = turn(text("xyzzy"), known=ONE, after=asked)
    assert reasons(turn(text(words), known=ONE, after=passed)) == ["bot.ask_cancel"]


@pytest.mark.parametrize(
    "words",
    [
        "sí, pero quiero otro",
        "bueno",
        "please",
        "venga va",
        "ya",
        "yes but how long",
        "sim, mas e o dinheiro",
    ],
)
def test_a_yes_that_says_more_or_less_is_asked_about_again(words: str) -> None:
    asked = turn(text("¿puedo cancelar el pedido?"), known=ONE)
    assert reasons(turn(text(words), known=ONE, after=asked)) == ["bot.ask_cancel"]


@pytest.mark.parametrize(
    "words",
    [
        "cancela mi pedido y no me escribáis más",
        "sí cancela y no me escribáis más",
        "cancel my order and stop messaging me",
    ],
)
def test_a_cancel_and_a_stop_in_one_sentence_both_happen(words: str) -> None:
    assert {"OptOut", "CancelOrder"} <= set(reasons(turn(text(words), known=ONE)))


@pytest.mark.parametrize("words", ["hazlo", "do it", "faz isso", "confirmo", "right"])
def test_where_nothing_was_asked_it_cancels_nothing(words: str) -> None:
    assert reasons(turn(text(words), known=ONE)) == ["bot.help"]


@pytest.mark.parametrize("shrug", ["vale", "ok", "okay", "perfecto", "gracias", "beleza", "👍", "entendido"])
@pytest.mark.parametrize(
    "words",
    [
        *(
            "¿si no pago se cancela?",
            "¿qué pasa si cancelo?",
            "¿me cobráis por cancelar?",
            "si no pago se cancela solo",
        ),
        *(
            "what happens if i cancel?",
            "does it cancel if i don't pay?",
            "will it get cancelled automatically?",
        ),
        *("o que acontece se eu cancelar?", "se eu não pagar cancela sozinho?", "e se eu cancelar?"),
    ],
)
def test_a_shrug_at_what_was_asked_and_told_cancels_nothing(words: str, shrug: str) -> None:
    told = turn(text(words), known=ONE)
    assert reasons(told) == ["bot.cancelling_told"]
    assert "72" in words_of(told)
    assert "CancelOrder" not in reasons(turn(text(shrug), known=ONE, after=told))


@pytest.mark.parametrize("yes", ["sí", "yes", "sim", "hazlo"])
def test_a_plain_yes_to_what_was_told_brings_the_question(yes: str) -> None:
    told = turn(text("¿si no pago se cancela?"), known=ONE)
    asked = turn(text(yes), known=ONE, after=told)
    assert reasons(asked) == ["bot.ask_cancel"]
    assert reasons(turn(text("vale"), known=ONE, after=asked)) == CANCELLED


@pytest.mark.parametrize(
    "words", ["¿puedo cancelar?", "¿cómo se cancela?", "how do I cancel?", "posso cancelar?"]
)
def test_who_asks_whether_they_may_is_asked_whether_to(words: str) -> None:
    assert reasons(turn(text(words), known=ONE)) == ["bot.ask_cancel"]


@pytest.mark.parametrize("question", ["¿si cancelo me devolvéis el dinero?", "what happens if I cancel?"])
def test_of_a_paid_order_a_person_is_offered(question: str) -> None:
    known = facts(orders=(order(1041, OrderStatus.PAID),))
    assert reasons(turn(text(question), known=known)) == ["bot.nothing_to_cancel"]


@pytest.mark.parametrize(
    "words",
    [
        "cancélalo",
        "anúlalo",
        "cancela el pedido",
        "cancel it",
        "please cancel it",
        "cancela-o",
        "cancela ele",
        "cancela",
    ],
)
@pytest.mark.parametrize(
    "question", ["¿cómo va el 1041?", "where is order 1041?", "1041", "cadê o pedido 1041?"]
)
def test_the_order_that_was_just_told_of_is_meant(question: str, words: str) -> None:
    told = turn(text(question), known=TWO)
    asked = turn(text(words), known=TWO, after=told)
    assert reasons(asked) == ["bot.ask_cancel"]
    assert "1041" in words_of(asked)
    assert reasons(turn(text("sí"), known=TWO, after=asked)) == CANCELLED


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("cancela el 1042", CANCELLED),
        ("cancela el otro", ["bot.ask_cancel"]),
        ("cancela los dos", [*CANCELLED, "CancelOrder"]),
        ("cancela el último", ["bot.which_order_cancel"]),
    ],
)
def test_words_that_choose_another_mean_another(words: str, done: list[str]) -> None:
    told = turn(text("¿cómo va el 1041?"), known=TWO)
    answer = turn(text(words), known=TWO, after=told)
    assert reasons(answer)[: len(done)] == done or "1042" in words_of(answer)


def test_of_two_that_were_told_of_none_is_meant() -> None:
    told = turn(text("1041 y 1042"), known=TWO)
    assert reasons(turn(text("cancélalo"), known=TWO, after=told)) == ["bot.which_order_cancel"]


def test_the_next_day_it_is_asked_which() -> None:
    told = turn(text("1041"), known=TWO)
    later = facts(orders=TWO.orders, at=MONDAY_NOON + timedelta(hours=2))
    assert reasons(turn(text("cancélalo"), known=later, after=told)) == ["bot.which_order_cancel"]


def test_a_paid_one_that_was_told_of_goes_to_a_person_and_no_other_is_cancelled() -> None:
    known: BotFacts = facts(orders=(order(1042), order(1041, OrderStatus.PAID)))
    told = turn(text("¿cómo va el 1041?"), known=known)
    assert reasons(turn(text("cancélalo"), known=known, after=told)) == ["bot.paid_not_cancelled"]
