"""Harm told in words that stand in no textbook; and fires and teeth that harm nobody."""

import pytest

from shop.bot.understanding.harm import tells_of_harm

HARM = [
    *(
        "el niño se ahogó con la pieza",
        "necesito una ambulancia, gracias",
        "mi marido está ingresado por las anchoas",
    ),
    *(
        "comí una galleta y se me inflaron los labios",
        "me ha salido una roncha con la crema",
        "me clavé un cristal",
    ),
    *(
        "se me rompió un diente con el turrón",
        "hay cristales en el bote",
        "hay un trozo de metal en la conserva",
    ),
    *(
        "sangra mucho",
        "hubo un incendio",
        "tuvimos que llamar a los bomberos",
        "la vela casi me quema la casa",
    ),
    *(
        "me quiero suicidar",
        "glass shattered and cut me",
        "the lamp shocked me",
        "shards in the jar",
        "call 911",
    ),
    *("my wife is in A and E after eating it", "baby choking", "there was a fire", "my kid is in hospital"),
    *("tô no hospital por causa de vocês", "fiquei toda empolada", "minha pele queimou", "machuquei o dedo"),
    *("quebrei o dente com uma pedra", "chamem uma ambulância", "perdí el conocimiento"),
]
NONE = [
    *(
        "¿hay riesgo de incendio con la vela?",
        "disfraz de bombero",
        "quiero un extintor por si hay un incendio",
    ),
    *(
        "me muero por probarlas",
        "quiero morirme de risa",
        "me llamo Socorro",
        "para Socorro García",
        "choked up, thanks",
    ),
    *(
        "the mug has a shattered glass effect",
        "una jarra de cristal",
        "quero morrer de rir",
        "a toy ambulance",
    ),
]


@pytest.mark.parametrize("words", HARM)
def test_harm_told_in_other_words_is_harm(words: str) -> None:
    assert tells_of_harm(words)


@pytest.mark.parametrize("words", NONE)
def test_fires_and_teeth_of_nobody_are_none(words: str) -> None:
    assert not tells_of_harm(words)
