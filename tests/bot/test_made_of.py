"""What a product is made of: of food its ingredients, of anything else its material; and what has gone bad."""

import msgspec
import pytest

from tests.bot.facts import MUG, facts, reasons, text, turn, words_of

BISCUITS = msgspec.structs.replace(
    MUG,
    sku="GALLETAS",
    name="Galletas",
    descriptions=("Galletas. Ingredientes: harina de trigo, mantequilla, huevo. Hechas a mano en Vigo.",),
)
STONEWARE = msgspec.structs.replace(MUG, descriptions=("Taza de gres esmaltado. La hacemos en Vigo.",))
ASKED = ["¿de qué están hechas?", "what are they made of?", "do que são feitas?", "¿con qué están hechas?"]


@pytest.mark.parametrize("asked", [*ASKED, "what's in them?", "¿qué tienen dentro?", "o que tem lá dentro?"])
def test_of_food_it_asks_for_the_ingredients(asked: str) -> None:
    answer = turn(text(asked, product="GALLETAS"), known=facts(product=BISCUITS))
    assert reasons(answer) == ["bot.product_quoted"]
    assert "harina de trigo" in words_of(answer)


@pytest.mark.parametrize("asked", ASKED)
def test_of_a_mug_it_asks_for_the_material(asked: str) -> None:
    answer = turn(text(asked, product="TAZA"), known=facts(product=STONEWARE))
    assert reasons(answer) == ["bot.product_quoted"]
    assert "gres" in words_of(answer)


@pytest.mark.parametrize(
    "asked", ["¿de qué están hechas? soy celíaca", "what's in it? I am allergic to nuts"]
)
def test_who_may_not_have_it_is_answered_as_of_health(asked: str) -> None:
    answer = turn(text(asked, product="TAZA"), known=facts(product=STONEWARE))
    assert reasons(answer) == ["bot.product_health", "HandOver"]


@pytest.mark.parametrize(
    "words",
    [
        "las galletas tienen moho",
        "the biscuits have mould",
        "os biscoitos têm bolor",
        "llevan moho",
        "tem mofo",
    ],
)
def test_mould_is_a_complaint(words: str) -> None:
    assert reasons(turn(text(words))) == ["bot.trouble"]


def test_what_is_sold_against_mould_is_none() -> None:
    assert reasons(turn(text("¿tenéis pintura contra el moho?"))) == ["bot.help"]
