"""Money that goes back, as the API shows it on an order."""

from typing import Annotated
from uuid import UUID

import msgspec

from shop.api.http.money import Money
from shop.api.http.types import Timestamp
from shop.payments.disputes.models import Dispute
from shop.payments.refunds.models import Refund, RefundedLine, RefundReason, RefundState


class RefundedLineView(msgspec.Struct, frozen=True, kw_only=True):
    """Pieces of a line that a refund is about. `restocked`: so many of them went back into the stock."""

    position: int
    quantity: int
    amount: Annotated[
        Money | None, msgspec.Meta(description="Their part of the refund; null where it was not by line.")
    ]
    restocked: int

    @classmethod
    def of(cls, line: RefundedLine, currency: str) -> "RefundedLineView":
        return cls(
            position=line.position,
            quantity=line.quantity,
            amount=None if line.amount_minor is None else Money(line.amount_minor, currency),
            restocked=line.restocked,
        )


class RefundView(msgspec.Struct, frozen=True, kw_only=True):
    """Money that goes back, or should. `actor` is who decided it: a rule of ours, a person, Stripe's dashboard."""

    id: UUID
    payment_id: UUID
    amount: Money
    state: RefundState
    reason: RefundReason
    note: Annotated[str, msgspec.Meta(description="For staff: the shopper never reads it.")]
    lines: list[RefundedLineView]
    actor: Annotated[str, msgspec.Meta(examples=["rule:payments.settle"])]
    failure: Annotated[
        str | None,
        msgspec.Meta(description="Why it failed or was cancelled.", examples=["expired_or_canceled_card"]),
    ]
    stripe_refund: Annotated[str | None, msgspec.Meta(examples=["re_3RkT2eFzqYwZ"])]
    requested_at: Timestamp
    ended_at: Timestamp | None

    @classmethod
    def of(cls, refund: Refund) -> "RefundView":
        return cls(
            id=refund.id,
            payment_id=refund.payment_id,
            amount=Money(refund.amount_minor, refund.currency),
            state=refund.state,
            reason=refund.reason,
            note=refund.note,
            lines=[RefundedLineView.of(line, refund.currency) for line in refund.lines],
            actor=refund.actor,
            failure=refund.failure,
            stripe_refund=refund.stripe_refund_id,
            requested_at=refund.requested_at,
            ended_at=refund.ended_at,
        )


class DisputeView(msgspec.Struct, frozen=True, kw_only=True):
    """A bank that asks for its customer's money. `status` and `reason` are Stripe's words."""

    id: UUID
    payment_id: UUID
    amount: Money
    status: Annotated[str, msgspec.Meta(examples=["needs_response"])]
    reason: Annotated[str, msgspec.Meta(examples=["product_not_received"])]
    due_at: Annotated[
        Timestamp | None, msgspec.Meta(description="Until when it has to be answered at Stripe.")
    ]
    stripe_dispute: Annotated[str, msgspec.Meta(examples=["du_1RkT2eFzqYwZ"])]
    opened_at: Timestamp

    @classmethod
    def of(cls, dispute: Dispute) -> "DisputeView":
        return cls(
            id=dispute.id,
            payment_id=dispute.payment_id,
            amount=Money(dispute.amount_minor, dispute.currency),
            status=dispute.status,
            reason=dispute.reason,
            due_at=dispute.due_at,
            stripe_dispute=dispute.stripe_dispute_id,
            opened_at=dispute.opened_at,
        )
