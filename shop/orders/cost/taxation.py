"""Which tax a line bears, by who sells it, where it goes and who buys it. Pure.

Sources: Directive 2006/112/EC, articles 32 to 36a (where goods are supplied), 59c (below 10,000 EUR a year of sales to
consumers in other member states the seller's own rates may stay), 138, 146 and 196; Spain: LIVA articles 21, 25, 68, 73.

* what stays in the seller's country, is collected, or needs no delivery bears the seller's own rates;
* goods to a consumer of another member state bear the rates there once the seller is registered for it (the one-stop
  shop), else the seller's own;
* goods that leave the VAT area bear none, also to the Canary Islands, Ceuta and Melilla; services keep the seller's rate;
* a business of another member state whose VAT number was found *valid* bears none: goods are exempt, services are for it
  to declare. A number that was not checked, or could not be, changes nothing.
"""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import msgspec

from shop.catalog.prices.tax import rate
from shop.delivery.territories import VatTerritory
from shop.orders.cost.totals import TaxTreatment

_NOTHING = Decimal(0)
_MEMBERS = frozenset(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split()  # noqa: SIM905
)
_AT_HOME = {"XI": "GB"}  # what a British seller sends to Northern Ireland stays in the country


class PriceKept(StrEnum):
    """What stays the same when another country's rate applies."""

    GROSS = "gross"  # the price that was shown; what the seller keeps of it moves
    NET = "net"  # what the seller keeps; the shopper accepts the new total


class SellerTaxes(msgspec.Struct, frozen=True, kw_only=True):
    """How a merchant is taxed. `country`: of its seat (ISO 3166); `at_destination`: it uses the one-stop shop."""

    country: str
    at_destination: bool = False
    keeps: PriceKept = PriceKept.GROSS


class LineTax(msgspec.Struct, frozen=True):
    """The percentage, and why."""

    rate: Decimal
    treatment: TaxTreatment = TaxTreatment.TAXED


class Taxation(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that decides the tax of an order.

    `place` is None for what is not delivered. `business_country` is the prefix of a VAT number that was found valid.
    """

    seller: SellerTaxes
    on: date
    place: VatTerritory | None = None
    business_country: str | None = None

    def line_tax(self, tax_class: str, *, is_goods: bool) -> LineTax:
        """The tax of a line. Raises NoTaxRate where that class of goods has no rate that is known."""
        treatment = self._untaxed(is_goods=is_goods)
        if treatment is not None:
            return LineTax(_NOTHING, treatment)
        country, region = self._taxed_in()
        return LineTax(rate(country, tax_class, self.on, region=region))

    def unit_there(self, unit_minor: int, tax_class: str, tax: LineTax) -> int:
        """The shown price of one piece where it bears that tax: the same, unless the seller keeps the net.

        Raises NoTaxRate.
        """
        if self.seller.keeps is PriceKept.GROSS:
            return unit_minor
        home = rate(self.seller.country, tax_class, self.on)
        return unit_minor if tax.rate == home else _at_other_rate(unit_minor, home, tax.rate)

    def _untaxed(self, *, is_goods: bool) -> TaxTreatment | None:
        if self._is_foreign_business:
            return TaxTreatment.INTRA_EU_SUPPLY if is_goods else TaxTreatment.REVERSE_CHARGE
        if is_goods and self.place is not None and self._leaves_vat_area(self.place):
            return TaxTreatment.EXPORT
        return None

    @property
    def _is_foreign_business(self) -> bool:
        """Does a business of another member state buy, to be delivered in one that is not the seller's?"""
        buyer, seller, place = self.business_country, self.seller.country, self.place
        if buyer is None or seller not in _MEMBERS or buyer not in {*_MEMBERS, "XI"}:
            return False
        return seller != buyer and (place is None or (place.is_eu and place.country != seller))

    def _leaves_vat_area(self, place: VatTerritory) -> bool:
        if self.seller.country in _MEMBERS:
            return not place.is_eu
        return _AT_HOME.get(place.country, place.country) != self.seller.country

    def _taxed_in(self) -> tuple[str, str]:
        """Country and region of the rates. Regions of the seller's own country bear the rates of where goods leave from."""
        place, seller = self.place, self.seller
        if place is None or not place.is_eu or place.country == seller.country or not seller.at_destination:
            return seller.country, ""
        return place.country, place.regional


def _at_other_rate(unit_minor: int, home: Decimal, there: Decimal) -> int:
    """The same net with another tax, rounded half up to a whole minor unit."""
    above, below = (100 + there).as_integer_ratio(), (100 + home).as_integer_ratio()
    numerator, denominator = unit_minor * above[0] * below[1], above[1] * below[0]
    return (2 * numerator + denominator) // (2 * denominator)
