"""After "shall I cancel it?": a no that cancels, a shrug, a no in other words; what is called everything, or paid."""

import pytest
from msgspec import structs

from shop.bot.actions import Question, Reply
from shop.orders.models import OrderStatus
from shop.payments.financial_status.status import FinancialStatus
from shop.whatsapp.outgoing import ButtonsMessage
from tests.bot.facts import facts, order, reasons, text, turn

ONE = facts(orders=(order(1041),))
TWO = facts(orders=(order(1042), order(1041)))
PAID_TOO = facts(orders=(order(1042, OrderStatus.PAID), order(1041)))


@pytest.mark.parametrize(
    ("words", "done"),
    [
        *(
            (words, ["bot.ask_cancel"])
            for words in ("no, cancélalo", "no, cancel it", "não, cancela", "pues no, cancela")
        ),
        *(
            (words, ["bot.ask_cancel"])
            for words in ("vale, lo dejo", "si no hay más remedio", "supongo", "I guess so", "talvez")
        ),
        *(
            (words, ["bot.order_kept"])
            for words in ("está bien así", "fine as it is", "deixa estar", "déjalo estar")
        ),
        *((words, ["bot.no_noted"]) for words in ("nvm", "mejor lo dejo", "melhor deixar")),
        *((words, ["bot.order_pending"]) for words in ("no, no lo canceles", "don't cancel it")),
        *(
            (words, ["CancelOrder", "bot.cancelled"])
            for words in ("claro, cancélalo", "yes please", "sim, cancela")
        ),
    ],
)
def test_a_contradiction_or_a_shrug_is_asked_about_again(words: str, done: list[str]) -> None:
    asked = turn(text("¿puedo cancelar el pedido?"), known=ONE)
    assert reasons(asked) == ["bot.ask_cancel"]
    answer = reasons(turn(text(words), known=ONE, after=asked))
    assert answer[: len(done)] == done


@pytest.mark.parametrize("words", ["cancela todo", "cancel everything", "cancela tudo", "cancel it all"])
def test_everything_may_be_more_than_orders(words: str) -> None:
    assert "CancelOrder" not in reasons(turn(text(words), known=TWO))


@pytest.mark.parametrize(
    "words", ["cancela todos los pedidos", "cancel both orders", "cancela todos os pedidos"]
)
def test_all_the_orders_are_all_the_orders(words: str) -> None:
    assert reasons(turn(text(words), known=TWO)).count("CancelOrder") == 2


@pytest.mark.parametrize(
    "words",
    ["cancela el pedido pagado", "cancel the paid order", "cancela o pedido pago", "cancela el que ya pagué"],
)
def test_the_order_that_is_called_paid_is_not_the_one_that_waits(words: str) -> None:
    answer = turn(text(words), known=PAID_TOO)
    assert reasons(answer) == ["bot.paid_not_cancelled"]
    (said,) = answer.actions
    assert isinstance(said, Reply)
    assert isinstance(said.content, ButtonsMessage)
    assert "1042" in said.content.body


@pytest.mark.parametrize(
    "words", ["cancela el pedido sin pagar", "cancel the unpaid order", "cancela o pedido por pagar"]
)
def test_the_order_that_is_called_unpaid_is_the_one_that_waits(words: str) -> None:
    assert "bot.paid_not_cancelled" not in reasons(turn(text(words), known=PAID_TOO))


@pytest.mark.parametrize("words", ["no lo quiero", "ya no lo quiero", "I don't want it"])
def test_who_does_not_want_what_was_just_told_of_is_asked(words: str) -> None:
    told = turn(text("mi pedido"), known=ONE)
    assert reasons(told) == ["bot.order_pending"]
    assert reasons(turn(text(words), known=ONE, after=told)) == ["bot.ask_cancel"]


@pytest.mark.parametrize("words", ["cancela el pedido", "¿se puede cancelar?", "cancel order 1041"])
def test_while_money_is_on_its_way_a_person_is_offered(words: str) -> None:
    under_way = structs.replace(order(1041), financial_status=FinancialStatus.CONFIRMING)
    assert reasons(turn(text(words), known=facts(orders=(under_way,)))) == ["bot.order_money"]
    (said,) = turn(text(words), known=facts(orders=(under_way,))).actions
    assert isinstance(said, Reply)
    assert said.asks is Question.PERSON


@pytest.mark.parametrize(
    "words",
    [
        *("depende, ¿me cobráis?", "¿cuesta algo?", "y si no?", "it depends, will you charge me?"),
        *("does it cost anything?", "and if not?", "depende, vocês cobram?", "e se não?"),
    ],
)
def test_who_asks_back_is_told_what_it_means_with_the_same_buttons(words: str) -> None:
    asked = turn(text("¿puedo cancelar el pedido?"), known=ONE)
    assert reasons(turn(text(words), known=ONE, after=asked)) == ["bot.cancelling_told"]


@pytest.mark.parametrize(
    "words",
    [
        *("que no", "no lo hagas", "no lo hagáis, por favor", "please don't", "don't do it"),
        *("não faça isso", "que não", "não faz isso, por favor"),
    ],
)
def test_a_no_in_few_words_keeps_the_order(words: str) -> None:
    asked = turn(text("¿puedo cancelar el pedido?"), known=ONE)
    assert reasons(turn(text(words), known=ONE, after=asked))[0] == "bot.order_kept"


@pytest.mark.parametrize(
    "words",
    [
        "pode cancelar?",
        "podem cancelar?",
        "pode cancelar o pedido, por favor?",
        "podem cancelar a encomenda?",
        "podes cancelar o pedido?",
        "podes cancelar?",
        "puedes cancelar?",
        "¿puedes cancelar mi pedido?",
        "¿me cancelas el pedido?",
        "¿Podrías anular el pedido 1041?",
        "can you cancel?",
        "could you cancel it?",
        "can you cancel order 1041 please?",
    ],
)
def test_a_question_about_cancelling_is_confirmed_first(words: str) -> None:
    assert reasons(turn(text(words), known=ONE)) == ["bot.ask_cancel"]


@pytest.mark.parametrize("words", ["pode cancelar", "podes cancelar o pedido", "cancela o pedido"])
def test_who_asks_for_it_in_portuguese_has_it_cancelled(words: str) -> None:
    assert reasons(turn(text(words), known=ONE)) == ["CancelOrder", "bot.cancelled"]
