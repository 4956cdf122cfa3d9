"""A question about a product finds the sentence that answers it; health is never answered by a price or a guess."""

import pytest

from shop.bot.understanding.health_questions import is_about_health
from shop.bot.understanding.product_questions import About, read_question

BISCUITS = "Galletas de mantequilla con sal marina, 200 g. Contiene gluten, huevo y leche. Puede contener trazas de soja."
IN_ENGLISH = "Butter biscuits with sea salt, 200 g. Contains gluten, egg and milk."
MUG = "Taza de gres de 350 ml con el faro pintado a mano. Apta para lavavajillas y microondas."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("¿lleva gluten?", ("Contiene gluten, huevo y leche.",)),
        ("hola, ¿es apta para celíacos? ¿gluten?", ("Contiene gluten, huevo y leche.",)),
        ("soy celíaca, ¿puedo comerlas?", ("Contiene gluten, huevo y leche.",)),
        ("does it contain gluten?", ("Contiene gluten, huevo y leche.",)),
        ("tem leite?", ("Galletas de mantequilla con sal marina, 200 g.", "Contiene gluten, huevo y leche.")),
        ("any egg in it?", ("Contiene gluten, huevo y leche.",)),
        ("¿llevan soja?", ("Puede contener trazas de soja.",)),
        ("¿qué alérgenos tiene?", None),
        ("what are the ingredients?", None),
        ("I'm allergic, is it safe?", None),
        ("¿lleva frutos secos?", ()),
        ("contains nuts?", ()),
        ("tem amendoim?", ()),
        ("¿es halal?", ()),
    ],
)
def test_health_is_answered_by_the_description_alone(words: str, said: tuple[str, ...] | None) -> None:
    question = read_question(words, [BISCUITS, IN_ENGLISH])
    assert question.about is About.HEALTH
    if said is None:
        assert "Contiene gluten, huevo y leche." in question.sentences
    else:
        assert question.sentences == said


def test_the_readers_language_is_quoted_first() -> None:
    assert read_question("gluten?", [IN_ENGLISH, BISCUITS]).sentences == ("Contains gluten, egg and milk.",)
    assert read_question("soja?", [IN_ENGLISH, BISCUITS]).sentences == ("Puede contener trazas de soja.",)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "¿queda?",
            "¿cuánto cuesta?",
            "hola",
            "me interesa esta",
            "how much is it?",
            "do you still have it?",
            "",
        ),
        *("quanto custa?", "ainda tem?", "quiero 3 de estas", "¿hay stock?", "👍", "is it available please"),
    ],
)
def test_price_and_stock_are_asked(words: str) -> None:
    assert read_question(words, [MUG]).about is About.PRICE_AND_STOCK


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("¿se puede meter en el lavavajillas?", ("Apta para lavavajillas y microondas.",)),
        ("is it dishwasher safe?", ("Apta para lavavajillas y microondas.",)),
        ("¿de qué material es?", ("Taza de gres de 350 ml con el faro pintado a mano.",)),
        ("¿qué capacidad tiene?", ("Taza de gres de 350 ml con el faro pintado a mano.",)),
        ("¿lo tenéis en azul?", ()),
        ("¿cuándo vuelve?", ()),
        ("do you ship it to Portugal?", ()),
    ],
)
def test_other_questions_are_answered_where_the_description_does(words: str, said: tuple[str, ...]) -> None:
    question = read_question(words, [MUG])
    assert question.about is About.SOMETHING_ELSE
    assert question.sentences == said


def test_a_price_is_no_matter_of_health() -> None:
    assert not is_about_health("¿cuánto cuesta la taza?")
    assert is_about_health("¿las galletas llevan gluten?")


@pytest.mark.parametrize(
    "words",
    [
        *(
            "taza de café con leche",
            "milk jug?",
            "jarra de leche",
            "pan de nueces para mi cocina?",
            "egg cups",
        ),
        *(
            "¿tenéis galletas de mantequilla?",
            "butter dish",
            "do you have a cheese board?",
            "tabla de quesos",
        ),
        *(
            "jarra de leite",
            "uma caneca para café com leite",
            "faca para queijo",
            "do you sell peanut butter",
        ),
        *(
            "camisa azul clara",
            "¿la tenéis en mostaza?",
            "em castanha",
            "sugar bowl please",
            "quiero un azucarero",
        ),
        *(
            "busco un pelador de huevos",
            "a mug with a fish",
            "walnut cutting board",
            "jug for milk",
            "hucha de cerdo",
        ),
        *("jarra leche", "bolo de amêndoa", "copa para alcohol", "¿la taza vale para leche?"),
    ],
)
def test_an_ingredient_in_the_name_of_goods_is_no_matter_of_health(words: str) -> None:
    assert not is_about_health(words)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "¿lleva leche?",
            "contains nuts?",
            "sou alérgica a amendoim, posso comer?",
            "nueces?",
            "any milk in it?",
        ),
        *(
            "¿el pan de nueces lleva huevo?",
            "¿es de leche?",
            "¿está hecho con mantequilla?",
            "sin huevo",
            "nut free?",
        ),
        *(
            "¿tenéis algo sin nueces?",
            "is the cake made with eggs?",
            "a base de leche?",
            "tem ovo?",
            "leva açúcar?",
        ),
        *(
            "¿tiene trazas de almendra?",
            "are there nuts inside",
            "quiero saber si tiene leche",
            "es con leche?",
        ),
        *(
            "can I eat it with a nut allergy",
            "o bolo de cenoura leva leite?",
            "without sugar?",
            "sem leite",
            "¿y soja?",
        ),
        *(
            "¿la taza lleva plomo?",
            "are the biscuits with milk?",
            "galletas veganas?",
            "livre de amendoim",
            "gluten",
        ),
    ],
)
def test_what_is_asked_about_an_ingredient_stays_a_matter_of_health(words: str) -> None:
    assert is_about_health(words)


@pytest.mark.parametrize(
    "words", ["is it safe for babies?", "¿es apto para bebés?", "¿es peligroso?", "é perigoso?"]
)
def test_danger_is_a_question_of_health(words: str) -> None:
    assert is_about_health(words)
