"""Tables of carts.

A cart, from state to state, by verb:

    open -> ordered: order
    ordered -> ordered: order
    open -> dropped: drop
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from shop.kit.db.columns import enum_column, json_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to
from shop.kit.states import Transitions, check_transition


class CartState(StrEnum):
    OPEN = "open"
    ORDERED = "ordered"
    DROPPED = "dropped"


CART_TRANSITIONS: Transitions[CartState] = {
    CartState.OPEN: frozenset({CartState.ORDERED, CartState.DROPPED}),
    CartState.ORDERED: frozenset({CartState.ORDERED}),
    CartState.DROPPED: frozenset(),
}


class Cart(MerchantOwned, table=True):
    """What somebody wants, before it is an order. `lines` holds `{"variant_id", "quantity"}`."""

    __table_args__ = (
        belongs_to("conversation_id", "conversation"),
        UniqueConstraint("merchant_id", "pay_token"),
        Index(None, "merchant_id", "conversation_id", "state"),
    )

    conversation_id: UUID
    state: CartState = enum_column(CartState, default=CartState.OPEN)
    lines: list[dict[str, Any]] = json_column(default_factory=list)
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
