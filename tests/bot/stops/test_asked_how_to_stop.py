"""How to stop is asked of promotions, never of an order; a keyword that goes on in the next message is weighed."""

import pytest

from shop.bot.understanding.intents import Intent, intent_of
from shop.bot.understanding.stops.meaning import Stop, stop_meant
from tests.bot.facts import facts, order, reasons, text, turn

ONE = facts(orders=(order(1041),))
STOPPED = ["OptOut", "consent.withdrawn"]


@pytest.mark.parametrize(
    "words",
    [
        *("¿cómo cancelo los mensajes?", "¿cómo paro los mensajes?", "¿cómo dejo de recibir esto?"),
        *("como cancelo as mensagens?", "como paro as mensagens?", "como deixo de receber isto?"),
        *("how do I cancel the messages?", "how do I stop getting this?", "¿cómo cancelo la suscripción?"),
        *(
            "¿cómo desactivo los avisos?",
            "como desativo os avisos?",
            "¿cómo me borro de aquí?",
            "como saio daqui?",
        ),
    ],
)
def test_how_it_is_done_is_asked_of_promotions_and_a_yes_ends_them(words: str) -> None:
    asked = turn(text(words), known=ONE)
    assert reasons(asked) == ["consent.asked_to_stop"]
    assert reasons(turn(text("sí"), known=ONE, after=asked)) == STOPPED


@pytest.mark.parametrize("words", ["deixa-me em paz", "dejadnos en paz", "deixem-nos em paz"])
def test_to_be_left_in_peace_is_a_stop(words: str) -> None:
    assert stop_meant(words) is Stop.YES


@pytest.mark.parametrize("words", ["a mesa é baixa?", "a cadeira é baixa", "o muro é alto?", "a rua é para?"])
def test_the_portuguese_is_is_no_and(words: str) -> None:
    assert stop_meant(words) is Stop.NO


@pytest.mark.parametrize(
    ("pieces", "done"),
    [
        (["stop", "the van is late"], ["consent.asked_to_stop"]),
        (["baja", "la persiana"], ["consent.asked_to_stop"]),
        (["end", "of the month delivery?"], ["consent.asked_to_stop"]),
        (["stop", "the messages"], STOPPED),
        (["baja", "de la lista"], STOPPED),
        (["BAJA", "¿cuándo abrís?"], STOPPED),
        (["no more", "than two"], ["bot.help"]),
        (["para", "la terraza"], ["bot.help"]),
    ],
)
def test_a_keyword_that_goes_on_in_the_next_message_is_asked_about(
    pieces: list[str], done: list[str]
) -> None:
    assert reasons(turn(*(text(each) for each in pieces))) == done


@pytest.mark.parametrize(
    ("first", "then"), [("para", "para"), ("para", "todo"), ("stop?", "all"), ("para", "tudo")]
)
def test_said_again_or_of_everything_it_is_a_yes(first: str, then: str) -> None:
    asked = turn(text(first))
    assert reasons(asked) == ["consent.asked_to_stop"]
    assert reasons(turn(text(then), after=asked)) == STOPPED


@pytest.mark.parametrize(
    "words",
    [
        *("sí quiero recibir ofertas", "quiero recibir ofertas, por favor", "yes, I want offers"),
        *("I want to receive offers", "sim, quero receber promoções", "quero ofertas, obrigado"),
    ],
)
def test_promotions_are_asked_for_in_plain_words(words: str) -> None:
    assert intent_of(words) is Intent.OPT_IN
