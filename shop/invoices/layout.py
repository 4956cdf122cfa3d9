"""From an invoice's contents to the strings that stand on its page. Pure; the template only places them."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date

from shop.invoices.contents import InvoiceDocument, Party
from shop.invoices.fonts import FAMILIES, can_print, printable
from shop.invoices.words import language, payment, tax_id, tax_words, title, untaxed_mentions
from shop.kit.money import closest_locale, exponent, format_money, format_number, to_major
from shop.kit.translations import tp
from shop.orders.cost.totals import LineTotal, PricedLine

# How many letters of one word fit the place, even if all are W.
_NAME, _FACT, _PARTY = 16, 20, 28


def layout(document: InvoiceDocument) -> dict[str, Any]:
    """Everything the template reads, as strings and lists of strings that our fonts can print."""
    locale = document.locale
    return {
        "fonts": list(FAMILIES),
        "language": language(document),
        "title": title(document),
        "heading": _text(document.shop_name or document.seller.name, _NAME),
        "seller": _party(document.seller, document, named=bool(document.shop_name)),
        "buyer_label": tp(locale, "invoice", "Bill to"),
        "buyer": _party(document.buyer, document, named=True) if document.buyer else [],
        "facts": _facts(document),
        "columns": _columns(document),
        "rows": _rows(document),
        "taxes": _taxes(document),
        "sums": _sums(document),
        "total": [tp(locale, "invoice", "Total"), _money(document.totals.gross_minor, document)],
        "payment": _payment(document),
        "notes": [_text(note, _PARTY) for note in (*document.notes, *untaxed_mentions(document))],
        "page": tp(locale, "invoice", "Page {page} of {pages}", page="{page}", pages="{pages}"),
        "number": printable(document.number),
    }


def shows_net(document: InvoiceDocument) -> bool:
    """Whether lines are printed without tax: the shop prices so, or the buyer is named (art. 6.1.f)."""
    return not document.prices_include_tax or document.buyer is not None


def _party(party: Party, document: InvoiceDocument, *, named: bool) -> list[str]:
    parts = (party.name if named else "", tax_id(party, document), *party.address, party.email)
    return [_text(part, _PARTY) for part in parts if part]


def _facts(document: InvoiceDocument) -> list[list[str]]:
    operation = document.operation_on if document.operation_on != document.issued_on else None
    locale = document.locale
    facts = [
        (tp(locale, "invoice", "Number"), document.number),
        (tp(locale, "invoice", "Date of issue"), _date(document.issued_on, document)),
        (tp(locale, "invoice", "Date of supply"), _date(operation, document) if operation else ""),
        (tp(locale, "invoice", "Order"), document.order_number),
        (tp(locale, "invoice", "Corrects invoice"), document.corrects or ""),
    ]
    return [[label, _text(value, _FACT)] for label, value in facts if value]


def _columns(document: InvoiceDocument) -> list[list[str]]:
    """Label and small print of each column."""
    locale, tax = document.locale, tax_words(document)
    basis = tax.excluded if shows_net(document) else tax.included
    discount = [[tp(locale, "invoice", "Discount"), ""]] if _has_discounts(document) else []
    return [
        [tp(locale, "invoice", "Description"), ""],
        [tp(locale, "invoice", "Qty"), ""],
        [tp(locale, "invoice", "Price"), basis],
        *discount,
        [tax.name, ""],
        [tp(locale, "invoice", "Amount"), basis],
    ]


def _rows(document: InvoiceDocument) -> list[list[str]]:
    """Name, SKU, then one figure per further column."""
    digits = _price_digits(document)
    rows = []
    for part in document.totals.lines:
        amount = part.net_minor if shows_net(document) else part.gross_minor
        discount = [_discount(part, document)] if _has_discounts(document) else []
        rows.append(
            [
                _text(shown_name(part.line), _NAME),
                _text(part.line.sku, _NAME),
                _number(Decimal(part.line.quantity), 0, document),
                _number(_unit_price(part, document), digits, document),
                *discount,
                _percent(part.line.rate, document),
                _amount(amount, document),
            ]
        )
    return rows


def shown_name(line: PricedLine) -> str:
    """The title; the SKU where our fonts lack its letters, so that the document names what was sold."""
    return line.name if can_print(line.name) else line.sku


def _unit_price(part: LineTotal, document: InvoiceDocument) -> Decimal:
    return _shown(to_major(part.line.unit_minor, document.currency), part, document)


def _shown(price: Decimal, part: LineTotal, document: InvoiceDocument) -> Decimal:
    """A price of the shop's kind, without its tax if the document shows net."""
    if shows_net(document) and document.prices_include_tax:
        return price * 100 / (100 + part.line.rate)
    return price


def _price_digits(document: InvoiceDocument) -> int:
    """The currency's decimals, or two more for all prices if taking tax out of one left a fraction."""
    digits = exponent(document.currency)
    unit = Decimal(1).scaleb(-digits)
    prices = [_unit_price(part, document) for part in document.totals.lines]
    return digits if all(price % unit == 0 for price in prices) else digits + 2


def _has_discounts(document: InvoiceDocument) -> bool:
    return any(part.line.discount_minor for part in document.totals.lines)


def _discount(part: LineTotal, document: InvoiceDocument) -> str:
    if not part.line.discount_minor:
        return ""
    off = _shown(to_major(-part.line.discount_minor, document.currency), part, document)
    return _number(off, exponent(document.currency), document)


def _taxes(document: InvoiceDocument) -> list[list[str]]:
    """The tax table, its header first."""
    locale, tax = document.locale, tax_words(document)
    return [
        [
            tp(locale, "invoice", "Rate"),
            tp(locale, "invoice", "Net"),
            tax.amount,
            tp(locale, "invoice", "Gross"),
        ],
        *(
            [
                f"{tax.name} {_percent(group.rate, document)}",
                *(_amount(each, document) for each in (group.net_minor, group.tax_minor, group.gross_minor)),
            ]
            for group in document.totals.groups
        ),
    ]


def _sums(document: InvoiceDocument) -> list[list[str]]:
    return [
        [tp(document.locale, "invoice", "Net"), _amount(document.totals.net_minor, document)],
        [tax_words(document).amount, _amount(document.totals.tax_minor, document)],
    ]


def _payment(document: InvoiceDocument) -> str:
    if document.payment is None:
        return ""
    return payment(document, document.payment.method, _date(document.payment.on, document))


def _text(text: str, longest_word: int) -> str:
    """Printable, and able to break: an unbroken word of 200 letters would run off the page."""
    return re.sub(rf"(\S{{{longest_word}}})(?=\S)", "\\1\N{ZERO WIDTH SPACE}", printable(text))


def _date(day: date, document: InvoiceDocument) -> str:
    return printable(format_date(day, "long", locale=closest_locale(document.locale)))


def _money(minor: int, document: InvoiceDocument) -> str:
    return _minus(printable(format_money(minor, document.currency, document.locale)))


def _amount(minor: int, document: InvoiceDocument) -> str:
    """Without the currency, which the total names."""
    return _number(to_major(minor, document.currency), exponent(document.currency), document)


def _number(number: Decimal, digits: int, document: InvoiceDocument) -> str:
    return _minus(format_number(number, digits, document.locale))


def _percent(rate: Decimal, document: InvoiceDocument) -> str:
    digits = max(0, -int(rate.normalize().as_tuple().exponent))
    return f"{_number(rate, digits, document)} %"


def _minus(figure: str) -> str:
    return figure.replace("-", "\N{MINUS SIGN}")
