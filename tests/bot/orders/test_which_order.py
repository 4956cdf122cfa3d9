"""Which order is meant: a named number decides, the only one is meant, among several one asks."""

from uuid import UUID

import pytest

from shop.bot.actions import CancelOrder, Reply
from shop.bot.facts import BotDecision
from shop.bot.replies.orders.questions import CANCEL, KEEP, STATUS
from shop.orders.models import OrderStatus
from shop.whatsapp.outgoing import ButtonsMessage, ListMessage
from tests.bot.facts import facts, order, reasons, tap, text, turn, words_of

TWO = facts(orders=(order(1042), order(1041)))
PAID_LONG_AGO = order(1030, OrderStatus.PAID, days=60)


def cancelled(answer: BotDecision) -> list[int]:
    return [action.order_id.int for action in answer.actions if isinstance(action, CancelOrder)]


def offered(answer: BotDecision) -> list[str]:
    """The ids of the buttons, or of the rows."""
    (said,) = [action for action in answer.actions if isinstance(action, Reply)]
    said.content.check()
    if isinstance(said.content, ListMessage):
        return [row.id for section in said.content.sections for row in section.rows]
    assert isinstance(said.content, ButtonsMessage)
    return [button.id for button in said.content.buttons]


@pytest.mark.parametrize(
    "words", ["cancela el pedido 1041", "cancel order #1041", "cancela o pedido nº 1041", "cancela el 1041"]
)
def test_the_named_order_is_cancelled_and_no_other(words: str) -> None:
    answer = turn(text(words), known=TWO)
    assert cancelled(answer) == [1041]
    assert "1041" in words_of(answer)
    assert "1042" not in words_of(answer)


def test_several_that_are_named_are_cancelled() -> None:
    answer = turn(text("cancela 1041 y 1042"), known=TWO)
    assert cancelled(answer) == [1041, 1042]
    assert len([each for each in answer.actions if isinstance(each, Reply)]) == 1


@pytest.mark.parametrize("words", ["cancela los dos", "cancel both", "cancela todos los pedidos"])
def test_both_means_all_that_are_unpaid(words: str) -> None:
    assert sorted(cancelled(turn(text(words), known=TWO))) == [1041, 1042]


@pytest.mark.parametrize(
    "words", ["cancelar", "quiero cancelar mi pedido", "cancela el 1041, no el 1042", "¿puedo cancelar?"]
)
def test_with_several_and_none_named_one_asks(words: str) -> None:
    answer = turn(text(words), known=TWO)
    assert cancelled(answer) == []
    assert sorted(offered(answer)) == sorted([f"{CANCEL}{UUID(int=1042)}", f"{CANCEL}{UUID(int=1041)}"])


def test_the_tap_cancels_the_order_that_it_names() -> None:
    assert cancelled(turn(tap(f"{CANCEL}{UUID(int=1041)}"), known=TWO)) == [1041]


@pytest.mark.parametrize(
    ("words", "numbers"), [("1041", [1041]), ("el 1042 por favor", [1042]), ("los dos", [1042, 1041])]
)
def test_a_number_that_is_typed_answers_the_question(words: str, numbers: list[int]) -> None:
    asked = turn(text("cancelar"), known=TWO)
    assert cancelled(turn(text(words), known=TWO, after=asked)) == numbers


def test_a_tap_on_somebody_elses_order_does_nothing() -> None:
    assert reasons(turn(tap(f"{CANCEL}{UUID(int=5)}"), known=TWO)) == ["bot.no_order"]


def test_a_number_that_is_not_theirs_is_said() -> None:
    answer = turn(text("cancela el pedido 999"), known=TWO)
    assert cancelled(answer) == []
    assert "999" in words_of(answer)
    alone = turn(text("cancela el pedido 999"), known=facts(orders=(order(1041),)))
    assert cancelled(alone) == []
    assert offered(alone) == [f"{CANCEL}{UUID(int=1041)}"]


@pytest.mark.parametrize("words", ["¿puedo cancelar?", "how do I cancel?", "ya no quiero el pedido"])
def test_a_doubt_about_the_only_order_is_asked_about_once(words: str) -> None:
    known = facts(orders=(order(1041), PAID_LONG_AGO))
    asked = turn(text(words), known=known)
    assert offered(asked) == [f"{CANCEL}{UUID(int=1041)}", KEEP]
    assert cancelled(turn(text("sí"), known=known, after=asked)) == [1041]
    assert reasons(turn(text("no"), known=known, after=asked)) == ["bot.no_noted"]
    assert reasons(turn(tap(KEEP), known=known, after=asked)) == ["bot.order_kept"]


def test_who_does_not_want_to_cancel_is_asked_nothing() -> None:
    assert reasons(turn(text("no canceles mi pedido"), known=facts(orders=(order(),)))) == [
        "bot.order_pending"
    ]


def test_a_paid_order_that_is_named_goes_to_a_person() -> None:
    known = facts(orders=(order(1042), order(1041, OrderStatus.PAID)))
    answer = turn(text("cancela el pedido 1041"), known=known)
    assert (cancelled(answer), reasons(answer)) == ([], ["bot.paid_not_cancelled"])


