"""A stop swallows no question: both are answered, in whichever order they stand."""

import pytest

from shop.bot.actions import OptOut
from tests.bot.facts import facts, order, reasons, text, turn, words_of

ONE = facts(orders=(order(1041),), locale="en")


@pytest.mark.parametrize(
    "words",
    [
        "No more messages! My son is allergic to nuts, are there any in the biscuits?",
        "No more messages! Are there nuts in the biscuits?",
        "baja, y dime si las galletas llevan gluten",
        "no me mandéis más ofertas. tenéis algo sin lactosa?",
        "dame de baja. Soy celíaca, ¿el pan lleva trigo?",
        "stop the ads. is the honey safe for babies?",
        "remove me from the list! is there peanut in the toffee",
        "não quero mais mensagens. O meu filho é alérgico, as bolachas têm nozes?",
        "sair. as bolachas têm glúten?",
    ],
)
def test_a_health_question_beside_a_stop_is_answered(words: str) -> None:
    assert reasons(turn(text(words))) == ["OptOut", "consent.withdrawn", "bot.health_question"]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "BAJA. ¿Cuándo llega mi pedido?",
            "stop the promos, and where is my order 1041?",
            "pedido 1041 y baja",
        ),
        *(
            "No more messages! when does my order arrive",
            "STOP. where is my order?",
            "sair. cadê meu pedido?",
        ),
        *(
            "quiero darme de baja y saber cuando llega mi pedido",
            "dejad de mandarme promos, cuándo llega el 1041",
        ),
    ],
)
def test_a_question_about_an_order_beside_a_stop_is_answered(words: str) -> None:
    answer = turn(text(words), known=ONE)
    assert any(isinstance(each, OptOut) for each in answer.actions)
    assert "Your order 1041" in words_of(answer)


@pytest.mark.parametrize(
    "words",
    [
        *("No quiero más mensajes. ¿La taza es apta para lavavajillas?", "No more promos. Is the mug blue?"),
        *("BAJA. ¿hacéis envíos a Canarias?", "STOP sending me ads! do you do gift wrapping?"),
        "sair. vocês têm loja física?",
    ],
)
def test_a_question_that_nobody_understood_is_not_passed_over(words: str) -> None:
    assert reasons(turn(text(words))) == ["OptOut", "consent.withdrawn", "bot.help"]


@pytest.mark.parametrize(
    "words",
    [
        *("No quiero más mensajes, ¿vale?", "BAJA ¿me oís?", "baja. ¿Cuántas veces hay que decirlo?"),
        *(
            "quiero darme de baja, ¿puede ser?",
            "unsubscribe me, will you?",
            "BAJA! ¿Estamos?",
            "sair, entenderam?",
        ),
        *("no me escribáis más, ¿queda claro?", "stop texting me. is that clear?"),
    ],
)
def test_what_only_asks_whether_it_was_heard_is_no_question(words: str) -> None:
    assert reasons(turn(text(words))) == ["OptOut", "consent.withdrawn"]
