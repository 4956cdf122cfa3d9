"""What some discounts take together, one on what the other left.

What a line has left is counted in `FINE` parts of a minor unit and rounded down, in the shopper's favour, so that no
order of rounding can make a cart dearer because another discount came along: each discount leaves less where it finds
less. Whole minor units are made of that once for each discount, half up: what was taken up to it less what was taken
before it.
"""

from collections.abc import Sequence

import msgspec

from shop.discounts.evaluation.candidates import Basket, Candidate
from shop.discounts.evaluation.outcomes import AppliedDiscount, RefusalReason
from shop.discounts.evaluation.pieces import Shares
from shop.discounts.evaluation.rules import DiscountKind

FINE = 10**12


class Combination(msgspec.Struct, frozen=True):
    """What discounts do together; `idle` are those that do nothing, each with its reason."""

    line_discounts: tuple[int, ...]
    applied: tuple[tuple[Candidate, AppliedDiscount], ...]
    idle: tuple[tuple[Candidate, RefusalReason], ...]
    frees_delivery: bool


def combine(candidates: Sequence[Candidate], basket: Basket) -> Combination:
    """Take them in their order."""
    whole = [line.quantity * line.unit_minor * FINE for line in basket.lines]
    taking = _Taking(list(whole))
    applied: list[tuple[Candidate, AppliedDiscount]] = []
    idle: list[tuple[Candidate, RefusalReason]] = []
    for candidate in sorted(candidates, key=lambda each: each.order):
        amount = taking.take(candidate, basket.delivery_minor)
        if amount is None:
            idle.append((candidate, _why_idle(candidate, whole, basket.delivery_minor)))
        else:
            applied.append((candidate, _applied(candidate, amount)))
    parts = [all_ - rest for all_, rest in zip(whole, taking.left, strict=True)]
    discounts = _spread(parts, _rounded(taking.taken))
    return Combination(discounts, tuple(applied), tuple(idle), taking.frees_delivery)


class _Taking(msgspec.Struct):
    """What is left of each line, and what was taken so far."""

    left: list[int]
    taken: int = 0
    frees_delivery: bool = False

    def take(self, candidate: Candidate, delivery_minor: int | None) -> int | None:
        """What a discount takes off the goods in whole minor units, 0 if it frees the delivery; None if it does nothing."""
        if candidate.rule.kind is DiscountKind.FREE_DELIVERY:
            if self.frees_delivery or delivery_minor == 0:
                return None
            self.frees_delivery = True
            return 0
        before = self.taken
        for position, numerator, denominator in self._shares(candidate):
            part = -(-self.left[position] * numerator // denominator)
            self.left[position] -= part
            self.taken += part
        return _rounded(self.taken) - _rounded(before) or None

    def _shares(self, candidate: Candidate) -> Shares:
        """An amount is spread over its lines as what they have left."""
        if candidate.rule.kind is not DiscountKind.AMOUNT:
            return candidate.shares
        there = sum(self.left[position] for position, _, _ in candidate.shares)
        amount = min(candidate.rule.amount_minor * FINE, there)
        return tuple((position, amount, there) for position, _, _ in candidate.shares) if there else ()


def _why_idle(candidate: Candidate, whole: Sequence[int], delivery_minor: int | None) -> RefusalReason:
    """Others did what it would have done, or there is nothing for it to do."""
    alone = _Taking(list(whole)).take(candidate, delivery_minor)
    return RefusalReason.NOTHING_IT_IS_FOR if alone is None else RefusalReason.BETTER_ONE


def _applied(candidate: Candidate, amount: int) -> AppliedDiscount:
    rule, code = candidate.rule, candidate.code
    return AppliedDiscount(
        discount_id=rule.id,
        name=rule.name,
        code=code.shown if code else None,
        code_id=code.id if code else None,
        amount_minor=amount,
        frees_delivery=rule.kind is DiscountKind.FREE_DELIVERY,
        most_delivery_minor=rule.most_delivery_minor,
    )


def _rounded(fine: int) -> int:
    """Half up."""
    return (2 * fine + FINE) // (2 * FINE)


def _spread(fine: Sequence[int], total: int) -> tuple[int, ...]:
    """The parts as whole minor units that add up to the total, by largest remainder; the first of equals goes before."""
    whole = [part // FINE for part in fine]
    by_remainder = sorted(range(len(fine)), key=lambda position: -(fine[position] % FINE))
    for position in by_remainder[: total - sum(whole)]:
        whole[position] += 1
    return tuple(whole)
