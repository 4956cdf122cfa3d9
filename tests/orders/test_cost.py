"""What an order costs always adds up: any goods, any discounts, any delivery, any tax."""

from collections.abc import Sequence
from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.catalog.enums import TaxClass
from shop.delivery.addresses import Destination
from shop.delivery.setup import DeliverySetup
from shop.delivery.working_days import Dispatch
from shop.discounts.evaluation import DiscountKind, DiscountRule
from shop.orders.cost.circumstances import DeliveryWish, Good
from shop.orders.cost.computing import Cost, NotSoldThere, compute_cost
from shop.orders.cost.taxation import PriceKept
from shop.orders.cost.totals import TaxTreatment
from tests.orders.costs import (
    COLLECTED,
    HOME,
    LAS_PALMAS,
    LISBON,
    MADRID,
    circumstances,
    good,
    rule,
    setup,
)


def check_sums(cost: Cost, goods: Sequence[Good]) -> None:
    """Everything that must hold of every order."""
    sums = cost.totals
    assert cost.total_minor == cost.goods_minor - cost.discount_minor + cost.delivery_minor
    assert sums.gross_minor == sums.net_minor + sums.tax_minor
    assert sum(group.gross_minor for group in sums.groups) == sums.gross_minor
    assert sum(line.gross_minor for line in (*cost.lines, *cost.delivery)) == sums.gross_minor
    assert all(
        part >= 0 for line in sums.lines for part in (line.net_minor, line.tax_minor, line.gross_minor)
    )
    assert [line.line.quantity for line in cost.lines] == [each.quantity for each in goods]
    assert sum(each.amount_minor for each in cost.applied) == cost.discount_minor


GOODS = st.lists(
    st.builds(
        good,
        st.integers(0, 10**7),
        st.integers(1, 9_999),
        tax_class=st.sampled_from(
            [TaxClass.STANDARD, TaxClass.REDUCED, TaxClass.SUPER_REDUCED, TaxClass.ZERO]
        ),
        number=st.integers(1, 5),
        requires_delivery=st.booleans(),
        weight_grams=st.none() | st.integers(0, 10**6),
    ),
    min_size=1,
    max_size=20,
)
RULES = st.lists(
    st.sampled_from(
        [
            rule(DiscountKind.PERCENTAGE, percent_hundredths=1_333),
            rule(DiscountKind.PERCENTAGE, percent_hundredths=10_000),
            rule(DiscountKind.AMOUNT, amount_minor=777),
            rule(DiscountKind.FREE_DELIVERY),
            rule(DiscountKind.CHEAPEST_FREE, set_size=3),
        ]
    ),
    max_size=1,
)


@given(
    GOODS,
    RULES,
    st.integers(0, 10**5),
    st.sampled_from([None, MADRID, LISBON, LAS_PALMAS]),
    st.sampled_from(list(PriceKept)),
)
def test_everything_adds_up(
    goods: list[Good], rules: list[DiscountRule], price_minor: int, to: Destination | None, keeps: PriceKept
) -> None:
    known = circumstances(rules=rules, to=to, offered=setup(price_minor), keeps=keeps)
    check_sums(compute_cost(goods, known), goods)


@given(GOODS, st.sampled_from([MADRID, LISBON, LAS_PALMAS]))
def test_the_gross_stays_wherever_it_goes(goods: list[Good], to: Destination) -> None:
    assert (
        compute_cost(goods, circumstances(to=to)).goods_minor
        == compute_cost(goods, circumstances()).goods_minor
    )


def test_delivery_bears_the_taxes_of_its_goods() -> None:
    goods = [good(3000), good(1000, number=2, tax_class=TaxClass.SUPER_REDUCED)]
    shares = compute_cost(goods, circumstances(offered=setup(400))).delivery
    assert [(each.line.rate, each.gross_minor) for each in shares] == [(Decimal(21), 300), (Decimal(4), 100)]


