"""Meta's view of each template of a merchant's account."""

from datetime import datetime

from sqlalchemy import UniqueConstraint

from shop.kit.db.columns import time_column
from shop.kit.db.tenancy import MerchantOwned

APPROVED = "APPROVED"
UNSENT = "UNSENT"  # ours: Meta has not seen it


class MessageTemplate(MerchantOwned, table=True):
    """One (account, name, language) as Meta sees it. `status` holds Meta's own word.

    Each word of Meta's counts unless a later one by Meta's clock is known (`…_at`); webhooks arrive in any order.
    """

    __tablename__ = "message_template"
    __table_args__ = (UniqueConstraint("merchant_id", "waba_id", "name", "language"),)

    waba_id: str
    name: str
    language: str
    meta_id: str | None = None
    status: str = UNSENT
    status_at: datetime | None = time_column(default=None)
    category: str
    category_said_at: datetime | None = time_column(default=None)
    coming_category: str | None = None
    coming_category_from: datetime | None = time_column(default=None)
    quality: str | None = None
    quality_at: datetime | None = time_column(default=None)
    reason: str | None = None
    sent_hash: str | None = None
    updated_at: datetime = time_column()

    @property
    def may_be_sent(self) -> bool:
        return self.status == APPROVED

    def note_sent(self, meta_id: str | None, sent_hash: str) -> None:
        """What Meta has of it: its id there, once that is known, and the words that were sent."""
        self.meta_id = meta_id or self.meta_id
        self.sent_hash = sent_hash

    def note_review(self, status: str, reason: str | None, *, said_at: datetime) -> bool:
        """Meta's word on it, in Meta's own terms (APPROVED, REJECTED, PAUSED, …). False if a later one is known."""
        if self.status_at is not None and said_at < self.status_at:
            return False
        self.status, self.reason, self.status_at = status, reason, said_at
        return True

    def note_category(self, category: str, *, said_at: datetime) -> bool:
        """The category that Meta bills from now on. False if a later word is known."""
        if not self._category_is_news(said_at):
            return False
        self.category, self.category_said_at = category, said_at
        if self.coming_category_from is not None and self.coming_category_from <= said_at:
            self.coming_category = self.coming_category_from = None
        return True

    def announce_category(self, category: str, *, since: datetime, said_at: datetime) -> bool:
        """Meta will bill another category from a day on. False if a later word is known."""
        if not self._category_is_news(said_at):
            return False
        self.coming_category, self.coming_category_from, self.category_said_at = category, since, said_at
        return True

    def note_quality(self, quality: str, *, said_at: datetime) -> bool:
        """GREEN, YELLOW, RED or UNKNOWN. False if a later word is known."""
        if self.quality_at is not None and said_at < self.quality_at:
            return False
        self.quality, self.quality_at = quality, said_at
        return True

    def note_seen(self, *, at: datetime) -> None:
        """Something was heard of it."""
        self.updated_at = at

    def _category_is_news(self, said_at: datetime) -> bool:
        return self.category_said_at is None or said_at >= self.category_said_at
