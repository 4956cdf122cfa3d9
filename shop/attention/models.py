"""The table of calls for attention.

A call, from state to state, by verb (the states follow from its times):

    open -> taken: take
    taken -> open: give_back
    open, taken -> resolved: resolve
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index

from shop.events.models import Subject, SubjectKind
from shop.kit.db.columns import enum_column, time_column
from shop.kit.db.tenancy import MerchantOwned
from shop.kit.states import StateConflict


class AttentionKind(StrEnum):
    """Why a person must look. What is to be done about each stands in `attention.advice`."""

    CONVERSATION_WAITS = "conversation_waits"
    MESSAGE_UNREADABLE = "message_unreadable"
    MESSAGE_REFUSED = "message_refused"
    NUMBER_PAUSED = "number_paused"
    ACCOUNT_ALERT = "account_alert"
    LINK_FAILED = "link_failed"
    PAYMENT_UNCLEAR = "payment_unclear"
    PAYMENT_UNDELIVERABLE = "payment_undeliverable"
    PAYMENT_EVENT_SET_ASIDE = "payment_event_set_aside"
    PAYMENT_RETURNED = "payment_returned"
    PAID_AFTER_CANCEL = "paid_after_cancel"
    REFUND_FAILED = "refund_failed"
    REFUND_NOT_MADE = "refund_not_made"
    REFUNDED_AT_STRIPE = "refunded_at_stripe"
    DISPUTE = "dispute"
    DISPUTE_LOST = "dispute_lost"
    FRAUD_WARNING = "fraud_warning"
    INVOICE_FAILED = "invoice_failed"
    CREDIT_NOTE_FAILED = "credit_note_failed"
    INVOICE_NEEDS_BUYER = "invoice_needs_buyer"
    TITLE_UNPRINTABLE = "title_unprintable"
    ORDER_NOTE = "order_note"
    NO_DELIVERY = "no_delivery"
    ORDER_UNFULFILLED = "order_unfulfilled"


# The same `resolve` for every open call of some kinds about one thing.
RESOLVE_OPEN = (
    "UPDATE attention SET resolved_by = $5, resolved_at = $6 WHERE merchant_id = $1 AND subject_kind = $2 "
    "AND subject_id = $3 AND kind = ANY($4::text[]) AND resolved_at IS NULL RETURNING kind"
)


class Attention(MerchantOwned, table=True):
    """One call. Of a kind about one thing there is at most one that is not resolved."""

    __tablename__ = "attention"
    __table_args__ = (
        Index(
            "ix_attention_resolved", "merchant_id", "since", "id", postgresql_where="resolved_at IS NOT NULL"
        ),
        Index(
            "ix_attention_resolved_by_kind",
            "merchant_id",
            "kind",
            "since",
            "id",
            postgresql_where="resolved_at IS NOT NULL",
        ),
        Index(
            "uq_attention_open",
            "merchant_id",
            "kind",
            "subject_kind",
            "subject_id",
            unique=True,
            postgresql_where="resolved_at IS NULL",
        ),
        Index(None, "merchant_id", "subject_kind", "subject_id"),
        Index("ix_attention_unresolved", "since", postgresql_where="resolved_at IS NULL"),
        Index(None, "merchant_id", "resolved_at", postgresql_where="resolved_at IS NOT NULL"),
    )

    kind: AttentionKind = enum_column(AttentionKind)
    subject_kind: SubjectKind = enum_column(SubjectKind)
    subject_id: UUID
    detail: str
    since: datetime = time_column()
    due_at: datetime | None = time_column(default=None)
    taken_by: str | None = None
    taken_at: datetime | None = time_column(default=None)
    resolved_by: str | None = None
    resolved_at: datetime | None = time_column(default=None)

    @property
    def subject(self) -> Subject:
        return Subject(self.subject_kind, self.subject_id)

    @property
    def is_open(self) -> bool:
        """Nobody has seen to it; somebody may have taken it."""
        return self.resolved_at is None

    def take(self, *, by: str, at: datetime) -> None:
        """Somebody looks after it; a second person may take it over. Raises StateConflict once it is resolved."""
        self._must_be_open()
        self.taken_by, self.taken_at = by, at

    def give_back(self) -> None:
        """Nobody looks after it any more. Raises StateConflict once it is resolved."""
        self._must_be_open()
        self.taken_by = self.taken_at = None

    def resolve(self, *, by: str, at: datetime) -> None:
        """It is seen to. Raises StateConflict if it was before."""
        self._must_be_open()
        self.resolved_by, self.resolved_at = by, at

    def _must_be_open(self) -> None:
        if not self.is_open:
            raise StateConflict("This was resolved already.")
