"""Which pieces of a cart a discount takes, and what part of each: chosen by their prices before any discount."""

from collections.abc import Iterable, Mapping, Sequence

from shop.discounts.evaluation.rules import WHOLE, DiscountableLine, DiscountKind, DiscountRule

Shares = tuple[tuple[int, int, int], ...]
"""(position of a line, numerator, denominator): the part that is taken of what the line has left."""


def shares_of(rule: DiscountRule, lines: Sequence[DiscountableLine], positions: Sequence[int]) -> Shares:
    """What it takes of the lines it applies to; empty where it finds nothing, or too few pieces.

    Of AMOUNT and FREE_DELIVERY the positions alone count.
    """
    match rule.kind:
        case DiscountKind.PERCENTAGE:
            return tuple((position, rule.percent_hundredths, WHOLE) for position in positions)
        case DiscountKind.CHEAPEST_FREE:
            free = _sets(_pieces(lines, positions) // rule.set_size, rule)
            return _parts(cheapest(lines, positions, free), lines, percent=WHOLE)
        case DiscountKind.BUY_X_GET_Y:
            return _parts(_got(rule, lines, positions), lines, percent=rule.percent_hundredths)
        case _:
            return tuple((position, 1, 1) for position in positions)


def missing_pieces(rule: DiscountRule, lines: Sequence[DiscountableLine], positions: Sequence[int]) -> int:
    """How many more pieces it takes until the rule does something; 0 if it does."""
    there = _pieces(lines, positions)
    missing = rule.min_quantity - there
    if rule.kind is DiscountKind.CHEAPEST_FREE:
        missing = max(missing, rule.set_size - there)
    if rule.kind is DiscountKind.BUY_X_GET_Y:
        buys, gets = rule.buy_quantity, rule.get_quantity
        given = _given(rule, lines)
        either = _pieces(lines, {*positions, *given})
        missing = max(missing, buys - there, gets - _pieces(lines, given), buys + gets - either)
    return max(0, missing)


def cheapest(
    lines: Sequence[DiscountableLine],
    positions: Iterable[int],
    wanted: int,
    *,
    spared: frozenset[int] = frozenset(),
    most_spared: int = 0,
) -> Mapping[int, int]:
    """So many of the cheapest pieces, as quantities by position; of the `spared` lines at most so many in all."""
    found: dict[int, int] = {}
    for position in sorted(positions, key=lambda each: (lines[each].unit_minor, each)):
        most = min(wanted, lines[position].quantity)
        if position in spared:
            most = min(most, most_spared)
            most_spared -= most
        if most > 0:
            found[position] = most
            wanted -= most
    return found


def _got(
    rule: DiscountRule, lines: Sequence[DiscountableLine], positions: Sequence[int]
) -> Mapping[int, int]:
    """The pieces that are given: the cheapest, but those that must stay bought. A piece counts on one side only."""
    given = _given(rule, lines)
    both = frozenset(positions) & frozenset(given)
    bought, offered = _pieces(lines, positions), _pieces(lines, given)
    either = bought + offered - _pieces(lines, both)
    sets = min(
        bought // rule.buy_quantity,
        offered // rule.get_quantity,
        either // (rule.buy_quantity + rule.get_quantity),
    )
    sets = _sets(sets, rule)
    most_spared = bought - sets * rule.buy_quantity
    return cheapest(lines, given, sets * rule.get_quantity, spared=both, most_spared=most_spared)


def _given(rule: DiscountRule, lines: Sequence[DiscountableLine]) -> list[int]:
    scope = rule.applies_to if rule.gets is None else rule.gets
    return [position for position, line in enumerate(lines) if scope.holds(line)]


def _sets(sets: int, rule: DiscountRule) -> int:
    return sets if rule.most_sets is None else min(sets, rule.most_sets)


def _pieces(lines: Sequence[DiscountableLine], positions: Iterable[int]) -> int:
    return sum(lines[position].quantity for position in positions)


def _parts(quantities: Mapping[int, int], lines: Sequence[DiscountableLine], *, percent: int) -> Shares:
    """So many pieces of a line are that part of it."""
    found = quantities.items()
    return tuple((position, n * percent, lines[position].quantity * WHOLE) for position, n in found)
