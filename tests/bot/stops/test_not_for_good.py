"""A product is not to be sent again, or nothing for a while: that is asked about, and ends no promotions by itself."""

import pytest

from tests.bot.facts import facts, order, reasons, text, turn

ASKED = "consent.asked_to_stop"


@pytest.mark.parametrize(
    "words",
    [
        *(
            "no me la mandéis más",
            "no me lo mandéis más",
            "no me envíen más de esa",
            "no me lo envíe más, gracias",
        ),
        *(
            "don't send it to me again",
            "don't send me that again",
            "please stop sending it",
            "don't send me any more of it",
        ),
        *("não me mandem mais essa", "não me enviem mais desse", "não me mande mais dessa, obrigada"),
    ],
)
def test_of_one_product_it_is_asked(words: str) -> None:
    assert reasons(turn(text(words))) == [ASKED]


@pytest.mark.parametrize(
    "words",
    [
        "me ha dado alergia la crema, no me la mandéis más",
        "the cream gave me a rash, don't send it to me again",
        "o creme deu alergia na pele, não me mandem mais esse",
    ],
)
def test_beside_harm_it_is_asked_too(words: str) -> None:
    assert reasons(turn(text(words))) == ["bot.harm", "HandOver", ASKED]


@pytest.mark.parametrize(
    "pieces",
    [
        *(
            ("no me mandéis más", "tazas"),
            ("no me enviéis nada", "hasta que pague"),
            ("no me escribáis", "por la noche"),
        ),
        *(("no me mandéis más mensajes", "hasta el lunes"), ("baja", "mañana")),
        *(("don't send me any more", "mugs like that"), ("don't text me", "after 10pm")),
        *(("stop texting me", "at night"), ("don't send me anything", "until I pay")),
        *(
            ("sair", "amanhã"),
            ("não me mandem mais nada", "até eu pagar"),
            ("não me escrevam", "depois das 22h"),
        ),
        *(("não me mandem mais", "canecas"),),
    ],
)
def test_what_follows_may_limit_it_and_it_is_asked(pieces: tuple[str, ...]) -> None:
    told = reasons(turn(*(text(each) for each in pieces), known=facts(orders=(order(1041),))))
    assert "OptOut" not in told
    assert ASKED in told


@pytest.mark.parametrize(
    "pieces",
    [
        *(
            ("no me mandéis más mensajes", "gracias"),
            ("no me escribáis más", "hasta nunca"),
            ("BAJA", "hoy mismo"),
        ),
        *(("no me mandéis más", "por favor"), ("no me mandéis más publicidad",), ("no me mandéis nada más",)),
        *(
            ("baja", "cuando podáis"),
            ("no me escribáis más", "¿cuándo llega mi pedido?"),
            ("baja", "sí, por favor"),
        ),
        *(
            ("stop texting me", "thanks"),
            ("don't send me any more messages",),
            ("unsubscribe me", "when you can"),
        ),
        *(("don't send me any more", "messages"), ("stop texting me", "when does my order arrive?")),
        *(
            ("não me mandem mais mensagens", "obrigada"),
            ("sair", "hoje mesmo"),
            ("parem de me escrever", "por favor"),
        ),
        *(
            ("baja", "si seguís os denuncio"),
            ("STOP", "when does my order arrive"),
            ("no me mandes más", "mensajes"),
            ("stop", "now"),
            ("sair", "agora"),
        ),
    ],
)
def test_for_good_it_counts(pieces: tuple[str, ...]) -> None:
    assert "OptOut" in reasons(turn(*(text(each) for each in pieces), known=facts(orders=(order(1041),))))
