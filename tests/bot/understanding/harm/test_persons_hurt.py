"""Who hurt themselves, lies in intensive care, needed stitches or a doctor because of it; and who did not."""

from pathlib import Path

import pytest

from shop.bot.understanding.harm import tells_of_harm

HARM = (Path(__file__).parent / "harm_told.txt").read_text().splitlines()
NONE = [
    *(
        "mi hijo se cortó el pelo",
        "my son cut his nails",
        "regalo para una enfermera de la UCI",
        "se ha cortado la luz",
    ),
    *(
        "¿puede causar intoxicación?",
        "mi marido va al médico el lunes",
        "una bata para el hospital",
        "choked up, thanks",
    ),
    *("se ha roto el brazo del muñeco", "la silla se rompió, ¿me la cambiáis?", "meu filho cortou o cabelo"),
]


@pytest.mark.parametrize("words", HARM)
def test_whoever_is_hurt_by_goods_gets_a_person(words: str) -> None:
    assert tells_of_harm(words)


@pytest.mark.parametrize("words", NONE)
def test_whoever_is_not_gets_none(words: str) -> None:
    assert not tells_of_harm(words)
