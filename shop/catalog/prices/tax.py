"""Which VAT rate a class of goods bears in a country on a day.

A dated table of our own, because no package carries start dates. Sources: the European Commission's TEDB as
of 2026-09-29 (through the eu-vat-rates-data package), the national regimes of invopop/gobl, and the national
changes of 2025 and 2026. The table begins on 2025-01-01; earlier days have no rate.

Classes: `standard`; `reduced` is a country's only reduced rate, or the lower of its two; `intermediate` is
the higher of two; `super_reduced` is a special rate below 5 percent; `zero` is zero-rated goods, a property
of the product and never of the country. Exempt supplies, reverse charge and exports are not rates and not
here; neither are territories outside the VAT area (Canary Islands, Ceuta, Melilla). Regions with rates of their own are
in a table beside it, as far as their rates are known by class (Madeira, the Azores; of Corsica, Jungholz and Mittelberg
only the standard rate is).
"""

from datetime import date
from decimal import Decimal

from shop.catalog.enums import TaxClass
from shop.kit.errors import ShopError


class NoTaxRate(ShopError):
    """The table has no rate for that country, class and day."""

    status_code = 422


def rate(country: str, tax_class: str, on: date, *, region: str = "") -> Decimal:
    """The percentage (Decimal("21"), not 0.21) of `tax_class` in `country` (ISO 3166 alpha-2) on a day.

    `region` names a part with rates of its own ("madeira"). Raises NoTaxRate if the country, the class in that country or
    region, or the day is not in the table.
    """
    periods = _REGIONS.get(region, ()) if region else _TABLE.get(_SAME_VAT_AS.get(country, country))
    country = region or country
    if not periods:
        raise NoTaxRate(f"No VAT rates are known for {country!r}.")
    if tax_class not in _CLASSES:
        raise NoTaxRate(f"{tax_class!r} is not a tax class; use one of {', '.join(_CLASSES)}.")
    in_force = next((rates for since, rates in reversed(periods) if since <= on), None)
    if in_force is None:
        raise NoTaxRate(f"The VAT rates of {country} are known from {periods[0][0]}, not on {on}.")
    if tax_class not in in_force:
        raise NoTaxRate(f"{country} has no {tax_class} VAT rate on {on}.")
    return in_force[tax_class]


def rates_on(country: str, on: date) -> dict[str, Decimal]:
    """Every class that has a rate in the country on a day; nothing where the country or the day is not in the table."""
    periods = _TABLE.get(_SAME_VAT_AS.get(country, country), ())
    return dict(next((rates for since, rates in reversed(periods) if since <= on), {}))


_CLASSES = tuple(str(tax_class) for tax_class in TaxClass)
# Greece as the VAT system spells it; Northern Ireland; Liechtenstein bears Swiss VAT, Monaco French.
_SAME_VAT_AS = {"EL": "GR", "XI": "GB", "LI": "CH", "MC": "FR"}

_Rates = dict[str, Decimal]


def _rates(
    standard: str, reduced: str = "", intermediate: str = "", super_reduced: str = ""
) -> tuple[tuple[date, _Rates], ...]:
    """One period that holds since the table begins."""
    return (_since(2025, 1, 1, standard, reduced, intermediate, super_reduced),)


def _since(
    year: int,
    month: int,
    day: int,
    standard: str,
    reduced: str = "",
    intermediate: str = "",
    super_reduced: str = "",
) -> tuple[date, _Rates]:
    """The rates from a day on; an empty string is a rate the country does not have."""
    percents = (standard, intermediate, reduced, super_reduced, "0")
    rates = {name: Decimal(percent) for name, percent in zip(_CLASSES, percents, strict=True) if percent}
    return date(year, month, day), rates


_TABLE: dict[str, tuple[tuple[date, _Rates], ...]] = {
    # European Union
    "AT": (
        _since(2025, 1, 1, "20", "10", "13"),
        _since(2026, 7, 1, "20", "10", "13", "4.9"),  # basic food
    ),
    "BE": _rates("21", "6", "12"),
    "BG": _rates("20", "9"),
    "CY": _rates("19", "5", "9", "3"),
    "CZ": _rates("21", "12"),
    "DE": _rates("19", "7"),
    "DK": _rates("25"),
    "EE": (
        _since(2025, 1, 1, "22", "9", "13"),
        _since(2025, 7, 1, "24", "9", "13"),
    ),
    "ES": _rates("21", "10", "", "4"),
    "FI": (
        _since(2025, 1, 1, "25.5", "10", "14"),
        _since(2026, 1, 1, "25.5", "10", "13.5"),
    ),
    "FR": _rates("20", "5.5", "10", "2.1"),
    "GR": _rates("24", "6", "13"),
    "HR": _rates("25", "5", "13"),
    "HU": _rates("27", "5", "18"),
    "IE": _rates("23", "9", "13.5"),
    "IT": _rates("22", "5", "10", "4"),
    "LT": (
        _since(2025, 1, 1, "21", "5", "9"),
        _since(2026, 1, 1, "21", "5", "12"),
    ),
    "LU": _rates("17", "8", "14", "3"),
    "LV": _rates("21", "5", "12"),
    "MT": _rates("18", "5", "7"),
    "NL": _rates("21", "9"),
    "PL": _rates("23", "5", "8"),
    "PT": _rates("23", "6", "13"),
    "RO": (
        _since(2025, 1, 1, "19", "5", "9"),
        _since(2025, 8, 1, "21", "11"),  # Law 141/2025
    ),
    "SE": _rates("25", "6", "12"),
    "SI": _rates("22", "5", "9.5"),
    "SK": _rates("23", "5", "19"),
    # Elsewhere in Europe
    "CH": _rates("8.1", "2.6", "3.8"),
    "GB": _rates("20", "5"),
    "NO": _rates("25", "12", "15"),
    # Latin America. Brazil has no single VAT; Mexico's 8 % is a border region's, not a product's.
    "AR": _rates("21", "10.5"),
    "CL": _rates("19"),
    "CO": _rates("19", "5"),
    "MX": _rates("16"),
}
# Parts of countries whose rates differ, by the names of `shop/delivery/territories.py`. What is not known by class is left
# out: goods of that class are refused there, and never sold at a wrong rate.
_REGIONS: dict[str, tuple[tuple[date, _Rates], ...]] = {
    "azores": _rates("16", "4", "9"),
    "madeira": _rates("22", "4", "12"),
    "jungholz-mittelberg": _rates("19"),
    "corsica": _rates("20"),
}
