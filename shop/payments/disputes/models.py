"""The table of disputes.

Stripe's later word always stands. Of two words of one second, from stage to stage, by verb:

    asks -> asks, reviewed, closed: follow
    reviewed -> reviewed, closed: follow
    closed -> closed: follow
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from shop.kit.db.columns import time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to
from shop.kit.states import Transitions, may_become

CLOSED = frozenset({"won", "lost", "warning_closed", "prevented"})


class DisputeStage(StrEnum):
    """How far a dispute is, whichever of Stripe's statuses says so."""

    ASKS = "asks"  # Stripe waits for evidence
    REVIEWED = "reviewed"
    CLOSED = "closed"


DISPUTE_TRANSITIONS: Transitions[DisputeStage] = {
    DisputeStage.ASKS: frozenset(DisputeStage),
    DisputeStage.REVIEWED: frozenset({DisputeStage.REVIEWED, DisputeStage.CLOSED}),
    DisputeStage.CLOSED: frozenset({DisputeStage.CLOSED}),
}


def stage_of(status: str) -> DisputeStage:
    """What one of Stripe's statuses means; all that end in `needs_response` ask."""
    if status in CLOSED:
        return DisputeStage.CLOSED
    return DisputeStage.ASKS if status.endswith("needs_response") else DisputeStage.REVIEWED


class Dispute(MerchantOwned, table=True):
    """A bank that asks for its customer's money, as Stripe tells it. `status` and `reason` are Stripe's words."""

    __table_args__ = (
        belongs_to("order_id", "sales_order"),
        belongs_to("payment_id", "payment"),
        UniqueConstraint("merchant_id", "stripe_dispute_id"),
        Index(None, "merchant_id", "order_id"),
    )

    order_id: UUID
    payment_id: UUID
    stripe_dispute_id: str
    amount_minor: int = Field(sa_type=BigInteger)
    currency: str
    status: str
    reason: str
    due_at: datetime | None = time_column(default=None)
    opened_at: datetime = time_column()
    told_at: datetime = time_column()  # Stripe's time of the news that stands here

    @property
    def stage(self) -> DisputeStage:
        return stage_of(self.status)

    @property
    def is_closed(self) -> bool:
        return self.stage is DisputeStage.CLOSED

    @property
    def is_lost(self) -> bool:
        """Did the money go back to the buyer for good?"""
        return self.status == "lost"

    @property
    def takes_money(self) -> bool:
        """Does Stripe keep the money back until it is closed? An inquiry only asks."""
        return not self.is_closed and not self.status.startswith("warning")

    @property
    def needs_answer(self) -> bool:
        """Does Stripe wait for evidence? (needs_response, warning_needs_response, appeal_needs_response)"""
        return self.stage is DisputeStage.ASKS

    def follow(self, status: str, *, amount_minor: int, due_at: datetime | None, told_at: datetime) -> bool:
        """The later news stands; of one second, that which ends it. False where this is older."""
        is_late = told_at == self.told_at and not may_become(
            DISPUTE_TRANSITIONS, self.stage, stage_of(status)
        )
        if told_at < self.told_at or is_late:
            return False
        self.status, self.due_at, self.told_at = status, due_at, told_at
        self.amount_minor = amount_minor or self.amount_minor
        return True