@pytest.mark.parametrize(
    "words", ["¿cómo va el pedido 1041?", "1041", "pedido 1041", "where is my order 1041?"]
)
def test_the_named_order_is_told(words: str) -> None:
    answer = turn(text(words), known=TWO)
    assert reasons(answer) == ["bot.order_pending"]
    assert "1041" in words_of(answer)
    assert "1042" not in words_of(answer)


def test_which_order_is_asked_where_several_may_be_meant() -> None:
    answer = turn(text("¿dónde está mi pedido?"), known=TWO)
    assert sorted(offered(answer)) == sorted([f"{STATUS}{UUID(int=1041)}", f"{STATUS}{UUID(int=1042)}"])
    told = turn(tap(f"{STATUS}{UUID(int=1041)}"), known=TWO, after=answer)
    assert reasons(told) == ["bot.order_pending"]
    assert "1041" in words_of(told)
    assert "1042" in words_of(turn(text("el 1042"), known=TWO, after=answer))


def test_what_was_paid_long_ago_is_not_meant_beside_what_is_open() -> None:
    known = facts(orders=(order(1042), PAID_LONG_AGO))
    assert "1042" in words_of(turn(text("mi pedido"), known=known))
    assert "1030" in words_of(turn(text("mi pedido"), known=facts(orders=(PAID_LONG_AGO,))))


def test_more_than_three_are_a_list() -> None:
    known = facts(orders=tuple(order(number) for number in range(1060, 1040, -1)))
    answer = turn(text("mi pedido"), known=known)
    assert len(offered(answer)) == 10


def test_an_answer_a_day_later_answers_nothing() -> None:
    asked = turn(text("cancelar"), known=TWO)
    later = facts(orders=TWO.orders, at=facts().at.replace(day=25))
    assert cancelled(turn(text("1041"), known=later, after=asked)) == []
    assert cancelled(turn(text("sí"), known=later, after=asked)) == []


THREE = facts(orders=(order(1043), order(1042), order(1041)))


@pytest.mark.parametrize(
    "words", ["1041 y 1042", "el 1041 y el 1042, por favor", "1041 and 1042", "1041, 1042"]
)
def test_after_which_order_several_numbers_cancel_those_and_no_other(words: str) -> None:
    asked = turn(text("cancelar"), known=THREE)
    assert sorted(cancelled(turn(text(words), known=THREE, after=asked))) == [1041, 1042]


@pytest.mark.parametrize(
    "words", ["ninguno", "none", "nenhum", "ninguno de los dos", "neither", "none of them"]
)
def test_none_of_them_cancels_nothing(words: str) -> None:
    asked = turn(text("cancelar"), known=TWO)
    answer = turn(text(words), known=TWO, after=asked)
    assert (cancelled(answer), reasons(answer)) == ([], ["bot.order_kept"])


@pytest.mark.parametrize(
    "words", ["the last one", "el último", "o mais recente", "el más reciente", "latest"]
)
def test_the_last_one_is_asked_about_by_its_number(words: str) -> None:
    asked = turn(text("cancelar"), known=TWO)
    answer = turn(text(words), known=TWO, after=asked)
    assert offered(answer) == [f"{CANCEL}{UUID(int=1042)}", KEEP]
    assert cancelled(turn(text("sí"), known=TWO, after=answer)) == [1042]


def test_the_last_one_is_told_how_it_stands() -> None:
    asked = turn(text("mi pedido"), known=TWO)
    assert "1042" in words_of(turn(text("el último"), known=TWO, after=asked))
    both = words_of(turn(text("os dois"), known=TWO, after=asked))
    assert "1041" in both
    assert "1042" in both


@pytest.mark.parametrize("words", ["los dos", "todos", "both", "all of them"])
def test_of_more_than_two_none_is_cancelled_that_is_not_named(words: str) -> None:
    asked = turn(text("cancelar"), known=THREE)
    answer = turn(text(words), known=THREE, after=asked)
    assert cancelled(answer) == []
    assert len(offered(answer)) == 3
    assert cancelled(turn(text("cancela todos los pedidos"), known=THREE)) == []


def test_a_number_among_several_that_is_not_theirs_is_said() -> None:
    asked = turn(text("cancelar"), known=TWO)
    answer = turn(text("1041 y 999"), known=TWO, after=asked)
    assert cancelled(answer) == [1041]
    assert "999" in words_of(answer)


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("the first one", 1042),
        ("el primero", 1042),
        ("the second one please", 1041),
        ("a segunda", 1041),
        ("1", 1042),
        ("2", 1041),
    ],
)
def test_a_place_among_the_buttons_says_which(words: str, number: int) -> None:
    asked = turn(text("¿dónde está mi pedido?"), known=TWO)
    assert reasons(asked) == ["bot.which_order_status"]
    assert str(number) in words_of(turn(text(words), known=TWO, after=asked))
    asked = turn(text("cancelar"), known=TWO)
    answer = turn(text(words), known=TWO, after=asked)
    assert reasons(answer) == ["bot.ask_cancel"]
    assert str(number) in words_of(answer)
