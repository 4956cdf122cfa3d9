"""An order is cancelled by who writes in a hurry, too."""

import pytest

from shop.bot.understanding.intents import Intent, intent_of
from tests.bot.facts import facts, order, reasons, text, turn

ONE = facts(orders=(order(1041),))


@pytest.mark.parametrize(
    "words",
    [
        *(
            "canselar",
            "kancela",
            "cancelr",
            "cancelame el pedio",
            "kiero canselar mi pedido",
            "kansela el pedido",
        ),
        *(
            "cansela el pedidio",
            "cancellar pedido",
            "cacelar pedido",
            "calcelar",
            "camcela el pedido 1041",
            "cancelalr",
        ),
        *(
            "cansel my order",
            "cancle my order",
            "cancell order",
            "kancel",
            "cancl my ordr",
            "cencel it",
            "pls cansel it",
        ),
        *(
            "canselar o pedido",
            "cancela a encomeda",
            "kancela o pedido",
            "quero canselar",
            "cancelr a emcomenda",
        ),
    ],
)
def test_a_slip_cancels_all_the_same(words: str) -> None:
    assert reasons(turn(text(words), known=ONE)) == ["CancelOrder", "bot.cancelled"]


@pytest.mark.parametrize("words", ["no canseles", "dont cansel it", "não canseles", "no kanceles mi pedio"])
def test_a_no_before_a_slip_is_a_no(words: str) -> None:
    assert intent_of(words) is Intent.KEEP


@pytest.mark.parametrize(
    "words",
    [
        "canela",
        "¿tenéis canela?",
        "noise cancelling",
        "cansada de esperar",
        "candelabro",
        "cancer",
        "Kanzler",
    ],
)
def test_what_only_looks_like_it_cancels_nothing(words: str) -> None:
    assert intent_of(words) not in (Intent.CANCEL, Intent.CANCEL_DOUBT)
    assert "CancelOrder" not in reasons(turn(text(words), known=ONE))
