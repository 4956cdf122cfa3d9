"""Harm told by what was drunk, by blood, breath and eyes, by fire and by what fell; and what only sounds like it."""

import pytest

from shop.bot.understanding.harm import tells_of_harm
from tests.bot.facts import reasons, text, turn

HARMED = [
    *("mi hija ha bebido el ambientador", "se ha bebido el quitaesmalte", "bebeu o perfume", "tragó jabón"),
    *(
        "my toddler drank the lotion",
        "he swallowed the soap",
        "o miúdo bebeu o detergente",
        "ingirió el líquido",
    ),
    *("sangro mucho", "me hizo un corte", "it won't stop bleeding", "cortou-me o dedo", "made me bleed"),
    *("me ha entrado en los ojos y no veo", "I got it in my eyes and it burns", "entrou no olho e arde"),
    *("se me ha puesto la cara como un globo", "my throat feels tight", "minha garganta fechou"),
    *("me dio taquicardia", "my heart is racing since I took it", "fiquei com taquicardia"),
    *(
        "gastroenteritis por vuestra culpa",
        "we are all sick from the cookies",
        "stomach cramps since eating it",
    ),
    *("mi hijo tiene fiebre desde que comio", "veio mofado e minha filha comeu", "fui às urgências"),
    *("las galletas estaban podridas y las comimos", "venia caducada la leche y mi hijo la bebio"),
    *("it burst into flames", "la batería se ha inflado", "el enchufe se ha quemado", "explotó el móvil"),
    *("shocked by the lamp", "me electrocute", "tomei um choque", "me dio la corriente"),
    *(
        "the shelf fell on my son",
        "chair collapsed under my mother",
        "se cayó la estantería encima de mi hija",
    ),
    *("la silla se rompió y mi madre se cayó", "a prateleira caiu em cima do meu filho"),
]
UNHARMED = [
    *(
        "¿se puede beber?",
        "quiero beber café",
        "my daughter drank all the juice and loved it",
        "bebeu o sumo todo",
    ),
    *(
        "no veo el pedido",
        "no veo el enlace",
        "tengo los ojos puestos en esa taza",
        "my heart belongs to this mug",
    ),
    *("the price fell on friday", "se ha caído la web", "the website collapsed", "cayó el precio"),
    *(
        "una vela con forma de globo",
        "cara de globo",
        "un corte de tela",
        "me hizo un descuento",
        "a tight shirt",
    ),
    *("shocked by your prices", "the sale is on fire", "se ha quemado el pan en casa"),
]


@pytest.mark.parametrize("words", HARMED)
def test_harm_in_other_words_is_harm(words: str) -> None:
    assert tells_of_harm(words)


@pytest.mark.parametrize("words", UNHARMED)
def test_what_only_sounds_like_it_is_none(words: str) -> None:
    assert not tells_of_harm(words)


def test_in_four_messages_it_is_heard() -> None:
    pieces = ("me duele", "mucho", "la boca", "desde que comi las galletas")
    assert reasons(turn(*(text(each) for each in pieces))) == ["bot.harm", "HandOver"]
