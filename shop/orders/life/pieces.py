"""So many pieces of an order's lines: what a parcel holds, what comes back. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from shop.events.recording import Value
from shop.kit.errors import Conflict, ShopError


class Pieces(msgspec.Struct, frozen=True):
    """So many of the line at that position of its order (positions begin at 1)."""

    position: int
    quantity: int


class NoSuchLine(ShopError):
    """The order has no line at that position, it is named twice, or nothing is named."""

    status_code = 422


class TooManyPieces(Conflict):
    """There are not so many left."""


def counted(groups: Iterable[Iterable[Pieces]]) -> Counter[int]:
    """How many of each position several groups hold together."""
    total: Counter[int] = Counter()
    for group in groups:
        for each in group:
            total[each.position] += each.quantity
    return total


def amount(pieces: Iterable[Pieces]) -> int:
    """How many pieces that are in all."""
    return sum(each.quantity for each in pieces)


def as_data(pieces: Iterable[Pieces], prefix: str = "") -> dict[str, Value]:
    """The same as events hold it: two lists side by side."""
    given = list(pieces)
    return {
        f"{prefix}positions": [each.position for each in given],
        f"{prefix}quantities": [each.quantity for each in given],
    }


def as_pieces(left: Mapping[int, int]) -> list[Pieces]:
    """What is left of each line, by position; nothing of lines of which nothing is left."""
    return [Pieces(position, quantity) for position, quantity in sorted(left.items()) if quantity > 0]


def check_left(wanted: Sequence[Pieces], left: Mapping[int, int], *, what: str) -> None:
    """Are there so many? `left` names every line; `what` ends the sentence ("to be sent").

    Raises NoSuchLine, TooManyPieces.
    """
    positions = [each.position for each in wanted]
    if not positions or len(set(positions)) < len(positions):
        raise NoSuchLine("Name each line once, and at least one of them.")
    for each in wanted:
        if each.position not in left:
            raise NoSuchLine(f"The order has no line {each.position}.")
        if each.quantity > left[each.position]:
            raise TooManyPieces(
                f"Line {each.position}: {left[each.position]} left {what}, not {each.quantity}."
            )
