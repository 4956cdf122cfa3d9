"""Tables of carts.

A cart, from state to state, by verb:

    open -> ordered: order
    ordered -> ordered: order
    open -> dropped: drop

`DROP_OPEN` is the same `drop` for every open cart of a conversation at once.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec
from sqlalchemy import Index, UniqueConstraint

from shop.kit.db.columns import enum_column, structs_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to
from shop.kit.states import Transitions, arrow, check_transition


class CartState(StrEnum):
    OPEN = "open"
    ORDERED = "ordered"
    DROPPED = "dropped"


CART_TRANSITIONS: Transitions[CartState] = {
    CartState.OPEN: frozenset({CartState.ORDERED, CartState.DROPPED}),
    CartState.ORDERED: frozenset({CartState.ORDERED}),
    CartState.DROPPED: frozenset(),
}
_OPEN, _DROPPED = arrow(CART_TRANSITIONS, CartState.OPEN, CartState.DROPPED)
DROP_OPEN = (
    f"UPDATE cart SET state = '{_DROPPED}', updated_at = $3 "  # noqa: S608 - our own names
    f"WHERE merchant_id = $1 AND conversation_id = $2 AND state = '{_OPEN}'"
)


class PickedLine(msgspec.Struct, frozen=True):
    """So many of one variant."""

    variant_id: UUID
    quantity: int


class Cart(MerchantOwned, table=True):
    """What somebody wants, before it is an order."""

    __table_args__ = (
        belongs_to("conversation_id", "conversation"),
        UniqueConstraint("merchant_id", "pay_token"),
        Index(None, "merchant_id", "conversation_id", "state"),
        Index("ix_cart_dropped", "merchant_id", "updated_at", postgresql_where="state = 'dropped'"),
    )

    conversation_id: UUID
    state: CartState = enum_column(CartState, default=CartState.OPEN)
    lines: list[PickedLine] = structs_column(PickedLine, default_factory=list)
    wamid: str | None = None
    note: str = ""
    pay_token: str | None = None  # leads back to a cart that waits
    created_at: datetime = time_column()
    updated_at: datetime = time_column()

    def order(self, *, at: datetime) -> None:
        """An order was made of it, or is being made as it is stored. Raises StateConflict if it was dropped."""
        self._become(CartState.ORDERED, at=at)

    def add_note(self, earlier: str) -> None:
        """What was said with goods that are added to it."""
        self.note = "\n".join(dict.fromkeys(part for part in (earlier, self.note) if part))

    def drop(self, *, at: datetime) -> None:
        """The shopper does not want it any more. Raises StateConflict unless it is open."""
        self._become(CartState.DROPPED, at=at)

    def _become(self, state: CartState, *, at: datetime) -> None:
        check_transition(CART_TRANSITIONS, self.state, state, f"Cart {self.id}")
        self.state, self.updated_at = state, at
