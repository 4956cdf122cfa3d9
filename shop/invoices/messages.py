"""What is said where a document goes into the chat, and how it is called there. Pure."""

from typing import NamedTuple

from shop.attention.models import AttentionKind
from shop.invoices.models import CreditNote, Invoice
from shop.kit.translations import t
from shop.orders.models import Order
from shop.templates.names import CREDIT_NOTE, INVOICE, template_language
from shop.whatsapp.outgoing import DocumentMessage, TemplateMessage

Issued = Invoice | CreditNote


class SaidOf(NamedTuple):
    """Of one sort of document: its name for staff, its message's reason and subject, the call where it was not sent."""

    name: str
    reason: str
    kind: str
    failed: AttentionKind


_INVOICE = SaidOf("Invoice", "invoice.issued", "invoice", AttentionKind.INVOICE_FAILED)
_CREDIT_NOTE = SaidOf("Credit note", "credit_note.issued", "credit_note", AttentionKind.CREDIT_NOTE_FAILED)


def said_of(document: Issued) -> SaidOf:
    """How it is spoken of."""
    return _INVOICE if isinstance(document, Invoice) else _CREDIT_NOTE


def file_name(order: Order, document: Issued) -> str:
    """What the shopper's phone calls the file; without an extension it would show "Untitled"."""
    if isinstance(document, Invoice):
        return t(order.locale, "Invoice {label}.pdf", label=document.label)
    return t(order.locale, "Credit note {label}.pdf", label=document.label)


def document_messages(
    order: Order, document: Issued, media_id: str
) -> tuple[DocumentMessage, TemplateMessage]:
    """What brings the document into the chat, inside the window and outside."""
    name = file_name(order, document)
    template = TemplateMessage(
        name=INVOICE if isinstance(document, Invoice) else CREDIT_NOTE,
        language=template_language(order.locale),
        header=DocumentMessage(media_id=media_id, filename=name),
        body=[str(order.number), document.label],
    )
    caption = _caption(order, document)
    return DocumentMessage(media_id=media_id, filename=name, caption=caption), template


def _caption(order: Order, document: Issued) -> str:
    label, number, locale = document.label, order.number, order.locale
    if isinstance(document, Invoice):
        return t(locale, "Invoice {label} for your order {number}", label=label, number=number)
    return t(locale, "Credit note {label} for your order {number}", label=label, number=number)
