"""What each kind of discount takes off."""

from typing import Any

import pytest

from shop.discounts.evaluation import ProductScope
from tests.discounts.rules import (
    amount,
    buy_get,
    cheapest_free,
    free_delivery,
    line,
    numbered,
    outcome,
    percent,
    reasons,
    taken,
)

SHOES, SOCKS, SHIRT = 1, 2, 3


def only(*products: int, collections: tuple[int, ...] = (), **more: Any) -> ProductScope:
    listed, of = frozenset(map(numbered, products)), frozenset(map(numbered, collections))
    return ProductScope(product_ids=listed, collection_ids=of, **more)


def test_a_percentage_is_rounded_once_and_spread_over_the_lines() -> None:
    lines = [line(333), line(333), line(334)]
    found = outcome([percent(1250)], lines)  # 12.5 % of 1000
    assert found.line_discounts == (42, 41, 42)
    assert [each.amount_minor for each in found.applied] == [125]


def test_half_a_minor_unit_is_the_shoppers() -> None:
    assert taken([percent(1000)], [line(5)]) == (1,)
    assert taken([percent(1000)], [line(4), line(1)]) == (1, 0)


def test_an_amount_is_spread_exactly_over_the_lines_it_applies_to() -> None:
    rule = amount(500, applies_to=only(SHOES, SOCKS))
    lines = [line(1000, product=SHOES), line(1000, product=SOCKS), line(1000, product=SHIRT)]
    assert taken([rule], lines) == (250, 250, 0)
    assert taken([amount(100)], [line(1), line(1), line(1)]) == (1, 1, 1)  # never below zero
    assert taken([amount(1)], [line(10), line(10), line(10)]) == (1, 0, 0)


def test_free_delivery_takes_nothing_off_the_goods_and_says_so() -> None:
    found = outcome([free_delivery(min_value_minor=1000)], [line(1000)])
    assert found.frees_delivery
    assert (found.line_discounts, found.applied[0].amount_minor) == ((0,), 0)
    assert found.frees(999_999)


def test_free_delivery_may_be_limited_to_a_price() -> None:
    rule = free_delivery(most_delivery_minor=500, code="ENVIO")
    found = outcome([rule], [line(1000)], "ENVIO")
    assert found.frees_delivery
    assert found.frees(500)
    assert not found.frees(501)
    refused = outcome([rule], [line(1000)], "ENVIO", delivery_minor=501)
    assert not refused.frees_delivery
    assert reasons(refused) == {"ENVIO": "delivery_too_dear"}


@pytest.mark.parametrize(
    ("quantity", "off"), [(1, 0), (2, 0), (3, 700), (4, 700), (6, 1400), (9, 2100), (300, 70_000)]
)
def test_buy_two_get_one_repeats_for_each_set(quantity: int, off: int) -> None:
    assert taken([buy_get(2, 1)], [line(700, quantity)]) == (off,)


def test_sets_may_be_limited() -> None:
    assert taken([buy_get(2, 1, most_sets=2)], [line(700, 300)]) == (1400,)
    assert taken([cheapest_free(3, most_sets=1)], [line(700, 300)]) == (700,)


def test_the_cheapest_pieces_are_the_discounted_ones() -> None:
    assert taken([buy_get(2, 1)], [line(900), line(500), line(700)]) == (0, 500, 0)
    assert taken([cheapest_free(3)], [line(900, 2), line(500), line(700, 3)]) == (0, 500, 700)


def test_what_is_got_may_be_other_goods_at_a_part_of_their_price() -> None:
    rule = buy_get(1, 2, percent_hundredths=5000, applies_to=only(SHOES), gets=only(SOCKS))
    shoes, socks = line(8000, product=SHOES), line(601, 3, product=SOCKS)
    assert taken([rule], [shoes, socks]) == (0, 601)
    refused = outcome(
        [buy_get(1, 2, applies_to=only(SHOES), gets=only(SOCKS), code="PAR")],
        [shoes, line(601, product=SOCKS)],
        "PAR",
    ).refused[0]
    assert (refused.reason.value, refused.needed_quantity) == ("too_little", 1)


def test_a_piece_is_either_bought_or_got() -> None:
    """Shoes are in both: the cheap ones may be got only as long as enough others are bought."""
    rule = buy_get(1, 1, applies_to=only(SHOES), gets=only(SHOES, SOCKS))
    assert taken([rule], [line(100, product=SHOES), line(900, product=SOCKS)]) == (0, 900)
    assert taken([rule], [line(100, 2, product=SHOES), line(900, product=SOCKS)]) == (100, 0)
    assert taken([rule], [line(100, 2, product=SHOES), line(90, 2, product=SOCKS)]) == (0, 180)


def test_scopes_list_products_and_collections_and_exclude_some() -> None:
    lines = [line(100, product=SHOES, collections=(7,)), line(100, product=SOCKS, collections=(7, 8))]
    lines.append(line(100, product=SHIRT))
    assert taken([percent(5000, applies_to=only(collections=(7,)))], lines) == (50, 50, 0)
    assert taken([percent(5000, applies_to=only(SHIRT, collections=(8,)))], lines) == (0, 50, 50)
    without = only(excluded_collection_ids=frozenset({numbered(8)}))
    assert taken([percent(5000, applies_to=without)], lines) == (50, 0, 50)
    without = only(collections=(7,), excluded_product_ids=frozenset({numbered(SHOES)}))
    assert taken([percent(5000, applies_to=without)], lines) == (0, 50, 0)


def test_lines_that_cost_nothing_stay_at_nothing() -> None:
    found = outcome([percent(5000, code="MITAD")], [line(0, 3)], "MITAD")
    assert (found.line_discounts, found.applied) == ((0,), ())
    assert reasons(found) == {"MITAD": "nothing_it_is_for"}


def test_a_cart_without_lines_or_rules_is_no_trouble() -> None:
    assert outcome([], [], "X").line_discounts == ()
    assert reasons(outcome([percent(5000, code="X")], [], "X")) == {"X": "nothing_it_is_for"}
    assert taken([], [line(100)]) == (0,)
