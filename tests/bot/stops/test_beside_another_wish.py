"""A plain stop and another wish in one message: both count."""

import pytest

from tests.bot.facts import facts, reasons, text, turn


@pytest.mark.parametrize(
    "words",
    [
        "baja y además me falta una taza",
        "baja, me falta una taza",
        "me falta una taza, y baja",
        "date de baja... digo, dadme de baja y me falta una taza",
        "STOP y mi pedido llegó roto",
        "quiero darme de baja y además me falta una taza",
        "unsubscribe, and a mug is missing",
        "unsubscribe me. my order arrived broken",
        "STOP. where is my order?",
        "sair, e falta uma caneca",
        "descadastrar e meu pedido chegou quebrado",
        "anular a subscrição e a encomenda chegou partida",
        "baja. quiero hablar con una persona",
    ],
)
def test_both_count(words: str) -> None:
    told = reasons(turn(text(words), known=facts()))
    assert "OptOut" in told
    assert len([reason for reason in told if reason not in ("OptOut", "consent.stopped")]) > 0


@pytest.mark.parametrize(
    "words",
    [
        "stop, the van is late",
        "stop! it's the wrong size",
        "para, llegó roto",
        "para mi madre, falta una taza",
        "pare, falta uma caneca",
        "quiero dar de baja la luz y me falta una taza",
        "me di de baja del gimnasio y me falta una taza",
        "la persiana baja y falta un tornillo",
    ],
)
def test_what_is_no_stop_beside_another_wish_is_none(words: str) -> None:
    assert "OptOut" not in reasons(turn(text(words), known=facts()))
