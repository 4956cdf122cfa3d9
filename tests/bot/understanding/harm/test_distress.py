"""Who does not want to live reaches a person at once; what one cannot do without is a joke."""

import pytest

from shop.bot.actions import HandOver
from shop.bot.understanding.harm import tells_of_harm
from tests.bot.facts import facts, text, turn, words_of

IN_EARNEST = [
    *(
        "ya no quiero vivir",
        "no quiero seguir viviendo",
        "I don't want to live anymore",
        "não quero mais viver",
    ),
    *(
        "no quiero vivir más",
        "no quiero vivir así",
        "no quiero vivir sin mi hijo",
        "no quiero vivir sin ella",
    ),
    *("no quiero vivir en este mundo", "no quiero vivir con este dolor", "i have nothing to live for"),
    *("life isn't worth living", "wish i was dead", "I'm tired of living", "I'd be better off dead"),
    *("não tenho mais vontade de viver", "a minha vida não tem sentido", "quería morir", "me quiero morir"),
    *("no tengo ganas de vivir", "quiero acabar con mi vida", "já não vale a pena viver"),
    "me llegó rota la taza y ya no quiero vivir",
]
NOT_MEANT = [
    *(
        "no quiero vivir sin este vino",
        "no puedo vivir sin vuestro café",
        "I don't want to live without this coffee",
    ),
    *(
        "I can't live without these cookies",
        "não quero viver sem este queijo",
        "não consigo viver sem o vosso pão",
    ),
    *("no quiero vivir en Madrid, ¿enviáis a Soria?", "I don't want to live in a house without your candles"),
    *(
        "esta vela me quiero morir de lo bonita que es",
        "vivo en Madrid",
        "quiero vivir aquí",
        "live chat please",
    ),
    *("ganas de vivir: ¿tenéis ese libro?", "these biscuits are to die for", "morrer de rir com esta caneca"),
    *("me quiero morir de risa", "long live the shop", "no quiero vivir lejos de la tienda"),
]


@pytest.mark.parametrize("words", IN_EARNEST)
def test_who_does_not_want_to_live_reaches_a_person_at_once(words: str) -> None:
    (called,) = [each for each in turn(text(words)).actions if isinstance(each, HandOver)]
    assert called.is_urgent


@pytest.mark.parametrize("words", NOT_MEANT)
def test_what_is_said_of_goods_and_places_calls_nobody(words: str) -> None:
    assert not tells_of_harm(words)


def test_who_despairs_is_not_told_to_use_no_more_of_it() -> None:
    said = words_of(turn(text("I don't want to live anymore"), known=facts(locale="en")))
    assert "do not stay alone" in said
    assert "eat" not in said
