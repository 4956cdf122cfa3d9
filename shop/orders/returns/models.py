"""The table of returns.

A return, from state to state, by verb (one that is closed before anything came frees its pieces):

    requested -> approved: approve
    requested -> refused: refuse
    approved -> received: receive
    approved, received -> closed: close
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index

from shop.kit.db.columns import enum_column, json_column, structs_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to
from shop.kit.states import Transitions, check_transition
from shop.orders.life.pieces import Pieces, amount


class ReturnState(StrEnum):
    REQUESTED = "requested"
    APPROVED = "approved"
    REFUSED = "refused"
    RECEIVED = "received"
    CLOSED = "closed"


RETURN_TRANSITIONS: Transitions[ReturnState] = {
    ReturnState.REQUESTED: frozenset({ReturnState.APPROVED, ReturnState.REFUSED}),
    ReturnState.APPROVED: frozenset({ReturnState.RECEIVED, ReturnState.CLOSED}),
    ReturnState.RECEIVED: frozenset({ReturnState.CLOSED}),
}
_AFTER_APPROVAL = frozenset({ReturnState.APPROVED, ReturnState.RECEIVED, ReturnState.CLOSED})


class ReturnReason(StrEnum):
    """Why it comes back. A withdrawal needs no reason (Directive 2011/83/EU, article 9)."""

    WITHDRAWAL = "withdrawal"
    DAMAGED = "damaged"
    FAULTY = "faulty"
    WRONG_ITEM = "wrong_item"
    NOT_AS_DESCRIBED = "not_as_described"
    TOO_LATE = "too_late"
    OTHER = "other"


class Return(MerchantOwned, table=True):
    """Some pieces of an order that come back. `is_late`: asked for when the time to withdraw was over.

    `note` is what was said of it, `answer` what the shopper reads of the decision; `restocked` are the pieces that went
    back to stock. `image_ids` and `message_ids` are its pictures: uploads, or messages of the chat.
    """

    __tablename__ = "order_return"
    __table_args__ = (
        belongs_to("order_id", "sales_order"),
        belongs_to("exchange_order_id", "sales_order"),
        belongs_to("refund_id", "refund"),
        Index(None, "merchant_id", "order_id"),
        Index(None, "merchant_id", "exchange_order_id", postgresql_where="exchange_order_id IS NOT NULL"),
        Index(None, "merchant_id", "refund_id", postgresql_where="refund_id IS NOT NULL"),
    )

    order_id: UUID
    state: ReturnState = enum_column(ReturnState, default=ReturnState.REQUESTED)
    lines: list[Pieces] = structs_column(Pieces, default_factory=list)
    reason: ReturnReason = enum_column(ReturnReason)
    note: str = ""
    answer: str = ""
    image_ids: list[str] = json_column(default_factory=list)
    message_ids: list[str] = json_column(default_factory=list)
    is_late: bool = False
    restocked: list[Pieces] = structs_column(Pieces, default_factory=list)
    exchange_order_id: UUID | None = None
    refund_id: UUID | None = None
    requested_at: datetime = time_column()
    decided_at: datetime | None = time_column(default=None)
    received_at: datetime | None = time_column(default=None)
    closed_at: datetime | None = time_column(default=None)

    @property
    def pieces(self) -> int:
        return amount(self.lines)

    @property
    def has_come(self) -> bool:
        """Is it back at the shop?"""
        return self.received_at is not None

    @property
    def counts(self) -> bool:
        """Are its pieces not to be returned by another one?"""
        came_to_nothing = self.state is ReturnState.CLOSED and not self.has_come
        return self.state is not ReturnState.REFUSED and not came_to_nothing

    def approve(self, answer: str, *, at: datetime) -> bool:
        """It may come. False if that was said before; so with the verbs below. Raises StateConflict."""
        if self.state in _AFTER_APPROVAL:
            return False
        self._become(ReturnState.APPROVED)
        self.answer, self.decided_at = answer, at
        return True

    def refuse(self, answer: str, *, at: datetime) -> bool:
        """It may not; `answer` tells the shopper why."""
        if self.state is ReturnState.REFUSED:
            return False
        self._become(ReturnState.REFUSED)
        self.answer, self.decided_at = answer, at
        return True

    def receive(self, restocked: list[Pieces], *, at: datetime) -> bool:
        """It came; these pieces of it can be sold again."""
        if self.has_come:
            return False
        self._become(ReturnState.RECEIVED)
        self.restocked, self.received_at = restocked, at
        return True

    def close(self, *, at: datetime) -> bool:
        """Nothing is left to do about it."""
        if self.state is ReturnState.CLOSED:
            return False
        self._become(ReturnState.CLOSED)
        self.closed_at = at
        return True

    def link(self, *, exchange_order_id: UUID | None = None, refund_id: UUID | None = None) -> bool:
        """What follows from it elsewhere; what is not given stays. False where nothing is new."""
        before = self.exchange_order_id, self.refund_id
        self.exchange_order_id = exchange_order_id or self.exchange_order_id
        self.refund_id = refund_id or self.refund_id
        return before != (self.exchange_order_id, self.refund_id)

    def _become(self, state: ReturnState) -> None:
        check_transition(RETURN_TRANSITIONS, self.state, state, "This return")
        self.state = state
