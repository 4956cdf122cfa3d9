"""What is typed after the question about a second cart counts as the tap on its button."""

import pytest

from shop.bot.facts import BotDecision, BotFacts
from shop.orders.models import OrderStatus
from tests.bot.carts.waiting_orders import MUG, SENT, WORK, orders, pieces, sends, waiting
from tests.bot.facts import CART_ID, checked, facts, line, reasons, text, turn
from tests.support.inbox import InboxUnderTest


def asked_about_second() -> tuple[BotDecision, BotFacts]:
    """The question with the three buttons stands."""
    known = facts(cart_id=CART_ID, check=checked(line()), waiting_order=waiting({MUG: 1}))
    return turn(SENT, known=facts(check=checked(line()), waiting_order=waiting({MUG: 1}))), known


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("reemplaza", ["ReplaceOrder", "bot.order_replaced", "PlaceOrder"]),
        ("cambia el otro", ["ReplaceOrder", "bot.order_replaced", "PlaceOrder"]),
        ("o novo", ["ReplaceOrder", "bot.order_replaced", "PlaceOrder"]),
        ("cancela el otro", ["ReplaceOrder", "bot.order_replaced", "PlaceOrder"]),
        ("añádelo", ["ReplaceOrder", "bot.order_added_to", "PlaceOrder"]),
        ("add it", ["ReplaceOrder", "bot.order_added_to", "PlaceOrder"]),
        ("los dos", ["PlaceOrder"]),
        ("both", ["PlaceOrder"]),
        ("os dois", ["PlaceOrder"]),
        ("las dos cosas", ["PlaceOrder"]),
        ("quédate con los dos", ["PlaceOrder"]),
        ("el anterior", ["DropCart", "bot.cart_dropped"]),
        ("no", ["DropCart", "bot.cart_dropped"]),
        ("sí", ["bot.cart_second"]),
        ("vale gracias", ["bot.cart_second"]),
        ("no sé, ¿qué es mejor?", ["bot.cart_second"]),
        ("horario", ["bot.open_now"]),
        ("BAJA", ["OptOut", "consent.withdrawn"]),
    ],
)
def test_a_typed_answer_counts_as_its_button(words: str, done: list[str]) -> None:
    asked, known = asked_about_second()
    assert reasons(turn(text(words), known=known, after=asked)) == done


def test_after_an_unclear_answer_the_question_stands() -> None:
    asked, known = asked_about_second()
    again = turn(text("mmm"), known=known, after=asked)
    assert reasons(turn(text("los dos"), known=known, after=again)) == ["PlaceOrder"]


def test_who_is_not_understood_again_is_offered_a_person() -> None:
    answer, known = asked_about_second()
    said = []
    for _ in range(3):
        answer = turn(text("¿enviáis a Portugal?"), known=known, after=answer)
        said += reasons(answer)
    assert said == ["bot.cart_second", "bot.help", "bot.person_offered"]


@pytest.mark.parametrize("between", ["BAJA", "¿qué horario tenéis?", "persona"])
async def test_a_typed_answer_counts_after_something_else_was_said(
    inbox: InboxUnderTest, between: str
) -> None:
    await sends(inbox, 1)
    await sends(inbox, 2)
    for words in (between, "añádelo"):
        await inbox.hears(words)
        await inbox.work(*WORK)
    assert await pieces(inbox, (await orders(inbox))[-1]) == 3


@pytest.mark.parametrize(
    ("words", "pieces_left", "pending"), [("añádelo", 3, 1), ("reemplaza", 2, 1), ("los dos", 2, 2)]
)
async def test_a_typed_answer_does_what_the_button_does(
    inbox: InboxUnderTest, words: str, pieces_left: int, pending: int
) -> None:
    await sends(inbox, 1)
    await sends(inbox, 2)
    await inbox.hears(words)
    await inbox.work(*WORK)
    placed = await orders(inbox)
    assert await pieces(inbox, placed[-1]) == pieces_left
    assert [order.status for order in placed].count(OrderStatus.PENDING) == pending
