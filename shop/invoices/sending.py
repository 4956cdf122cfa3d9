"""The document's way into the chat: made once, uploaded, sent with a file name."""

import asyncio
from datetime import timedelta
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import resolve_attention
from shop.attention.models import AttentionKind
from shop.events.models import Actor, ActorKind
from shop.inbox.conversations.models import Conversation
from shop.inbox.lanes import Lane
from shop.inbox.locking import lock_conversation
from shop.inbox.outbox import queue_message
from shop.inbox.sending.pausing import NumberPaused, pause_refused
from shop.invoices.contents import InvoiceDocument
from shop.invoices.document import render_invoice
from shop.invoices.fonts import can_print
from shop.invoices.models import Invoice
from shop.kit.clock import now
from shop.kit.db.locking import lock_row
from shop.kit.db.session import merchant_of
from shop.kit.jobs import Errand, errand
from shop.kit.log import logger
from shop.kit.translations import t
from shop.merchants.accounts import number_by_id
from shop.merchants.models import WhatsAppNumber
from shop.orders.attention import ask_attention, order_subject
from shop.orders.models import Order
from shop.orders.reading import find_order
from shop.templates.names import INVOICE, template_language
from shop.whatsapp.api.client import WhatsApp
from shop.whatsapp.errors import WhatsAppError
from shop.whatsapp.outgoing import DocumentMessage, TemplateMessage

log = logger()

PDF = "application/pdf"
# While Meta is away, or the number is paused until somebody has repaired it: an invoice is owed by law.
PATIENCE = timedelta(days=14)
SENDING = Actor(ActorKind.RULE, "invoices.send")


async def hand_over_unsent(session: AsyncSession, *, invoice_id: UUID, reason: str) -> None:
    """The invoice exists, but cannot be brought to the shopper: staff must send it."""
    invoice = await _invoice(session, invoice_id)
    order = await find_order(session, invoice.order_id)
    sentence = f"Invoice {invoice.label} could not be sent: {reason}"
    await ask_attention(session, order, AttentionKind.INVOICE_FAILED, sentence, actor=SENDING, at=now())
    log.error("invoice.not_sent", invoice_id=str(invoice_id))


@errand("invoices.send", give_up=hand_over_unsent, patience=PATIENCE)
async def send(errand: Errand, *, invoice_id: UUID, replaces: UUID | None = None) -> None:
    """Render, keep, upload, say. A crash in between repeats what was not recorded; the message is said once.

    `replaces`: the message that brought it before, where it was asked for again.
    """
    async with errand.transaction() as session:
        invoice = await _invoice(session, invoice_id)
        if invoice.message_id != replaces:
            return
        order = await find_order(session, invoice.order_id)
        conversation = await session.get_one(Conversation, (order.merchant_id, order.conversation_id))
        number = await number_by_id(session, conversation.number_id)
    pdf = invoice.pdf or await _keep(errand, invoice_id, await rendered(invoice))
    name = file_name(order, invoice)
    media_id = await _upload(errand, number, pdf, name)
    async with errand.transaction() as session:
        await _say(session, invoice_id, media_id, replaces=replaces)


async def _upload(errand: Errand, number: WhatsAppNumber, pdf: bytes, name: str) -> str:
    """Meta's id of the file. Raises NumberPaused where nothing of the number is taken: it waits as messages do."""
    if number.paused_reason is not None:
        raise NumberPaused(f"The number is paused: {number.paused_reason}")
    try:
        return await errand.vendor(WhatsApp).upload_media(
            number.credentials, pdf, mime_type=PDF, filename=name
        )
    except WhatsAppError as refusal:
        if not refusal.meaning.pauses_number:
            raise
        async with errand.transaction() as session:
            await pause_refused(session, await number_by_id(session, number.id), refusal, at=now())
        raise NumberPaused(str(refusal)) from refusal


async def _keep(errand: Errand, invoice_id: UUID, pdf: bytes) -> bytes:
    """Before anybody is asked to take it: a refused upload leaves a document all the same."""
    async with errand.transaction() as session:
        return (await lock_row(session, Invoice, invoice_id)).keep_pdf(pdf)


async def rendered(invoice: Invoice) -> bytes:
    """The document as a PDF, made in a thread."""
    return await asyncio.to_thread(render_invoice, msgspec.convert(invoice.content, InvoiceDocument))


async def pdf_of(session: AsyncSession, invoice: Invoice) -> bytes:
    """The same bytes whenever it is asked for."""
    locked = await lock_row(session, Invoice, invoice.id)
    return locked.pdf or locked.keep_pdf(await rendered(locked))


def file_name(order: Order, invoice: Invoice) -> str:
    """What the shopper's phone calls the file; without an extension it would show "Untitled"."""
    return t(order.locale, "Invoice {label}.pdf", label=invoice.label)


async def _say(session: AsyncSession, invoice_id: UUID, media_id: str, *, replaces: UUID | None) -> None:
    order = await find_order(session, (await _invoice(session, invoice_id)).order_id)
    conversation = await lock_conversation(session, order.conversation_id)
    invoice = await lock_row(session, Invoice, invoice_id)
    if invoice.message_id != replaces:
        return
    content, fallback = _messages(order, invoice, media_id)
    message = await queue_message(
        session,
        conversation,
        content,
        lane=Lane.ORDER,
        reason="invoice.issued",
        about=f"invoice:{invoice.id}",
        fallback=fallback,
        at=now(),
    )
    invoice.message_id = message.id
    failed = [AttentionKind.INVOICE_FAILED]
    await resolve_attention(session, failed, order_subject(order), actor=SENDING, at=now())
    await _tell_of_letters(session, order, invoice)


async def _tell_of_letters(session: AsyncSession, order: Order, invoice: Invoice) -> None:
    """Staff hear for what the document's fonts have no letters: it shows a title's SKU, and "?" in a seller's name."""
    document = msgspec.convert(invoice.content, InvoiceDocument)
    skus = [part.line.sku for part in document.totals.lines if not can_print(part.line.name)]
    seller = (document.seller.name, *document.seller.address, document.shop_name)
    lost = list(dict.fromkeys(text for text in seller if not can_print(text)))
    told = [
        *([f"shows the SKU, for want of letters in its fonts: {', '.join(skus)}"] if skus else []),
        *([f'shows "?" for letters that its fonts lack: {", ".join(lost)}'] if lost else []),
    ]
    if told:
        sentence, kind = f"Invoice {invoice.label} {'; it '.join(told)}", AttentionKind.TITLE_UNPRINTABLE
        await ask_attention(session, order, kind, sentence, actor=SENDING, at=now())


def _messages(order: Order, invoice: Invoice, media_id: str) -> tuple[DocumentMessage, TemplateMessage]:
    """What brings the document into the chat, inside the window and outside."""
    name = file_name(order, invoice)
    caption = t(
        order.locale, "Invoice {label} for your order {number}", label=invoice.label, number=order.number
    )
    template = TemplateMessage(
        name=INVOICE,
        language=template_language(order.locale),
        header=DocumentMessage(media_id=media_id, filename=name),
        body=[str(order.number), invoice.label],
    )
    return DocumentMessage(media_id=media_id, filename=name, caption=caption), template


async def _invoice(session: AsyncSession, invoice_id: UUID) -> Invoice:
    return await session.get_one(Invoice, (merchant_of(session), invoice_id))
