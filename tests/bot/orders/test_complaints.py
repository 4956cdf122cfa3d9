"""A complaint is met with what is known of the order and a person; who keeps an order is told how it stands."""

import pytest

from shop.bot.actions import CancelOrder
from shop.inbox.conversations.models import Holder
from shop.orders.models import OrderStatus
from tests.bot.facts import facts, order, reasons, text, turn, words_of

PAID = facts(orders=(order(1041, OrderStatus.PAID),))
TWO = facts(orders=(order(1042), order(1041, OrderStatus.PAID)))


@pytest.mark.parametrize(
    "words",
    [
        "you charged me twice",
        "ya he pagado y nada",
        "já paguei e nada",
        "I want my money back",
        "nunca llegó",
    ],
)
def test_a_complaint_about_money_or_arrival_tells_how_the_order_stands(words: str) -> None:
    answer = turn(text(words), known=PAID)
    assert reasons(answer) == ["bot.trouble"]
    assert "1041" in words_of(answer)
    assert reasons(turn(text("sí"), known=PAID, after=answer)) == ["bot.handover", "HandOver"]


@pytest.mark.parametrize("words", ["scammers", "estafadores", "me habéis cobrado dos veces", "golpistas"])
def test_without_an_order_a_person_is_offered_all_the_same(words: str) -> None:
    assert reasons(turn(text(words))) == ["bot.trouble"]


def test_of_several_orders_only_the_named_one_is_told() -> None:
    answer = turn(text("ya he pagado el 1041 y nada"), known=TWO)
    assert reasons(answer) == ["bot.trouble"]
    assert "1041" in words_of(answer)
    assert "1042" not in words_of(answer)
    assert "104" not in words_of(turn(text("sois unos estafadores"), known=TWO))


def test_broken_goods_are_no_question_of_the_order() -> None:
    assert "1041" not in words_of(turn(text("la taza llegó rota"), known=PAID))


@pytest.mark.parametrize("holder", [Holder.BOT, Holder.NOBODY])
@pytest.mark.parametrize(
    "words", ["no quiero cancelar", "no lo canceles", "não quero cancelar", "don't cancel it"]
)
def test_who_does_not_cancel_hears_that_nothing_is_cancelled(words: str, holder: Holder) -> None:
    known = facts(orders=(order(1042),), holder=holder)
    answer = turn(text(words), known=known)
    assert reasons(answer) == ["bot.order_pending"]
    assert "1042" in words_of(answer)
    assert "cancelado" in words_of(answer)


def test_after_the_question_whether_to_cancel_nothing_is_cancelled_either() -> None:
    known = facts(orders=(order(1042),))
    asked = turn(text("¿puedo cancelar?"), known=known)
    answer = turn(text("no lo canceles"), known=known, after=asked)
    assert not [each for each in answer.actions if isinstance(each, CancelOrder)]
    assert reasons(answer) == ["bot.order_pending"]


def test_of_several_orders_each_is_told_and_without_one_it_is_said() -> None:
    answer = words_of(turn(text("no quiero cancelar"), known=TWO))
    assert "1041" in answer
    assert "1042" in answer
    assert reasons(turn(text("no quiero cancelar"))) == ["bot.no_order"]
