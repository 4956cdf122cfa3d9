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


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("¿aceite de cacahuete?", "Con aceite de almendras dulces."),
        ("peanut oil?", "With sweet almond oil."),
        ("¿harina de trigo?", "Harina de arroz y azúcar."),
        ("¿lleva avena?", "Sin gluten."),
        ("oats?", "Gluten free."),
        ("¿gluten y avena?", "Sin gluten."),
        ("¿trigo sarraceno?", "Harina de trigo."),
        ("buckwheat?", "Contains wheat."),
        ("¿lleva gluten?", "Con harina de trigo sarraceno."),
        ("¿lleva leche?", "Con leche de coco."),
        ("¿leche de coco?", "Con leche entera."),
        ("¿mantequilla?", "Con mantequilla de cacahuete."),
        ("¿lleva gluten o trazas?", "Sin gluten."),
        ("¿trazas de gluten?", "Sin gluten."),
        ("¿trazas de gluten?", "Sin gluten. Puede contener trazas de soja."),
        ("tem vestígios de amendoim?", "Sem amendoim."),
        ("¿hay contaminación cruzada?", "Sin gluten."),
        ("any cross contamination?", "Gluten free."),
        ("¿fructosa?", "Sin azúcar."),
        ("is there glucose syrup?", "No added sugar."),
        ("low FODMAP?", "Gluten free."),
        ("¿nueces?", "Contiene almendras."),
        ("walnuts?", "Contains almonds."),
        ("¿coco?", "Contiene almendras."),
        ("¿piñones?", "Contiene almendras."),
        ("pine nuts?", "Contains nuts and seeds."),
        ("¿lleva ajo?", "Contiene cebolla."),
        ("¿lleva E120?", "Con colorante natural."),
        ("e-120?", "Con E150d."),
        ("¿cuántas calorías tiene?", "Caja de 12 galletas."),
        ("¿a partir de qué edad?", "Juguete de madera."),
        ("¿es para mi hijo de 2 años?", "Juguete de madera."),
        ("from what age?", "Wooden toy."),
        ("a partir de que idade?", "Brinquedo de madeira."),
    ],
)
def test_what_is_near_in_words_is_another_thing(words: str, sentence: str) -> None:
    told = read_question(words, [sentence])
    assert (told.about, told.sentences) == (About.HEALTH, ())


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("¿trazas de soja?", "Puede contener trazas de soja y sésamo."),
        ("¿lleva gluten?", "Con harina de trigo."),
        ("¿lleva avena?", "Con copos de avena."),
        ("¿coco?", "Con leche de coco."),
        ("¿E120?", "Colorante E-120."),
        ("¿fructosa?", "Con jarabe de fructosa."),
        ("¿nueces?", "Puede contener frutos de cáscara."),
        ("¿calorías?", "Valor energético: 480 kcal por 100 g."),
        ("from what age?", "For children from 3 years."),
        ("¿mantequilla de cacahuete?", "Rellenas de mantequilla de cacahuete."),
    ],
)
def test_its_own_sentence_tells_of_it(words: str, sentence: str) -> None:
    assert read_question(words, [sentence]).sentences == (sentence,)


@pytest.mark.parametrize(
    ("words", "is_sure"),
    [
        ("¿lleva gluten?", True),
        ("hola, ¿las galletas llevan gluten?", True),
        ("¿tiene certificado sin gluten?", False),
        ("is the gluten free claim tested in a laboratory?", False),
        ("¿está hecho en un obrador sin gluten?", False),
    ],
)
def test_what_stands_beside_it_unread_is_left_to_a_person(words: str, is_sure: bool) -> None:
    told = read_question(words, ["Sin gluten."])
    assert (told.sentences, told.is_sure) == (("Sin gluten.",), is_sure)


@pytest.mark.parametrize(
    "words", ["¿talla para 8 años?", "¿la tenéis en fresa?", "do you have it in coconut?"]
)
def test_a_size_or_a_taste_is_no_question_of_health(words: str) -> None:
    assert read_question(words, NO_SUGAR).about is About.SOMETHING_ELSE
