"""Tables of the inbox, and the rules by which a message's status moves."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from shop.kit.db.columns import enum_column, json_column, new_id, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to

WINDOW = timedelta(hours=24)  # Meta: free-form messages for 24 h after the shopper's last one


class Holder(StrEnum):
    """Who answers."""

    BOT = "bot"
    PERSON = "person"


class Direction(StrEnum):
    IN = "in"
    OUT = "out"


class Lane(StrEnum):
    """Why a message goes out; earlier lanes are sent first."""

    REPLY = "reply"
    ORDER = "order"
    REMINDER = "reminder"
    CAMPAIGN = "campaign"

    @property
    def priority(self) -> int:
        return {"reply": 30, "order": 20, "reminder": 10, "campaign": 0}[self.value]


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


# A late `delivered` beats `failed`: with several devices one may have got it after another refused.
RANK = {
    MessageStatus.QUEUED: 0,
    MessageStatus.SENDING: 1,
    MessageStatus.UNKNOWN: 2,
    MessageStatus.SENT: 3,
    MessageStatus.FAILED: 4,
    MessageStatus.DELIVERED: 5,
    MessageStatus.READ: 6,
    MessageStatus.PLAYED: 7,
}


class EventState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    IGNORED = "ignored"
    SET_ASIDE = "set_aside"


class Conversation(MerchantOwned, table=True):
    """Everything between one number of the merchant and one person."""

    __table_args__ = (
        belongs_to("number_id", "whatsapp_number"),
        belongs_to("customer_id", "customer"),
        UniqueConstraint("merchant_id", "number_id", "bsuid"),
        UniqueConstraint("merchant_id", "number_id", "phone"),
    )

    number_id: UUID
    customer_id: UUID | None = None
    bsuid: str | None = None
    phone: str | None = None
    held_by: Holder = enum_column(Holder, default=Holder.BOT)
    held_reason: str | None = None
    bot_state: dict[str, Any] = json_column(default_factory=dict)
    last_inbound_at: datetime | None = time_column(default=None)
    created_at: datetime = time_column()

    def window_is_open(self, at: datetime) -> bool:
        """May free-form messages be sent?"""
        return self.last_inbound_at is not None and at < self.last_inbound_at + WINDOW

    def hand_to_person(self, reason: str) -> None:
        """From now on a person answers; the bot is silent."""
        self.held_by, self.held_reason = Holder.PERSON, reason


class InboundEvent(MerchantOwned, table=True):
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
            "ix_inbound_event_not_done",
            "state",
            "arrived_at",
            postgresql_where="state IN ('waiting', 'set_aside')",
        ),
    )

    key: str
    kind: str
    field: str
    conversation_id: UUID | None = None
    body: bytes = Field(sa_type=LargeBinary)
    provider_at: datetime | None = time_column(default=None)
    arrived_at: datetime = time_column()
    state: EventState = enum_column(EventState, default=EventState.WAITING)
    reason: str | None = None


class StrayEvent(SQLModel, table=True):
    """An event of a number nobody here owns, or that another app may not speak for; for the operator. Unpoliced."""

    __tablename__ = "stray_event"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    app_id: str
    key: str = Field(unique=True)
    body: bytes = Field(sa_type=LargeBinary)
    reason: str
    arrived_at: datetime = time_column()


class Message(MerchantOwned, table=True):
    """One message, in or out. `content` is Meta's wire content (out) or what a person would read (in)."""

    __table_args__ = (
        belongs_to("conversation_id", "conversation"),
        UniqueConstraint("merchant_id", "wamid"),
        Index(None, "merchant_id", "conversation_id", "said_at"),
        Index("ix_message_unanswered", "merchant_id", "conversation_id", postgresql_where="unanswered"),
        Index("ix_message_sending", "sending_at", postgresql_where="status = 'sending'"),
        Index("ix_message_created_at", "created_at", postgresql_using="brin"),
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
    pricing: dict[str, Any] | None = json_column(default=None)

    def advance(self, status: MessageStatus, *, at: datetime) -> bool:
        """Move up to `status` if that is up; say whether it moved. Nothing leaves `withdrawn`."""
        if self.status not in RANK or RANK[status] <= RANK[self.status]:
            return False
        self.status = status
        stamp = {"sent": "sent_at", "delivered": "delivered_at", "read": "read_at", "failed": "failed_at"}
        if name := stamp.get(status.value):
            setattr(self, name, at)
        return True
