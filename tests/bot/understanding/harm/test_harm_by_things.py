"""Harm by what was swallowed, by fire, current and batteries, and by an ingredient that should not have been there."""

import pytest

from shop.bot.understanding.harm import tells_of_harm

HARMED = [
    *("mi hijo se ha cortado con la taza", "me corté", "I got cut", "I swallowed glass", "estou no hospital"),
    *(
        "the handle broke and hot coffee spilled on me",
        "sai fumaça do carregador",
        "fui al hospital por vuestras galletas",
    ),
    *("se me cae el pelo desde el champú", "red spots all over me", "me escuece", "battery swelling"),
    *("mi hija no puede respirar", "my baby is not breathing", "estoy en el hospital por vuestra culpa"),
    *(
        "I found glass in the jar",
        "me mareé después de tomarlo",
        "me intoxiqué",
        "my cat died after eating it",
    ),
    *("the chair broke and I fell", "me hice daño con la silla", "the mug shattered in my hand"),
    *(
        "el tinte me abrasó el cuero cabelludo",
        "encontré un gusano en la harina",
        "urgente, mi hijo está mal",
    ),
    *("me ha salido una alergia horrible", "a minha filha não consegue respirar"),
    *(
        "my daughter is allergic and ate one, what do I do?",
        "got burned by the mug",
        "la lámpara me dio calambre",
    ),
    *("mi hija se ha tragado una pieza", "my baby swallowed a button", "a criança engoliu uma peça"),
    *("mi hijo se tragó una pila", "my son swallowed one of the magnets", "o bebé engoliu um botão"),
    *(
        "my dog ate the candle",
        "mi perro se ha comido la vela",
        "meu cachorro comeu a vela",
        "my cat licked the paint",
    ),
    *(
        "my son ate the soap",
        "mi hija se ha comido un trozo de jabón",
        "o bebé pôs na boca um pedaço de vela",
    ),
    *("el cargador echa humo", "the candle set my curtains on fire", "tá saindo fumaça da luminária"),
    *("saltaron chispas del enchufe", "the lamp is smoking", "cheira a queimado", "huele a quemado"),
    *(
        "me dio corriente la lámpara",
        "the kettle gave me a shock",
        "levei um choque",
        "la vela casi quema la casa",
    ),
    *("la batería se hinchó", "the battery is swollen and hot", "a bateria inchou"),
    *("se rompió y me corté", "la taza me quemó", "me explotó en la mano"),
    *("me ha sentado fatal", "comí las galletas y ahora no me encuentro bien", "I feel awful after the cake"),
    *("estoy fatal del estómago desde las galletas", "não me sinto bem depois de comer"),
    *("tengo la piel roja desde que uso la crema", "got blisters from the cream", "minha boca coçou"),
    *("my tongue feels weird after eating it", "me pica todo", "tive alergia", "fiquei com alergia"),
    *("mi hija es alérgica y le habéis puesto nueces", "I'm allergic and there were nuts in it"),
    *("quiero suicidarme", "I want to kill myself", "quero me matar"),
    *("soy celíaco y me habéis mandado con gluten", "sou celíaca e o bolo tinha trigo"),
]
UNHARMED = [
    *(
        "me he cortado el pelo",
        "got sick of waiting",
        "I got burned by another shop",
        "trabajo en urgencias, ¿entregáis de noche?",
    ),
    *("coral rash guard", "¿quita la diarrea?", "I fell in love with the mug", "caí en la cuenta"),
    *(
        "my son ate all the biscuits and loved them",
        "mi hija se comió el bizcocho, riquísimo",
        "busco algo para mi perro",
    ),
    *("o meu filho comeu o bolo todo", "a toy for my dog", "una vela para mi hijo"),
    *("red lipstick for my face", "crema para la cara roja de mi hija", "creme para a minha pele irritada"),
    *(
        "corta la tela de dos metros",
        "¿la vela hace humo?",
        "a battery for my torch",
        "botón rojo para mi abrigo",
    ),
    *("soy alérgica, ¿lleva nueces?", "I'm allergic to nuts, which cookies can I eat?", "sou celíaca"),
    *(
        "me trago las galletas",
        "is the button small?",
        "pila de libros",
        "an electric kettle",
        "sparkling water",
    ),
    *(
        "¿desde Madrid enviáis crema de manos?",
        "la caja se hinchó con la humedad",
        "mi hija es alérgica al gato",
    ),
]


@pytest.mark.parametrize("words", HARMED)
def test_harm_by_things_is_heard(words: str) -> None:
    assert tells_of_harm(words)


@pytest.mark.parametrize("words", UNHARMED)
def test_a_thing_that_harms_nobody_is_none(words: str) -> None:
    assert not tells_of_harm(words)


FOUND_INSIDE = [
    *("gusanos en el arroz", "bicho no arroz", "worms in my rice", "hay una cucaracha en el paquete"),
    *("una cucaracha!!", "cockroach in the box", "barata na caixa", "encontré una cucaracha"),
    *("piece of metal in my chocolate", "un trozo de metal en mi chocolate", "pedaço de vidro no doce"),
    *("glass in my food", "plástico en la galleta", "um prego no bolo", "un pelo en la tarta"),
]
ILL = [
    *("me pica mucho la piel desde ayer", "pica mucho", "it itches a lot", "coça muito"),
    *(
        "doctor says it was your cream",
        "el médico dice que es por vuestra crema",
        "o médico disse que foi o creme",
    ),
    *("my baby got red dots", "a mi bebé le han salido granitos", "o meu bebé ficou com manchas"),
    *("my baby has a magnet in her nose", "tiene un botón en la nariz", "he put the bead in his ear"),
    *("my son has the toy's eye in his mouth", "meteu a peça no nariz"),
    *(
        "se rompió el asa y me cayó el café",
        "the handle broke and the tea went over me",
        "a asa partiu e o chá caiu-me em cima",
    ),
    *("la leche estaba mala y he vomitado", "expired cookies made my kid sick"),
]
INNOCENT = [
    *(
        "¿hay moho en el queso azul?",
        "rice with bugs bunny",
        "hotel de insectos para el jardín",
        "bug hotel in wood",
    ),
    *(
        "a mug with glass inside the handle?",
        "caja de metal",
        "piece of metal jewellery",
        "cuchillo con pelo",
    ),
    *(
        "un botón para la nariz del muñeco",
        "a ring for my nose",
        "pendiente para la nariz",
        "piercing de nariz",
    ),
    *(
        "salsa que pica mucho",
        "¿pica mucho?",
        "is it very itchy?",
        "¿la lana pica?",
        "essa camisola coça muito?",
    ),
    *("my doctor says I should drink tea", "el médico me recomienda té", "mi bebé es precioso"),
    *("¿el queso tiene moho?", "quiero una crema para los granitos de mi bebé"),
    *("galletas en una caja de metal", "chocolate en bolsa de plástico", "the biscuits in the glass jar"),
]


@pytest.mark.parametrize("words", [*FOUND_INSIDE, *ILL])
def test_what_was_found_or_felt_is_heard(words: str) -> None:
    assert tells_of_harm(words)


@pytest.mark.parametrize("words", INNOCENT)
def test_the_same_words_of_goods_are_none(words: str) -> None:
    assert not tells_of_harm(words)
