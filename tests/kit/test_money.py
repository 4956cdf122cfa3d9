from decimal import Decimal

import pytest
from babel.core import get_global
from hypothesis import assume, given
from hypothesis import strategies as st

from shop.kit.money import (
    MAX_MINOR,
    InvalidAmount,
    UnknownCurrency,
    exponent,
    format_money,
    format_number,
    from_stripe_amount,
    meta_price,
    stripe_amount,
    to_major,
    to_minor,
)

CURRENCIES = st.sampled_from(["EUR", "USD", "JPY", "KWD", "ISK", "UGX", "MGA", "TND", "CLF", "BRL", "CLP"])
AMOUNTS = st.integers(min_value=-MAX_MINOR, max_value=MAX_MINOR)


@pytest.mark.parametrize(("currency", "digits"), [("EUR", 2), ("JPY", 0), ("KWD", 3), ("CLF", 4), ("IQD", 3)])
def test_a_currency_has_the_decimals_iso_4217_gives_it(currency: str, digits: int) -> None:
    assert exponent(currency) == digits


@pytest.mark.parametrize("code", ["XXX", "eur", "", "EURO", "DEM"])
def test_an_unknown_currency_is_refused(code: str) -> None:
    with pytest.raises(UnknownCurrency, match="not an ISO 4217"):
        exponent(code)


def test_every_tender_in_circulation_according_to_cldr_is_known() -> None:
    entries = [entry for periods in get_global("territory_currencies").values() for entry in periods]
    circulating = {code for code, _, until, tender in entries if tender and until is None}
    assert len(circulating) > 140
    for code in circulating:
        exponent(code)


@given(AMOUNTS, CURRENCIES)
def test_minor_units_survive_the_way_to_major_units_and_back(minor: int, currency: str) -> None:
    assert to_minor(to_major(minor, currency), currency) == minor


@given(AMOUNTS, CURRENCIES)
def test_a_meta_price_can_be_read_back(minor: int, currency: str) -> None:
    number, code = meta_price(minor, currency).split(" ")
    assert (to_minor(Decimal(number), code), code) == (minor, currency)


@given(AMOUNTS, CURRENCIES)
def test_what_stripe_charges_can_be_read_back(minor: int, currency: str) -> None:
    try:
        amount = stripe_amount(minor, currency)
    except InvalidAmount:
        assume(False)
    assert from_stripe_amount(amount, currency) == minor


def test_major_units_carry_the_decimals_of_the_currency() -> None:
    assert str(to_major(990, "EUR")) == "9.90"
    assert str(to_major(MAX_MINOR, "KWD")) == "9223372036854775.807"


def test_trailing_zeros_are_no_extra_decimals() -> None:
    assert to_minor(Decimal("9.9900"), "EUR") == 999
    assert to_minor(Decimal("1E+3"), "JPY") == 1000


@pytest.mark.parametrize(("amount", "currency"), [("9.999", "EUR"), ("0.5", "JPY"), ("1.0001", "KWD")])
def test_more_decimals_than_the_currency_has_are_refused(amount: str, currency: str) -> None:
    with pytest.raises(InvalidAmount, match="more decimals"):
        to_minor(Decimal(amount), currency)


@pytest.mark.parametrize(
    "amount", ["NaN", "Infinity", "-Infinity", "sNaN", "1E+999999", "92233720368547758.08"]
)
def test_what_a_bigint_cannot_hold_is_refused(amount: str) -> None:
    with pytest.raises(InvalidAmount):
        to_minor(Decimal(amount), "EUR")


@pytest.mark.parametrize(
    ("minor", "currency", "price"),
    [(999, "EUR", "9.99 EUR"), (500, "JPY", "500 JPY"), (0, "USD", "0.00 USD")],
)
def test_a_meta_price_is_a_number_and_a_code(minor: int, currency: str, price: str) -> None:
    assert meta_price(minor, currency) == price


@pytest.mark.parametrize(
    ("minor", "currency", "locale", "text"),
    [
        (999, "EUR", "es", "9,99 €"),
        (123456, "EUR", "en", "€1,234.56"),
        (123456, "BRL", "pt_BR", "R$ 1.234,56"),
        (123456, "EUR", "pt-PT", "1 234,56 €"),
        (500, "JPY", "en_US", "¥500"),
        (1250, "KWD", "en", "KWD 1.250"),
        (999, "CHF", "de_CH", "CHF 9.99"),
        (999, "MXN", "en", "MX$9.99"),
        (123456, "EUR", "fr", "1 234,56 €"),
        (1000, "COP", "en", "COP 10.00"),
        (-999, "EUR", "es", "-9,99 €"),
    ],
)
def test_money_is_written_as_the_locale_does(minor: int, currency: str, locale: str, text: str) -> None:
    assert format_money(minor, currency, locale) == text


@pytest.mark.parametrize(
    ("locale", "text"), [("es_QQ", "9,99 €"), ("tlh", "€9.99"), ("", "€9.99"), ("??", "€9.99")]
)
def test_an_unknown_locale_does_not_stop_a_price(locale: str, text: str) -> None:
    assert format_money(999, "EUR", locale) == text


@pytest.mark.parametrize(("digits", "text"), [(0, "1.235"), (2, "1.234,57"), (4, "1.234,5650")])
def test_a_number_is_rounded_half_up_to_the_decimals_asked_for(digits: int, text: str) -> None:
    assert format_number(Decimal("1234.565"), digits, "es") == text


@given(st.integers(min_value=0, max_value=10**9), CURRENCIES, st.sampled_from(["es", "en", "pt", "fr", "de"]))
def test_the_digits_of_an_amount_are_all_shown(minor: int, currency: str, locale: str) -> None:
    digits = "".join(c for c in format_money(minor, currency, locale) if c.isdigit())
    assert int(digits) == minor


@pytest.mark.parametrize(
    ("minor", "currency", "amount"),
    [
        (999, "EUR", 999),
        (500, "JPY", 500),
        (1250, "KWD", 1250),
        (500, "ISK", 50000),
        (500, "UGX", 50000),
        (50000, "MGA", 500),
    ],
)
def test_stripe_gets_the_integer_it_counts_in(minor: int, currency: str, amount: int) -> None:
    assert stripe_amount(minor, currency) == amount


@pytest.mark.parametrize(("minor", "currency"), [(1255, "KWD"), (50, "MGA"), (1000, "IQD"), (10000, "CLF")])
def test_what_stripe_cannot_charge_is_refused(minor: int, currency: str) -> None:
    with pytest.raises(InvalidAmount, match="Stripe"):
        stripe_amount(minor, currency)


def test_a_fraction_of_a_krona_from_stripe_is_refused() -> None:
    with pytest.raises(InvalidAmount, match="steps of 100"):
        from_stripe_amount(50050, "ISK")
