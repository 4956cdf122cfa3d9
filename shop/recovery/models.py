"""Tables of recovery.

A recovery, from state to state, by verb:

    waiting -> waiting: postpone
    waiting -> nudged: nudge
    nudged -> recovered: recover
    waiting, nudged -> ended: end

`END_WAITING` is the same `end` for those of a conversation that were not reminded of.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from shop.kit.db.columns import enum_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to
from shop.kit.states import Transitions, arrow, check_transition


class RecoveryState(StrEnum):
    WAITING = "waiting"
    NUDGED = "nudged"
    RECOVERED = "recovered"
    ENDED = "ended"


RECOVERY_TRANSITIONS: Transitions[RecoveryState] = {
    RecoveryState.WAITING: frozenset({RecoveryState.WAITING, RecoveryState.NUDGED, RecoveryState.ENDED}),
    RecoveryState.NUDGED: frozenset({RecoveryState.RECOVERED, RecoveryState.ENDED}),
    RecoveryState.RECOVERED: frozenset(),
    RecoveryState.ENDED: frozenset(),
}
_WAITING, _ENDED = arrow(RECOVERY_TRANSITIONS, RecoveryState.WAITING, RecoveryState.ENDED)
END_WAITING = (
    f"UPDATE recovery SET state = '{_ENDED}', ended_reason = $3, ended_at = $4 "  # noqa: S608 - our own names
    f"WHERE merchant_id = $1 AND conversation_id = $2 AND state = '{_WAITING}'"
)


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
        Index(None, "merchant_id", "ended_at", postgresql_where="ended_at IS NOT NULL"),
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

    def nudge(self, message_id: UUID, *, at: datetime) -> None:
        """The reminder is on its way."""
        self._become(RecoveryState.NUDGED)
        self.nudged_at, self.message_id = at, message_id

    def postpone(self, until: datetime) -> None:
        """Not now, but perhaps then."""
        self._become(RecoveryState.WAITING)
        self.due_at = until

    def recover(self, *, at: datetime) -> None:
        """The reminder was worth it."""
        self._become(RecoveryState.RECOVERED)
        self.ended_at = at
        self.ended_reason = "It was paid after the reminder."

    def end(self, reason: str, *, at: datetime) -> None:
        """It is over without a recovery."""
        self._become(RecoveryState.ENDED)
        self.ended_reason, self.ended_at = reason, at

    def _become(self, state: RecoveryState) -> None:
        check_transition(RECOVERY_TRANSITIONS, self.state, state, f"Recovery {self.id}")
        self.state = state
