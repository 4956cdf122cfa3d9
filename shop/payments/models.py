"""Tables of payments.

A payment link, from state to state, by verb:

    active -> paid: mark_paid
    active -> superseded: supersede
    superseded -> paid: mark_paid

A payment, from verdict to verdict, by verb:

    pending -> settled, surplus, mismatch, undeliverable: decide
    pending -> failed: fail
    failed -> settled, surplus, mismatch, undeliverable: decide

Money counts, whatever was said before of its session.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from shop.kit.db.columns import enum_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to
from shop.kit.states import Transitions, check_transition, may_become
from shop.kit.vendors.webhook_events import WebhookEvent, kept_for_a_time


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
    closed_at: datetime | None = time_column(default=None)

    @property
    def is_open_at_stripe(self) -> bool:
        """May somebody still open it, or pay in a session that is open already?"""
        return self.closed_at is None

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

    def note_closed(self, *, at: datetime) -> None:
        """It takes no money at Stripe any more, nor do its sessions."""
        self.supersede()
        self.closed_at = self.closed_at or at


class StripeEvent(WebhookEvent, table=True):
    """What Stripe told us, raw, before it is understood. Ignored: not ours. Set aside: ours, but no order was found.

    `order_id` and `payment_intent` are what it names, if it names them; they may be unknown here.
    """

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
        Index(None, "merchant_id", "order_id", postgresql_where="order_id IS NOT NULL"),
        Index(None, "merchant_id", "payment_intent", postgresql_where="payment_intent IS NOT NULL"),
        *kept_for_a_time("stripe_event"),
    )

    event_id: str
    type: str
    body: bytes = Field(sa_type=LargeBinary)
    order_id: UUID | None = None
    payment_intent: str | None = None
    arrived_at: datetime = time_column()


class PaymentVerdict(StrEnum):
    PENDING = "pending"  # the bank takes days: nothing has arrived yet
    FAILED = "failed"  # and nothing will
    SETTLED = "settled"
    SURPLUS = "surplus"  # the order was paid already: this money goes back by itself
    UNDELIVERABLE = (
        "undeliverable"  # nothing of the order can be had any more: this money goes back by itself
    )
    MISMATCH = "mismatch"  # wrong amount, currency, revision or mode: a person decides


PAYMENT_TRANSITIONS: Transitions[PaymentVerdict] = {
    PaymentVerdict.PENDING: frozenset(PaymentVerdict) - {PaymentVerdict.PENDING},
    PaymentVerdict.FAILED: frozenset(PaymentVerdict) - {PaymentVerdict.PENDING, PaymentVerdict.FAILED},
}


class Payment(MerchantOwned, table=True):
    """Money for an order, whatever came of it. One row per Stripe session."""

    __table_args__ = (
        belongs_to("order_id", "sales_order"),
        UniqueConstraint("merchant_id", "session_id"),
        Index(None, "merchant_id", "order_id"),
        Index(None, "merchant_id", "payment_intent", postgresql_where="payment_intent IS NOT NULL"),
    )

    order_id: UUID
    session_id: str
    payment_intent: str | None = None
    amount_minor: int = Field(sa_type=BigInteger)
    currency: str
    verdict: PaymentVerdict = enum_column(PaymentVerdict, default=PaymentVerdict.PENDING)
    reason: str = ""
    email: str | None = None
    paid_at: datetime = time_column()

    @property
    def has_arrived(self) -> bool:
        """Is there money that was taken from somebody?"""
        return self.verdict not in (PaymentVerdict.PENDING, PaymentVerdict.FAILED)

    def decide(self, verdict: PaymentVerdict, reason: str, *, at: datetime) -> None:
        """The money arrived: what it means, and why, as a sentence for staff. `at` is Stripe's time."""
        if verdict is PaymentVerdict.FAILED:
            raise ValueError("Money that arrived has not failed.")
        check_transition(PAYMENT_TRANSITIONS, self.verdict, verdict, f"Payment {self.session_id}")
        self.verdict, self.reason, self.paid_at = verdict, reason, at

    def fail(self, *, at: datetime) -> None:
        """The bank said no after days."""
        failed = PaymentVerdict.FAILED
        check_transition(PAYMENT_TRANSITIONS, self.verdict, failed, f"Payment {self.session_id}")
        self.verdict, self.paid_at = failed, at
