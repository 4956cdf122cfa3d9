"""Tables of payments."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from shop.kit.db.columns import enum_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to


class LinkState(StrEnum):
    ACTIVE = "active"
    PAID = "paid"
    SUPERSEDED = "superseded"


class PaymentLink(MerchantOwned, table=True):
    """Stripe's link for one revision of an order, and what it asks for."""

    __tablename__ = "payment_link"
    __table_args__ = (
        belongs_to("order_id", "sales_order"),
        UniqueConstraint("merchant_id", "order_id", "revision"),
        UniqueConstraint("merchant_id", "stripe_id"),
    )

    order_id: UUID
    revision: int
    stripe_id: str
    url: str
    amount_minor: int = Field(sa_type=BigInteger)
    currency: str
    state: LinkState = enum_column(LinkState, default=LinkState.ACTIVE)
    created_at: datetime = time_column()


class StripeEventState(StrEnum):
    WAITING = "waiting"
    DONE = "done"
    IGNORED = "ignored"  # not ours: no order id in it
    SET_ASIDE = "set_aside"  # ours, but no order was found: a person must look


class StripeEvent(MerchantOwned, table=True):
    """What Stripe told us, raw, before it is understood."""

    __tablename__ = "stripe_event"
    __table_args__ = (
        UniqueConstraint("merchant_id", "event_id"),
        Index("ix_stripe_event_set_aside", "merchant_id", "id", postgresql_where="state = 'set_aside'"),
        Index(
            "ix_stripe_event_not_done",
            "state",
            "arrived_at",
            postgresql_where="state IN ('waiting', 'set_aside')",
        ),
    )

    event_id: str
    type: str
    body: bytes = Field(sa_type=LargeBinary)
    state: StripeEventState = enum_column(StripeEventState, default=StripeEventState.WAITING)
    reason: str | None = None
    arrived_at: datetime = time_column()


class PaymentVerdict(StrEnum):
    SETTLED = "settled"
    SURPLUS = "surplus"  # the order was paid already: this money must go back
    MISMATCH = "mismatch"  # wrong amount, currency, revision or mode


class Payment(MerchantOwned, table=True):
    """Money that arrived for an order, whatever came of it. One row per Stripe session."""

    __table_args__ = (
        belongs_to("order_id", "sales_order"),
        UniqueConstraint("merchant_id", "session_id"),
        Index(None, "merchant_id", "order_id"),
    )

    order_id: UUID
    session_id: str
    payment_intent: str | None = None
    amount_minor: int = Field(sa_type=BigInteger)
    currency: str
    verdict: PaymentVerdict = enum_column(PaymentVerdict)
    reason: str = ""
    email: str | None = None
    paid_at: datetime = time_column()
