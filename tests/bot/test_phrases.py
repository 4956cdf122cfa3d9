"""WhatsApp takes everything that the machine says, in every language."""

from uuid import UUID

import pytest

from shop.bot.actions import Reply, SaveCart
from shop.bot.facts import ProductFact
from shop.bot.replies.cart import offer_rest
from shop.carts.check import CheckedLine, LineStatus
from shop.kit.translations import languages
from tests.bot.facts import CART_ID, OPEN_AT_NIGHT, cart, checked, facts, line, order, text, turn

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
    "¿lleva gluten?",
    "¿lleva nueces?",
    "¿y en azul?",
    "para",
    "cambiar la dirección de mi pedido",
    "la taza llegó rota",
    "no",
    "adiós",
    "pedido 777",
    "cancela el pedido 777",
    "¿puedo cancelar?",
    "¿algo sin gluten?",
)


def many(fits: list[LineStatus], name: str, number: int = 50) -> tuple[CheckedLine, ...]:
    """A cart of many lines, each with a product of its own."""
    return tuple(line(fits[n % len(fits)], wanted=9999, left=9998, name=f"{name}") for n in range(number))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
@pytest.mark.parametrize("words", WORDS)
def test_whatsapp_takes_every_answer_to_words(words: str, name: str, language: str) -> None:
    known = facts(
        locale=language,
        shop=name or "x",
        hours=OPEN_AT_NIGHT,
        orders=(order(total=2**60, url="https://shop.test/pay/" + "x" * 40),),
        product=ProductFact(
            sku="TAZA", name=name, price_minor=2**60, left=2**40, descriptions=(f"Lleva gluten. {name * 20}",)
        ),
    )
    check_sendable(turn(text(words, product="TAZA" if "?" in words else None), known=known).actions)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
@pytest.mark.parametrize("fit", [fit for fit in LineStatus if fit not in (LineStatus.FINE, LineStatus.SHORT)])
def test_whatsapp_takes_every_answer_to_a_bad_cart(fit: LineStatus, name: str, language: str) -> None:
    lines = (*many([fit], name), CheckedLine(retailer_id="r" * 256, fit=LineStatus.GONE, wanted=1))
    known = facts(locale=language, check=checked(*lines))
    check_sendable(turn(cart(), known=known).actions)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_whatsapp_takes_the_offer_of_the_rest(name: str, language: str) -> None:
    lines = many([LineStatus.FINE, LineStatus.SHORT, LineStatus.SOLD_OUT, LineStatus.GONE], name)
    known = facts(locale=language, check=checked(*lines))
    assert turn(cart(), known=known).actions == (SaveCart(),)
    offer = offer_rest(known, CART_ID)
    offer.content.check()
    assert len([button.id for button in offer.content.buttons]) == 2  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("locale", "left", "said"),
    [
        ("es", 1, "Taza: pediste 5, queda 1"),
        ("es", 2, "Taza: pediste 5, quedan 2"),
        ("en", 1, "Taza: you asked for 5, 1 left"),
        ("en", 2, "Taza: you asked for 5, 2 left"),
        ("pt_BR", 1, "Taza: você pediu 5, resta 1"),
        ("pt_BR", 2, "Taza: você pediu 5, restam 2"),
        ("pt_PT", 1, "Taza: pediu 5, resta 1"),
        ("pt_PT", 2, "Taza: pediu 5, restam 2"),
    ],
)
def test_a_line_of_which_one_is_left_says_so_in_the_singular(locale: str, left: int, said: str) -> None:
    known = facts(locale=locale, check=checked(line(LineStatus.SHORT, wanted=5, left=left)))
    offer = offer_rest(known, CART_ID)
    assert f"• {said}\n" in offer.content.body  # type: ignore[union-attr]


def test_a_long_list_says_how_many_more_there_are() -> None:
    known = facts(check=checked(*many([LineStatus.SOLD_OUT], "Taza del faro azul marino")))
    (said,) = turn(cart(), known=known).actions
    assert isinstance(said, Reply)
    body = str(said.content.body)  # type: ignore[union-attr]
    shown = body.count("• ")
    assert 4 <= shown < 50
    assert f"(+{50 - shown})" in body


def test_a_line_without_a_name_is_called_something() -> None:
    nameless = CheckedLine(retailer_id="", fit=LineStatus.GONE, wanted=1)
    (said,) = turn(cart(), known=facts(check=checked(nameless))).actions
    assert isinstance(said, Reply)
    assert "artículo sin nombre" in said.content.body  # type: ignore[union-attr]


def check_sendable(actions: tuple[object, ...]) -> None:
    """WhatsApp would take it."""
    said = [action for action in actions if isinstance(action, Reply)]
    assert said
    for action in said:
        action.content.check()


def test_the_ids_of_the_buttons_name_the_cart_that_waits() -> None:
    offer = offer_rest(facts(check=checked(line(LineStatus.SHORT, left=1))), UUID(int=9))
    assert {button.id for button in offer.content.buttons} == {  # type: ignore[union-attr]
        f"cart:go:{UUID(int=9)}",
        f"cart:drop:{UUID(int=9)}",
    }
