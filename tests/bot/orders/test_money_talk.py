"""Asked about an order, the chat says what is so about its money, and cancels nothing for which some arrived."""

import msgspec
import pytest

from shop.bot.actions import CancelOrder
from shop.orders.models import OrderStatus
from shop.payments.financial_status.status import FinancialStatus
from shop.payments.financial_status.words import WORDS
from tests.bot.facts import facts, order, reasons, text, turn, words_of

PLAIN = {FinancialStatus.NOTHING, FinancialStatus.PAID}


@pytest.mark.parametrize("status", sorted(set(FinancialStatus) - PLAIN))
@pytest.mark.parametrize("words", ["¿dónde está mi pedido?", "pedido", "cancela el pedido 1001"])
def test_the_truth_is_said_whatever_is_asked(status: FinancialStatus, words: str) -> None:
    state = OrderStatus.PAID if status.startswith("paid") else OrderStatus.PENDING
    known = msgspec.structs.replace(order(status=state), financial_status=status)
    answer = turn(text(words), known=facts(locale="en", orders=(known,)))
    title, said = WORDS[status]
    assert said in words_of(answer)
    assert title in words_of(answer)
    assert reasons(answer) == ["bot.order_money"]
    assert not [action for action in answer.actions if isinstance(action, CancelOrder)]


@pytest.mark.parametrize("status", sorted(PLAIN))
def test_what_the_status_says_is_said_as_ever(status: FinancialStatus) -> None:
    state = OrderStatus.PAID if status is FinancialStatus.PAID else OrderStatus.PENDING
    known = msgspec.structs.replace(order(status=state), financial_status=status)
    answer = turn(text("pedido"), known=facts(orders=(known,)))
    assert reasons(answer) == ["bot.order_paid" if state is OrderStatus.PAID else "bot.order_pending"]


def test_of_two_that_are_named_only_the_one_without_money_is_cancelled() -> None:
    paid = msgspec.structs.replace(order(1042), financial_status=FinancialStatus.UNCLEAR)
    answer = turn(text("cancela 1041 y 1042"), known=facts(locale="en", orders=(paid, order(1041))))
    cancelled = [action.order_id.int for action in answer.actions if isinstance(action, CancelOrder)]
    assert cancelled == [1041]
    assert WORDS[FinancialStatus.UNCLEAR][1] in words_of(answer)
