"""The last look before a message is sent: does it fit the 24-hour window and what Meta approved? Else it fails, and why."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.conversations.models import Conversation
from shop.inbox.models import Message
from shop.inbox.sending.approved_products import approved_only
from shop.merchants.models import WhatsAppNumber
from shop.templates.review import is_approved
from shop.whatsapp.outgoing import TemplateMessage, decode, encode

WINDOW_CLOSED = 131047  # Meta's codes for the same refusals
NOT_APPROVED = 132001
NOTHING_TO_SHOW = 131009


async def make_sendable(
    session: AsyncSession,
    conversation: Conversation,
    number: WhatsAppNumber,
    message: Message,
    *,
    at: datetime,
) -> bool:
    """Make a queued message what may be sent now; False if it failed for good."""
    if not await _window(session, conversation, number, message, at=at):
        return False
    return await _catalog(session, message, at=at)


async def _window(
    session: AsyncSession,
    conversation: Conversation,
    number: WhatsAppNumber,
    message: Message,
    *,
    at: datetime,
) -> bool:
    """Free-form inside the window, a template outside; neither possible: the message fails with Meta's code."""
    content = decode(message.content)
    if not isinstance(content, TemplateMessage) and conversation.window_is_open(at):
        return True
    template = content if isinstance(content, TemplateMessage) else _fallback(message)
    if template is not None and await is_approved(session, number.waba_id, template.name, template.language):
        message.content, message.kind = encode(template), "template"
        return True
    if template is None:
        message.fail(WINDOW_CLOSED, "The 24-hour window is closed and this message has no template.", at=at)
    else:
        refusal = f"The template {template.name} ({template.language}) is not approved."
        message.fail(NOT_APPROVED, refusal, at=at)
    return False


async def _catalog(session: AsyncSession, message: Message, *, at: datetime) -> bool:
    """Show only what Meta approved; with nothing left the message fails with Meta's code."""
    content = decode(message.content)
    shown = await approved_only(session, content)
    if shown is None:
        message.fail(NOTHING_TO_SHOW, "Meta has approved none of these products for WhatsApp.", at=at)
        return False
    if shown != content:
        message.content, message.text = encode(shown), shown.preview()
    return True


def _fallback(message: Message) -> TemplateMessage | None:
    content = decode(message.fallback) if message.fallback else None
    return content if isinstance(content, TemplateMessage) else None
