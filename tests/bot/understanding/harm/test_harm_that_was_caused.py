"""What goods caused is harm, told as done; asked, denied or pleasant it is none."""

import pytest

from shop.bot.understanding.harm import tells_of_harm

DONE = [
    *("o creme causou-me uma alergia", "causou-me alergia", "aborté después de tomar la infusión"),
    *(
        "me causó una alergia horrible",
        "el jabón me provocó picores",
        "la crema me ha producido una reacción",
    ),
    *(
        "a pomada deu-me comichão",
        "o sabonete provocou uma irritação na minha filha",
        "the soap gave me spots",
    ),
    *("your cream caused a rash", "it triggered an asthma attack", "le causó diarrea a mi hijo"),
    *("I miscarried after drinking the tea", "had a miscarriage", "abortei depois do chá"),
    *("perdi o bebé depois de tomar o chá", "me dio un infarto después de tomar el suplemento"),
    *("tive um avc depois de tomar as gotas", "os comprimidos deram-me taquicardia"),
    "I went blind after using your drops",
]
NOTHING = [
    *("¿causa alergia?", "does it cause rashes?", "no me causó alergia, gracias", "¿puede provocar alergia?"),
    *(
        "the cream caused no reaction, great",
        "it didn't give me spots",
        "aborte el pedido 1041",
        "aborta la compra",
    ),
    *("casi me da un infarto al ver el precio", "me dio mucha pena", "me dio una alegría", "me dio hambre"),
    *("they gave me a discount", "deu-me muita alegria", "me causó buena impresión", "this gave me joy"),
    *("o creme deu-me um brilho lindo", "me deu vontade de comer", "não me causou nenhuma alergia"),
    "a blind date gift, do you have cards?",
]


@pytest.mark.parametrize("words", DONE)
def test_what_was_caused_is_harm(words: str) -> None:
    assert tells_of_harm(words)


@pytest.mark.parametrize("words", NOTHING)
def test_what_was_not_caused_is_none(words: str) -> None:
    assert not tells_of_harm(words)
