"""In which order discounts are taken, which of them, and what a code says that does nothing."""

from datetime import timedelta
from typing import Any

import pytest

from shop.discounts.evaluation import Buyer, DiscountRule, ProductScope
from tests.discounts.rules import (
    NOON,
    amount,
    cheapest_free,
    free_delivery,
    line,
    numbered,
    outcome,
    percent,
    reasons,
)

CART = [line(10_000)]


def amounts(rules: list[DiscountRule], *codes: str, **more: Any) -> dict[str, int]:
    return {
        each.code or each.name: each.amount_minor for each in outcome(rules, CART, *codes, **more).applied
    }


def test_combinable_ones_take_of_what_the_others_left_percentages_before_amounts() -> None:
    rules = [amount(1000, 1, is_combinable=True), percent(1000, 2, is_combinable=True)]
    rules.append(percent(5000, 3, is_combinable=True))
    assert amounts(rules) == {"Discount 2": 1000, "Discount 3": 4500, "Discount 1": 1000}


def test_what_is_bound_to_pieces_comes_first() -> None:
    rules = [percent(1000, 1, is_combinable=True), cheapest_free(3, 2, is_combinable=True)]
    found = outcome(rules, [line(1000, 3)])
    assert [(each.name, each.amount_minor) for each in found.applied] == [
        ("Discount 2", 1000),
        ("Discount 1", 200),
    ]


def test_among_one_kind_priority_decides_then_age() -> None:
    rules = [percent(1000, n, is_combinable=True, priority=p) for n, p in ((1, 5), (2, 5), (3, 1))]
    assert list(amounts(rules)) == ["Discount 3", "Discount 1", "Discount 2"]


def test_one_that_may_not_be_combined_stands_alone_where_it_is_better() -> None:
    rules = [percent(1000, 1, is_combinable=True), percent(1000, 2, is_combinable=True), amount(1901, 3)]
    assert amounts(rules) == {"Discount 3": 1901}
    assert list(amounts([*rules[:2], amount(1899, 3)])) == ["Discount 1", "Discount 2"]


def test_of_equals_the_older_is_taken() -> None:
    assert list(amounts([amount(500, 2), amount(500, 1)])) == ["Discount 1"]
    assert list(amounts([amount(500, 1), amount(500, 2, is_combinable=True)])) == ["Discount 1"]
    assert list(amounts([amount(500, 2), amount(500, 1, is_combinable=True)])) == ["Discount 1"]


def test_a_code_that_a_better_automatic_discount_outdoes_says_so() -> None:
    rules = [percent(1000, 1, code="DIEZ"), percent(2000, 2)]
    found = outcome(rules, CART, "DIEZ")
    assert [each.name for each in found.applied] == ["Discount 2"]
    assert reasons(found) == {"DIEZ": "better_one"}
    assert found.refused[0].other == "Discount 2"


def test_two_codes_that_cannot_be_combined_give_the_better_one() -> None:
    rules = [percent(1000, 1, code="DIEZ"), percent(2000, 2, code="VEINTE")]
    found = outcome(rules, CART, "DIEZ", "VEINTE")
    assert [each.code for each in found.applied] == ["VEINTE"]
    assert reasons(found) == {"DIEZ": "not_together"}
    assert found.refused[0].other == "VEINTE"


def test_two_codes_of_one_discount_count_once() -> None:
    one, other = (percent(1000, 1, code=code) for code in ("AAA", "BBB"))
    rule = percent(1000, 1, code="AAA")
    both = DiscountRule(**{f: getattr(rule, f) for f in rule.__struct_fields__ if f != "codes"}, codes=())
    found = outcome([_with_codes(both, one, other)], CART, "BBB", "AAA")
    assert [each.code for each in found.applied] == ["BBB"]
    assert reasons(found) == {"AAA": "not_together"}


def _with_codes(rule: DiscountRule, *others: DiscountRule) -> DiscountRule:
    fields = {name: getattr(rule, name) for name in rule.__struct_fields__}
    codes = tuple(code for other in others for code in other.codes)
    return DiscountRule(**{**fields, "codes": codes, "is_automatic": False})


def test_free_delivery_is_weighed_by_what_the_delivery_costs() -> None:
    rules = [free_delivery(1), amount(400, 2)]
    assert list(amounts(rules, delivery_minor=500)) == ["Discount 1"]
    assert list(amounts(rules, delivery_minor=300)) == ["Discount 2"]
    assert list(amounts(rules)) == ["Discount 2"]  # nobody knows yet


def test_one_free_delivery_is_enough_and_it_is_the_widest() -> None:
    rules = [free_delivery(1, is_combinable=True, most_delivery_minor=300, code="A")]
    rules.append(free_delivery(2, is_combinable=True, most_delivery_minor=500))
    found = outcome(rules, CART, "A")
    assert [each.name for each in found.applied] == ["Discount 2"]
    assert reasons(found) == {"A": "better_one"}


def test_what_finds_nothing_left_is_outdone() -> None:
    rules = [percent(10_000, 1, is_combinable=True), amount(500, 2, is_combinable=True, code="CINCO")]
    assert reasons(outcome(rules, CART, "CINCO")) == {"CINCO": "better_one"}


REFUSED: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "not_yet": ({"starts_at": NOON + timedelta(seconds=1)}, {}),
    "over": ({"ends_at": NOON}, {}),
    "used_up": ({"max_uses": 3, "uses": 3}, {}),
    "used_by_you": ({"max_uses_per_customer": 2}, {"buyer": Buyer(True, {numbered(1): 2})}),
    "first_order_only": ({"first_order_only": True}, {"buyer": Buyer(False)}),
    "too_little": ({"min_value_minor": 10_001}, {}),
    "nothing_it_is_for": ({"applies_to": ProductScope(product_ids=frozenset({numbered(9)}))}, {}),
    "already_used_code": ({"of_code": {"max_uses": 1, "uses": 1}}, {}),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_a_code_that_may_not_be_used_says_why(reason: str) -> None:
    terms, more = REFUSED[reason]
    found = outcome([percent(1000, code="VERANO10", **terms)], CART, " verano10", **more)
    assert found.applied == ()
    assert reasons(found) == {"VERANO10": reason}


def test_the_first_moment_counts_and_the_last_does_not() -> None:
    rule = percent(1000, code="HOY", starts_at=NOON, ends_at=NOON + timedelta(microseconds=1))
    assert outcome([rule], CART, "HOY").total_minor == 1000
    archived = percent(1000, code="HOY", is_archived=True)
    assert reasons(outcome([archived], CART, "HOY")) == {"HOY": "over"}


def test_what_is_missing_is_told() -> None:
    short = outcome([percent(1000, code="A", min_value_minor=12_500)], CART, "A").refused[0]
    assert (short.needed_minor, short.needed_quantity) == (2_500, None)
    few = outcome([percent(1000, code="A", min_quantity=3)], CART, "A").refused[0]
    assert (few.needed_minor, few.needed_quantity) == (None, 2)
    sets = outcome([cheapest_free(3, code="A")], CART, "A").refused[0]
    assert sets.needed_quantity == 2


def test_unknown_codes_are_said_back_as_they_were_typed_each_once() -> None:
    found = outcome([], CART, " nada ", "NADA", "!", "?")
    assert [(each.code, each.reason.value) for each in found.refused] == [
        ("nada", "unknown"),
        ("!", "unknown"),
        ("?", "unknown"),
    ]


def test_an_automatic_discount_that_may_not_be_used_says_nothing() -> None:
    assert outcome([percent(1000, min_value_minor=10_001)], CART).refused == ()
