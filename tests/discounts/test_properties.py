"""What holds for any discounts and any cart."""

import time
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from shop.discounts.evaluation import Buyer, DiscountableLine, DiscountKind, DiscountRule, ProductScope
from tests.discounts.rules import NOON, line, numbered, outcome, rule
from tests.support.pace import allowance

few_ids = st.frozensets(st.integers(1, 4).map(numbered), max_size=2)
scopes = st.builds(
    ProductScope,
    product_ids=few_ids,
    collection_ids=few_ids,
    excluded_product_ids=few_ids,
    excluded_collection_ids=few_ids,
)
prices = st.one_of(st.integers(0, 30), st.integers(0, 99_999), st.integers(0, 10**12))
lines_of_carts = st.lists(
    st.builds(
        lambda price, quantity, product, collections: line(
            price, quantity, product=product, collections=collections
        ),
        prices,
        st.integers(1, 9),
        st.integers(1, 4),
        st.lists(st.integers(1, 4), max_size=2),
    ),
    max_size=6,
)
maybe_few = st.none() | st.integers(0, 3)
maybe_soon = st.none() | st.sampled_from([NOON - timedelta(days=1), NOON, NOON + timedelta(days=1)])
terms_of_rules = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(DiscountKind),
        "percent_hundredths": st.integers(0, 10_000),
        "amount_minor": st.one_of(st.integers(0, 50), st.integers(0, 100_000)),
        "buy_quantity": st.integers(1, 3),
        "get_quantity": st.integers(1, 3),
        "set_size": st.integers(1, 4),
        "most_sets": st.none() | st.integers(1, 2),
        "most_delivery_minor": st.none() | st.integers(0, 500),
        "applies_to": st.just(ProductScope()) | scopes,
        "gets": st.none() | scopes,
        "is_combinable": st.booleans(),
        "priority": st.integers(0, 2),
        "code": st.booleans(),
    },
    optional={
        "first_order_only": st.booleans(),
        "min_value_minor": st.integers(0, 1000),
        "min_quantity": st.integers(0, 4),
        "is_archived": st.booleans(),
        "max_uses": maybe_few,
        "max_uses_per_customer": maybe_few,
        "uses": st.integers(0, 2),
        "starts_at": maybe_soon,
        "ends_at": maybe_soon,
        "of_code": st.fixed_dictionaries({"max_uses": maybe_few, "uses": st.integers(0, 2)}),
    },
)


def numbered_rules(terms: list[dict[str, Any]]) -> list[DiscountRule]:
    return [numbered_rule(n, each) for n, each in enumerate(terms, start=1)]


def numbered_rule(n: int, terms: dict[str, Any]) -> DiscountRule:
    coded = {"code": f"CODE{n}" if terms["code"] else None}
    return rule(**{"n": n, "of_code": {}, **terms, **coded})


lists_of_rules = st.lists(terms_of_rules, max_size=6).map(numbered_rules)
buyers = st.builds(
    Buyer, st.booleans(), st.dictionaries(st.integers(1, 6).map(numbered), st.integers(0, 3), max_size=3)
)
deliveries = st.none() | st.integers(0, 600)


def typed(rules: list[DiscountRule]) -> list[str]:
    return [code.shown.lower() for each in rules for code in each.codes]


@given(rules=lists_of_rules, lines=lines_of_carts, buyer=buyers, delivery=deliveries)
@settings(max_examples=400, deadline=None)
def test_sums_are_conserved_and_no_line_goes_below_zero(
    rules: list[DiscountRule], lines: list[DiscountableLine], buyer: Buyer, delivery: int | None
) -> None:
    found = outcome(rules, lines, *typed(rules), buyer=buyer, delivery_minor=delivery)
    assert sum(each.amount_minor for each in found.applied) == sum(found.line_discounts)
    assert len(found.line_discounts) == len(lines)
    for off, of in zip(found.line_discounts, lines, strict=True):
        assert 0 <= off <= of.quantity * of.unit_minor
    assert found.frees_delivery == any(each.frees_delivery for each in found.applied)
    assert all(each.amount_minor > 0 or each.frees_delivery for each in found.applied)


@given(rules=lists_of_rules, lines=lines_of_carts, buyer=buyers, delivery=deliveries, data=st.data())
@settings(max_examples=200, deadline=None)
def test_the_order_in_which_rules_are_given_does_not_matter(
    rules: list[DiscountRule],
    lines: list[DiscountableLine],
    buyer: Buyer,
    delivery: int | None,
    data: st.DataObject,
) -> None:
    shuffled = data.draw(st.permutations(rules))
    codes = typed(rules)
    more: dict[str, Any] = {"buyer": buyer, "delivery_minor": delivery}
    assert outcome(rules, lines, *codes, **more) == outcome(shuffled, lines, *codes, **more)


def worth(rules: list[DiscountRule], lines: list[DiscountableLine], delivery: int | None) -> tuple[int, int]:
    """What the shopper saves; a free delivery nobody knows the price of counts least."""
    found = outcome(rules, lines, *typed(rules), delivery_minor=delivery)
    freed = found.frees_delivery
    if delivery is None:
        return found.total_minor, int(freed)
    assert not freed or found.frees(delivery)
    return found.total_minor + delivery * freed, 0


@given(rules=lists_of_rules, lines=lines_of_carts, delivery=deliveries, data=st.data())
@settings(max_examples=600, deadline=None)
def test_another_discount_never_makes_it_dearer(
    rules: list[DiscountRule], lines: list[DiscountableLine], delivery: int | None, data: st.DataObject
) -> None:
    if not rules:
        return
    left_out = data.draw(st.sampled_from(rules))
    fewer = [each for each in rules if each is not left_out]
    assert worth(rules, lines, delivery) >= worth(fewer, lines, delivery)


@given(rules=lists_of_rules, lines=lines_of_carts, buyer=buyers, delivery=deliveries)
@settings(max_examples=300, deadline=None)
def test_every_code_is_used_or_refused_with_a_reason(
    rules: list[DiscountRule], lines: list[DiscountableLine], buyer: Buyer, delivery: int | None
) -> None:
    codes = [*typed(rules), "nothing known"]
    found = outcome(rules, lines, *codes, buyer=buyer, delivery_minor=delivery)
    used = [each.code for each in found.applied if each.code]
    refused = [each.code for each in found.refused]
    shown = [code.shown for each in rules for code in each.codes]
    assert sorted(map(str, [*used, *refused])) == sorted([*shown, "nothing known"])


@given(rules=lists_of_rules, lines=lines_of_carts)
@settings(max_examples=200, deadline=None)
def test_one_that_stands_alone_is_alone(rules: list[DiscountRule], lines: list[DiscountableLine]) -> None:
    combinable = {each.id: each.is_combinable for each in rules}
    applied = outcome(rules, lines, *typed(rules)).applied
    assert len(applied) <= 1 or all(combinable[each.discount_id] for each in applied)


def test_twenty_lines_and_twenty_rules_take_less_than_a_millisecond() -> None:
    lines = [line(1000 + n, 1 + n % 3, product=1 + n % 4, collections=(n % 3,)) for n in range(20)]
    kinds = list(DiscountKind)
    rules = [
        rule(
            kinds[n % 5],
            n,
            percent_hundredths=1000,
            amount_minor=500,
            buy_quantity=2,
            get_quantity=1,
            set_size=3,
            is_combinable=n % 4 > 0,
        )
        for n in range(20)
    ]
    took = []
    for _ in range(50):
        began = time.perf_counter()
        assert outcome(rules, lines).applied
        took.append(time.perf_counter() - began)
    assert min(took) < allowance(0.001)
