"""What stands before a cancel in one bunch, or beside it in one message, is not lost."""

import pytest

from tests.bot.facts import facts, order, reasons, text, turn

ONE = facts(orders=(order(1041),))
STOPPED = ["OptOut", "consent.withdrawn"]


@pytest.mark.parametrize(
    "pieces",
    [
        *(("BAJA", "cancela el pedido"), ("SAIR", "cancela meu pedido"), ("stop", "cancel my order")),
        *(("no quiero más mensajes", "cancela el pedido"), ("unsubscribe", "cancel my order")),
        *(("baja y cancela el pedido",), ("stop and cancel my order",)),
        *(
            ("cancela el pedido y no me mandéis más publicidad",),
            ("cancela el pedido. No quiero más mensajes",),
        ),
    ],
)
def test_a_stop_and_a_cancel_both_count(pieces: tuple[str, ...]) -> None:
    assert reasons(turn(*(text(each) for each in pieces), known=ONE)) == [*STOPPED, "CancelOrder"]


@pytest.mark.parametrize(
    ("first", "done"),
    [
        ("persona", ["bot.handover", "HandOver"]),
        ("borrad mis datos", ["bot.data_request", "HandOver", "consent.asked_to_stop"]),
        ("me han cobrado dos veces", ["bot.trouble", "CancelOrder", "bot.cancelled"]),
        ("horario", ["bot.open_now", "bot.ask_cancel"]),
        ("¿las galletas llevan gluten?", ["bot.health_question", "bot.ask_cancel"]),
        ("si no llega mañana", ["bot.ask_cancel"]),
    ],
)
def test_what_is_asked_before_it_is_answered(first: str, done: list[str]) -> None:
    assert reasons(turn(text(first), text("cancela el pedido"), known=ONE)) == done


@pytest.mark.parametrize("yes", ["ok gracias", "vale gracias", "ok thanks", "tá bom, obrigada"])
def test_thanks_for_an_answer_cancel_nothing(yes: str) -> None:
    asked = turn(text("¿se puede cancelar el pedido?"), known=ONE)
    assert reasons(asked) == ["bot.ask_cancel"]
    assert "CancelOrder" not in reasons(turn(text(yes), known=ONE, after=asked))


@pytest.mark.parametrize("between", ["hola", "buenos días"])
def test_a_hello_between_settles_nothing(between: str) -> None:
    asked = turn(text("¿se puede cancelar el pedido?"), known=ONE)
    greeted = turn(text(between), known=ONE, after=asked)
    assert reasons(turn(text("sí"), known=ONE, after=greeted)) == ["bot.ask_cancel"]
