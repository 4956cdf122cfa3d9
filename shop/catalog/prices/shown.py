"""The price as a shopper reads it: with tax, whatever the merchant enters (Directive 98/6/EC, article 2a). Pure.

Catalog, feed, chat, reminder and pages take it from here, and orders are added up from it: three pieces cost three times
what one is shown at, to the cent, and the tax is what is in that.
"""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec

from shop.catalog.prices.tax import rates_on


class ShownPrices(msgspec.Struct, frozen=True):
    """How a merchant's prices are shown on a day. `percents` by tax class; None: the prices hold their tax already."""

    percents: dict[str, Decimal] | None = None

    def shown(self, minor: int, tax_class: str) -> int | None:
        """The price with tax; None where no rate is known: then it cannot be sold."""
        if self.percents is None:
            return minor
        percent = self.percents.get(tax_class)
        return None if percent is None else with_tax(minor, percent)


def shown_prices(*, country: str, time_zone: str, prices_include_tax: bool, at: datetime) -> ShownPrices:
    """A merchant's, by the day in its zone."""
    if prices_include_tax:
        return ShownPrices()
    return ShownPrices(rates_on(country, at.astimezone(ZoneInfo(time_zone)).date()))


def with_tax(minor: int, percent: Decimal) -> int:
    """A price and its tax, rounded half up to a whole minor unit."""
    numerator, denominator = percent.as_integer_ratio()
    hundred = 100 * denominator
    return (2 * minor * (hundred + numerator) + hundred) // (2 * hundred)
