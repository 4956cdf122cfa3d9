import asyncio
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from shop.invoices.document import (
    DocumentKind,
    IncompleteDocument,
    InvoiceDocument,
    Party,
    Payment,
    PaymentMethod,
    render,
)
from shop.orders.totals import Line, totals

SELLER = Party(
    name="Taller Lumbre, S. L.",
    tax_id="B12345674",
    address=("Calle Mayor 1", "28013 Madrid"),
    email="hola@lumbre.example",
)
BUYER = Party(name="Núria Gonçalves", tax_id="12345678Z", address=("Rúa Nova 2", "15003 A Coruña"))


def thing(name: str = "Taza", unit_minor: int = 1210, rate: str = "21", **rest: Any) -> Line:
    fields: dict[str, Any] = {"sku": "TAZA-01", "quantity": 1} | rest
    return Line(name=name, unit_minor=unit_minor, rate=Decimal(rate), **fields)


def ticket(*lines: Line, prices_include_tax: bool = True, **rest: Any) -> InvoiceDocument:
    fields: dict[str, Any] = {
        "kind": DocumentKind.SIMPLIFIED,
        "number": "S2026-000123",
        "issued_on": date(2026, 11, 22),
        "seller": SELLER,
        "currency": "EUR",
        "totals": totals(lines or [thing()], prices_include_tax=prices_include_tax),
        "prices_include_tax": prices_include_tax,
    }
    return InvoiceDocument(**(fields | rest))


def full(*lines: Line, **rest: Any) -> InvoiceDocument:
    fields: dict[str, Any] = {"kind": DocumentKind.FULL, "number": "F2026-000007", "buyer": BUYER}
    return ticket(*lines, **(fields | rest))


def pages(document: InvoiceDocument) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(render(document))).pages]


def text(document: InvoiceDocument) -> str:
    """All of it, with every run of white space as one space and without places to break a word."""
    return " ".join(" ".join(pages(document)).replace("\N{ZERO WIDTH SPACE}", "").split())


def catalog(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


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
    refund = Payment(method=PaymentMethod.CARD, on=date(2026, 11, 23))
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
            "pt",
            ["Fatura simplificada", "22 de novembro de 2026", "Pago com cartão", "Página 1 de 1", "12,10 €"],
        ),
        ("ja", ["Simplified invoice", "VAT included"]),
    ],
)
def test_an_invoice_speaks_the_language_of_its_reader(locale: str, parts: list[str]) -> None:
    said = text(ticket(locale=locale, payment=Payment(method=PaymentMethod.CARD, on=date(2026, 11, 22))))
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


def test_the_trade_name_stands_above_the_legal_one() -> None:
    first = pages(ticket(shop_name="Lumbre"))[0].splitlines()
    assert first[:2] == ["Lumbre", "Taller Lumbre, S. L."]


def test_a_short_order_fits_one_page() -> None:
    assert len(pages(ticket(*[thing(f"Taza {n}") for n in range(12)]))) == 1


def test_a_long_order_repeats_its_header_and_counts_its_pages() -> None:
    printed = pages(ticket(*[thing(f"Taza {n:03}") for n in range(300)]))
    assert len(printed) > 5
    for number, page in enumerate(printed, start=1):
        assert f"Página {number} de {len(printed)}" in page
    assert all("Descripción" in page for page in printed[:-1])
    everything = " ".join(printed)
    assert all(f"Taza {n:03}" in everything for n in range(300))


def test_a_name_that_looks_like_markup_is_printed_as_it_is() -> None:
    names = [
        '#import "x"',
        "$[",
        "#panic()",
        "*bold* _it_ `raw`",
        "= Title",
        "@cite <label>",
        "\\u{41} // no",
    ]
    said = text(ticket(*[thing(name) for name in names], notes=('#read("/etc/passwd")',)))
    for name in (*names, '#read("/etc/passwd")'):
        assert name in said


def test_a_very_long_name_wraps_instead_of_leaving_the_page() -> None:
    reader = PdfReader(io.BytesIO(render(ticket(thing("W" * 200)))))
    rows: list[tuple[float, str]] = []
    reader.pages[0].extract_text(visitor_text=lambda part, cm, tm, font, size: rows.append((tm[4], part)))
    widest = max(len(part.strip()) for _, part in rows if set(part.strip()) == {"W"})
    assert sum(part.count("W") for _, part in rows) == 200
    assert widest < 60


@pytest.mark.parametrize(
    "name", ["متجر الشاي", "חנות תה", "दुकान", "Борщ", "喫茶 🍵", "क\u0301\u0489", "\u0301"]
)
def test_a_name_in_any_script_does_not_stop_an_invoice(name: str) -> None:
    party = Party(name=name or "?", address=(name,), email=name)
    assert "12,10 €" in text(full(thing(name), seller=party, buyer=party, notes=(name,)))


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=60))
def test_no_text_at_all_stops_an_invoice(anything: str) -> None:
    assert render(ticket(thing(anything, sku=anything), order_number=anything, notes=(anything,)))


def test_equal_invoices_are_equal_files() -> None:
    assert render(ticket()) == render(ticket())


def test_the_file_is_an_archive_that_a_screen_reader_can_read() -> None:
    reader = PdfReader(io.BytesIO(render(ticket())))
    metadata = catalog(reader)["/Metadata"].get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert catalog(reader)["/Lang"] == "es"
    assert reader.metadata is not None
    assert reader.metadata.title == "Factura simplificada S2026-000123"
    assert reader.metadata.creation_date is not None
    assert reader.metadata.creation_date.date() == date(2026, 11, 22)


def test_every_font_is_inside_the_file() -> None:
    reader = PdfReader(io.BytesIO(render(ticket(thing("متجر חנות दुकान")))))
    resources: Any = reader.pages[0]["/Resources"]
    names = {font.get_object()["/BaseFont"].split("+")[-1] for font in resources["/Font"].values()}
    assert {name.split("-")[0] for name in names} >= {"Inter", "NotoSansArabic", "NotoSansHebrew"}


def test_the_xml_travels_inside_the_file() -> None:
    xml = "<?xml version='1.0' encoding='UTF-8'?><Invoice>ñ</Invoice>"
    attachments = PdfReader(io.BytesIO(render(full(), xml=xml))).attachments
    assert attachments == {"factur-x.xml": [xml.encode()]}


async def test_many_invoices_can_be_printed_at_once() -> None:
    documents = [ticket(number=f"S2026-{n:06}") for n in range(24)]
    files = await asyncio.gather(*(asyncio.to_thread(render, document) for document in documents))
    for document, file in zip(documents, files, strict=True):
        assert document.number in PdfReader(io.BytesIO(file)).pages[0].extract_text()


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
        render(document)
