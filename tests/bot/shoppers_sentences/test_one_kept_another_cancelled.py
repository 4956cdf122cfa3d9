"""One order is to stay and another to go: one asks about the other, and closes none on a guess."""

from uuid import UUID

import pytest

from shop.bot.actions import CancelOrder, Reply
from shop.bot.replies.orders.questions import CANCEL
from shop.whatsapp.outgoing import ButtonsMessage
from tests.bot.facts import facts, order, reasons, text, turn

TWO = facts(orders=(order(1042), order(1041)))


def asked_about(words: str) -> list[str]:
    """The numbers of the orders that a tap would cancel; nothing is cancelled yet."""
    answer = turn(text(words), known=TWO)
    assert not any(isinstance(each, CancelOrder) for each in answer.actions)
    contents = [each.content for each in answer.actions if isinstance(each, Reply)]
    buttons = [button.id for each in contents if isinstance(each, ButtonsMessage) for button in each.buttons]
    return [str(UUID(each.removeprefix(CANCEL)).int) for each in buttons if each.startswith(CANCEL)]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "no canceles el 1042, el otro sí",
            "don't cancel 1042, the other one yes",
            "não cancele o 1042, o outro sim",
        ),
        *(
            "no canceles el 1042 pero sí el 1041",
            "cancel not 1042 but 1041",
            "deja el 1042 y cancela el otro",
        ),
        *(
            "keep 1042, cancel the other one",
            "cancela el 1041, ¡el 1042 no!",
            "não cancelem o 1042, só o outro",
        ),
        *("no anules el 1042, solo el otro", "do not cancel 1042, only the other"),
    ],
)
def test_the_other_is_asked_about(words: str) -> None:
    assert asked_about(words) == ["1041"]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "no canceles el 1042",
            "no canceles ninguno de los dos",
            "no cancelen ninguno",
            "don't cancel 1042 please",
        ),
        *(
            "não cancele o 1042, obrigada",
            "não anulem a 1042 por favor",
            "no canceles el 1042, el otro tampoco",
            "do not cancel either of them",
        ),
        "no canceles el 1042, el otro ya está pagado",
    ],
)
def test_where_only_a_no_is_said_nothing_is_asked(words: str) -> None:
    assert asked_about(words) == []
    assert reasons(turn(text(words), known=TWO)) == ["bot.order_pending"]
