"""What an invoice says: what the law asks, in the reader's language, to the cent."""

from datetime import date

import pytest

from shop.invoices.document import (
    DocumentKind,
    IncompleteDocument,
    InvoiceDocument,
    InvoicePayment,
    Party,
    PaymentMethod,
    render_invoice,
)
from tests.invoices.printed import full, pages, text, thing, ticket


def test_a_simplified_invoice_says_what_article_7_asks() -> None:
    said = text(ticket(thing(), thing("Miel", 1100, "10"), order_number="1042"))
    for part in (
        "Factura simplificada",
        "S2026-000123",
        "22 de noviembre de 2026",
        "NIF B12345674",
        "Taller Lumbre, S. L.",
        "Taza",
        "Miel",
        "IVA incluido",
        "IVA 21 % 10,00 2,10 12,10",
        "IVA 10 % 10,00 1,00 11,00",
        "23,10 €",
        "1042",
    ):
        assert part in said


def test_a_full_invoice_says_what_article_6_asks() -> None:
    said = text(full(thing(quantity=2, discount_minor=605), operation_on=date(2026, 11, 20)))
    for part in (
        "Factura F2026-000007",
        "Fecha de operación 20 de noviembre de 2026",
        "Núria Gonçalves NIF 12345678Z Rúa Nova 2 15003 A Coruña",
        "Calle Mayor 1 28013 Madrid",
        "sin IVA",
        "2 10,00 −5,00 21 % 15,00",
        "IVA 21 % 15,00 3,15 18,15",
        "18,15 €",
    ):
        assert part in said


def test_a_unit_price_without_tax_shows_the_fraction_of_a_cent() -> None:
    assert "8,2562 21 % 8,26" in text(full(thing(unit_minor=999)))


def test_a_shop_that_prices_without_tax_shows_prices_without_tax() -> None:
    said = text(ticket(thing(unit_minor=1000), prices_include_tax=False))
    assert "sin IVA" in said
    assert "10,00 21 % 10,00" in said
    assert "12,10 €" in said


def test_a_credit_note_names_the_invoice_that_it_corrects() -> None:
    refund = InvoicePayment(method=PaymentMethod.CARD, on=date(2026, 11, 23))
    note = full(thing(quantity=-1), kind=DocumentKind.CREDIT_NOTE, corrects="F2026-000001", payment=refund)
    said = text(note)
    assert "Factura rectificativa" in said
    assert "Rectifica la factura F2026-000001" in said
    assert "−12,10 €" in said
    assert "Devuelto a la tarjeta el 23 de noviembre de 2026" in said


@pytest.mark.parametrize(
    ("locale", "parts"),
    [
        ("es", ["Factura simplificada", "22 de noviembre de 2026", "Pagado con tarjeta", "Página 1 de 1"]),
        ("en_GB", ["Simplified invoice", "22 November 2026", "Paid by card", "Page 1 of 1", "€12.10"]),
        (
            "pt_PT",
            ["Fatura simplificada", "22 de novembro de 2026", "Pago com cartão", "Página 1 de 1", "12,10 €"],
        ),
        ("pt", ["Fatura simplificada", "22 de novembro de 2026", "Alíquota", "Base de cálculo", "€ 12,10"]),
        ("pt_PT", ["Taxa", "Base tributável"]),
        ("ja", ["Simplified invoice", "VAT included"]),
    ],
)
def test_an_invoice_speaks_the_language_of_its_reader(locale: str, parts: list[str]) -> None:
    said = text(
        ticket(locale=locale, payment=InvoicePayment(method=PaymentMethod.CARD, on=date(2026, 11, 22)))
    )
    for part in parts:
        assert part in said


@pytest.mark.parametrize(
    ("currency", "locale", "figures"),
    [
        ("JPY", "es", ["1.210 21 %", "1.210 JPY"]),
        ("KWD", "es", ["1,210 21 %", "1,210 KWD"]),
        ("INR", "en", ["12.10 21 %", "₹12.10"]),
    ],
)
def test_a_currency_keeps_its_decimals_and_its_sign(currency: str, locale: str, figures: list[str]) -> None:
    said = text(ticket(currency=currency, locale=locale))
    for figure in figures:
        assert figure in said


@pytest.mark.parametrize(
    ("country", "locale", "tax_id", "tax"),
    [
        ("ES", "es", "NIF", "IVA incluido"),
        ("ES", "en", "NIF", "VAT included"),
        ("PT", "pt_PT", "NIF", "IVA incluído"),
        ("MX", "es_MX", "RFC", "IVA incluido"),
        ("AR", "es_AR", "CUIT", "IVA incluido"),
        ("CL", "es_CL", "RUT", "IVA incluido"),
        ("CO", "es_CO", "NIT", "IVA incluido"),
        ("PE", "es_PE", "RUC", "IGV incluido"),
        ("BR", "pt_BR", "CNPJ", "ICMS incluído"),
        ("BR", "en", "CNPJ", "ICMS included"),
        ("DE", "en", "USt-IdNr.", "VAT included"),
        ("FR", "es", "N.º de IVA", "IVA incluido"),
        ("US", "en", "Tax ID", "tax included"),
        ("US", "es", "ID fiscal", "impuestos incluidos"),
        ("", "es", "ID fiscal", "impuestos incluidos"),
    ],
)
def test_the_sellers_country_names_its_tax_and_its_tax_number(
    country: str, locale: str, tax_id: str, tax: str
) -> None:
    said = text(ticket(country=country, locale=locale))
    assert f"{tax_id} B12345674" in said
    assert tax in said


def test_an_invoice_in_mexico_is_written_as_mexicans_write_money() -> None:
    said = text(ticket(thing(unit_minor=123450), country="MX", currency="MXN", locale="es_MX"))
    assert "$1,234.50" in said


def test_the_trade_name_stands_above_the_legal_one() -> None:
    first = pages(ticket(shop_name="Lumbre"))[0].splitlines()
    assert first[:2] == ["Lumbre", "Taller Lumbre, S. L."]


@pytest.mark.parametrize(
    "document",
    [
        full(buyer=None),
        full(buyer=Party(name="Sin dirección")),
        ticket(kind=DocumentKind.CREDIT_NOTE),
        ticket(number=""),
        ticket(seller=Party(name="")),
    ],
)
def test_an_invoice_that_lacks_what_the_law_asks_is_refused(document: InvoiceDocument) -> None:
    with pytest.raises(IncompleteDocument):
        render_invoice(document)
