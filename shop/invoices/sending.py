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
from shop.invoices.messages import Issued, document_messages, file_name, said_of
from shop.invoices.models import CreditNote, Invoice
from shop.kit.clock import now
from shop.kit.db.locking import lock_row
from shop.kit.db.session import merchant_of
from shop.kit.jobs import Errand, errand
from shop.kit.log import logger
from shop.merchants.accounts import number_by_id
from shop.merchants.models import WhatsAppNumber
from shop.orders.attention import ask_attention, order_subject
from shop.orders.models import Order
from shop.orders.reading import find_order
from shop.whatsapp.api.client import WhatsApp
from shop.whatsapp.errors import WhatsAppError

log = logger()

PDF = "application/pdf"
# While Meta is away, or the number is paused until somebody has repaired it: an invoice is owed by law.
PATIENCE = timedelta(days=14)
SENDING = Actor(ActorKind.RULE, "invoices.send")


async def hand_over_unsent(session: AsyncSession, *, invoice_id: UUID, reason: str) -> None:
    """The invoice exists, but cannot be brought to the shopper: staff must send it."""
    await _call_staff(session, await _stored(session, Invoice, invoice_id), reason)


async def hand_over_unsent_note(session: AsyncSession, *, credit_note_id: UUID, reason: str) -> None:
    """The same for a credit note."""
    await _call_staff(session, await _stored(session, CreditNote, credit_note_id), reason)


@errand("invoices.send", give_up=hand_over_unsent, patience=PATIENCE)
async def send(errand: Errand, *, invoice_id: UUID, replaces: UUID | None = None) -> None:
    """Render, keep, upload, say. A crash in between repeats what was not recorded; the message is said once.

    `replaces`: the message that brought it before, where it was asked for again.
    """
    await _send(errand, Invoice, invoice_id, replaces=replaces)


@errand("invoices.send_credit_note", give_up=hand_over_unsent_note, patience=PATIENCE)
async def send_credit_note(errand: Errand, *, credit_note_id: UUID) -> None:
    """As an invoice."""
    await _send(errand, CreditNote, credit_note_id, replaces=None)


async def _call_staff(session: AsyncSession, document: Issued, reason: str) -> None:
    order, about = await find_order(session, document.order_id), said_of(document)
    sentence = f"{about.name} {document.label} could not be sent: {reason}"
    await ask_attention(session, order, about.failed, sentence, actor=SENDING, at=now())
    log.error("invoice.not_sent", document_id=str(document.id))


async def _send(errand: Errand, kind: type[Issued], document_id: UUID, *, replaces: UUID | None) -> None:
    async with errand.transaction() as session:
        document = await _stored(session, kind, document_id)
        if document.message_id != replaces:
            return
        order = await find_order(session, document.order_id)
        conversation = await session.get_one(Conversation, (order.merchant_id, order.conversation_id))
        number = await number_by_id(session, conversation.number_id)
    pdf = document.pdf or await _keep(errand, kind, document_id, await rendered(document))
    media_id = await _upload(errand, number, pdf, file_name(order, document))
    async with errand.transaction() as session:
        await _say(session, kind, document_id, media_id, replaces=replaces)


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


async def _keep(errand: Errand, kind: type[Issued], document_id: UUID, pdf: bytes) -> bytes:
    """Before anybody is asked to take it: a refused upload leaves a document all the same."""
    async with errand.transaction() as session:
        return (await lock_row(session, kind, document_id)).keep_pdf(pdf)


async def rendered(document: Issued) -> bytes:
    """The document as a PDF, made in a thread."""
    return await asyncio.to_thread(render_invoice, msgspec.convert(document.content, InvoiceDocument))


async def pdf_of(session: AsyncSession, document: Issued) -> bytes:
    """The same bytes whenever it is asked for."""
    locked = await lock_row(session, type(document), document.id)
    return locked.pdf or locked.keep_pdf(await rendered(locked))


async def _say(
    session: AsyncSession, kind: type[Issued], document_id: UUID, media_id: str, *, replaces: UUID | None
) -> None:
    order = await find_order(session, (await _stored(session, kind, document_id)).order_id)
    conversation = await lock_conversation(session, order.conversation_id)
    document = await lock_row(session, kind, document_id)
    if document.message_id != replaces:
        return
    about, (content, fallback) = said_of(document), document_messages(order, document, media_id)
    message = await queue_message(
        session,
        conversation,
        content,
        lane=Lane.ORDER,
        reason=about.reason,
        about=f"{about.kind}:{document.id}",
        fallback=fallback,
        at=now(),
    )
    document.message_id = message.id
    await resolve_attention(session, [about.failed], order_subject(order), actor=SENDING, at=now())
    await _tell_of_letters(session, order, document)


async def _tell_of_letters(session: AsyncSession, order: Order, issued: Issued) -> None:
    """Staff hear for what the document's fonts have no letters: it shows a title's SKU, and "?" in a seller's name."""
    document = msgspec.convert(issued.content, InvoiceDocument)
    skus = [part.line.sku for part in document.totals.lines if not can_print(part.line.name)]
    seller = (document.seller.name, *document.seller.address, document.shop_name)
    lost = list(dict.fromkeys(text for text in seller if not can_print(text)))
    told = [
        *([f"shows the SKU, for want of letters in its fonts: {', '.join(skus)}"] if skus else []),
        *([f'shows "?" for letters that its fonts lack: {", ".join(lost)}'] if lost else []),
    ]
    if told:
        sentence = f"{said_of(issued).name} {issued.label} {'; it '.join(told)}"
        kind = AttentionKind.TITLE_UNPRINTABLE
        await ask_attention(session, order, kind, sentence, actor=SENDING, at=now())


async def _stored(session: AsyncSession, kind: type[Issued], document_id: UUID) -> Issued:
    return await session.get_one(kind, (merchant_of(session), document_id))
