"""Invoices to print, and what stands on them."""

import io
from datetime import date
from decimal import Decimal
from typing import Any

from pypdf import PdfReader

from shop.invoices.document import (
    DocumentKind,
    InvoiceDocument,
    Party,
    render_invoice,
)
from shop.orders.cost.totals import PricedLine, compute_totals

SELLER = Party(
    name="Taller Lumbre, S. L.",
    tax_id="B12345674",
    address=("Calle Mayor 1", "28013 Madrid"),
    email="hola@lumbre.example",
)
BUYER = Party(name="Núria Gonçalves", tax_id="12345678Z", address=("Rúa Nova 2", "15003 A Coruña"))


def thing(name: str = "Taza", unit_minor: int = 1210, rate: str = "21", **rest: Any) -> PricedLine:
    fields: dict[str, Any] = {"sku": "TAZA-01", "quantity": 1} | rest
    return PricedLine(name=name, unit_minor=unit_minor, rate=Decimal(rate), **fields)


def ticket(*lines: PricedLine, prices_include_tax: bool = True, **rest: Any) -> InvoiceDocument:
    fields: dict[str, Any] = {
        "kind": DocumentKind.SIMPLIFIED,
        "number": "S2026-000123",
        "issued_on": date(2026, 11, 22),
        "seller": SELLER,
        "currency": "EUR",
        "locale": "es",
        "country": "ES",
        "totals": compute_totals(lines or [thing()], prices_include_tax=prices_include_tax),
        "prices_include_tax": prices_include_tax,
    }
    return InvoiceDocument(**(fields | rest))


def full(*lines: PricedLine, **rest: Any) -> InvoiceDocument:
    fields: dict[str, Any] = {"kind": DocumentKind.FULL, "number": "F2026-000007", "buyer": BUYER}
    return ticket(*lines, **(fields | rest))


def pages(document: InvoiceDocument) -> list[str]:
    return [page.extract_text() for page in PdfReader(io.BytesIO(render_invoice(document))).pages]


def text(document: InvoiceDocument) -> str:
    """All of it, with every run of white space as one space and without places to break a word."""
    return " ".join(" ".join(pages(document)).replace("\N{ZERO WIDTH SPACE}", "").split())
