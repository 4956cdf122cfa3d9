from collections.abc import Iterable
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.orders.cost.totals import InvalidLine, LineTotal, PricedLine, TaxGroup, Totals, compute_totals


def line(quantity: int, unit_minor: int, rate: str = "21", discount_minor: int = 0) -> PricedLine:
    return PricedLine(
        name="Thing",
        sku="T1",
        quantity=quantity,
        unit_minor=unit_minor,
        rate=Decimal(rate),
        discount_minor=discount_minor,
    )


@st.composite
def priced_lines(draw: st.DrawFn) -> PricedLine:
    quantity = draw(st.integers(0, 10**9) | st.integers(0, 50))
    unit_minor = draw(st.integers(0, 10**9) | st.integers(0, 5000))
    discount = draw(st.integers(0, quantity * unit_minor))
    return line(quantity, unit_minor, draw(st.sampled_from(["0", "4", "5.5", "10", "21", "25.5"])), discount)


ORDERS = st.lists(priced_lines(), max_size=12)


Part = Totals | TaxGroup | LineTotal


def amounts(part: Part) -> tuple[int, int, int]:
    return part.net_minor, part.tax_minor, part.gross_minor


def added_up(parts: Iterable[Part]) -> tuple[int, int, int]:
    columns = list(zip(*map(amounts, parts), strict=True)) or [(), (), ()]
    net, tax, gross = map(sum, columns)
    return net, tax, gross


@given(ORDERS, st.booleans())
def test_groups_and_lines_add_up_to_the_totals(lines: list[PricedLine], include: bool) -> None:
    result = compute_totals(lines, prices_include_tax=include)
    assert added_up(result.groups) == added_up(result.lines) == amounts(result)


@given(ORDERS, st.booleans())
def test_gross_is_net_and_tax(lines: list[PricedLine], include: bool) -> None:
    result = compute_totals(lines, prices_include_tax=include)
    parts: list[Part] = [*result.lines, *result.groups, result]
    assert all(part.gross_minor == part.net_minor + part.tax_minor for part in parts)


@given(ORDERS, st.booleans())
def test_the_prices_shown_are_never_changed_by_rounding(lines: list[PricedLine], include: bool) -> None:
    result = compute_totals(lines, prices_include_tax=include)
    assert (result.gross_minor if include else result.net_minor) == sum(each.amount_minor for each in lines)
    shown = [part.gross_minor if include else part.net_minor for part in result.lines]
    assert shown == [each.amount_minor for each in lines]


@given(ORDERS, st.booleans())
def test_nothing_is_negative_for_what_is_sold(lines: list[PricedLine], include: bool) -> None:
    result = compute_totals(lines, prices_include_tax=include)
    parts: list[Part] = [*result.lines, *result.groups, result]
    assert all(min(amounts(part)) >= 0 for part in parts)


@given(ORDERS, st.booleans())
def test_the_tax_of_a_group_is_exact_to_half_a_minor_unit(lines: list[PricedLine], include: bool) -> None:
    for group in compute_totals(lines, prices_include_tax=include).groups:
        percent, parts = group.rate.as_integer_ratio()
        exact = (
            (group.gross_minor * percent, 100 * parts + percent)
            if include
            else (group.net_minor * percent, 100 * parts)
        )
        assert 2 * abs(group.tax_minor * exact[1] - exact[0]) <= exact[1]


@given(ORDERS, st.booleans())
def test_a_return_is_the_sale_with_the_sign_turned(lines: list[PricedLine], include: bool) -> None:
    returned = [line(-x.quantity, x.unit_minor, str(x.rate), -x.discount_minor) for x in lines]
    sale, credit = (compute_totals(each, prices_include_tax=include) for each in (lines, returned))
    assert (credit.net_minor, credit.tax_minor) == (-sale.net_minor, -sale.tax_minor)


def test_tax_is_taken_out_of_a_price_that_includes_it() -> None:
    result = compute_totals([line(1, 12100)], prices_include_tax=True)
    assert (result.net_minor, result.tax_minor, result.gross_minor) == (10000, 2100, 12100)


def test_tax_is_put_on_a_price_that_does_not_include_it() -> None:
    result = compute_totals([line(2, 5000, discount_minor=1000)], prices_include_tax=False)
    assert (result.net_minor, result.tax_minor, result.gross_minor) == (9000, 1890, 10890)


def test_rounding_happens_once_per_rate_and_not_once_per_line() -> None:
    # 21 % of 0.02 is 0.0042 a line: nothing if rounded there, 0.04 on ten of them
    result = compute_totals([line(1, 2) for _ in range(10)], prices_include_tax=False)
    assert result.tax_minor == 4


def test_half_a_cent_is_rounded_up() -> None:
    assert compute_totals([line(1, 50, "1")], prices_include_tax=False).tax_minor == 1


def test_rates_are_grouped_by_value_highest_first() -> None:
    result = compute_totals(
        [line(1, 100, "4"), line(1, 100, "21.0"), line(1, 100, "21")], prices_include_tax=True
    )
    assert [(group.rate, group.gross_minor) for group in result.groups] == [
        (Decimal(21), 200),
        (Decimal(4), 100),
    ]


def test_lines_keep_their_order() -> None:
    given_lines = [line(1, 1, "4"), line(1, 2, "21"), line(1, 3, "4")]
    assert [part.line for part in compute_totals(given_lines, prices_include_tax=True).lines] == given_lines


def test_amounts_at_the_end_of_the_bigint_range_are_exact() -> None:
    result = compute_totals([line(2**31, 2**31, "25.5"), line(1, 1, "25.5")], prices_include_tax=True)
    assert result.gross_minor == 2**62 + 1
    assert result.net_minor == 3674650213886364865  # (2**62 + 1) / 1.255 = ….54


def test_an_empty_order_costs_nothing() -> None:
    result = compute_totals([], prices_include_tax=True)
    assert (result.groups, result.gross_minor) == ((), 0)


@pytest.mark.parametrize("discount", [-1, 201])
def test_a_discount_must_lie_between_nothing_and_the_price(discount: int) -> None:
    with pytest.raises(InvalidLine, match="discount"):
        compute_totals([line(2, 100, discount_minor=discount)], prices_include_tax=True)


@pytest.mark.parametrize("rate", ["-1", "NaN", "Infinity"])
def test_a_rate_must_be_a_percentage(rate: str) -> None:
    with pytest.raises(InvalidLine, match="not a tax rate"):
        compute_totals([line(1, 100, rate)], prices_include_tax=True)
