"""Tables of recovery."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from shop.kit.db.columns import enum_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to


class RecoveryState(StrEnum):
    WAITING = "waiting"
    NUDGED = "nudged"
    RECOVERED = "recovered"
    ENDED = "ended"


class Recovery(MerchantOwned, table=True):
    """What was left behind by whom, when to remind, and what came of it."""

    __table_args__ = (
        belongs_to("order_id", "sales_order"),
        belongs_to("cart_id", "cart"),
        belongs_to("conversation_id", "conversation"),
        UniqueConstraint("merchant_id", "order_id"),
        UniqueConstraint("merchant_id", "cart_id"),
        Index("ix_recovery_due", "due_at", postgresql_where="state = 'waiting'"),
        Index(None, "merchant_id", "conversation_id"),
    )

    order_id: UUID | None = None
    cart_id: UUID | None = None
    conversation_id: UUID
    state: RecoveryState = enum_column(RecoveryState, default=RecoveryState.WAITING)
    due_at: datetime = time_column()
    created_at: datetime = time_column()
    nudged_at: datetime | None = time_column(default=None)
    message_id: UUID | None = None
    ended_at: datetime | None = time_column(default=None)
    ended_reason: str | None = None

    @property
    def subject(self) -> str:
        """How decisions and queued messages name it."""
        return f"order:{self.order_id}" if self.order_id else f"cart:{self.cart_id}"

    def recover(self, *, at: datetime) -> None:
        """The reminder was worth it."""
        self.state, self.ended_at = RecoveryState.RECOVERED, at
        self.ended_reason = "It was paid after the reminder."

    def end(self, reason: str, *, at: datetime) -> None:
        """It is over without a recovery."""
        self.state, self.ended_reason, self.ended_at = RecoveryState.ENDED, reason, at
