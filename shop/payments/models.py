"""Tables of payments.

A payment link, from state to state, by verb:

    active -> paid: mark_paid
    active -> superseded: supersede
    superseded -> paid: mark_paid
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from shop.kit.db.columns import enum_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to
from shop.kit.states import Transitions, check_transition, may_become
from shop.kit.stored_events import StoredEvent


class LinkState(StrEnum):
    ACTIVE = "active"
    PAID = "paid"
    SUPERSEDED = "superseded"


LINK_TRANSITIONS: Transitions[LinkState] = {
    LinkState.ACTIVE: frozenset({LinkState.PAID, LinkState.SUPERSEDED}),
    LinkState.SUPERSEDED: frozenset({LinkState.PAID}),
    LinkState.PAID: frozenset(),
}


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

    def mark_paid(self) -> None:
        """The order was paid through it, or through it after all: money counts whatever we thought of the link."""
        if self.state is not LinkState.PAID:
            check_transition(LINK_TRANSITIONS, self.state, LinkState.PAID, f"Payment link {self.stripe_id}")
            self.state = LinkState.PAID

    def supersede(self) -> bool:
        """Another link stands for the order, or none: False if this one was paid or superseded already."""
        if not may_become(LINK_TRANSITIONS, self.state, LinkState.SUPERSEDED):
            return False
        self.state = LinkState.SUPERSEDED
        return True


class StripeEvent(StoredEvent, table=True):
    """What Stripe told us, raw, before it is understood. Ignored: not ours. Set aside: ours, but no order was found."""

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
