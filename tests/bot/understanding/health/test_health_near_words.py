"""What is near in words is another thing: oils, kinds of nut, traces, ages and numbers of additives."""

import pytest

from shop.bot.understanding.health_questions import is_about_health
from shop.bot.understanding.product_questions import About, read_question

NO_SUGAR = ("Sin azúcares añadidos.",)


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
        ("¿la marca es de confianza? ¿sin gluten?", False),
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


BISCUITS = ("Galletas de mantequilla. Puede contener trazas de soja.", "Butter biscuits with sea salt.")
EARRINGS = ("Pendientes de metal dorado con perlas. Cierre de acero.",)


@pytest.mark.parametrize(
    ("words", "descriptions"),
    [
        ("made in a nut free facility?", BISCUITS),
        ("ok with warfarin?", BISCUITS),
        ("hay perlas pequeñas que se trague un niño", EARRINGS),
        ("el acero tiene cromo?", EARRINGS),
        ("de que metal son, tengo piel delicada", EARRINGS),
        ("es natural? tengo ulcera", ("Tueste natural.",)),
        ("tiene glutten?", ("Sin azúcar.",)),
        ("lleva cacauete?", ("Sin azúcar.",)),
        ("es pasteurizado?", ("Queso de leche entera.",)),
        *(
            (words, NO_SUGAR)
            for words in (
                *(
                    "asthma?",
                    "tengo asma",
                    "polen?",
                    "lecitina?",
                    "¿me irritará?",
                    "safe for eyes",
                    "favismo",
                ),
                *("tiroides?", "kidney disease?", "contraindicaciones", "side effects?", "retinol?"),
                *(
                    "bordes afilados?",
                    "lleva imanes?",
                    "for a 1 year old?",
                    "vale para 18 meses",
                    "tengo gastritis",
                ),
                *("can my 2 year old use it", "é pasteurizado?", "sirve para epilépticos?", "rinite?"),
            )
        ),
    ],
)
def test_an_ailment_or_a_danger_is_answered_by_no_chance_word(
    words: str, descriptions: tuple[str, ...]
) -> None:
    told = read_question(words, descriptions)
    assert (told.about, told.sentences) == (About.HEALTH, ())


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("tiene glutten?", "Contiene gluten."),
        ("for a 1 year old?", "A partir de 3 años."),
        ("vale para 18 meses", "A partir de 3 años."),
        ("can my 2 year old use it", "No usar en niños menores de 3 años."),
        ("es pasteurizado?", "Queso de leche cruda."),
        ("lecitina?", "Contiene lecitina de soja."),
    ],
)
def test_where_the_description_tells_of_it_that_is_said(words: str, sentence: str) -> None:
    assert read_question(words, [sentence]).sentences == (sentence,)


@pytest.mark.parametrize(
    "words",
    [
        *("¿tiene garantía de 2 años?", "does it last 2 years?", "¿talla 8 años?", "¿cuánto tarda? ¿3 días?"),
        *("with a box?", "¿es con caja?", "¿tiene bordes redondeados?", "¿viene de Málaga?"),
    ],
)
def test_a_warranty_a_size_or_a_box_is_no_matter_of_health(words: str) -> None:
    assert read_question(words, BISCUITS).about is not About.HEALTH


def test_a_chance_word_quotes_nothing() -> None:
    assert read_question("does it come with a box?", BISCUITS).sentences == ()


LISTED = ("Galletas. Contiene gluten, huevo y leche.",)


@pytest.mark.parametrize("words", ["sin TACC?", "son sin tacc?", "tacc?"])
def test_gluten_has_another_name_in_argentina(words: str) -> None:
    assert read_question(words, LISTED).sentences == ("Contiene gluten, huevo y leche.",)


@pytest.mark.parametrize("words", ["lleva E-471?", "E471?", "¿tiene e-471?", "low carb?", "keto?"])
def test_a_list_that_does_not_name_it_says_nothing_of_it(words: str) -> None:
    told = read_question(words, LISTED)
    assert (told.about, told.sentences) == (About.HEALTH, ())


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("alérgico a la proteína de la leche", "Contiene gluten, huevo y leche."),
        ("milk protein allergy", "Contains milk."),
        ("are they ok for someone with a nut allergy", "Puede contener trazas de frutos secos."),
        ("es para piel sensible?", "Apta para pieles sensibles."),
        ("sensitive skin?", "Apta para pieles sensibles."),
        ("para mi bebe de 8 meses", "Not suitable for children under 12 months."),
        ("para un bebe de 1 año vale?", "Recomendado a partir de 3 años."),
    ],
)
def test_what_the_description_says_in_other_words_is_quoted(words: str, sentence: str) -> None:
    assert read_question(words, [sentence]).sentences == (sentence,)


@pytest.mark.parametrize(
    "words", ["the atm swallowed my card", "se tragó mi pago y no sale", "le sienta mal el vestido"]
)
def test_a_card_that_is_swallowed_is_no_question_of_health(words: str) -> None:
    assert not is_about_health(words)
