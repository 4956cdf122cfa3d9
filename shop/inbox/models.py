"""Tables of the inbox, and the rules by which a message's status moves.

An outgoing message, from status to status, by verb (`withdrawn` is final; incoming messages stay `received`):

    queued -> sending: start_sending
    queued -> withdrawn: outbox.withdraw_about, outbox.withdraw_promotions
    sending -> queued: requeue, repeat
    sending -> unknown: lose
    queued, sending, unknown -> sent, failed, delivered, read, played: advance
    sent -> failed, delivered, read, played: advance
    failed -> delivered, read, played: advance
    failed -> queued: send_again
    delivered -> read, played: advance
    read -> played: advance
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from shop.inbox.lanes import Lane
from shop.kit.db.columns import enum_column, id_column, json_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to
from shop.kit.states import StateConflict, Transitions, arrow, check_transition, may_become
from shop.kit.vendors.webhook_events import WebhookEvent, WebhookState, kept_for_a_time


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


PERSON_ANSWERS = "person.answer"  # the reason of every message that a person wrote


class MessageStatus(StrEnum):
    """Where a message stands. Incoming ones are `received`."""

    RECEIVED = "received"
    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    PLAYED = "played"
    FAILED = "failed"
    WITHDRAWN = "withdrawn"
    UNKNOWN = "unknown"


_ARRIVED = frozenset({MessageStatus.DELIVERED, MessageStatus.READ, MessageStatus.PLAYED})
_REPORTED = frozenset({MessageStatus.SENT, MessageStatus.FAILED}) | _ARRIVED  # what Meta's statuses say

# A late `delivered` beats `failed`: with several devices one may have got it after another refused.
MESSAGE_TRANSITIONS: Transitions[MessageStatus] = {
    MessageStatus.QUEUED: _REPORTED | {MessageStatus.SENDING, MessageStatus.WITHDRAWN},
    MessageStatus.SENDING: _REPORTED | {MessageStatus.QUEUED, MessageStatus.UNKNOWN},
    MessageStatus.UNKNOWN: _REPORTED,
    MessageStatus.SENT: _ARRIVED | {MessageStatus.FAILED},
    MessageStatus.FAILED: _ARRIVED | {MessageStatus.QUEUED},
    MessageStatus.DELIVERED: frozenset({MessageStatus.READ, MessageStatus.PLAYED}),
    MessageStatus.READ: frozenset({MessageStatus.PLAYED}),
}
_QUEUED, _WITHDRAWN = arrow(MESSAGE_TRANSITIONS, MessageStatus.QUEUED, MessageStatus.WITHDRAWN)
_WITHDRAW = f"UPDATE message SET status = '{_WITHDRAWN}', error_detail = $4 WHERE merchant_id = $1"  # noqa: S608
_WHILE_QUEUED = f"AND status = '{_QUEUED}' AND lane = ANY($3::text[])"
WITHDRAW_ABOUT = f"{_WITHDRAW} AND about = $2 {_WHILE_QUEUED}"
WITHDRAW_IN_CONVERSATIONS = f"{_WITHDRAW} AND conversation_id = ANY($2::uuid[]) {_WHILE_QUEUED}"

# What waits may become anything.
MOVE_WAITING = (
    "UPDATE inbound_event SET state = $3, reason = $4 "  # noqa: S608 - our own names
    f"WHERE merchant_id = $1 AND id = ANY($2::uuid[]) AND state = '{WebhookState.WAITING.value}'"
)
_STAMPS = {
    MessageStatus.SENT: "sent_at",
    MessageStatus.DELIVERED: "delivered_at",
    MessageStatus.READ: "read_at",
    MessageStatus.FAILED: "failed_at",
}


class InboundEvent(WebhookEvent, table=True):
    """What a webhook told us, kept before it is understood. `key` makes replays harmless."""

    __tablename__ = "inbound_event"
    __table_args__ = (
        belongs_to("conversation_id", "conversation"),
        UniqueConstraint("merchant_id", "key"),
        Index(
            "ix_inbound_event_waiting",
            "merchant_id",
            "conversation_id",
            postgresql_where="state = 'waiting'",
        ),
        Index(
            "ix_inbound_event_conversation",
            "merchant_id",
            "conversation_id",
            postgresql_where="conversation_id IS NOT NULL",
        ),
        Index(
            "ix_inbound_event_not_done",
            "state",
            "arrived_at",
            postgresql_where="state IN ('waiting', 'set_aside')",
        ),
        *kept_for_a_time("inbound_event"),
    )

    key: str
    kind: str
    field: str
    conversation_id: UUID | None = None
    body: bytes = Field(sa_type=LargeBinary)
    provider_at: datetime | None = time_column(default=None)
    arrived_at: datetime = time_column()


class StrayEvent(SQLModel, table=True):
    """An event of a number nobody here owns, or that another app may not speak for; for the operator. Unpoliced."""

    __tablename__ = "stray_event"

    id: UUID = id_column()
    app_id: str
    key: str = Field(unique=True)
    body: bytes = Field(sa_type=LargeBinary)
    reason: str
    arrived_at: datetime = time_column(index=True)


class Message(MerchantOwned, table=True):
    """One message, in or out. `content` is Meta's wire content (out) or what a person would read (in)."""

    __table_args__ = (
        belongs_to("conversation_id", "conversation"),
        UniqueConstraint("merchant_id", "wamid"),
        Index(None, "merchant_id", "conversation_id", "said_at"),
        Index("ix_message_unanswered", "merchant_id", "conversation_id", postgresql_where="unanswered"),
        Index("ix_message_system", "merchant_id", "said_at", postgresql_where="kind = 'system'"),
        Index("ix_message_sending", "sending_at", postgresql_where="status = 'sending'"),
        Index("ix_message_created_at", "created_at", postgresql_using="brin"),
        Index("ix_message_repeated", "repeated_at", postgresql_where="repeated_at IS NOT NULL"),
        Index("ix_message_about", "merchant_id", "about", postgresql_where="status = 'queued'"),
    )

    conversation_id: UUID
    direction: Direction = enum_column(Direction)
    status: MessageStatus = enum_column(MessageStatus)
    lane: Lane | None = enum_column(Lane, default=None)
    kind: str
    text: str = ""
    content: dict[str, Any] = json_column(default_factory=dict)
    fallback: dict[str, Any] | None = json_column(default=None)
    reason: str = ""
    about: str | None = None
    wamid: str | None = None
    reply_to: str | None = None
    attempt: int = 0
    unanswered: bool = False
    error_code: int | None = None
    error_detail: str | None = None
    said_at: datetime = time_column()  # the provider's time for incoming, ours for outgoing
    created_at: datetime = time_column()
    sending_at: datetime | None = time_column(default=None)
    sent_at: datetime | None = time_column(default=None)
    delivered_at: datetime | None = time_column(default=None)
    read_at: datetime | None = time_column(default=None)
    failed_at: datetime | None = time_column(default=None)
    repeated_at: datetime | None = time_column(default=None)
    pricing: dict[str, Any] | None = json_column(default=None)

    def advance(self, status: MessageStatus, *, at: datetime) -> bool:
        """Note what Meta said of it; False where the status is older than what is known already."""
        if status not in _REPORTED or not may_become(MESSAGE_TRANSITIONS, self.status, status):
            return False
        self.status = status
        self.error_code = self.error_detail = None
        if stamp := _STAMPS.get(status):
            setattr(self, stamp, at)
        return True

    def start_sending(self, *, at: datetime) -> None:
        """The message is about to leave. Raises StateConflict unless it is queued."""
        self._become(MessageStatus.SENDING)
        self.sending_at = at
        self.attempt += 1

    def fail(self, code: int | None, detail: str | None, *, at: datetime) -> bool:
        """The message will not arrive: Meta's code where there is one, and a sentence. False if it did arrive."""
        if not self.advance(MessageStatus.FAILED, at=at):
            return False
        self.error_code, self.error_detail = code, detail
        return True

    def requeue(self, code: int | None = None, detail: str | None = None) -> None:
        """The message surely did not leave, and is tried again; the reason of the last failure is kept."""
        self._leave(MessageStatus.SENDING, MessageStatus.QUEUED)
        self.error_code, self.error_detail = code, detail

    def repeat(self, *, at: datetime) -> None:
        """Its answer was lost: it is sent once more. Raises StateConflict the next time."""
        if self.repeated_at is not None:
            raise StateConflict(f"Message {self.id} was sent once more already.")
        self._leave(MessageStatus.SENDING, MessageStatus.QUEUED)
        self.repeated_at = at

    def send_again(self, code: int | None = None, detail: str | None = None) -> None:
        """It was refused, and another attempt may succeed; the reason is kept where it still counts."""
        self._leave(MessageStatus.FAILED, MessageStatus.QUEUED)
        self.error_code, self.error_detail, self.wamid, self.failed_at = code, detail, None, None

    def take_fallback(self) -> bool:
        """Say it in the other way that was kept: the template instead of the free text, or back. False if there is none."""
        if self.fallback is None:
            return False
        self.content, self.fallback = self.fallback, self.content
        self.kind = self.content["type"]
        return True

    def lose(self) -> None:
        """Nobody knows whether it left, and it is not tried again."""
        self._become(MessageStatus.UNKNOWN)

    def _leave(self, present: MessageStatus, status: MessageStatus) -> None:
        """The same for a verb that belongs to one status alone."""
        if self.status is not present:
            raise StateConflict(f"Message {self.id} is {self.status.value}, not {present.value}.")
        self._become(status)

    def _become(self, status: MessageStatus) -> None:
        check_transition(MESSAGE_TRANSITIONS, self.status, status, f"Message {self.id}")
        self.status = status
