"""The table of disputes."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from shop.kit.db.columns import time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to

CLOSED = frozenset({"won", "lost", "warning_closed", "prevented"})


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
    def is_closed(self) -> bool:
        return self.status in CLOSED

    @property
    def needs_answer(self) -> bool:
        """Does Stripe wait for evidence? (needs_response, warning_needs_response, appeal_needs_response)"""
        return self.status.endswith("needs_response")

    def follow(self, status: str, *, due_at: datetime | None, told_at: datetime) -> bool:
        """The later news stands; of one second, that which ends it. False where this is older."""
        if (told_at, _rank(status)) < (self.told_at, _rank(self.status)):
            return False
        self.status, self.due_at, self.told_at = status, due_at, told_at
        return True


def _rank(status: str) -> int:
    """Which of two statuses of one second comes later."""
    return 2 if status in CLOSED else int(not status.endswith("needs_response"))
