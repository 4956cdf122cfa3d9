"""An invoice as a file: pages, any name in any script, an archive that can be read aloud, equal for equal invoices."""

import asyncio
import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from shop.invoices.document import (
    Party,
    render_invoice,
)
from tests.invoices.printed import full, pages, text, thing, ticket


def catalog(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


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
    reader = PdfReader(io.BytesIO(render_invoice(ticket(thing("W" * 200)))))
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
    assert render_invoice(ticket(thing(anything, sku=anything), order_number=anything, notes=(anything,)))


def test_equal_invoices_are_equal_files() -> None:
    assert render_invoice(ticket()) == render_invoice(ticket())


def test_the_file_is_an_archive_that_a_screen_reader_can_read() -> None:
    reader = PdfReader(io.BytesIO(render_invoice(ticket())))
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
    reader = PdfReader(io.BytesIO(render_invoice(ticket(thing("متجر חנות दुकान")))))
    resources: Any = reader.pages[0]["/Resources"]
    names = {font.get_object()["/BaseFont"].split("+")[-1] for font in resources["/Font"].values()}
    assert {name.split("-")[0] for name in names} >= {"Inter", "NotoSansArabic", "NotoSansHebrew"}


def test_the_xml_travels_inside_the_file() -> None:
    xml = "<?xml version='1.0' encoding='UTF-8'?><Invoice>ñ</Invoice>"
    attachments = PdfReader(io.BytesIO(render_invoice(full(), xml=xml))).attachments
    assert attachments == {"factur-x.xml": [xml.encode()]}


async def test_many_invoices_can_be_printed_at_once() -> None:
    documents = [ticket(number=f"S2026-{n:06}") for n in range(24)]
    files = await asyncio.gather(*(asyncio.to_thread(render_invoice, document) for document in documents))
    for document, file in zip(documents, files, strict=True):
        assert document.number in PdfReader(io.BytesIO(file)).pages[0].extract_text()
