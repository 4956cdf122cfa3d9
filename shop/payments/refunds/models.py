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

import msgspec
from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from shop.events.models import Actor, Subject, SubjectKind
from shop.kit.db.columns import enum_column, structs_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to
from shop.kit.states import Transitions, may_become
from shop.payments.models import Payment

ALREADY_REFUNDED = "charge_already_refunded"  # Stripe's code: somebody gave it back before us
ABOVE_WHAT_IS_LEFT = "amount_above_what_is_left"  # ours: Stripe has a sentence for it, and no code
NEEDLESS = frozenset({ALREADY_REFUNDED, ABOVE_WHAT_IS_LEFT})
WHOLE_PAYMENT = "payment"  # what a refund by rule is decided for


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
    REQUESTED = (
        "requested"  # by a person of the shop, here: the shopper asked for it; so are the following ones
    )
    RETURNED = "returned"  # the goods came back
    DAMAGED = "damaged"
    NOT_DELIVERED = "not_delivered"
    GOODWILL = "goodwill"
    OTHER = "other"
    AT_STRIPE = "at_stripe"  # by a person, in Stripe's dashboard


class RefundedLine(msgspec.Struct, frozen=True, kw_only=True):
    """Pieces of an order's line that a refund is about.

    `amount_minor` is their part of it, None where it was not asked for by line; `restocked`: so many of them went back
    into the stock.
    """

    position: int
    quantity: int
    amount_minor: int | None = None
    restocked: int = 0


class Refund(MerchantOwned, table=True):
    """Money on its way back to who paid it: from when it is requested its amount is taken, until it fails.

    `decided_for`: what a rule decided it for, of which there is one; None for a refund by a person. `lines`: what of the
    order it is about, where that was said. `asked_at`: Stripe was first asked. `told_at`: the shopper was told of it.
    """

    __table_args__ = (
        belongs_to("order_id", "sales_order"),
        belongs_to("payment_id", "payment"),
        UniqueConstraint("merchant_id", "stripe_refund_id"),
        Index(None, "merchant_id", "order_id"),
        Index(None, "merchant_id", "payment_id"),
        Index(
            "uq_refund_decided",
            "merchant_id",
            "payment_id",
            "decided_for",
            unique=True,
            postgresql_where="decided_for IS NOT NULL",
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
    decided_for: str | None = None
    note: str = ""
    lines: list[RefundedLine] = structs_column(RefundedLine, default_factory=list)
    requested_at: datetime = time_column()
    asked_at: datetime | None = time_column(default=None)
    told_at: datetime | None = time_column(default=None)
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
        is_needless = self.state is RefundState.CANCELLED and self.failure in NEEDLESS
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
            told_at=self.told_at,
            ended_at=self.ended_at,
        )
        self.amount_minor = amount_minor
        return rest

    def name(self, stripe_refund_id: str, amount_minor: int) -> None:
        """Stripe has it under this id, for this much: a whole payment's is what was left of it there."""
        self.stripe_refund_id, self.amount_minor = stripe_refund_id, amount_minor

    def note_asked(self, *, at: datetime) -> bool:
        """Stripe is asked now. Was it before? Then it may have made it, whatever we heard."""
        was_asked = self.asked_at is not None
        self.asked_at = self.asked_at or at
        return was_asked

    def note_told(self, *, at: datetime) -> None:
        """The shopper was told that it is on its way."""
        self.told_at = self.told_at or at

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


def refund_subject(refund: Refund) -> Subject:
    """The refund as events name it."""
    return Subject(SubjectKind.REFUND, refund.id)


def new_refund(
    payment: Payment, amount_minor: int, reason: RefundReason, *, actor: Actor, at: datetime
) -> Refund:
    """So much of the payment shall go back."""
    return Refund(
        merchant_id=payment.merchant_id,
        order_id=payment.order_id,
        payment_id=payment.id,
        amount_minor=amount_minor,
        currency=payment.currency,
        reason=reason,
        actor=str(actor),
        requested_at=at,
    )
