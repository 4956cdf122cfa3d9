"""Health is asked about though no product is named; what only sounds like it is something else."""

import msgspec
import pytest

from shop.bot.facts import ProductFact
from shop.bot.understanding.intents import Intent, intent_of
from tests.bot.facts import MUG, facts, order, reasons, text, turn, words_of

KNOWN = facts(orders=(order(1001),))
ASKED = (
    *(
        "¿a partir de qué edad?",
        "¿desde qué edad se puede usar?",
        "¿es apto para un niño de 1 año?",
        "¿lo puede comer mi bebé?",
    ),
    *(
        "¿se lo puedo dar a mi hijo de 2 años?",
        "¿puede tomarlo una embarazada?",
        "¿puede usarlo una niña de 4 años?",
    ),
    *(
        "safe for a 1 year old?",
        "from what age?",
        "is it ok for my 2 year old?",
        "can my baby have it?",
        "suitable for toddlers?",
    ),
    *(
        "a partir de que idade?",
        "pode grávida tomar?",
        "é seguro para uma criança de 2 anos?",
        "para que idade é?",
    ),
    *("posso dar ao meu filho de 3 anos?", "grávida pode comer?", "serve para bebês?"),
)


@pytest.mark.parametrize("words", ASKED)
def test_a_person_answers_it(words: str) -> None:
    assert reasons(turn(text(words), known=KNOWN)) == ["bot.health_question"]


@pytest.mark.parametrize("words", ASKED)
def test_of_a_product_the_description_answers_or_a_person(words: str) -> None:
    of_mug = msgspec.structs.replace(text(words), product="TAZA")
    assert reasons(turn(of_mug, known=facts(product=MUG))) == ["bot.product_health", "HandOver"]


@pytest.mark.parametrize("words", ["¿a partir de qué edad?", "from what age?", "a partir de que idade?"])
def test_what_the_description_says_of_it_is_quoted(words: str) -> None:
    toy: ProductFact = msgspec.structs.replace(MUG, descriptions=("Un puzle. A partir de 3 años.",))
    answer = turn(msgspec.structs.replace(text(words), product="TAZA"), known=facts(product=toy))
    assert "A partir de 3 años" in words_of(answer)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "busco un regalo para un niño de 3 años",
            "mi hijo de 10 años quiere la taza",
            "¿puede mi hijo recogerlo?",
            "¿qué edad tiene la tienda?",
            "que idade tem a loja?",
        ),
        *("a gift for a 5 year old", "can my son collect it?", "is it safe to pay by card?"),
        *(
            "presente para criança de 2 anos",
            "o meu filho pode levantar?",
            "yo no soy de aquí",
            "no soy yo",
            "quién soy",
        ),
    ],
)
def test_what_only_names_a_child_or_oneself_asks_nothing_of_health(words: str) -> None:
    assert "bot.health_question" not in reasons(turn(text(words), known=KNOWN))


@pytest.mark.parametrize("words", ["ya no soy cliente", "I'm not a customer anymore", "já não sou cliente"])
def test_who_is_no_customer_any_more_is_asked_whether_messages_shall_stop(words: str) -> None:
    assert reasons(turn(text(words), known=KNOWN)) == ["consent.asked_to_stop"]


@pytest.mark.parametrize(
    "words",
    [
        "¿el 1001 qué lleva?",
        "¿qué contiene el 1001?",
        "what's in 1001?",
        "o que tem o 1001?",
        "o que leva a encomenda 1001?",
    ],
)
def test_what_is_in_an_order_is_about_the_order(words: str) -> None:
    assert intent_of(words) is Intent.ORDER_MATTER
    assert reasons(turn(text(words), known=KNOWN)) == ["bot.order_matter"]


@pytest.mark.parametrize(
    "words",
    [
        "mi teléfono es 1001, cancela",
        "mi número es el 1001, cancélalo",
        "my phone is 1001, cancel",
        "meu telefone é 1001, cancela",
    ],
)
def test_who_tells_their_number_and_cancels_asks_nothing_of_their_data(words: str) -> None:
    assert reasons(turn(text(words), known=KNOWN)) == ["bot.ask_cancel"]


@pytest.mark.parametrize(
    "words",
    [
        "borrad mi teléfono",
        "cancela mi cuenta",
        "delete my phone number",
        "cancel my account",
        "apaguem o meu número",
    ],
)
def test_to_have_a_number_erased_is_about_data_or_a_stop(words: str) -> None:
    assert intent_of(words) in (Intent.DATA, Intent.OPT_OUT)


@pytest.mark.parametrize("words", ["no soy please", "is there no soy?", "soy?"])
def test_soy_is_asked_about_in_english(words: str) -> None:
    assert reasons(turn(text(words))) == ["bot.health_question"]
