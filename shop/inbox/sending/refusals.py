"""A message that Meta refused, at once or in a later status: sent in another way if there is one, else shown to a person.

A reason that lies with the number pauses it, and the message waits. Where the window was closed, the template that was
kept for that case goes out. What is left of an order's messages (link, confirmation, invoice, word about its money)
calls for attention on the order, and is sent again when the shopper writes; an answer that did not arrive calls for it
on the conversation.
"""

from datetime import datetime, timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import call_attention
from shop.attention.models import AttentionKind
from shop.customers.consent import Proof, withdraw
from shop.customers.models import Customer
from shop.events.lookup import count_of
from shop.events.models import META, Subject, SubjectKind
from shop.events.recording import record
from shop.inbox.conversations.cases import conversation_subject
from shop.inbox.conversations.models import Conversation
from shop.inbox.lanes import PROMOTIONS
from shop.inbox.models import Message, MessageStatus
from shop.inbox.outbox import withdraw_promotions
from shop.inbox.sending.pausing import is_too_late, pause_sending
from shop.kit.jobs import enqueue
from shop.kit.log import logger
from shop.merchants.accounts import number_by_id
from shop.whatsapp.errors import VendorAction, meaning_of

log = logger()

REFUSED = "message.refused"
WINDOW_CLOSED = 131047
STOPPED_PROMOTIONS = 131050
SENT_AGAIN_FOR = timedelta(hours=12)  # a message that Meta refuses later than that is not repeated by itself
MOST_REFUSALS = 4  # of one message; tries that Meta never took, as in an outage, are not among them
NOBODY_KNOWS = "WhatsApp never said what became of it."
# Reasons that are gone once the shopper writes: no window, no approved template, not to be reached.
CURED_BY_WRITING = frozenset({WINDOW_CLOSED, 130472, 131026, 131049, 132001, 132015, 132016})
# What `about` of an order's messages begins with.
ABOUT_ORDERS = (
    *("order:", "paid:", "cancelled:", "invoice:", "money:", "attempt:"),
    *("choice:", "credit_note:", "returned:", "refund:", "bank:"),
    *("shipped:", "delivered:", "ready:", "collected:", "lost:", "return:"),
)


async def note_refusal(session: AsyncSession, message: Message, *, said_at: datetime, at: datetime) -> None:
    """What follows from a message that just became `failed`; `said_at` is when Meta refused it."""
    log.warning("message.failed", message_id=str(message.id), code=message.error_code)
    about, code = Subject(SubjectKind.MESSAGE, message.id), message.error_code
    lane = message.lane.value if message.lane else None
    await record(session, REFUSED, about, actor=META, at=at, provider_at=said_at, code=code, lane=lane)
    conversation = await session.get_one(Conversation, (message.merchant_id, message.conversation_id))
    if await _pauses_number(session, message, conversation, said_at=said_at, at=at):
        return
    if code == STOPPED_PROMOTIONS:
        await _note_stop(session, message, conversation, said_at=said_at, at=at)
    if await _is_sent_again(session, message, at=at):
        return
    await call_person_about(session, message, conversation, at=at)


async def _pauses_number(
    session: AsyncSession,
    message: Message,
    conversation: Conversation,
    *,
    said_at: datetime,
    at: datetime,
) -> bool:
    """The reason means the number: it is paused as when it comes at once, and the message waits with the others."""
    meaning = meaning_of(message.error_code)
    if not meaning.pauses_number:
        return False
    number = await number_by_id(session, conversation.number_id)
    why = f"{message.error_code}: {message.error_detail or 'refused by WhatsApp'}"
    code = str(message.error_code)
    await pause_sending(session, number, why, code=code, said_at=said_at, at=at)
    return await _requeue(session, message, at=at)


async def _is_sent_again(session: AsyncSession, message: Message, *, at: datetime) -> bool:
    """By its template where the window was closed; as it is where Meta only asks to wait."""
    if message.error_code == WINDOW_CLOSED:
        return message.take_fallback() and await _requeue(session, message, at=at)
    meaning = meaning_of(message.error_code)
    if message.error_code is None or message.lane in PROMOTIONS:
        return False
    if meaning.action not in (VendorAction.RETRY, VendorAction.LATER) or meaning.delay > 600:
        return False
    wait = timedelta(seconds=meaning.wait(await _refusals(session, message) - 1))
    return await _requeue(session, message, at=at, after=wait)


async def _requeue(
    session: AsyncSession, message: Message, *, at: datetime, after: timedelta | None = None
) -> bool:
    """Another attempt, unless it is too old or was refused too often."""
    too_late = await is_too_late(session, message, at=at, patience=SENT_AGAIN_FOR)
    if too_late or await _refusals(session, message) >= MOST_REFUSALS:
        return False
    message.send_again(message.error_code, message.error_detail)
    await enqueue(session, "inbox.deliver", conversation_id=message.conversation_id, after=after)
    return True


async def _refusals(session: AsyncSession, message: Message) -> int:
    """How often Meta took the message and refused it later, or refused it for good; this time included."""
    return await count_of(session, REFUSED, Subject(SubjectKind.MESSAGE, message.id))


async def _note_stop(
    session: AsyncSession,
    message: Message,
    conversation: Conversation,
    *,
    said_at: datetime,
    at: datetime,
) -> None:
    """Meta refuses promotions to who stopped them: their word, though its own webhook did not come."""
    if conversation.customer_id is None:
        return
    customer = await session.get_one(Customer, (message.merchant_id, conversation.customer_id))
    channel = f"whatsapp:{STOPPED_PROMOTIONS}"
    proof = Proof(text_shown="WhatsApp's own setting", channel=channel, wamid=message.wamid, said_at=said_at)
    if await withdraw(session, customer, proof, at=at):
        reason = "The shopper stopped promotions in WhatsApp."
        await withdraw_promotions(session, [conversation.id], reason=reason)


async def call_person_about(
    session: AsyncSession, message: Message, conversation: Conversation, *, at: datetime
) -> None:
    """What did not arrive, or perhaps not. Promotions are nobody's duty; all else somebody waits for."""
    if message.lane in PROMOTIONS:
        return
    if (message.about or "").startswith(ABOUT_ORDERS):
        await enqueue(session, "notices.note_refused_message", message_id=message.id)
        return
    is_lost = message.status is MessageStatus.UNKNOWN
    why = NOBODY_KNOWS if is_lost else message.error_detail or message.error_code or "no reason given"
    reason = f"An answer {'may not have arrived' if is_lost else 'did not arrive'}: {why}"
    kind = AttentionKind.MESSAGE_REFUSED
    await call_attention(session, kind, conversation_subject(conversation), reason, actor=META, at=at)
