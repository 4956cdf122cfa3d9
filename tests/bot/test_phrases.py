"""What the machine says is complete in every language, and WhatsApp takes all of it."""

import string
from uuid import UUID

import pytest

from shop.bot.actions import Reply, SaveCart
from shop.bot.cart_replies import offer_rest
from shop.bot.facts import OrderFact, ProductFact
from shop.bot.phrases import SPEECH
from shop.carts.check import CheckedLine, LineStatus
from shop.kit.speech import LANGUAGES, Speech
from shop.orders.models import OrderStatus
from shop.worker import HANDLERS
from tests.bot.facts import CART_ID, OPEN_AT_NIGHT, cart, facts, line, review, text, turn

assert HANDLERS  # importing the worker imports every slice that speaks
NAMES = ("Taza", "T" * 3000, "Ñandú 🛍️ " * 300, "dos\nlíneas\tcon cosas", "{llaves} %s", "")
WORDS = (
    "hola",
    "catálogo",
    "mi pedido",
    "cancelar",
    "horario",
    "persona",
    "alta",
    "baja",
    "gracias",
    "xyzzy",
    "¿queda?",
)


def placeholders(phrase: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None}


@pytest.mark.parametrize(
    ("key", "phrase"), [(key, phrase) for speech in Speech.every for key, phrase in speech.phrases.items()]
)
def test_a_phrase_is_complete_in_every_language(key: str, phrase: dict[str, str]) -> None:
    assert set(phrase) == set(LANGUAGES), key
    assert all(words.strip() for words in phrase.values()), key


@pytest.mark.parametrize(
    ("key", "phrase"), [(key, phrase) for speech in Speech.every for key, phrase in speech.phrases.items()]
)
def test_a_phrase_has_the_same_placeholders_in_every_language(key: str, phrase: dict[str, str]) -> None:
    assert len({frozenset(placeholders(words)) for words in phrase.values()}) == 1, key


def test_the_bot_and_the_orders_have_phrases_to_check() -> None:
    assert SPEECH in Speech.every
    assert sum(len(speech.phrases) for speech in Speech.every) > 40


def many(fits: list[LineStatus], name: str, number: int = 50) -> tuple[CheckedLine, ...]:
    """A cart of many lines, each with a product of its own."""
    return tuple(line(fits[n % len(fits)], wanted=9999, left=9998, name=f"{name}") for n in range(number))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
@pytest.mark.parametrize("words", WORDS)
def test_whatsapp_takes_every_answer_to_words(words: str, name: str, language: str) -> None:
    known = facts(
        language=language,
        shop=name or "x",
        hours=OPEN_AT_NIGHT,
        order=OrderFact(1001, OrderStatus.PENDING, 2**60, "https://shop.test/pay/" + "x" * 40),
        product=ProductFact(name, 2**60, 2**40),
    )
    check(turn(text(words, product="TAZA" if "?" in words else None), known=known).actions)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
@pytest.mark.parametrize("fit", [fit for fit in LineStatus if fit not in (LineStatus.FINE, LineStatus.SHORT)])
def test_whatsapp_takes_every_answer_to_a_bad_cart(fit: LineStatus, name: str, language: str) -> None:
    lines = (*many([fit], name), CheckedLine(retailer_id="r" * 256, fit=LineStatus.GONE, wanted=1))
    known = facts(language=language, review=review(*lines))
    check(turn(cart(), known=known).actions)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_whatsapp_takes_the_offer_of_the_rest(name: str, language: str) -> None:
    lines = many([LineStatus.FINE, LineStatus.SHORT, LineStatus.SOLD_OUT, LineStatus.GONE], name)
    known = facts(language=language, review=review(*lines))
    assert turn(cart(), known=known).actions == (SaveCart(),)
    offer = offer_rest(known, CART_ID)
    offer.content.check()
    assert len([button.id for button in offer.content.buttons]) == 2  # type: ignore[union-attr]


def test_a_long_list_says_how_many_more_there_are() -> None:
    known = facts(review=review(*many([LineStatus.SOLD_OUT], "Taza del faro azul marino")))
    (said,) = turn(cart(), known=known).actions
    assert isinstance(said, Reply)
    body = str(said.content.body)  # type: ignore[union-attr]
    shown = body.count("• ")
    assert 4 <= shown < 50
    assert f"(+{50 - shown})" in body


def test_a_line_without_a_name_is_called_something() -> None:
    nameless = CheckedLine(retailer_id="", fit=LineStatus.GONE, wanted=1)
    (said,) = turn(cart(), known=facts(review=review(nameless))).actions
    assert isinstance(said, Reply)
    assert "artículo sin nombre" in said.content.body  # type: ignore[union-attr]


def check(actions: tuple[object, ...]) -> None:
    """WhatsApp would take it."""
    said = [action for action in actions if isinstance(action, Reply)]
    assert said
    for action in said:
        action.content.check()


def test_the_ids_of_the_buttons_name_the_cart_that_waits() -> None:
    offer = offer_rest(facts(review=review(line(LineStatus.SHORT, left=1))), UUID(int=9))
    assert {button.id for button in offer.content.buttons} == {  # type: ignore[union-attr]
        f"cart:go:{UUID(int=9)}",
        f"cart:drop:{UUID(int=9)}",
    }
