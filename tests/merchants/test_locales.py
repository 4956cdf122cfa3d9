"""The language of the reader, the region of the merchant."""

import pytest

from shop.kit.money import format_money
from shop.kit.translations import closest
from shop.merchants.locales import merchant_locale, reader_locale
from shop.merchants.models import Merchant


def merchant(locale: str = "es", country: str = "ES") -> Merchant:
    return Merchant(
        name="Faro",
        legal_name="Faro",
        tax_id="1",
        address={"country": country},
        currency="EUR",
        locale=locale,
        time_zone="Europe/Madrid",
    )


@pytest.mark.parametrize(
    ("locale", "country", "own"),
    [
        ("es", "ES", "es_ES"),
        ("es", "MX", "es_MX"),
        ("es-MX", "ES", "es_MX"),
        ("pt", "PT", "pt_PT"),
        ("pt", "BR", "pt_BR"),
        ("en_GB", "ES", "en_GB"),
        ("es-419", "MX", "es_419"),
    ],
)
def test_a_merchants_locale_keeps_its_region_or_takes_that_of_its_country(
    locale: str, country: str, own: str
) -> None:
    assert merchant_locale(merchant(locale, country)) == own


@pytest.mark.parametrize(
    ("shop", "spoken", "phone", "locale", "catalog"),
    [
        # what a shopper writes in, at a shop of another region
        (("es", "MX"), "es", None, "es_MX", "es"),
        (("es-MX", "MX"), "en", None, "en", "en"),
        (("es", "ES"), "en-GB", None, "en", "en"),
        (("en", "US"), "es", None, "es_US", "es"),
        (("en-GB", "ES"), "es", None, "es_ES", "es"),
        (("es", "IN"), "en", None, "en_IN", "en"),
        (("es", "MX"), "es_ES", None, "es_MX", "es"),
        # nothing known, or nothing that we speak
        (("es", "MX"), None, None, "es_MX", "es"),
        (("es", "MX"), "", None, "es_MX", "es"),
        (("es", "MX"), "ja", None, "es_MX", "es"),
        (("pt", "PT"), "ja", "5511999990000", "pt_PT", "pt_PT"),
        # Portuguese is two catalogs: as it is spoken, else by the phone, else by the merchant, else Brazil's
        (("pt", "BR"), "pt-PT", "5511999990000", "pt_PT", "pt_PT"),
        (("es", "ES"), "pt", "351911000000", "pt_PT", "pt_PT"),
        (("es", "ES"), "pt", "+351911000000", "pt_PT", "pt_PT"),
        (("pt", "PT"), "pt", "5511999990000", "pt_BR", "pt_BR"),
        (("es", "ES"), "pt", "244923000000", "pt_AO", "pt_PT"),
        (("es", "PT"), "pt", "34600000000", "pt_PT", "pt_PT"),
        (("es", "PT"), "pt", None, "pt_PT", "pt_PT"),
        (("es", "ES"), "pt", None, "pt", "pt_BR"),
        (("pt", "ES"), "pt", None, "pt_ES", "pt_BR"),
    ],
)
def test_the_readers_language_is_spoken_in_the_merchants_region(
    shop: tuple[str, str], spoken: str | None, phone: str | None, locale: str, catalog: str
) -> None:
    found = reader_locale(merchant(*shop), spoken, phone=phone)
    assert (found, closest(found)) == (locale, catalog)


@pytest.mark.parametrize(
    ("shop", "spoken", "currency", "written"),
    [
        (("es", "ES"), "es", "EUR", "1.234,50 €"),
        (("es-MX", "MX"), "es", "MXN", "$1,234.50"),
        (("es", "MX"), "es", "MXN", "$1,234.50"),
        (("es", "MX"), "en", "MXN", "MX$1,234.50"),
        (("es", "ES"), "en", "EUR", "€1,234.50"),
        (("en", "US"), "es", "USD", "$1,234.50"),
        (("es", "AR"), "es", "ARS", "$1.234,50"),
        (("es", "CO"), "es", "COP", "$1.234,50"),
        (("es", "PE"), "es", "PEN", "S/ 1,234.50"),
        (("pt", "BR"), "pt", "BRL", "R$ 1.234,50"),
        (("pt", "PT"), "pt", "EUR", "1 234,50 €"),
        (("en", "US"), "en", "USD", "$1,234.50"),
        (("en", "GB"), "en", "GBP", "£1,234.50"),
    ],
)
def test_money_is_written_as_in_the_merchants_region(
    shop: tuple[str, str], spoken: str, currency: str, written: str
) -> None:
    assert format_money(123450, currency, reader_locale(merchant(*shop), spoken)) == written


def test_what_a_browser_sends_never_becomes_more_than_a_locale() -> None:
    for sent in ('pt_"><', "pt-<b>", "pt;drop", "pt_" + "x" * 100):
        assert reader_locale(merchant(), sent).replace("_", "").isalnum()
