"""The last look before a message is sent: does it fit the 24-hour window and what Meta approved? Else it fails, and why."""

from datetime import datetime
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.conversations.models import Conversation
from shop.inbox.models import Message
from shop.inbox.sending.approved_products import approved_only
from shop.inbox.sending.refusals import WINDOW_CLOSED, note_refusal
from shop.merchants.models import WhatsAppNumber
from shop.templates.review import is_approved
from shop.whatsapp.outgoing import TemplateMessage, decode, encode

NOT_APPROVED = 132001  # Meta's codes for the same refusals
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
    is_open = conversation.window_is_open(at) and message.error_code != WINDOW_CLOSED
    if _is_template(message.content) is is_open and _fits(message.fallback, template=not is_open):
        message.take_fallback()
    content = decode(message.content)
    if not isinstance(content, TemplateMessage):
        if is_open:
            return True
        message.fail(WINDOW_CLOSED, "The 24-hour window is closed and this message has no template.", at=at)
    elif await is_approved(session, number.waba_id, content.name, content.language):
        return True
    else:
        refusal = f"The template {content.name} ({content.language}) is not approved."
        message.fail(NOT_APPROVED, refusal, at=at)
    await note_refusal(session, message, said_at=at, at=at)
    return False


async def _catalog(session: AsyncSession, message: Message, *, at: datetime) -> bool:
    """Show only what Meta approved; with nothing left the message fails with Meta's code."""
    content = decode(message.content)
    shown = await approved_only(session, content)
    if shown is None:
        message.fail(NOTHING_TO_SHOW, "Meta has approved none of these products for WhatsApp.", at=at)
        await note_refusal(session, message, said_at=at, at=at)
        return False
    if shown != content:
        message.content, message.text = encode(shown), shown.preview()
    return True


def _fits(fallback: dict[str, Any] | None, *, template: bool) -> bool:
    return fallback is not None and _is_template(fallback) is template


def _is_template(content: dict[str, Any]) -> bool:
    return bool(content["type"] == "template")
