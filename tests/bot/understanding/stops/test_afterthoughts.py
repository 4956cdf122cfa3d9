"""Behind a stop a reproach, a sigh or an address adds nothing; a subject of its own takes the stop away."""

import pytest

from shop.bot.understanding.stops.meaning import Stop, stop_meant

STOPS = [
    *(
        "Baja, a ver si contestáis (de una vez)",
        "BAJA!! ya lo dije ayer",
        "sair, já pedi ontem",
        "stop, jeez",
    ),
    *(
        "dame de baja (porfavor) señorita",
        "BAJA a ver si contestáis de una vez",
        "Baja, a ver si os enteráis",
    ),
    *("baja, señorita", "BAJA!!! os lo he dicho tres veces", "Baja. ¿Cuántas veces tengo que decirlo?"),
    *("baja, madre mía", "baja, que ya lo pedí", "baja, y es la tercera vez que lo digo", "Baja ya, hombre"),
    *("stop, I asked yesterday", "STOP!! I already told you last week", "stop jeez", "stop, dude"),
    *(
        "Stop. How many times do I have to say it?",
        "stop, are you deaf?",
        "STOP, I mean it",
        "stop, can you read?",
    ),
    *("unsubscribe me, for the third time", "stop, people", "no more texts, alright?", "stop! seriously!"),
    *(
        "sair!! já disse mil vezes",
        "sair, pelo amor de deus",
        "SAIR, vê se respondem",
        "pare, moça, já falei",
    ),
    *("sair, quantas vezes tenho que pedir?", "sair, por favor senhora", "baja, ¿entendido?", "BAJA, coño"),
]
DOUBTS = [
    *(
        "para, ya te lo dije ayer",
        "basta, de una vez",
        "no más, os lo he dicho mil veces",
        "chega, já pedi ontem",
    ),
    *("enough, I asked yesterday", "quiero salir, ya lo dije ayer"),
]
OTHERS = [
    *("stop, the van is late", "para mi madre", "stop, I asked for a refund", "stop, the blue one please"),
    *("stop, I asked for two mugs", "stop, I already told the courier", "para, ya pedí otra taza"),
    *(
        "para, lo pedí en azul",
        "stop, this isn't what I asked for",
        "parad, eso no lo pedí",
        "pare, pedi em azul",
    ),
    *("baja la persiana, señorita", "la silla baja, ya lo dije", "stop the courier, I told you yesterday"),
    *("para mi jefe", "para mi tía", "stop, yesterday's order is wrong", "sair com a caneca, moça"),
    *("end of the week, dude", "pare o pedido, já disse", "stop my order, I already told you"),
]


@pytest.mark.parametrize("words", STOPS)
def test_a_reproach_takes_nothing_from_a_stop(words: str) -> None:
    assert stop_meant(words) is Stop.YES


@pytest.mark.parametrize("words", DOUBTS)
def test_beside_a_word_that_may_be_a_stop_it_is_asked(words: str) -> None:
    assert stop_meant(words) is Stop.ASK


@pytest.mark.parametrize("words", OTHERS)
def test_what_names_a_subject_is_no_stop(words: str) -> None:
    assert stop_meant(words) is Stop.NO
