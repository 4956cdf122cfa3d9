"""The invoice of a paid order: a job of its own, so that nothing about a document can undo a payment."""

from uuid import UUID

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.models import AttentionKind
from shop.events.lookup import PRESSED_AGAIN, record_once
from shop.events.recording import record
from shop.invoices.issuing import ISSUING, invoice_of, issue_invoice
from shop.invoices.models import Invoice
from shop.kit.clock import now
from shop.kit.errors import Conflict
from shop.kit.jobs import enqueue, job
from shop.kit.log import logger
from shop.merchants.accounts import this_merchant
from shop.orders.attention import ask_attention, order_subject
from shop.orders.reading import find_order, lock_with_conversation
from shop.orders.stock import lines_delivered

log = logger()


class NothingToInvoice(Conflict):
    """There is no invoice, and none is owed."""


async def leave_unissued(session: AsyncSession, *, order_id: UUID, reason: str) -> None:
    """The invoice of a paid order could not be issued, however often: staff must see to it."""
    order = await find_order(session, order_id)
    sentence = f"The invoice of order {order.number} could not be issued: {reason}"
    await ask_attention(session, order, AttentionKind.INVOICE_FAILED, sentence, actor=ISSUING, at=now())
    log.error("invoice.not_issued", order_id=str(order_id))


@job("invoices.issue", give_up=leave_unissued)
async def issue(session: AsyncSession, *, order_id: UUID) -> None:
    """Number the invoice of what a paid order delivers, once; there is none where nothing is delivered."""
    order, _ = await lock_with_conversation(session, order_id)
    known = select(Invoice.id).where(Invoice.merchant_id == order.merchant_id, Invoice.order_id == order.id)
    if order.paid_at is None or (await session.exec(known)).first() is not None:
        return
    lines = await lines_delivered(session, order)
    if not lines:
        return
    await issue_invoice(session, await this_merchant(session), order, lines, at=order.paid_at)
    await record(session, "invoice.issued", order_subject(order), actor=ISSUING, at=now())
    await enqueue(
        session, "payments.credit_refunds", order_id=order.id
    )  # what went back before it was issued


async def ask_for_invoice(session: AsyncSession, order_id: UUID) -> None:
    """Issued if that is still to do, and sent into the chat once more; once however often it is pressed.

    Raises NotFound, NothingToInvoice.
    """
    order, _ = await lock_with_conversation(session, order_id)
    at, about = now(), order_subject(order)
    if not await record_once(
        session, "invoice.asked_again", about, actor=ISSUING, at=at, within=PRESSED_AGAIN
    ):
        return
    if (invoice := await invoice_of(session, order)) is not None:
        await enqueue(session, "invoices.send", invoice_id=invoice.id, replaces=invoice.message_id)
        return
    if order.paid_at is None:
        raise NothingToInvoice(f"Order {order.number} is not paid: its invoice is issued once it is.")
    if not await lines_delivered(session, order):
        raise NothingToInvoice(f"Nothing of order {order.number} is delivered: there is nothing to invoice.")
    await enqueue(session, "invoices.issue", order_id=order.id)
