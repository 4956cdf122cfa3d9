"""Stops as people write them in a hurry, and what only sounds like one."""

import pytest

from tests.bot.facts import facts, order, reasons, text, turn

ASKED = "consent.asked_to_stop"


@pytest.mark.parametrize(
    "words",
    [
        *(
            "me dan de baja?",
            "¿me da de baja?",
            "saca mi teléfono de tu base de datos",
            "saquen mi número de su lista",
        ),
        *("I don't wanna get these anymore", "dont wanna hear from u", "don't wanna get any more messages"),
        *("não quero mais msgs de vcs", "não quero receber mais mensagens de vc"),
    ],
)
def test_a_stop_counts(words: str) -> None:
    assert "OptOut" in reasons(turn(text(words)))


@pytest.mark.parametrize(
    "words",
    [
        *("i dont want these", "can you stop these", "make it stop", "it's spam", "I blocked you"),
        *("me quiero salir", "quiero salirme", "es spam", "eso es spam", "os he bloqueado"),
        *("isto é spam", "isso é spam", "é spam", "bloqueei vcs"),
    ],
)
def test_in_doubt_it_is_asked(words: str) -> None:
    assert reasons(turn(text(words))) == [ASKED]


@pytest.mark.parametrize(
    "words",
    [
        *("saca la taza del carrito", "me dan de alta?", "I wanna buy a mug", "¿esto es para regalo?"),
        *("mi tarjeta está bloqueada", "isto é lindo", "can you stop by the shop", "i dont want these mugs"),
    ],
)
def test_what_is_none_stops_nothing(words: str) -> None:
    told = reasons(turn(text(words), known=facts(orders=(order(1041),))))
    assert "OptOut" not in told
    assert ASKED not in told
