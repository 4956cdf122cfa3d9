from datetime import date
from decimal import Decimal

import pytest

from shop.catalog.enums import TaxClass
from shop.catalog.prices.tax import NoTaxRate, rate

TODAY = date(2026, 11, 22)
EUROPEAN_UNION = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"


@pytest.mark.parametrize(
    ("country", "tax_class", "percent"),
    [
        ("ES", "standard", "21"),
        ("ES", "reduced", "10"),
        ("ES", "super_reduced", "4"),
        ("PT", "standard", "23"),
        ("PT", "reduced", "6"),
        ("PT", "intermediate", "13"),
        ("GB", "standard", "20"),
        ("CH", "standard", "8.1"),
        ("NO", "intermediate", "15"),
        ("MX", "standard", "16"),
        ("FI", "standard", "25.5"),
    ],
)
def test_a_class_of_goods_bears_the_rate_of_the_country(country: str, tax_class: str, percent: str) -> None:
    assert rate(country, tax_class, TODAY) == Decimal(percent)


@pytest.mark.parametrize("country", EUROPEAN_UNION.split())
def test_every_member_state_has_a_standard_rate_the_directive_allows(country: str) -> None:
    assert 15 <= rate(country, TaxClass.STANDARD, TODAY) <= 27


@pytest.mark.parametrize("country", EUROPEAN_UNION.split())
def test_the_classes_of_a_country_are_in_order(country: str) -> None:
    def known(tax_class: TaxClass) -> list[Decimal]:
        try:
            return [rate(country, tax_class, TODAY)]
        except NoTaxRate:
            return []

    percents = [percent for tax_class in TaxClass for percent in known(tax_class)]
    assert percents == sorted(set(percents), reverse=True)


@pytest.mark.parametrize(
    ("country", "day", "percent"),
    [
        ("RO", date(2025, 7, 31), "19"),
        ("RO", date(2025, 8, 1), "21"),
        ("EE", date(2025, 6, 30), "22"),
        ("EE", date(2025, 7, 1), "24"),
    ],
)
def test_a_rate_changes_on_its_day(country: str, day: date, percent: str) -> None:
    assert rate(country, "standard", day) == Decimal(percent)


def test_a_class_that_was_abolished_has_no_rate_any_more() -> None:
    assert rate("RO", "intermediate", date(2025, 7, 31)) == 9
    with pytest.raises(NoTaxRate, match="RO has no intermediate"):
        rate("RO", "intermediate", date(2025, 8, 1))


def test_zero_rated_goods_bear_nothing_anywhere() -> None:
    assert rate("DK", "zero", TODAY) == 0


@pytest.mark.parametrize(("alias", "country"), [("EL", "GR"), ("XI", "GB"), ("LI", "CH"), ("MC", "FR")])
def test_a_country_under_another_vat_shares_its_rates(alias: str, country: str) -> None:
    assert rate(alias, "reduced", TODAY) == rate(country, "reduced", TODAY)


@pytest.mark.parametrize(
    ("country", "tax_class", "day", "reason"),
    [
        ("US", "standard", TODAY, "No VAT rates are known for 'US'"),
        ("ES", "luxury", TODAY, "not a tax class"),
        ("DK", "reduced", TODAY, "DK has no reduced"),
        ("ES", "standard", date(2012, 1, 1), "known from 2025-01-01"),
    ],
)
def test_no_rate_is_ever_guessed(country: str, tax_class: str, day: date, reason: str) -> None:
    with pytest.raises(NoTaxRate, match=reason):
        rate(country, tax_class, day)
