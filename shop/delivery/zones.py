"""Zones: which destinations belong to one. Pure.

A postal code is written as itself ("35001"), as what it begins with ("28*"), or as a range of digits ("07000-07999"),
which of a longer code compares as many digits as it has ("1000-1999" of Portugal's seven). British ones may be an outward
code ("SW1A") or an area ("B*", which is Birmingham and not Bath).
"""

import re
from functools import lru_cache
from uuid import UUID

import msgspec

from shop.delivery.addresses import Destination
from shop.delivery.postal_codes import compact_code, rules_of, written_code

LONGEST_PATTERN = 40  # characters
_BRITISH = frozenset({"GB", "GG", "IM", "JE"})
_SIGNS = re.compile(r"[0-9A-Z]{1,12}")
_AREA = re.compile(r"[A-Z]{1,2}")


class PostalPattern(msgspec.Struct, frozen=True):
    """Postal codes from `low` to `high`, as far as these are long; where `is_whole` the code `low` itself.

    A British one is an outward code, or an area of them.
    """

    low: str
    high: str
    is_whole: bool = False
    is_british: bool = False

    def matches(self, compact: str) -> bool:
        """Does a postal code without spaces and dashes belong to it?"""
        if self.is_british:
            outward = compact[:-3]
            return self.low == (outward if self.is_whole else _letters(outward))
        if self.is_whole:
            return compact == self.low
        return self.low <= compact[: len(self.low)] <= self.high


class Area(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A country, or what of it lies in one of the regions or has one of the postal codes."""

    country: str
    regions: tuple[str, ...] = ()
    postal_codes: tuple[str, ...] = ()

    def includes(self, destination: Destination) -> bool:
        """Does the destination lie in it? An unknown postal code lies in no part that is told by postal codes."""
        if destination.country != self.country:
            return False
        if not (self.regions or self.postal_codes):
            return True
        if self.regions and not destination.areas.isdisjoint(self.regions):
            return True
        compact = compact_code(destination.postal_code)
        patterns = (postal_pattern(self.country, written) for written in self.postal_codes)
        return bool(compact) and any(pattern is not None and pattern.matches(compact) for pattern in patterns)


class Zone(msgspec.Struct, frozen=True):
    """Destinations that are delivered to alike: some areas without some others."""

    id: UUID
    name: str
    areas: tuple[Area, ...]
    excluded: tuple[Area, ...] = ()

    def includes(self, destination: Destination) -> bool:
        """Does the destination lie in it?"""
        if any(area.includes(destination) for area in self.excluded):
            return False
        return any(area.includes(destination) for area in self.areas)


@lru_cache(maxsize=50_000)
def postal_pattern(country: str, written: str) -> PostalPattern | None:
    """What a merchant wrote of postal codes; None for what cannot be read, or is no postal code of the country."""
    if len(written) > LONGEST_PATTERN:
        return None
    if code := _whole_code(country, written):
        return PostalPattern(compact_code(code), compact_code(code), is_whole=True)
    if (ends := _range(written)) is not None:
        low, high = ends
        return PostalPattern(low, high) if low <= high else None
    return _beginning(country, written.strip())


def _whole_code(country: str, written: str) -> str:
    """The code that it is, although a dash stands in it as in "1250-096"; else ""."""
    rules = rules_of(country)
    return (written_code(rules, written) or "") if rules is not None and "*" not in written else ""


def _beginning(country: str, written: str) -> PostalPattern | None:
    """How codes begin; of British ones also an area, or an outward code without a star."""
    is_whole, signs = not written.endswith("*"), compact_code(written)
    if not _SIGNS.fullmatch(signs) or "*" in written[:-1] or (is_whole and country not in _BRITISH):
        return None
    is_british = country in _BRITISH and (is_whole or _AREA.fullmatch(signs) is not None)
    return PostalPattern(signs, signs, is_whole, is_british)


def _range(written: str) -> tuple[str, str] | None:
    """The ends of a range of equally many digits; also where a dash stands in either ("1000-001-1999-999")."""
    parts = written.split("-")
    if len(parts) % 2:
        return None
    half = len(parts) // 2
    low, high = (compact_code("".join(ends)) for ends in (parts[:half], parts[half:]))
    is_range = low.isdigit() and high.isdigit() and len(low) == len(high)
    return (low, high) if is_range else None


def _letters(outward: str) -> str:
    """The area of an outward code: "BT" of "BT1"."""
    found = _AREA.match(outward)
    return found.group() if found is not None else ""
