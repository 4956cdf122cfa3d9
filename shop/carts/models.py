"""Tables of carts."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from shop.kit.db.columns import enum_column, json_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to


class CartState(StrEnum):
    OPEN = "open"
    ORDERED = "ordered"
    DROPPED = "dropped"


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
