"""Tables of customers."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from shop.kit.db.columns import enum_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to


class Marketing(StrEnum):
    """What the person said last about promotions, by the clock of whoever told us."""

    UNASKED = "unasked"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"


_STRICTEST_FIRST = (Marketing.WITHDRAWN, Marketing.GIVEN, Marketing.UNASKED)


class Customer(MerchantOwned, table=True):
    """A person. Users of a username have no phone; both ways of naming them are unique per merchant."""

    __table_args__ = (UniqueConstraint("merchant_id", "bsuid"), UniqueConstraint("merchant_id", "phone"))

    bsuid: str | None = None
    phone: str | None = None
    name: str | None = None
    locale: str | None = None
    time_zone: str | None = None
    marketing: Marketing = enum_column(Marketing, default=Marketing.UNASKED)
    marketing_at: datetime | None = time_column(default=None)  # when the word was said that counts
    asked_at: datetime | None = time_column(default=None)
    created_at: datetime = time_column()

    def note_consent(self, *, given: bool, said_at: datetime) -> bool:
        """A yes or a no counts unless a later one is known: what was said last stands, not what arrived last."""
        if self.marketing_at is not None and said_at < self.marketing_at:
            return False
        self.marketing, self.marketing_at = Marketing.GIVEN if given else Marketing.WITHDRAWN, said_at
        return True

    def become(self, *, bsuid: str | None, phone: str | None) -> None:
        """The person is known by something else from now on."""
        self.bsuid, self.phone = bsuid, phone

    def absorb(self, other: "Customer") -> None:
        """Another record is the same person's. A stop in one of them stands; a yes beside no word stays."""
        words = {self.marketing, other.marketing}
        self.marketing = next(each for each in _STRICTEST_FIRST if each in words)
        self.marketing_at = max(filter(None, (self.marketing_at, other.marketing_at)), default=None)
        self.asked_at = max(filter(None, (self.asked_at, other.asked_at)), default=None)
        self.name = other.name or self.name
        self.locale = other.locale or self.locale
        self.time_zone = other.time_zone or self.time_zone

    def note_asked(self, *, at: datetime) -> None:
        """We asked whether promotions are wanted; nobody is asked twice."""
        self.asked_at = at


class ConsentEntry(MerchantOwned, table=True):
    """One line of the ledger: what was shown, what was answered, where, when, in which message.

    `at` is when it was said, `noted_at` when we heard of it. `counted` is False for what changed nothing: an older word
    than one that was known, or a "resume" of somebody who had never agreed.
    """

    __tablename__ = "consent_entry"
    __table_args__ = (
        belongs_to("customer_id", "customer"),
        Index(None, "merchant_id", "customer_id", "at"),
    )

    customer_id: UUID
    purpose: str
    given: bool
    text_shown: str
    channel: str
    wamid: str | None = None
    counted: bool = True
    at: datetime = time_column()
    noted_at: datetime = time_column()
