"""Is money still owed that a refund should have brought, or did a later refund take its place? Pure."""

from collections.abc import Sequence

from shop.payments.refunds.models import Refund


def is_any_owed(refunds: Sequence[Refund]) -> bool:
    """Of one payment's refunds. What is given back later stands in for one that failed only once."""
    left = {each.id: each.amount_minor for each in refunds if each.is_at_stripe}
    owed = [each for each in refunds if each.is_owed]
    for each in sorted(owed, key=lambda it: it.ended_at or it.requested_at):
        missing = each.amount_minor
        for later in refunds:
            if later.id in left and _may_stand_in(later, each):
                used = min(missing, left[later.id])
                left[later.id], missing = left[later.id] - used, missing - used
        if missing:
            return True
    return False


def _may_stand_in(later: Refund, owed: Refund) -> bool:
    """Given back since, and not expressly for other goods."""
    goods, others = _positions(owed), _positions(later)
    is_elsewhere = goods and others and not goods & others
    return later.requested_at >= (owed.ended_at or owed.requested_at) and not is_elsewhere


def _positions(refund: Refund) -> set[int]:
    return {part.position for part in refund.lines if part.amount_minor is not None}
