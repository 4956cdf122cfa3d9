"""The table of refunds.

A refund, from state to state, by verb (what had succeeded may still come back from the bank, weeks later):

    requested, pending -> succeeded: succeed
    requested -> pending: wait
    requested, pending, succeeded -> failed: fail
    requested, pending -> cancelled: cancel
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from shop.kit.db.columns import enum_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to
from shop.kit.states import Transitions, may_become

ALREADY_REFUNDED = "charge_already_refunded"  # Stripe's code: somebody gave it back before us


class RefundState(StrEnum):
    REQUESTED = "requested"  # decided here; Stripe was not asked, or has not answered
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


_UNDECIDED = frozenset({RefundState.SUCCEEDED, RefundState.FAILED, RefundState.CANCELLED})
REFUND_TRANSITIONS: Transitions[RefundState] = {
    RefundState.REQUESTED: _UNDECIDED | {RefundState.PENDING},
    RefundState.PENDING: _UNDECIDED,
    RefundState.SUCCEEDED: frozenset({RefundState.FAILED}),
    RefundState.FAILED: frozenset(),
    RefundState.CANCELLED: frozenset(),
}


class RefundReason(StrEnum):
    DUPLICATE = "duplicate"  # the order was paid twice
    SOLD_OUT = "sold_out"
    ORDER_CANCELLED = "order_cancelled"
    REQUESTED = "requested"  # by a person of the shop, here
    AT_STRIPE = "at_stripe"  # by a person, in Stripe's dashboard


class Refund(MerchantOwned, table=True):
    """Money on its way back to who paid it. Of ours there is at most one for a payment, and it is the whole of it."""

    __table_args__ = (
        belongs_to("order_id", "sales_order"),
        belongs_to("payment_id", "payment"),
        UniqueConstraint("merchant_id", "stripe_refund_id"),
        Index(None, "merchant_id", "order_id"),
        Index(None, "merchant_id", "payment_id"),
        Index(
            "uq_refund_ours",
            "merchant_id",
            "payment_id",
            unique=True,
            postgresql_where="reason <> 'at_stripe'",
        ),
    )

    order_id: UUID
    payment_id: UUID
    amount_minor: int = Field(sa_type=BigInteger)
    currency: str
    state: RefundState = enum_column(RefundState, default=RefundState.REQUESTED)
    reason: RefundReason = enum_column(RefundReason)
    actor: str
    stripe_refund_id: str | None = None
    failure: str | None = None  # Stripe's code or sentence
    requested_at: datetime = time_column()
    ended_at: datetime | None = time_column(default=None)

    @property
    def counts(self) -> bool:
        """Is this money back, or on its way back?"""
        return self.state in (RefundState.REQUESTED, RefundState.PENDING, RefundState.SUCCEEDED)

    def counted_at(self, moment: datetime) -> bool:
        """Did it count then? One that failed later did."""
        failed_later = (
            self.state is RefundState.FAILED and self.ended_at is not None and self.ended_at >= moment
        )
        return self.counts or failed_later

    @property
    def is_at_stripe(self) -> bool:
        """Did Stripe take it on, and is it back or on its way?"""
        return self.state in (RefundState.PENDING, RefundState.SUCCEEDED)

    @property
    def is_owed(self) -> bool:
        """Is this money not on its way, though somebody decided that it goes back?"""
        is_needless = self.state is RefundState.CANCELLED and self.failure == ALREADY_REFUNDED
        return not self.is_at_stripe and not is_needless

    @property
    def is_unnamed(self) -> bool:
        """Made at Stripe, and only the charge's total told of it so far: it may be several."""
        return self.reason is RefundReason.AT_STRIPE and self.stripe_refund_id is None

    def split_off(self, amount_minor: int) -> "Refund":
        """It was several: this one is of `amount_minor`. Returns what is left, which nobody has named yet."""
        rest = Refund(
            merchant_id=self.merchant_id,
            order_id=self.order_id,
            payment_id=self.payment_id,
            amount_minor=self.amount_minor - amount_minor,
            currency=self.currency,
            state=self.state,
            reason=self.reason,
            actor=self.actor,
            requested_at=self.requested_at,
            ended_at=self.ended_at,
        )
        self.amount_minor = amount_minor
        return rest

    def name(self, stripe_refund_id: str, amount_minor: int) -> None:
        """Stripe has it under this id, for this much: the whole of what was left of the payment."""
        self.stripe_refund_id, self.amount_minor = stripe_refund_id, amount_minor

    def wait(self) -> bool:
        """Stripe or the bank take their time. False where that is no news; so with the verbs below."""
        return self._become(RefundState.PENDING, None)

    def succeed(self, *, at: datetime) -> bool:
        return self._become(RefundState.SUCCEEDED, at)

    def fail(self, why: str, *, at: datetime) -> bool:
        return self._become(RefundState.FAILED, at, why)

    def cancel(self, why: str, *, at: datetime) -> bool:
        """It is not needed any more, or was stopped at Stripe."""
        return self._become(RefundState.CANCELLED, at, why)

    def _become(self, state: RefundState, at: datetime | None, failure: str | None = None) -> bool:
        if not may_become(REFUND_TRANSITIONS, self.state, state):
            return False
        self.state, self.ended_at, self.failure = state, at, failure
        return True
