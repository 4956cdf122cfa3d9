"""Stops as people write them in a hurry or in anger; and what only looks like one."""

import pytest

from shop.bot.understanding.stops.meaning import Stop, stop_meant
from tests.bot.facts import reasons, text, turn

YES = [
    *(
        "me desuscribo",
        "detengan los mensajes",
        "suspendan los mensajes",
        "ya no me envíes",
        "me quiero desapuntar",
    ),
    *(
        "elimínenme de su base de datos",
        "escribí baja y me siguen mandando",
        "dejad de insistir",
        "B.A.J.A",
        "b a j a",
    ),
    *(
        "kiero darme de baja",
        "dnt text me",
        "S T O P",
        "i told you to stop",
        "i already said stop",
        "ffs stop",
    ),
    *(
        "please cease all communication",
        "I don't know you, stop messaging",
        "n quero mais mensagens",
        "pare já",
    ),
    *(
        "n me manda mais msg",
        "quero desistir das promoções",
        "quero cancelar o recebimento",
        "me desuscribo, gracias",
    ),
]
ASK = [
    *(
        "si me volvéis a escribir os denuncio",
        "como faço pra parar de receber",
        "no le escribáis a él",
        "já chega",
    ),
    *(
        "do not text my husband",
        "no quiero ofertas, quiero el precio normal",
        "quit it",
        "nokiero mas mensages",
    ),
]
NO = [
    "me tira da lista de espera",
    "put me on the waiting list, not off",
    "la silla baja a 40 cm",
    "A.M.O.R. os quiero",
]


@pytest.mark.parametrize("words", YES)
def test_in_a_hurry_it_is_a_stop(words: str) -> None:
    assert stop_meant(words) is Stop.YES


@pytest.mark.parametrize("words", ASK)
def test_in_doubt_it_is_asked(words: str) -> None:
    assert stop_meant(words) in (Stop.ASK, Stop.YES)
    assert stop_meant(words) is Stop.ASK or words == "nokiero mas mensages"


@pytest.mark.parametrize("words", NO)
def test_what_looks_like_one_is_none(words: str) -> None:
    assert stop_meant(words) is Stop.NO


@pytest.mark.parametrize(
    ("answer", "done"),
    [
        *(
            (yes, ["OptOut", "consent.withdrawn"])
            for yes in ("yes please stop it", "que sí, pesados", "eso quiero")
        ),
        *((yes, ["OptOut", "consent.withdrawn"]) for yes in ("ya te he dicho que sí", "quítalas", "quero")),
        ("no stop", ["consent.asked_to_stop"]),
    ],
)
def test_the_question_is_answered_in_any_words(answer: str, done: list[str]) -> None:
    asked = turn(text("para"))
    assert reasons(asked) == ["consent.asked_to_stop"]
    assert reasons(turn(text(answer), after=asked)) == done
