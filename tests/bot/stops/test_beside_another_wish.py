"""A plain stop and another wish in one message: both count."""

import msgspec
import pytest

from shop.inbox.conversations.models import Holder
from shop.whatsapp.incoming import IncomingKind
from tests.bot.facts import facts, order, reasons, text, turn, words_of


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


@pytest.mark.parametrize("holder", list(Holder))
@pytest.mark.parametrize(
    "words",
    [
        *("llegó rota, dadme de baja", "me falta una taza y no me escribáis más"),
        *("it arrived broken. unsubscribe me", "chegou partida, e parem de me escrever"),
    ],
)
def test_below_a_picture_the_stop_counts_too(words: str, holder: Holder) -> None:
    picture = msgspec.structs.replace(text(words), kind=IncomingKind.IMAGE)
    assert "OptOut" in reasons(turn(picture, known=facts(holder=holder)))


@pytest.mark.parametrize(
    "words",
    [
        "hola, cancela mi pedido y dame de baja",
        "buenas, cancelen mi pedido y ya no me manden mensajes, gracias",
        "hi, cancel my order and take me off the list",
        "can i cancel my order and also take me off the list",
        "olá, cancela o pedido e não me mandem mais mensagens",
    ],
)
def test_a_cancel_beside_a_stop_counts_whatever_greeting_stands_before(words: str) -> None:
    told = reasons(turn(text(words), known=facts(orders=(order(1041),))))
    assert "OptOut" in told
    assert "CancelOrder" in told or "bot.ask_cancel" in told


@pytest.mark.parametrize(
    "words",
    [
        "devolvedme el dinero y no me escribáis más",
        "me cobrasteis dos veces, dadme de baja",
        "mi pedido no llega, no me escribáis más",
        "no me escribáis más, el pago fue rechazado",
        "no quiero recibir nada más. Por cierto, el paquete llegó abierto",
        "you charged me twice, stop texting me",
        "give me my money back and unsubscribe me",
        "stop texting me. where is my parcel",
        "parem de me escrever, e a caneca chegou partida",
        "devolvam o dinheiro e não me escrevam mais",
    ],
)
def test_a_complaint_beside_a_stop_is_answered_too(words: str) -> None:
    answer = turn(text(words), known=facts(orders=(order(1041),)))
    assert "OptOut" in reasons(answer)
    assert "bot.trouble" in reasons(answer) or "1041" in words_of(answer)


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
