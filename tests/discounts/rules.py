"""Rules and lines for tests of the evaluation: only what matters is named."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from shop.discounts.codes import fold_code
from shop.discounts.evaluation import (
    Buyer,
    DiscountableLine,
    DiscountKind,
    DiscountRule,
    Evaluation,
    RuleCode,
    evaluate,
)

NOON = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)
NOBODY_YET = Buyer(is_first_order=True)


def numbered(n: int) -> UUID:
    return UUID(int=n)


def line(
    unit_minor: int, quantity: int = 1, *, product: int = 1, collections: Sequence[int] = ()
) -> DiscountableLine:
    """A line of a product, by its number."""
    return DiscountableLine(
        numbered(product), numbered(product), frozenset(map(numbered, collections)), quantity, unit_minor
    )


def rule(kind: DiscountKind, n: int = 1, *, code: str | None = None, **terms: Any) -> DiscountRule:
    """The nth discount, which is older than the next ones; without a code it comes by itself."""
    of_code = terms.pop("of_code", {})
    codes = (RuleCode(numbered(1000 + n), fold_code(code), code, **of_code),) if code else ()
    return DiscountRule(
        **{
            "id": numbered(n),
            "name": f"Discount {n}",
            "kind": kind,
            "created_at": NOON - timedelta(days=100 - n),
            "is_automatic": code is None,
            "codes": codes,
            **terms,
        }
    )


def percent(percent_hundredths: int, n: int = 1, **terms: Any) -> DiscountRule:
    return rule(DiscountKind.PERCENTAGE, n, percent_hundredths=percent_hundredths, **terms)


def amount(amount_minor: int, n: int = 1, **terms: Any) -> DiscountRule:
    return rule(DiscountKind.AMOUNT, n, amount_minor=amount_minor, **terms)


def free_delivery(n: int = 1, **terms: Any) -> DiscountRule:
    return rule(DiscountKind.FREE_DELIVERY, n, **terms)


def cheapest_free(set_size: int, n: int = 1, **terms: Any) -> DiscountRule:
    return rule(DiscountKind.CHEAPEST_FREE, n, set_size=set_size, **terms)


def buy_get(buys: int, getting: int, n: int = 1, **terms: Any) -> DiscountRule:
    terms = {"percent_hundredths": 10_000, **terms}
    return rule(DiscountKind.BUY_X_GET_Y, n, buy_quantity=buys, get_quantity=getting, **terms)


def outcome(
    rules: Sequence[DiscountRule],
    lines: Sequence[DiscountableLine],
    *codes: str,
    buyer: Buyer = NOBODY_YET,
    at: datetime = NOON,
    delivery_minor: int | None = None,
) -> Evaluation:
    return evaluate(rules, lines, codes=codes, buyer=buyer, at=at, delivery_minor=delivery_minor)


def taken(rules: Sequence[DiscountRule], lines: Sequence[DiscountableLine], *codes: str) -> tuple[int, ...]:
    """What is taken off each line."""
    return outcome(rules, lines, *codes).line_discounts


def reasons(found: Evaluation) -> Mapping[str | None, str]:
    return {each.code: each.reason.value for each in found.refused}
