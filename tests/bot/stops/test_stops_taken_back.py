"""A stop that the next words take back is asked about; one that counted already stays, and it is said how it ends."""

from datetime import timedelta

import pytest

from shop.customers.models import Marketing
from tests.bot.facts import MONDAY_NOON, facts, order, reasons, text, turn

STOPPED = ["OptOut", "consent.withdrawn"]
JUST_STOPPED = facts(marketing=Marketing.WITHDRAWN, marketing_at=MONDAY_NOON - timedelta(minutes=2))
LONG_STOPPED = facts(marketing=Marketing.WITHDRAWN, marketing_at=MONDAY_NOON - timedelta(days=2))
TAKEN_BACK = [
    *(
        "no wait",
        "wait",
        "espera",
        "no, espera",
        "espera no",
        "não, espera",
        "sorry wrong chat",
        "wrong chat",
    ),
    *("perdón, me he equivocado de chat", "chat errado, desculpa", "no era para vosotros", "era para otro"),
    *(
        "that wasn't for you",
        "foi engano",
        "olvídalo",
        "ignora eso",
        "never mind",
        "era broma",
        "just kidding",
    ),
]


@pytest.mark.parametrize("then", TAKEN_BACK)
def test_in_one_breath_it_is_asked_about(then: str) -> None:
    assert reasons(turn(text("stop"), text(then))) == ["consent.asked_to_stop"]


@pytest.mark.parametrize("then", ["gracias", "ok", "¿y mi pedido?", "no me escribáis", "adiós", "no", "hola"])
def test_any_other_word_leaves_it_as_it_is(then: str) -> None:
    assert reasons(turn(text("stop"), text(then)))[:2] == STOPPED


@pytest.mark.parametrize("then", TAKEN_BACK)
def test_afterwards_it_stays_and_the_way_back_is_told(then: str) -> None:
    assert reasons(turn(text(then), known=JUST_STOPPED)) == ["consent.withdrawn"]


@pytest.mark.parametrize("then", ["sorry wrong chat", "me he equivocado de chat", "foi engano"])
def test_long_after_a_stop_it_is_a_courtesy(then: str) -> None:
    answer = reasons(turn(text(then), known=LONG_STOPPED))
    assert "consent.withdrawn" not in answer
    assert "HandOver" not in answer


@pytest.mark.parametrize("words", ["wrong number", "número equivocado", "foi engano"])
def test_who_has_agreed_and_is_the_wrong_one_is_asked(words: str) -> None:
    assert reasons(turn(text(words))) == ["consent.asked_to_stop"]


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("los mensajes no", ["bot.which_unwanted"]),
        ("the messages, not the order", STOPPED),
        ("el pedido no, los mensajes", STOPPED),
        ("los mensajes, el pedido sí lo quiero", STOPPED),
        ("not the messages, the order", ["CancelOrder", "bot.cancelled"]),
        ("o pedido, não as mensagens", ["CancelOrder", "bot.cancelled"]),
        ("ni una cosa ni la otra", ["bot.no_noted"]),
        ("nem uma coisa nem outra", ["bot.no_noted"]),
        ("neither of those", ["bot.no_noted"]),
    ],
)
def test_what_is_unwanted_may_be_told_by_what_is_not(words: str, done: list[str]) -> None:
    known = facts(orders=(order(1042),))
    asked = turn(text("não quero mais"), known=known)
    assert reasons(turn(text(words), known=known, after=asked)) == done


@pytest.mark.parametrize(
    "yes",
    [
        *(
            "sí, para",
            "stop them",
            "do it",
            "please do",
            "yess",
            "yea",
            "exacto",
            "exactly",
            "absolutely",
            "así es",
        ),
        *(
            "isso mesmo",
            "pode parar",
            "quero parar",
            "obvio",
            "si x favor",
            "las promos",
            "ya",
            "listo",
            "todo",
        ),
        *("sí quiero", "sí, todo", "yes stop", "claro que sí", "dale", "com certeza", "os anúncios"),
    ],
)
def test_after_the_question_whether_to_stop_a_yes_in_any_words_counts_or_is_asked_again(yes: str) -> None:
    asked = turn(text("no promos"))
    assert reasons(asked) == ["consent.asked_to_stop"]
    assert reasons(turn(text(yes), after=asked)) in (STOPPED, ["consent.asked_to_stop"])


@pytest.mark.parametrize(
    "words",
    [
        *(
            "no, no quiero parar",
            "no quiero parar",
            "sí, quiero las ofertas",
            "quiero las promos",
            "keep them",
        ),
        *("no, keep them", "no I want them", "I want to keep them", "I like them", "I want the offers"),
        *("sim quero promoções", "não, quero continuar", "no pares", "don't stop", "no, gracias"),
    ],
)
def test_after_the_question_whether_to_stop_a_no_ends_nothing(words: str) -> None:
    asked = turn(text("basta"))
    assert reasons(asked) == ["consent.asked_to_stop"]
    assert "OptOut" not in reasons(turn(text(words), after=asked))
