"""Tables of conversations and cases, and who holds a conversation.

A conversation, from holder to holder, by verb:

    bot -> nobody: call_person
    bot, nobody -> person: note_person
    nobody, person -> bot: return_to_bot
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from shop.kit.db.columns import enum_column, json_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to
from shop.kit.states import StateConflict, Transitions, may_become

WINDOW = timedelta(hours=24)  # Meta: free-form messages for 24 h after the shopper's last one


class Holder(StrEnum):
    """Who answers. Carts, stops and questions about orders are always served by the bot."""

    BOT = "bot"
    NOBODY = "nobody"  # it was handed over, and nobody has taken it yet
    PERSON = "person"


HOLDER_TRANSITIONS: Transitions[Holder] = {
    Holder.BOT: frozenset({Holder.NOBODY, Holder.PERSON}),
    Holder.NOBODY: frozenset({Holder.PERSON, Holder.BOT}),
    Holder.PERSON: frozenset({Holder.BOT}),
}


class Conversation(MerchantOwned, table=True):
    """Everything between one number of the merchant and one person."""

    __table_args__ = (
        belongs_to("number_id", "whatsapp_number"),
        belongs_to("customer_id", "customer"),
        UniqueConstraint("merchant_id", "number_id", "bsuid"),
        UniqueConstraint("merchant_id", "number_id", "phone"),
        Index(None, "merchant_id", "customer_id"),
        Index(None, "merchant_id", "last_inbound_at", "id"),
        Index(
            "ix_conversation_waiting",
            "merchant_id",
            "waiting_since",
            "id",
            postgresql_where="waiting_since IS NOT NULL",
        ),
        Index("ix_conversation_held", "held_since", postgresql_where="held_by <> 'bot'"),
        Index("ix_conversation_case_open", "last_inbound_at", postgresql_where="case_since IS NOT NULL"),
    )

    number_id: UUID
    customer_id: UUID | None = None
    bsuid: str | None = None
    phone: str | None = None
    held_by: Holder = enum_column(Holder, default=Holder.BOT)
    held_reason: str | None = None
    held_since: datetime | None = time_column(default=None)
    waiting_since: datetime | None = time_column(default=None)  # the oldest word that waits for a person
    person_wrote_at: datetime | None = time_column(default=None)
    case_since: datetime | None = time_column(default=None)  # None where no case is open
    # Since when a refused message waits that can go out when they write.
    owes_since: datetime | None = time_column(default=None)
    bot_state: dict[str, Any] = json_column(default_factory=dict)
    last_inbound_at: datetime | None = time_column(default=None)
    created_at: datetime = time_column()

    @property
    def is_held(self) -> bool:
        """It was handed over: the bot serves only what is always served."""
        return self.held_by is not Holder.BOT

    @property
    def window_closes_at(self) -> datetime | None:
        """Until when free-form messages may be sent; None where the shopper has never written."""
        return None if self.last_inbound_at is None else self.last_inbound_at + WINDOW

    def window_is_open(self, at: datetime) -> bool:
        """May free-form messages be sent?"""
        return self.window_closes_at is not None and at < self.window_closes_at

    def note_inbound(self, said_at: datetime) -> None:
        """The shopper wrote: the window is open for 24 hours from the latest word."""
        self.last_inbound_at = max(self.last_inbound_at or said_at, said_at)

    def call_person(self, reason: str, *, at: datetime, is_urgent: bool = False) -> bool:
        """It waits for a person. False where the bot did not hold it: whoever holds it keeps it.

        The reason stays, then, unless the new one is urgent.
        """
        self.note_waiting(at)
        moved = self._become(Holder.NOBODY, at=at)
        if moved or is_urgent:
            self.held_reason = reason
        return moved

    def note_waiting(self, since: datetime) -> None:
        """The shopper said something that a person must answer."""
        self.waiting_since = min(self.waiting_since or since, since)

    def note_person(self, *, at: datetime) -> bool:
        """A person took it or wrote: they hold it. False where one did before."""
        return self._become(Holder.PERSON, at=at)

    def note_answer(self, *, at: datetime) -> None:
        """A person wrote: nothing waits any more."""
        self.note_person(at=at)
        self.waiting_since, self.person_wrote_at = None, at

    def return_to_bot(self) -> None:
        """The bot answers again. What waits for a person goes on waiting. Raises StateConflict if the bot has it."""
        if not self._become(Holder.BOT, at=None):
            raise StateConflict("The bot holds this conversation already.")
        self.held_reason = None

    def owe(self, *, at: datetime) -> None:
        """Something could not be brought to the person; it is tried again when they write."""
        self.owes_since = self.owes_since or at

    def take_owed(self) -> bool:
        """They wrote: is there something to be tried again?"""
        owed, self.owes_since = self.owes_since is not None, None
        return owed

    def become(self, *, bsuid: str | None, phone: str | None) -> None:
        """The person is known by something else from now on."""
        self.bsuid, self.phone = bsuid, phone

    def absorb(self, other: "Conversation") -> None:
        """Another conversation is with the same person: what waits goes on waiting, and who holds one holds both."""
        if not self.is_held and other.is_held:
            self._become(other.held_by, at=other.held_since)
            self.held_reason = other.held_reason
        self.waiting_since = min(filter(None, (self.waiting_since, other.waiting_since)), default=None)
        self.person_wrote_at = max(filter(None, (self.person_wrote_at, other.person_wrote_at)), default=None)
        if other.last_inbound_at is not None:
            if self.last_inbound_at is None or other.last_inbound_at > self.last_inbound_at:
                self.bot_state = other.bot_state
            self.note_inbound(other.last_inbound_at)
        self.case_since = self.case_since or other.case_since
        self.owes_since = self.owes_since or other.owes_since

    def open_case(self, *, at: datetime) -> None:
        """A person came."""
        self.case_since = at

    def end_case(self) -> None:
        """Their case is closed: nothing waits, and the bot answers whoever comes next."""
        self.case_since = self.waiting_since = None
        if self.is_held:
            self.return_to_bot()

    def _become(self, holder: Holder, *, at: datetime | None) -> bool:
        if not may_become(HOLDER_TRANSITIONS, self.held_by, holder):
            return False
        self.held_by, self.held_since = holder, at
        return True


class Case(MerchantOwned, table=True):
    """One coming of a person: from the first message until it is closed, or silent for a day after our word."""

    __tablename__ = "conversation_case"
    __table_args__ = (
        belongs_to("conversation_id", "conversation"),
        Index(
            "uq_conversation_case_open",
            "merchant_id",
            "conversation_id",
            unique=True,
            postgresql_where="closed_at IS NULL",
        ),
        Index(None, "merchant_id", "opened_at"),
        Index(None, "merchant_id", "conversation_id"),
    )

    conversation_id: UUID
    labels: list[str] = json_column(default_factory=list)
    assignee: str | None = None
    opened_at: datetime = time_column()
    handed_over_at: datetime | None = time_column(default=None)
    handed_over_reason: str | None = None
    first_answer_at: datetime | None = time_column(default=None)  # of a person; the bot's never count
    closed_at: datetime | None = time_column(default=None)
    closed_by: str | None = None

    def note_handover(self, reason: str, *, at: datetime) -> None:
        """It needs a person; the first time counts."""
        if self.handed_over_at is None:
            self.handed_over_at, self.handed_over_reason = at, reason

    def note_answer(self, *, by: str, at: datetime) -> None:
        """A person wrote: the first answer's time, and whose case it is unless somebody has it."""
        self.first_answer_at = self.first_answer_at or at
        self.assignee = self.assignee or by

    def assign(self, to: str | None) -> None:
        """Whose case it is; None is nobody's."""
        self.assignee = to

    def close(self, *, by: str, at: datetime) -> None:
        """Raises StateConflict if it was closed before."""
        if self.closed_at is not None:
            raise StateConflict("This case is closed already.")
        self.closed_at, self.closed_by = at, by
