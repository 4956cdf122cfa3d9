"""What an order says, in the reader's language and the merchant's region."""

from typing import Any

import pytest

from shop.merchants.models import Merchant
from shop.orders.cost.tax_names import tax_id_label, tax_name
from shop.orders.models import Order
from shop.orders.order_line import OrderLine
from shop.orders.words import order_paid, order_placed


def merchant(country: str) -> Merchant:
    return Merchant(
        name="Faro",
        legal_name="Faro",
        tax_id="1",
        address={"country": country},
        currency="EUR",
        locale="es",
        time_zone="Europe/Madrid",
    )


def order(locale: str, currency: str) -> Order:
    fields: dict[str, Any] = {"total_minor": 123450, "tax_minor": 17028, "pay_token": "token"}
    return Order(number=1001, locale=locale, currency=currency, **fields)


def line() -> OrderLine:
    fields: dict[str, Any] = {"name": "Taza " + "x" * 60, "unit_minor": 61725, "total_minor": 123450}
    return OrderLine(quantity=2, **fields)


def placed(country: str, locale: str, currency: str, *, lines: int = 1) -> tuple[str, str, str]:
    """Body, button and the template's language."""
    goods = [line()] * lines
    link, template = order_placed(merchant(country), order(locale, currency), goods, "https://x")
    return link.body, link.label, template.language


@pytest.mark.parametrize(
    ("country", "locale", "currency", "total", "button", "language"),
    [
        ("ES", "es", "EUR", "Total: *1.234,50 €* (170,28 € de IVA incluido)", "Pagar 1.234,50 €", "es"),
        ("ES", "en", "EUR", "Total: *€1,234.50* (includes €170.28 VAT)", "Pay €1,234.50", "en"),
        ("MX", "es_MX", "MXN", "Total: *$1,234.50* ($170.28 de IVA incluido)", "Pagar $1,234.50", "es"),
        ("PE", "es_PE", "PEN", "Total: *S/ 1,234.50* (S/ 170.28 de IGV incluido)", "Pagar S/ 1,234.50", "es"),
        ("BR", "pt_BR", "BRL", "Total: *R$ 1.234,50* (inclui R$ 170,28 de ICMS)", "Pagar R$ 1.234,50", "pt_BR"),
        ("PT", "pt_PT", "EUR", "Total: *1 234,50 €* (inclui 170,28 € de IVA)", "Pagar 1 234,50 €", "pt_PT"),
        ("US", "en_US", "USD", "Total: *$1,234.50* (includes $170.28 tax)", "Pay $1,234.50", "en"),
        ("US", "es_US", "USD", "Total: *$1,234.50* ($170.28 de impuestos incluidos)", "Pagar $1,234.50", "es"),
    ],
)  # fmt: skip
def test_the_total_names_the_tax_of_the_merchants_country(
    country: str, locale: str, currency: str, total: str, button: str, language: str
) -> None:
    body, label, template = placed(country, locale, currency)
    assert total in body.splitlines()
    assert (label, template) == (button, language)


@pytest.mark.parametrize(
    ("locale", "lines", "rest"),
    [
        ("es", 9, "• y 1 línea más: 1.234,50 €"),
        ("es", 10, "• y 2 líneas más: 2.469,00 €"),
        ("en", 9, "• and 1 more line: €1,234.50"),
        ("en", 10, "• and 2 more lines: €2,469.00"),
        ("pt_BR", 9, "• e mais 1 linha: € 1.234,50"),
        ("pt_PT", 10, "• e mais 2 linhas: 2 469,00 €"),
    ],
)
def test_the_lines_that_do_not_fit_are_counted(locale: str, lines: int, rest: str) -> None:
    body, _, _ = placed("ES", locale, "EUR", lines=lines)
    shown = sum(line.startswith("• 2 × ") for line in body.splitlines())
    assert shown == 8
    assert rest in body.splitlines()


def test_a_portuguese_order_is_an_encomenda_and_a_brazilian_one_a_pedido() -> None:
    said = [order_paid(merchant("PT"), order(locale, "EUR"))[0].body for locale in ("pt_PT", "pt_BR", "pt")]
    assert "a preparar a sua encomenda *1001*" in said[0]
    assert "preparando o seu pedido *1001*" in said[1]
    assert said[2] == said[1]


@pytest.mark.parametrize(
    ("country", "locale", "tax", "number"),
    [
        ("ES", "es", "IVA", "NIF"),
        ("PT", "pt_PT", "IVA", "NIF"),
        ("MX", "es_MX", "IVA", "RFC"),
        ("AR", "es_AR", "IVA", "CUIT"),
        ("CL", "es_CL", "IVA", "RUT"),
        ("CO", "es_CO", "IVA", "NIT"),
        ("PE", "es_PE", "IGV", "RUC"),
        ("BR", "pt_BR", "ICMS", "CNPJ"),
        ("DE", "en", "VAT", "USt-IdNr."),
        ("FR", "en", "VAT", "VAT ID"),
        ("US", "en", "", "Tax ID"),
    ],
)
def test_a_country_has_its_own_names(country: str, locale: str, tax: str, number: str) -> None:
    assert (tax_name(country, locale), tax_id_label(country, locale)) == (tax, number)
