"""Evaluates discounts for a cart: those that may be used, the best way to use them, and of each code what became of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import msgspec

from shop.discounts.codes import fold_code, shown_code
from shop.discounts.evaluation.candidates import Basket, Candidate, candidate_or_refusal, refusal
from shop.discounts.evaluation.combining import Combination, combine
from shop.discounts.evaluation.outcomes import Evaluation, RefusalReason, RefusedCode
from shop.discounts.evaluation.rules import Buyer, DiscountableLine, DiscountRule, RuleCode


class _Sorted(msgspec.Struct):
    """Discounts that may be used; what became of each code so far, by its folded form."""

    candidates: list[Candidate]
    refused: dict[str, RefusedCode]


def evaluate(
    discounts: Sequence[DiscountRule],
    lines: Sequence[DiscountableLine],
    *,
    codes: Sequence[str],
    buyer: Buyer,
    at: datetime,
    delivery_minor: int | None = None,
) -> Evaluation:
    """What the discounts take off the lines: all that may be combined together, or one alone, whichever is best.

    `codes` as they were typed; `delivery_minor`: what the delivery would cost, by which a free one is weighed against what
    others take off (None: it counts less than a minor unit). Pure; the order of `discounts` does not matter.
    """
    basket = Basket.of(lines, buyer, at=at, delivery_minor=delivery_minor)
    typed = _typed(codes)
    found = _sort(discounts, typed, basket)
    best, *others = _by_worth(found.candidates, basket)
    refused = found.refused | _not_used(best, others)
    return Evaluation(
        line_discounts=best.line_discounts,
        frees_delivery=best.frees_delivery,
        applied=tuple(applied for _, applied in best.applied),
        refused=tuple(refused[folded] for folded in typed if folded in refused),
    )


def _typed(codes: Iterable[str]) -> dict[str, str]:
    """Each code once, as it was typed first, by its folded form."""
    typed: dict[str, str] = {}
    for code in codes:
        typed.setdefault(fold_code(code) or code, shown_code(code))
    return typed


def _sort(discounts: Sequence[DiscountRule], typed: Mapping[str, str], basket: Basket) -> _Sorted:
    """Which may be used, and which codes may not."""
    unknown = {
        folded: RefusedCode(code=shown, reason=RefusalReason.UNKNOWN) for folded, shown in typed.items()
    }
    found = _Sorted([], unknown)
    for rule in discounts:
        if rule.is_automatic:
            judged = candidate_or_refusal(rule, None, basket)
            if isinstance(judged, Candidate):
                found.candidates.append(judged)
        else:
            _sort_codes(rule, typed, basket, found)
    return found


def _sort_codes(rule: DiscountRule, typed: Mapping[str, str], basket: Basket, found: _Sorted) -> None:
    """Of several codes of one discount the first that may be used counts, and no other beside it."""
    by_folded: dict[str, RuleCode] = {code.folded: code for code in rule.codes}
    used: RuleCode | None = None
    for code in [by_folded[folded] for folded in typed if folded in by_folded]:
        if used is not None:
            found.refused[code.folded] = refusal(rule, code, RefusalReason.NOT_TOGETHER, other=used.shown)
            continue
        judged = candidate_or_refusal(rule, code, basket)
        if isinstance(judged, RefusedCode):
            found.refused[code.folded] = judged
            continue
        found.refused.pop(code.folded, None)
        found.candidates.append(judged)
        used = code


def _by_worth(candidates: Sequence[Candidate], basket: Basket) -> list[Combination]:
    """All that add up together, and each of the others alone; the best for the shopper first, of equals the older."""
    together = [each for each in candidates if each.rule.is_combinable]
    alone = [[each] for each in candidates if not each.rule.is_combinable]
    ways = [combine(way, basket) for way in (together, *alone)]
    return sorted(ways, key=lambda way: (*_worth(way, basket.delivery_minor), *_age(way)))


def _worth(way: Combination, delivery_minor: int | None) -> tuple[int, int]:
    """What sorts the better one first."""
    freed = way.frees_delivery
    goods = sum(way.line_discounts)
    return (-goods, -freed) if delivery_minor is None else (-goods - delivery_minor * freed, 0)


def _age(way: Combination) -> tuple[object, ...]:
    """That of the oldest discount in it; what does nothing is the youngest."""
    return (0, min(candidate.rule.age for candidate, _ in way.applied)) if way.applied else (1,)


def _not_used(best: Combination, others: Sequence[Combination]) -> dict[str, RefusedCode]:
    """The codes that might have been used and are not. A code that stands in their way is named before a mere discount."""
    winner = min((each for each, _ in best.applied), key=lambda each: each.code is None, default=None)
    outdone = RefusalReason.NOT_TOGETHER if winner and winner.code else RefusalReason.BETTER_ONE
    idle = [(candidate, why, None) for way in (best, *others) for candidate, why in way.idle]
    lost = [(each, outdone, winner.label if winner else None) for way in others for each, _ in way.applied]
    return {
        candidate.code.folded: refusal(candidate.rule, candidate.code, why, other=other)
        for candidate, why, other in (*idle, *lost)
        if candidate.code
    }
