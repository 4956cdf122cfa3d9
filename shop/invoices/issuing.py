"""Issuing: a number and a snapshot, in one transaction of their own once the sale is final.

A sale in the chat has no buyer's tax data, so it is a simplified invoice (RD 1619/2012 art. 4: retail up to 3,000
EUR; above it the merchant is told). Full and simplified ones of a year have separate series (art. 7.1.a).

The date of the payment counts, not the date on which a worker came to it: a payment of 31 December is invoiced in the old
year's series. Dates within a series never go back (its numbers follow each other): a payment that is told late is issued
with the date of the last number before it, and the day of the payment stands on the document as date of supply.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import msgspec
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import AttentionKind
from shop.events.models import Actor, ActorKind
from shop.invoices.contents import DocumentKind, InvoiceDocument, InvoicePayment, Party, PaymentMethod
from shop.invoices.models import Invoice, IssuedDocument
from shop.kit.db.counters import next_number
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch_one
from shop.kit.jobs import enqueue
from shop.merchants.models import Merchant
from shop.orders.attention import ask_attention
from shop.orders.cost.frozen import delivery_lines_of
from shop.orders.cost.totals import PricedLine, Totals, compute_totals
from shop.orders.models import Order
from shop.orders.order_line import OrderLine

ISSUING = Actor(ActorKind.RULE, "invoices.issue")
MOST_SIMPLIFIED_MINOR = 300_000  # euro cents
_LAST_DAY = (
    "SELECT content->>'issued_on' AS issued_on FROM {} WHERE merchant_id = $1 AND series = $2 "
    "ORDER BY number DESC LIMIT 1"
)


async def issue_invoice(
    session: AsyncSession, merchant: Merchant, order: Order, lines: Sequence[OrderLine], *, at: datetime
) -> Invoice:
    """Number the invoice of a paid order and ask for its document. Takes its lock last."""
    if _needs_a_buyer(merchant, order):
        await _ask_for_a_buyer(session, order, at=at)
    paid_on = (order.paid_at or at).astimezone(ZoneInfo(merchant.time_zone)).date()
    series = f"S{paid_on.year}"
    number, last_day = await next_of_series(session, Invoice, series)
    issued_on = max(paid_on, last_day or paid_on)
    invoice = Invoice(
        merchant_id=order.merchant_id,
        order_id=order.id,
        series=series,
        number=number,
        issued_at=at,
        content={},
    )
    document = _document(merchant, order, lines, invoice.label, issued_on=issued_on, paid_on=paid_on)
    document.check()
    invoice.content = msgspec.to_builtins(document)
    session.add(invoice)
    await session.flush()
    await enqueue(session, "invoices.send", invoice_id=invoice.id)
    return invoice


async def _ask_for_a_buyer(session: AsyncSession, order: Order, *, at: datetime) -> None:
    sentence = "Above 3,000 EUR: Spain asks for a full invoice that names the buyer."
    kind = AttentionKind.INVOICE_NEEDS_BUYER
    await ask_attention(session, order, kind, sentence, actor=ISSUING, at=at)


def _needs_a_buyer(merchant: Merchant, order: Order) -> bool:
    return (merchant.country, order.currency) == ("ES", "EUR") and order.total_minor > MOST_SIMPLIFIED_MINOR


async def next_of_series(
    session: AsyncSession, kind: type[IssuedDocument], series: str
) -> tuple[int, date | None]:
    """The next number, and the date on the last document of the series. Takes its lock last."""
    number = await next_number(session, f"invoice:{series}")
    row = await fetch_one(session, _LAST_DAY.format(kind.__tablename__), merchant_of(session), series)
    return number, None if row is None else date.fromisoformat(row["issued_on"])


def _document(
    merchant: Merchant,
    order: Order,
    lines: Sequence[OrderLine],
    label: str,
    *,
    issued_on: date,
    paid_on: date,
) -> InvoiceDocument:
    return InvoiceDocument(
        kind=DocumentKind.SIMPLIFIED,
        number=label,
        issued_on=issued_on,
        operation_on=paid_on,
        seller=seller_of(merchant),
        totals=_totals(order, lines),
        currency=order.currency,
        prices_include_tax=order.prices_include_tax,
        locale=order.locale,
        country=merchant.country,
        shop_name=merchant.name,
        order_number=str(order.number),
        payment=_payment(order, paid_on),
    )


def _totals(order: Order, lines: Sequence[OrderLine]) -> Totals:
    """The goods after discounts, then the delivery: the same sums as the order's."""
    sold = [*(_line(line) for line in lines), *_delivery(order)]
    return compute_totals(sold, prices_include_tax=order.prices_include_tax)


async def invoice_of(session: AsyncSession, order: Order) -> Invoice | None:
    """The order's invoice, if it has been issued."""
    found = select(Invoice).where(Invoice.merchant_id == order.merchant_id, Invoice.order_id == order.id)
    return (await session.exec(found)).one_or_none()


def _payment(order: Order, paid_on: date) -> InvoicePayment | None:
    """Nobody paid for an order that costs nothing."""
    return InvoicePayment(method=PaymentMethod.ONLINE, on=paid_on) if order.total_minor else None


def seller_of(merchant: Merchant) -> Party:
    """Who sells, as documents name them."""
    address = merchant.address
    lines = (
        address["line1"],
        address.get("line2", ""),
        f"{address['postal_code']} {address['city']}",
        address["country"],
    )
    return Party(
        name=merchant.legal_name, tax_id=merchant.tax_id, address=tuple(line for line in lines if line)
    )


def _line(line: OrderLine) -> PricedLine:
    return PricedLine(
        name=line.name,
        sku=line.sku,
        quantity=line.quantity,
        unit_minor=line.unit_minor,
        rate=Decimal(line.rate),
        treatment=line.treatment,
        discount_minor=line.discount_minor,
    )


def _delivery(order: Order) -> list[PricedLine]:
    return delivery_lines_of(order.delivery.name, order.delivery_taxes) if order.delivery else []
