"""Crediting refunds in our books: each refund that arrived corrects the invoice by a credit note of its own, once.

A refund counts once Stripe says that it succeeded: one that is only on its way may still fail, and then nothing has
changed. One that fails later leaves its credit note, for the shop still owes the money; what takes its place is credited
by that note already, so only what goes beyond it gets another. What was paid and never invoiced, because it had sold out,
is given back first.
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import AttentionKind
from shop.events.models import Actor, ActorKind, Subject, SubjectKind
from shop.events.recording import record
from shop.invoices.credit_notes.allotment import CreditedPieces
from shop.invoices.credit_notes.credits import Credit, CreditCause
from shop.invoices.credit_notes.issuing import contents_of, credit_notes_of, issue_credit_note
from shop.invoices.issuing import invoice_of
from shop.invoices.models import CreditNote, Invoice
from shop.kit.clock import now
from shop.kit.jobs import job
from shop.kit.log import logger
from shop.merchants.accounts import this_merchant
from shop.orders.attention import ask_attention
from shop.orders.models import Order
from shop.orders.order_line import OrderLine
from shop.orders.reading import find_order, lines_of, lock_with_conversation
from shop.payments.financial_status.loading import load_money
from shop.payments.models import PaymentVerdict
from shop.payments.refunds.models import Refund, RefundReason, RefundState

log = logger()

CREDITING = Actor(ActorKind.RULE, "payments.credit_refunds")
_CAUSES = {
    RefundReason.RETURNED: CreditCause.RETURNED,
    RefundReason.DAMAGED: CreditCause.DAMAGED,
    RefundReason.NOT_DELIVERED: CreditCause.NOT_DELIVERED,
    RefundReason.SOLD_OUT: CreditCause.NOT_DELIVERED,
    RefundReason.ORDER_CANCELLED: CreditCause.CANCELLED,
    RefundReason.GOODWILL: CreditCause.REDUCED,
}


async def leave_uncredited(session: AsyncSession, *, order_id: UUID, reason: str) -> None:
    """The credit note could not be issued, however often: staff must see to it."""
    order = await find_order(session, order_id)
    sentence = f"A refund of order {order.number} could not be credited: {reason}"
    kind = AttentionKind.CREDIT_NOTE_FAILED
    await ask_attention(session, order, kind, sentence, actor=CREDITING, at=now())
    log.error("refund.not_credited", order_id=str(order_id))


@job("payments.credit_refunds", give_up=leave_uncredited)
async def credit_refunds(session: AsyncSession, *, order_id: UUID) -> None:
    """Issue what is missing, the oldest refund first. Without an invoice there is nothing to correct."""
    order, _ = await lock_with_conversation(session, order_id)
    if (invoice := await invoice_of(session, order)) is None:
        return
    arrived, paid_minor = await _refunds_that_arrived(session, order)
    if not arrived:
        return
    lines = await lines_of(session, order)
    for refund in arrived:
        notes = await credit_notes_of(session, order.id)
        credit = credit_due(refund, arrived, books_of(invoice, notes, lines, paid_minor=paid_minor))
        if credit is not None:
            await _issue(session, order, invoice, credit)


async def _issue(session: AsyncSession, order: Order, invoice: Invoice, credit: Credit) -> None:
    note = await issue_credit_note(session, await this_merchant(session), order, invoice, credit)
    await record(
        session,
        "credit_note.issued",
        Subject(SubjectKind.INVOICE, note.id),
        actor=CREDITING,
        at=now(),
        order_id=order.id,
        refund_id=credit.refund_id,
        amount_minor=note.amount_minor,
    )


async def _refunds_that_arrived(session: AsyncSession, order: Order) -> tuple[list[Refund], int]:
    """Of the payments that settled the order, the oldest first; and what these came to."""
    money = await load_money(session, order)
    settled = money.with_verdict(PaymentVerdict.SETTLED)
    refunds = [each for payment in settled for each in money.refunds_of(payment)]
    arrived = [each for each in refunds if each.state is RefundState.SUCCEEDED]
    return sorted(arrived, key=lambda each: each.id), sum(payment.amount_minor for payment in settled)


class Books(NamedTuple):
    """What is invoiced of an order, and credited of it by refund. `skus`: of the lines on the invoice, by position."""

    invoiced_minor: int
    never_invoiced_minor: int
    skus: dict[int, str]
    credited: dict[UUID, int]

    @property
    def credited_minor(self) -> int:
        return sum(self.credited.values())


def books_of(
    invoice: Invoice, notes: Sequence[CreditNote], lines: Sequence[OrderLine], *, paid_minor: int
) -> Books:
    """How an order stands in our books. `paid_minor`: by the payments that settled it."""
    totals = contents_of(invoice).totals
    invoiced = {each.line.sku for each in totals.lines}
    return Books(
        totals.gross_minor,
        max(0, paid_minor - totals.gross_minor),
        {line.position: line.sku for line in lines if line.sku in invoiced},
        {note.refund_id: note.amount_minor for note in notes},
    )


def credit_due(refund: Refund, arrived: Sequence[Refund], books: Books) -> Credit | None:
    """What of a refund is to be credited, None where nothing is, or where it was before. Pure."""
    if refund.id in books.credited:
        return None
    seen = [each for each in arrived if each.id in books.credited or each.id <= refund.id]
    pieces = _pieces(refund, books.skus)
    by_line = sum(piece.amount_minor for piece in pieces)
    amount = min(
        _owed_in_all(seen, books) - books.credited_minor,
        by_line if _is_by_line(refund) else refund.amount_minor,
        books.invoiced_minor - books.credited_minor,
    )
    if amount <= 0:
        return None
    return Credit(
        refund_id=refund.id,
        amount_minor=amount,
        pieces=pieces if amount == by_line else (),
        cause=_CAUSES.get(refund.reason, CreditCause.REFUNDED),
        refunded_at=refund.ended_at or refund.requested_at,
    )


def _owed_in_all(refunds: Sequence[Refund], books: Books) -> int:
    """What these refunds give back of the invoice."""
    by_line = sum(piece.amount_minor for each in refunds for piece in _pieces(each, books.skus))
    missing = sum(each.amount_minor for each in refunds if _is_by_line(each)) - by_line
    amounts = sum(each.amount_minor for each in refunds if not _is_by_line(each))
    return by_line + max(0, amounts - max(0, books.never_invoiced_minor - missing))


def _is_by_line(refund: Refund) -> bool:
    return any(part.amount_minor is not None for part in refund.lines)


def _pieces(refund: Refund, skus: dict[int, str]) -> list[CreditedPieces]:
    """What of it is about lines that are on the invoice."""
    return [
        CreditedPieces(sku=skus[part.position], quantity=part.quantity, amount_minor=part.amount_minor)
        for part in refund.lines
        if part.amount_minor and part.position in skus
    ]
