"""Which tax a line bears, by seller, place and buyer."""

from datetime import date
from decimal import Decimal

import pytest

from shop.catalog.prices.tax import NoTaxRate
from shop.delivery.territories import VatTerritory
from shop.orders.cost.taxation import LineTax, PriceKept, SellerTaxes, Taxation
from shop.orders.cost.totals import TaxTreatment

DAY = date(2026, 11, 30)
CANARIES = VatTerritory("ES", is_eu=False, regional="canarias")
FRANCE, BELFAST, SWITZERLAND = (
    VatTerritory("FR", is_eu=True),
    VatTerritory("XI", is_eu=True),
    VatTerritory("CH", is_eu=False),
)
MADEIRA = VatTerritory("PT", is_eu=True, regional="madeira")


def taxation(
    place: VatTerritory | None,
    *,
    seller: str = "ES",
    at_destination: bool = False,
    keeps: PriceKept = PriceKept.GROSS,
    business: str | None = None,
) -> Taxation:
    taxes = SellerTaxes(country=seller, at_destination=at_destination, keeps=keeps)
    return Taxation(seller=taxes, on=DAY, place=place, business_country=business)


def standard_unit(known: Taxation, unit_minor: int) -> int:
    return known.unit_there(unit_minor, "standard", known.line_tax("standard", is_goods=True))


def percent(found: LineTax) -> str:
    return f"{found.rate} {found.treatment}"


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (taxation(None), "21 taxed"),
        (taxation(VatTerritory("ES", is_eu=True)), "21 taxed"),
        (taxation(FRANCE), "21 taxed"),
        (taxation(FRANCE, at_destination=True), "20 taxed"),
        (taxation(BELFAST, at_destination=True), "20 taxed"),
        (taxation(MADEIRA, at_destination=True), "22 taxed"),
        (taxation(MADEIRA, seller="PT", at_destination=True), "23 taxed"),
        (taxation(CANARIES), "0 export"),
        (taxation(CANARIES, at_destination=True), "0 export"),
        (taxation(SWITZERLAND, at_destination=True), "0 export"),
        (taxation(VatTerritory("GB", is_eu=False)), "0 export"),
        (taxation(FRANCE, seller="GB"), "0 export"),
        (taxation(VatTerritory("GB", is_eu=False), seller="MX"), "0 export"),
        (taxation(VatTerritory("MX", is_eu=False), seller="MX"), "16 taxed"),
        (taxation(VatTerritory("GB", is_eu=False), seller="GB"), "20 taxed"),
        (taxation(BELFAST, seller="GB"), "20 taxed"),
        (taxation(FRANCE, business="FR"), "0 intra_eu_supply"),
        (taxation(FRANCE, business="FR", at_destination=True), "0 intra_eu_supply"),
        (taxation(FRANCE, business="DE"), "0 intra_eu_supply"),
        (taxation(FRANCE, business="ES"), "21 taxed"),
        (taxation(VatTerritory("ES", is_eu=True), business="FR"), "21 taxed"),
        (taxation(CANARIES, business="FR"), "0 export"),
        (taxation(SWITZERLAND, seller="CH", business="FR"), "8.1 taxed"),
    ],
)
def test_goods_bear_the_tax_of_where_they_are_sold(known: Taxation, expected: str) -> None:
    assert percent(known.line_tax("standard", is_goods=True)) == expected


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        (taxation(None, business="FR"), "0 reverse_charge"),
        (taxation(FRANCE, business="FR"), "0 reverse_charge"),
        (taxation(None, business="ES"), "21 taxed"),
        (taxation(CANARIES), "21 taxed"),
        (taxation(SWITZERLAND), "21 taxed"),
        (taxation(None, seller="CH", business="FR"), "8.1 taxed"),
    ],
)
def test_services_are_declared_by_a_business_elsewhere_and_are_no_export(
    known: Taxation, expected: str
) -> None:
    assert percent(known.line_tax("standard", is_goods=False)) == expected


def test_what_has_no_rate_there_is_refused() -> None:
    with pytest.raises(NoTaxRate, match="DE has no super_reduced"):
        taxation(VatTerritory("DE", is_eu=True), at_destination=True).line_tax("super_reduced", is_goods=True)
    corsica = VatTerritory("FR", is_eu=True, regional="corsica")
    with pytest.raises(NoTaxRate, match="corsica has no reduced"):
        taxation(corsica, at_destination=True).line_tax("reduced", is_goods=True)


def test_below_the_threshold_the_rates_of_elsewhere_are_not_asked_for() -> None:
    assert taxation(VatTerritory("DE", is_eu=True)).line_tax("super_reduced", is_goods=True).rate == Decimal(
        4
    )


@pytest.mark.parametrize(
    ("place", "there"),
    [
        (None, 1210),
        (VatTerritory("ES", is_eu=True), 1210),
        (FRANCE, 1200),
        (VatTerritory("HU", is_eu=True), 1270),
        (CANARIES, 1000),
    ],
)
def test_the_net_stays_where_the_seller_wants_it(place: VatTerritory | None, there: int) -> None:
    known = taxation(place, at_destination=True, keeps=PriceKept.NET)
    assert standard_unit(known, 1210) == there


@pytest.mark.parametrize("place", [None, FRANCE, VatTerritory("HU", is_eu=True), CANARIES])
def test_the_shown_price_stays_otherwise(place: VatTerritory | None) -> None:
    assert standard_unit(taxation(place, at_destination=True), 1210) == 1210


def test_halves_of_a_cent_go_up() -> None:
    known = taxation(VatTerritory("FI", is_eu=True), at_destination=True, keeps=PriceKept.NET)
    assert standard_unit(known, 121) == 126  # 125.5
    assert TaxTreatment.TAXED is known.line_tax("standard", is_goods=True).treatment
