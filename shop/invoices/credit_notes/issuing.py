"""Issuing a credit note: a number of its own series and a snapshot, in the transaction that finds out that money is back.

Spain asks for a series of its own (RD 1619/2012, art. 6.1.a), for the number of the invoice that is corrected and for the
cause (art. 15). It corrects by differences. The day on which the money went back counts, as the day of payment does for
an invoice: it chooses the series, and dates within a series never go back, nor before the invoice's.
"""

from collections.abc import Sequence
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.invoices.contents import DocumentKind, InvoiceDocument, InvoicePayment, PaymentMethod
from shop.invoices.credit_notes.allotment import (
    credit_amount,
    credit_everything,
    credit_pieces,
)
from shop.invoices.credit_notes.credits import Credit
from shop.invoices.credit_notes.words import cause_words, reduction_words
from shop.invoices.issuing import next_of_series, seller_of
from shop.invoices.models import CreditNote, Invoice
from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.jobs import enqueue
from shop.merchants.models import Merchant
from shop.orders.cost.totals import Totals
from shop.orders.models import Order


async def issue_credit_note(
    session: AsyncSession, merchant: Merchant, order: Order, invoice: Invoice, credit: Credit
) -> CreditNote:
    """Number it and ask for its document. The order must be locked. Takes its lock last."""
    corrected = contents_of(invoice)
    earlier = [contents_of(note).totals for note in await credit_notes_of(session, order.id)]
    totals = _totals(corrected, earlier, credit)
    refunded_on = credit.refunded_at.astimezone(ZoneInfo(merchant.time_zone)).date()
    first_day = max(refunded_on, corrected.issued_on)
    series = f"R{first_day.year}"
    number, last_day = await next_of_series(session, CreditNote, series)
    note = _note(invoice, credit, totals, series, number)
    correction = _correction(merchant, corrected, credit, totals, refunded_on=refunded_on)
    issued_on = max(first_day, last_day or first_day)
    document = msgspec.structs.replace(correction, number=note.label, issued_on=issued_on)
    document.check()
    note.content = msgspec.to_builtins(document)
    session.add(note)
    await session.flush()
    await enqueue(session, "invoices.send_credit_note", credit_note_id=note.id)
    return note


def _note(invoice: Invoice, credit: Credit, totals: Totals, series: str, number: int) -> CreditNote:
    return CreditNote(
        merchant_id=invoice.merchant_id,
        order_id=invoice.order_id,
        invoice_id=invoice.id,
        refund_id=credit.refund_id,
        amount_minor=-totals.gross_minor,
        series=series,
        number=number,
        issued_at=now(),
        content={},
    )


def _correction(
    merchant: Merchant,
    corrected: InvoiceDocument,
    credit: Credit,
    totals: Totals,
    *,
    refunded_on: date,
) -> InvoiceDocument:
    """What corrects the invoice; its own number and date are still to come."""
    return msgspec.structs.replace(
        corrected,
        kind=DocumentKind.CREDIT_NOTE,
        operation_on=None,
        corrects=corrected.number,
        seller=seller_of(merchant),
        shop_name=merchant.name,
        totals=totals,
        prices_include_tax=True,
        payment=InvoicePayment(method=PaymentMethod.ONLINE, on=refunded_on),
        notes=(cause_words(corrected.locale, credit.cause),),
    )


def contents_of(document: Invoice | CreditNote) -> InvoiceDocument:
    """What it says."""
    return msgspec.convert(document.content, InvoiceDocument)


async def credit_notes_of(session: AsyncSession, order_id: UUID) -> Sequence[CreditNote]:
    """All of an order, the oldest first."""
    found = select(CreditNote).where(
        CreditNote.merchant_id == merchant_of(session), CreditNote.order_id == order_id
    )
    return (await session.exec(found.order_by(col(CreditNote.id)))).all()


def _totals(corrected: InvoiceDocument, earlier: Sequence[Totals], credit: Credit) -> Totals:
    """By line where it can be; where other credits took too much of a line's rate, as an amount."""
    if not earlier and credit.amount_minor == corrected.totals.gross_minor:
        return credit_everything(corrected.totals)
    totals = credit_pieces(corrected.totals, earlier, credit.pieces) if credit.pieces else None
    if totals is not None:
        return totals
    return credit_amount(corrected.totals, earlier, credit.amount_minor, reduction_words(corrected.locale))
