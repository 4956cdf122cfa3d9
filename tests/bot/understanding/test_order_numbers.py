"""Which orders a text names, and which numbers are of something else."""

import pytest

from shop.bot.understanding.orders.order_numbers import bare_numbers, order_numbers


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("cancela el pedido 1041", [1041]),
        ("cancela el pedido número 1041, por favor", [1041]),
        ("cancel order #1041", [1041]),
        ("o pedido nº 7", [7]),
        ("pedido 7", [7]),
        ("pedido1041", [1041]),
        ("cancela el 1041 y el 1042", [1041, 1042]),
        ("my orders 12 and 1043", [12, 1043]),
        ("1041", [1041]),
        ("¿y el 1041, 1041?", [1041]),
        ("quiero 2 tazas", []),
        ("pedí 12 tazas el 12/11/2026 a las 18:30 por 1250,00 €", []),
        ("pagué 1250 euros", []),
        ("mi teléfono es 611000001", []),
        ("llámame al +34611000001", []),
        ("pedido 99999999999999999999999", []),
        ("mi pedido", []),
        ("", []),
    ],
)
def test_a_number_of_an_order_is_found(words: str, numbers: list[int]) -> None:
    assert order_numbers(words) == numbers


@pytest.mark.parametrize(
    ("words", "numbers"),
    [
        ("1041", [1041]),
        ("el 7", [7]),
        ("the 1041 please", [1041]),
        ("1 o 2", [1, 2]),
        ("quiero tres de las de 7", []),
    ],
)
def test_an_answer_that_is_little_more_than_a_number_is_one(words: str, numbers: list[int]) -> None:
    assert bare_numbers(words) == numbers
