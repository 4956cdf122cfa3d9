"""One order was cancelled a moment ago: "cancélalo" may speak of that one, and closes no other without a question."""

from datetime import timedelta

import pytest
from msgspec import structs

from shop.orders.models import OrderStatus
from tests.bot.facts import MONDAY_NOON, facts, order, reasons, text, turn, words_of

GONE = structs.replace(order(1041, OrderStatus.CANCELLED), closed_at=MONDAY_NOON - timedelta(minutes=3))
LONG_GONE = structs.replace(GONE, closed_at=MONDAY_NOON - timedelta(days=1))
AGAIN = [
    *("cancélalo", "cancela ya", "sí, cancela", "cancela mi pedido", "anúlalo", "que lo canceles ya"),
    *("cancel it", "please cancel", "yes, cancel", "cancel my order", "can you cancel it?"),
    *("pode cancelar", "cancela o pedido", "sim, cancela", "cancelem a encomenda"),
]


@pytest.mark.parametrize("words", AGAIN)
def test_the_order_that_is_left_is_asked_about(words: str) -> None:
    answer = turn(text(words), known=facts(orders=(order(1042), GONE)))
    assert reasons(answer) == ["bot.ask_cancel"]
    assert "1042" in words_of(answer)


@pytest.mark.parametrize("words", ["cancela el 1042", "cancel order 1042", "cancela a encomenda 1042"])
def test_an_order_that_is_named_is_cancelled(words: str) -> None:
    answer = turn(text(words), known=facts(orders=(order(1042), GONE)))
    assert reasons(answer) == ["CancelOrder", "bot.cancelled"]


@pytest.mark.parametrize("words", ["cancélalo", "cancel my order", "cancela o pedido"])
def test_an_order_cancelled_long_ago_raises_no_question(words: str) -> None:
    answer = turn(text(words), known=facts(orders=(order(1042), LONG_GONE)))
    assert reasons(answer) == ["CancelOrder", "bot.cancelled"]
