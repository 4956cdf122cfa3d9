"""Why nothing can be delivered, as sentences for a shopper. Pure."""

from decimal import Decimal
from enum import StrEnum

import msgspec

from shop.delivery.addresses import Destination, country_name
from shop.kit.money import format_money, format_number
from shop.kit.translations import t


class NoDeliveryReason(StrEnum):
    NOT_SET_UP = "not_set_up"
    NO_DESTINATION = "no_destination"
    NOT_THERE = "not_there"
    TOO_LITTLE_ORDERED = "too_little_ordered"  # `needed`: what must be ordered at least, minor units
    TOO_MUCH_ORDERED = "too_much_ordered"  # `needed`: what may be ordered at most, minor units
    TOO_HEAVY = "too_heavy"  # `needed`: what it may weigh at most, grams
    NO_WEIGHT_KNOWN = "no_weight_known"


class NoDelivery(msgspec.Struct, frozen=True):
    """Why there is no quote; `needed` is the figure that would be needed, `destination` where it should have gone."""

    reason: NoDeliveryReason
    needed: int | None = None
    destination: Destination | None = None

    def said(self, locale: str, currency: str) -> str:
        """The sentence for a shopper."""
        match self.reason:
            case NoDeliveryReason.NOT_THERE:
                return t(locale, "We do not deliver to {place}.", place=self._place(locale))
            case NoDeliveryReason.TOO_HEAVY:
                most = _kilograms(self.needed or 0, locale)
                return t(locale, "This order is too heavy: we deliver up to {weight}.", weight=most)
            case NoDeliveryReason.TOO_LITTLE_ORDERED:
                amount = format_money(self.needed or 0, currency, locale)
                return t(locale, "We deliver orders from {amount} on; add something to yours.", amount=amount)
            case NoDeliveryReason.TOO_MUCH_ORDERED:
                amount = format_money(self.needed or 0, currency, locale)
                return t(locale, "We deliver orders up to {amount}; please make two of yours.", amount=amount)
            case _:
                return self._said_without_figure(locale)

    def _said_without_figure(self, locale: str) -> str:
        match self.reason:
            case NoDeliveryReason.NO_WEIGHT_KNOWN:
                return t(locale, "We do not know yet what this order weighs, nor what its delivery costs.")
            case NoDeliveryReason.NO_DESTINATION:
                return t(locale, "To say what the delivery costs we need the country and the postal code.")
            case _:
                return t(locale, "We do not deliver yet.")

    def _place(self, locale: str) -> str:
        """ "35001, Spain", or the country alone."""
        if self.destination is None:
            return ""
        country = country_name(self.destination.country, locale)
        return f"{self.destination.postal_code}, {country}" if self.destination.postal_code else country


def _kilograms(grams: int, locale: str) -> str:
    """ "2 kg", "1,5 kg": as few decimals as it needs."""
    kilograms = Decimal(grams) / 1000
    digits = max(0, -int(kilograms.normalize().as_tuple().exponent))
    return f"{format_number(kilograms, digits, locale)} kg"
