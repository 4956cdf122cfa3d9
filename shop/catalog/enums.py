"""Enumerations of the catalog: condition, availability and tax class."""

from enum import StrEnum


class Condition(StrEnum):
    """Meta's words for it (items_batch)."""

    NEW = "new"
    REFURBISHED = "refurbished"
    USED = "used"


class AvailabilityMode(StrEnum):
    """What decides whether a variant can be bought."""

    BY_STOCK = "by_stock"
    PREORDER = "preorder"  # the stock says how many may be sold ahead
    DISCONTINUED = "discontinued"  # shown, and sold no more


class Availability(StrEnum):
    """What a shopper is told; computed from the mode and the stock."""

    IN_STOCK = "in_stock"
    OUT_OF_STOCK = "out_of_stock"
    PREORDER = "preorder"
    DISCONTINUED = "discontinued"


def availability(mode: AvailabilityMode, available: int) -> Availability:
    """What to tell a shopper of a variant in that mode of which so many are left."""
    if mode is AvailabilityMode.DISCONTINUED:
        return Availability.DISCONTINUED
    if available <= 0:
        return Availability.OUT_OF_STOCK
    return Availability.PREORDER if mode is AvailabilityMode.PREORDER else Availability.IN_STOCK


class TaxClass(StrEnum):
    """Which of a country's rates applies; the rate itself is looked up by country and date."""

    STANDARD = "standard"
    INTERMEDIATE = "intermediate"
    REDUCED = "reduced"
    SUPER_REDUCED = "super_reduced"
    ZERO = "zero"