def test_the_delivery_of_goods_that_cost_nothing_goes_by_their_number() -> None:
    goods = [good(0, 3), good(0, number=2, tax_class=TaxClass.SUPER_REDUCED)]
    shares = compute_cost(goods, circumstances(offered=setup(400))).delivery
    assert [each.gross_minor for each in shares] == [300, 100]


def test_what_needs_no_delivery_has_no_share_in_it() -> None:
    goods = [good(3000, requires_delivery=False, tax_class=TaxClass.SUPER_REDUCED), good(1000, number=2)]
    shares = compute_cost(goods, circumstances()).delivery
    assert [(each.line.rate, each.gross_minor) for each in shares] == [(Decimal(21), 490)]


def test_nothing_is_charged_before_a_delivery_is_chosen() -> None:
    cost = compute_cost([good()], circumstances(wants=None))
    assert (cost.total_minor, cost.quote, cost.needs_delivery) == (1000, None, True)
    assert [offer.method_id for offer in cost.offers] == [HOME]


def test_delivery_is_free_from_a_value_after_discounts() -> None:
    offered = setup(490, free_from_minor=5000)
    assert compute_cost([good(5000)], circumstances(offered=offered)).delivery_minor == 0
    cheaper = [rule(DiscountKind.AMOUNT, amount_minor=1)]
    assert compute_cost([good(5000)], circumstances(offered=offered, rules=cheaper)).delivery_minor == 490


def test_a_discount_may_free_the_delivery() -> None:
    cost = compute_cost([good()], circumstances(rules=[rule(DiscountKind.FREE_DELIVERY)]))
    assert (cost.delivery_minor, cost.total_minor, [each.frees_delivery for each in cost.applied]) == (
        0,
        1000,
        [True],
    )


def test_a_method_that_is_gone_is_not_charged_unless_it_was_promised() -> None:
    promised = compute_cost([good()], circumstances()).quote
    elsewhere = circumstances(wants=COLLECTED)
    assert compute_cost([good()], elsewhere).quote is None
    kept = DeliveryWish(COLLECTED, None, promised)
    cost = compute_cost([good()], msgspec.structs.replace(elsewhere, wish=kept))
    assert (cost.quote, cost.delivery_minor) == (promised, 490)


def test_where_nothing_is_delivered_it_is_said_why() -> None:
    cost = compute_cost([good()], circumstances(to=Destination("US", "10001")))
    assert cost.no_delivery is not None
    assert cost.no_delivery.said("en", "EUR") == "We do not deliver to 10001, United States."


def test_a_shop_without_deliveries_asks_nothing() -> None:
    none = DeliverySetup((), (), (), Dispatch("Europe/Madrid", MADRID), "EUR")
    cost = compute_cost([good()], circumstances(offered=none, wants=None))
    assert (cost.needs_delivery, cost.no_delivery, cost.total_minor) == (False, None, 1000)


def test_exports_bear_no_tax_and_the_delivery_neither() -> None:
    cost = compute_cost([good()], circumstances(to=LAS_PALMAS))
    assert [(each.rate, each.treatment, each.gross_minor) for each in cost.totals.groups] == [
        (Decimal(0), TaxTreatment.EXPORT, 1490)
    ]


def test_goods_without_a_rate_there_are_refused_by_name() -> None:
    books = [good(), good(number=2, tax_class=TaxClass.SUPER_REDUCED)]
    with pytest.raises(NotSoldThere) as refused:
        compute_cost(books, circumstances(to=Destination("DE", "10115"), at_destination=True))
    assert refused.value.names == ("Thing 2",)


def test_where_the_net_stays_the_shown_price_moves_before_discounts() -> None:
    half = [rule(DiscountKind.PERCENTAGE, percent_hundredths=5_000)]
    cost = compute_cost(
        [good(1210)],
        circumstances(to=LISBON, at_destination=True, keeps=PriceKept.NET, rules=half, wants=None),
    )
    assert (cost.goods_minor, cost.discount_minor) == (1230, 615)
