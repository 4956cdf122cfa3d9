"""Meta's view of each template of a merchant's account."""

from datetime import datetime

from sqlalchemy import UniqueConstraint

from shop.kit.db.columns import time_column
from shop.kit.db.tenancy import MerchantOwned

APPROVED = "APPROVED"
UNSENT = "UNSENT"  # ours: Meta has not seen it


class MessageTemplate(MerchantOwned, table=True):
    """One (account, name, language) as Meta last told us. `status` holds Meta's own word."""

    __tablename__ = "message_template"
    __table_args__ = (UniqueConstraint("merchant_id", "waba_id", "name", "language"),)

    waba_id: str
    name: str
    language: str
    meta_id: str | None = None
    status: str = UNSENT
    category: str
    reason: str | None = None
    sent_hash: str | None = None
    updated_at: datetime = time_column()

    @property
    def may_be_sent(self) -> bool:
        return self.status == APPROVED

    def note_review(self, status: str, reason: str | None) -> None:
        """Meta's word on it, in Meta's own terms (APPROVED, REJECTED, PAUSED, …)."""
        self.status, self.reason = status, reason

    def note_category(self, category: str | None, *, at: datetime) -> None:
        """The category that Meta bills, where it named one; the last thing said of every telling."""
        self.category, self.updated_at = category or self.category, at
