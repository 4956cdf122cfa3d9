"""Each question of health is a topic of its own: what a sentence says of another one answers nothing."""

import pytest

from shop.bot.understanding.health_questions import is_about_health
from shop.bot.understanding.product_questions import About, read_question

NO_SUGAR = ("Sin azúcares añadidos.",)


@pytest.mark.parametrize(
    "words",
    [
        *(
            "soy?",
            "does it have soy?",
            "is it soy based?",
            "tem soja?",
            "mussels?",
            "¿mejillones?",
            "any oysters?",
        ),
        *(
            "can my baby use it?",
            "choking hazard?",
            "¿es seguro para niños?",
            "¿es para bebés?",
            "small parts?",
        ),
        *("lead free?", "¿lleva plomo?", "does it contain lead?", "¿níquel?", "¿es tóxico?", "is it safe?"),
        *("¿lleva conservantes?", "¿colorantes?", "any preservatives?", "¿gelatina?", "honey?", "tem mel?"),
        *(
            "¿lleva alcohol?",
            "vegan?",
            "kosher?",
            "halal?",
            "¿lleva cerdo?",
            "embarazada puedo?",
            "palm oil?",
        ),
        *(
            "¿puede comerlo mi perro?",
            "is it ok for my cat?",
            "¿almendras?",
            "does it contain eggs?",
            "¿sal?",
        ),
        *(
            "¿qué alérgenos tiene?",
            "what's in it?",
            "any caffeine?",
            "¿lleva edulcorantes?",
            "is it organic?",
        ),
    ],
)
def test_a_description_about_sugar_answers_nothing_else(words: str) -> None:
    question = read_question(words, NO_SUGAR)
    assert (question.about, question.sentences) == (About.HEALTH, ())


GLUTEN_FREE = ("Galletas sin gluten. Caja de 12.",)


@pytest.mark.parametrize(
    "words",
    [
        *("soy celíaca y alérgica a los cacahuetes, ¿puedo comerlas?", "¿lleva gluten o frutos secos?"),
        *("is it gluten and nut free?", "sem glúten e sem lactose?", "son veganas y sin gluten?"),
        *("mi hijo es celíaco y no puede tomar leche", "¿lleva gluten o nueces?", "tomo sintrom, ¿puedo?"),
        *("dá pra quem tem pressão alta?", "¿me sentarán mal?", "¿irrita los ojos?"),
    ],
)
def test_of_two_things_that_are_asked_none_is_passed_over(words: str) -> None:
    question = read_question(words, GLUTEN_FREE)
    assert (question.about, question.sentences) == (About.HEALTH, ())


def test_both_are_told_where_the_description_tells_of_both() -> None:
    told = read_question("¿gluten o leche?", ["Sin gluten. Con leche entera. Caja de 12."])
    assert told.sentences == ("Sin gluten.", "Con leche entera.")


@pytest.mark.parametrize("words", ["¿lleva azúcar?", "sugar free?", "¿es apto para diabéticos?"])
def test_it_answers_what_is_asked_of_sugar(words: str) -> None:
    assert read_question(words, NO_SUGAR).sentences == NO_SUGAR


@pytest.mark.parametrize(
    ("words", "sentence", "tells"),
    [
        ("¿lleva almendras?", "Puede contener frutos secos.", True),
        ("¿lleva almendras?", "Contiene avellanas.", False),
        ("¿lleva frutos secos?", "Contiene avellanas.", True),
        ("any shrimp?", "May contain shellfish.", True),
        ("any fish?", "May contain shellfish.", False),
        ("¿lleva mostaza?", "Puede contener apio.", False),
        ("¿lleva látex?", "Sin níquel.", False),
        ("is it soy free?", "Contains soy.", True),
    ],
)
def test_a_sentence_tells_of_what_it_names(words: str, sentence: str, tells: bool) -> None:
    assert bool(read_question(words, [sentence]).sentences) is tells


@pytest.mark.parametrize(
    "words",
    [
        *(
            "taza con gatos",
            "mug with cats",
            "regalo para un bebé",
            "pijama de bebé",
            "busco vino",
            "sal marina",
        ),
        *(
            "camiseta salmón",
            "chocolate con leche",
            "is it safe to pay here?",
            "¿es segura la página?",
            "soy Marta",
        ),
        *("something for a newborn", "do you have organic cotton?", "polvo de hornear", "hola, soy yo"),
    ],
)
def test_a_present_or_a_colour_is_no_question_of_health(words: str) -> None:
    assert not is_about_health(words)


@pytest.mark.parametrize("words", ["¿la tenéis en salmón?", "does it come in mustard?", "¿lleva cremallera?"])
def test_of_a_product_a_colour_is_none_either(words: str) -> None:
    assert read_question(words, NO_SUGAR).about is About.SOMETHING_ELSE


@pytest.mark.parametrize(
    "words",
    [
        *("I'm allergic to eggs and strawberries, can I eat this?", "soy alérgica al huevo y al kiwi"),
        *("¿lleva gluten o melocotón?", "sou alérgica a ovo e morango", "soy alérgico al kiwi, ¿puedo?"),
    ],
)
def test_what_no_table_holds_is_not_passed_over(words: str) -> None:
    told = read_question(words, ["Galletas. Contiene gluten, huevo y leche."])
    assert (told.about, told.sentences) == (About.HEALTH, ())


@pytest.mark.parametrize(
    "words",
    [
        "¿lleva gluten o leche?",
        "soy alérgica al huevo, ¿puedo comerlas?",
        "hola, ¿las galletas llevan gluten y huevo?",
    ],
)
def test_what_the_description_names_is_told(words: str) -> None:
    told = read_question(words, ["Galletas. Contiene gluten, huevo y leche."])
    assert told.sentences == ("Contiene gluten, huevo y leche.",)


@pytest.mark.parametrize(
    "words",
    ["soy alérgica a la leche", "does it contain milk?", "tem leite?", "casein?", "tem lactose ou caseína?"],
)
def test_free_of_lactose_says_nothing_of_milk(words: str) -> None:
    assert read_question(words, ["Elaborada sin lactosa."]).sentences == ()


def test_with_milk_says_all_of_lactose() -> None:
    assert read_question("lactose free?", ["Con leche entera."]).sentences == ("Con leche entera.",)


@pytest.mark.parametrize(
    ("words", "sentence"), [("peanuts?", "Contiene frutos secos."), ("lleva plomo o cadmio?", "Sin plomo.")]
)
def test_a_near_thing_is_another(words: str, sentence: str) -> None:
    assert read_question(words, [sentence]).sentences == ()
