"""Questions about a product: its price and stock, its description, its card for an SKU; health never past it."""

import pytest
from msgspec import structs

from shop.bot.actions import Reply
from shop.whatsapp.outgoing import ProductMessage
from tests.bot.facts import MUG, OPEN_AT_NIGHT, facts, reasons, text, turn, words_of

BISCUITS = structs.replace(
    MUG,
    sku="GALLETA",
    name="Galletas",
    descriptions=("Galletas de mantequilla. Contiene gluten, huevo y leche.",),
)
SOLD_OUT = structs.replace(MUG, left=0)
IN_CHAT = structs.replace(MUG, catalog_id="1900")


@pytest.mark.parametrize(
    "words", ["¿lleva gluten?", "does it contain gluten?", "tem glúten?", "soy celíaca, ¿puedo?"]
)
def test_a_health_question_is_answered_by_the_shops_own_words(words: str) -> None:
    answer = turn(text(words, product="GALLETA"), known=facts(product=BISCUITS))
    assert reasons(answer) == ["bot.product_quoted"]
    assert "Contiene gluten, huevo y leche." in words_of(answer)


@pytest.mark.parametrize(
    "words", ["¿lleva frutos secos?", "any nuts?", "¿es vegano?", "soy alérgica al sésamo, ¿lleva?"]
)
def test_what_the_description_does_not_say_about_health_goes_to_a_person(words: str) -> None:
    answer = turn(text(words, product="GALLETA"), known=facts(product=BISCUITS))
    assert reasons(answer) == ["bot.product_health", "HandOver"]
    assert "11,50" not in words_of(answer)
    closed = turn(text(words, product="GALLETA"), known=facts(product=BISCUITS, hours=OPEN_AT_NIGHT))
    assert "21:00" in words_of(closed)


def test_a_health_question_without_a_product_offers_a_person() -> None:
    assert reasons(turn(text("¿las galletas llevan gluten?"))) == ["bot.health_question"]


@pytest.mark.parametrize("words", ["¿lo tenéis en azul?", "¿cuándo vuelve?", "do you ship it to Portugal?"])
def test_what_is_not_known_is_said_with_what_is_and_a_person_is_offered(words: str) -> None:
    answer = turn(text(words, product="TAZA"), known=facts(product=MUG))
    assert reasons(answer) == ["bot.product_question"]
    assert "12,50" in words_of(answer)
    assert reasons(turn(text("sí"), known=facts(), after=answer)) == ["bot.handover", "HandOver"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("TAZA", ["bot.product_card"]),
        ("hola, me interesa TAZA", ["bot.product_card"]),
        ("taza", ["bot.product_card"]),
        ("TAZA ¿lleva plomo? ¿gluten?", ["bot.product_health", "HandOver"]),
        ("BAJA", ["OptOut", "consent.withdrawn"]),
        ("mi pedido", ["bot.no_order"]),
    ],
)
def test_an_sku_is_answered_with_that_product(words: str, said: list[str]) -> None:
    assert reasons(turn(text(words), known=facts(product=IN_CHAT))) == said


def test_the_card_shows_the_product_of_the_catalog() -> None:
    (said,) = turn(text("TAZA"), known=facts(product=IN_CHAT)).actions
    assert isinstance(said, Reply)
    said.content.check()
    assert isinstance(said.content, ProductMessage)
    assert (said.content.catalog_id, said.content.retailer_id) == ("1900", "TAZA")
    assert "12,50" in said.content.body


def test_without_a_catalog_an_sku_is_answered_in_words() -> None:
    answer = turn(text("TAZA"), known=facts(product=MUG))
    assert reasons(answer) == ["bot.product"]
    assert "Quedan 40." in words_of(answer)
    assert reasons(turn(text("TAZA"), known=facts(product=SOLD_OUT))) == ["bot.product_sold_out"]


def test_what_is_no_longer_sold_is_said_to_be() -> None:
    gone = structs.replace(MUG, is_sold=False, left=0)
    for message in (text("TAZA"), text("¿queda?", product="TAZA")):
        assert reasons(turn(message, known=facts(product=gone))) == ["bot.product_gone"]
