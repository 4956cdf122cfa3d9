"""Which discounts may be used for a cart, and of each code that may not, why."""

from collections.abc import Iterator, Sequence
from datetime import datetime

import msgspec

from shop.discounts.evaluation.outcomes import RefusalReason, RefusedCode
from shop.discounts.evaluation.pieces import Shares, missing_pieces, shares_of
from shop.discounts.evaluation.rules import Buyer, DiscountableLine, DiscountKind, DiscountRule, RuleCode

_STAGES = {
    DiscountKind.BUY_X_GET_Y: 0,
    DiscountKind.CHEAPEST_FREE: 0,
    DiscountKind.PERCENTAGE: 1,
    DiscountKind.AMOUNT: 2,
    DiscountKind.FREE_DELIVERY: 3,
}


class Basket(msgspec.Struct, frozen=True):
    """What discounts are held against; `delivery_minor` is None where the delivery's price is not known yet."""

    lines: Sequence[DiscountableLine]
    value_minor: int  # of all goods, at their prices
    buyer: Buyer
    at: datetime
    delivery_minor: int | None

    @classmethod
    def of(
        cls, lines: Sequence[DiscountableLine], buyer: Buyer, *, at: datetime, delivery_minor: int | None
    ) -> "Basket":
        value = sum(line.quantity * line.unit_minor for line in lines)
        return cls(lines, value, buyer, at, delivery_minor)


class Candidate(msgspec.Struct, frozen=True):
    """A discount that may be used, with the code that asks for it and what it would take."""

    rule: DiscountRule
    code: RuleCode | None
    shares: Shares

    @property
    def order(self) -> tuple[object, ...]:
        """Its place among those that add up: by kind, priority (the lower number first), age.

        Of free deliveries the one that frees the dearest comes first: one is enough.
        """
        most = self.rule.most_delivery_minor
        return (
            _STAGES[self.rule.kind],
            0 if most is None else 1,
            -(most or 0),
            self.rule.priority,
            self.rule.age,
        )

    @property
    def label(self) -> str:
        """What it is called to the shopper: its code, else its name."""
        return self.code.shown if self.code else self.rule.name


def candidate_or_refusal(
    rule: DiscountRule, code: RuleCode | None, basket: Basket
) -> Candidate | RefusedCode:
    """May it be used for the basket?"""
    lines = basket.lines
    positions = [position for position, line in enumerate(lines) if rule.applies_to.holds(line)]
    for refused in _refusals(rule, code, basket, positions):
        return refused
    return Candidate(rule, code, shares_of(rule, lines, positions))


def refusal(
    rule: DiscountRule,
    code: RuleCode | None,
    reason: RefusalReason,
    *,
    other: str | None = None,
    needed_minor: int | None = None,
    needed_quantity: int | None = None,
) -> RefusedCode:
    """Why a discount takes nothing off."""
    return RefusedCode(
        code=code.shown if code else None,
        reason=reason,
        discount_id=rule.id,
        starts_at=rule.starts_at if reason is RefusalReason.NOT_YET else None,
        other=other,
        needed_minor=needed_minor,
        needed_quantity=needed_quantity,
    )


def limit_reason(
    *,
    max_uses: int | None,
    uses: int,
    code_max_uses: int | None,
    code_uses: int,
    max_uses_per_customer: int | None,
    uses_of_customer: int,
) -> RefusalReason | None:
    """Which limit was reached, that of the code first."""
    if code_max_uses is not None and code_uses >= code_max_uses:
        return RefusalReason.ALREADY_USED_CODE if code_max_uses == 1 else RefusalReason.USED_UP
    if max_uses is not None and uses >= max_uses:
        return RefusalReason.USED_UP
    if max_uses_per_customer is not None and uses_of_customer >= max_uses_per_customer:
        return RefusalReason.USED_BY_YOU
    return None


def _refusals(
    rule: DiscountRule, code: RuleCode | None, basket: Basket, positions: Sequence[int]
) -> Iterator[RefusedCode]:
    """Everything that stands in its way, what counts most first."""
    reasons = (
        _time_reason(rule, basket.at),
        limit_reason(
            max_uses=rule.max_uses,
            uses=rule.uses,
            code_max_uses=code.max_uses if code else None,
            code_uses=code.uses if code else 0,
            max_uses_per_customer=rule.max_uses_per_customer,
            uses_of_customer=basket.buyer.uses.get(rule.id, 0),
        ),
        _buyer_or_goods_reason(rule, basket, positions),
    )
    for reason in filter(None, reasons):
        yield refusal(rule, code, reason)
    if (missing := rule.min_value_minor - basket.value_minor) > 0:
        yield refusal(rule, code, RefusalReason.TOO_LITTLE, needed_minor=missing)
    if (pieces := missing_pieces(rule, basket.lines, positions)) > 0:
        yield refusal(rule, code, RefusalReason.TOO_LITTLE, needed_quantity=pieces)
    if _is_too_dear(rule, basket.delivery_minor):
        yield refusal(rule, code, RefusalReason.DELIVERY_TOO_DEAR)


def _time_reason(rule: DiscountRule, at: datetime) -> RefusalReason | None:
    if rule.is_archived or (rule.ends_at is not None and rule.ends_at <= at):
        return RefusalReason.OVER
    if rule.starts_at is not None and at < rule.starts_at:
        return RefusalReason.NOT_YET
    return None


def _buyer_or_goods_reason(
    rule: DiscountRule, basket: Basket, positions: Sequence[int]
) -> RefusalReason | None:
    if rule.first_order_only and not basket.buyer.is_first_order:
        return RefusalReason.FIRST_ORDER_ONLY
    return None if positions else RefusalReason.NOTHING_IT_IS_FOR


def _is_too_dear(rule: DiscountRule, delivery_minor: int | None) -> bool:
    most = rule.most_delivery_minor
    is_limited = rule.kind is DiscountKind.FREE_DELIVERY and most is not None
    return is_limited and delivery_minor is not None and delivery_minor > (most or 0)
