"""Tables of the synchronisation. What is known of one variant stands on the variant (`sent_…`, `meta_…`).

A batch, from state to state, by verb:

    pending -> finished: finish
    pending -> lost: lose
"""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from shop.kit.db.columns import enum_column, json_column, time_column
from shop.kit.db.tenancy import MerchantOwned
from shop.kit.states import Transitions, check_transition


class BatchState(StrEnum):
    """Where one `items_batch` stands."""

    PENDING = "pending"
    FINISHED = "finished"
    # Not finished within `poll.PATIENCE`: its items were marked to be sent again.
    LOST = "lost"


BATCH_TRANSITIONS: Transitions[BatchState] = {
    BatchState.PENDING: frozenset({BatchState.FINISHED, BatchState.LOST}),
    BatchState.FINISHED: frozenset(),
    BatchState.LOST: frozenset(),
}


class MetaBatch(MerchantOwned, table=True):
    """One batch that Meta took, with a handle for each catalog it went to. Finished ones are pruned."""

    __tablename__ = "meta_batch"
    __table_args__ = (
        Index("ix_meta_batch_pending", "sent_at", postgresql_where="state = 'pending'"),
        Index(None, "merchant_id", "finished_at", postgresql_where="finished_at IS NOT NULL"),
    )

    handles: dict[str, str] = json_column(default_factory=dict)
    items: int
    refused: int = 0
    state: BatchState = enum_column(BatchState, default=BatchState.PENDING)
    sent_at: datetime = time_column()
    finished_at: datetime | None = time_column(default=None)

    def finish(self, refused: int, *, at: datetime) -> None:
        """Meta went through it and refused so many items, beside those it refused at once."""
        self._end(BatchState.FINISHED, at=at)
        self.refused += refused

    def lose(self, *, at: datetime) -> None:
        """Meta did not finish it within `poll.PATIENCE`."""
        self._end(BatchState.LOST, at=at)

    def _end(self, state: BatchState, *, at: datetime) -> None:
        check_transition(BATCH_TRANSITIONS, self.state, state, f"Batch {self.id}")
        self.state, self.finished_at = state, at


class SyncLease(SQLModel, table=True):
    """Who may work: one push, one review, one reconciliation of a merchant at a time.

    Its times are real time, by the database's clock: they guard calls, not business.
    """

    __tablename__ = "sync_lease"

    merchant_id: UUID = Field(primary_key=True)
    task: str = Field(primary_key=True)
    holder: UUID | None = None
    held_until: datetime | None = time_column(default=None)
    # Another job already waits for the lease.
    awaited_until: datetime | None = time_column(default=None)
    # Meta asked to wait, or a person must repair something.
    paused_until: datetime | None = time_column(default=None)
    trouble: str = ""  # why the last try failed; empty once one succeeds
    # Ids of the catalogs that have everything we sent.
    targets: list[Any] = json_column(default_factory=list)


class DriftReport(MerchantOwned, table=True):
    """What a reconciliation found: how many of each kind, and some of them by SKU.

    `price_claims`: how many cart lines of the week before it named another price than ours.
    """

    __tablename__ = "drift_report"
    __table_args__ = (Index(None, "merchant_id", "started_at"),)

    started_at: datetime = time_column()
    finished_at: datetime = time_column()
    read: int
    repaired: int
    counts: dict[str, int] = json_column(default_factory=dict)
    samples: list[Any] = json_column(default_factory=list)
    price_claims: int = 0


class MetaSet(SQLModel, table=True):
    """What one catalog of Meta's has of a collection. It outlives the collection until Meta has deleted it too."""

    __tablename__ = "meta_set"

    merchant_id: UUID = Field(primary_key=True)
    collection_id: UUID = Field(primary_key=True)
    catalog_id: str = Field(primary_key=True)
    set_id: str | None = None
    sent_hash: str | None = None
    trouble: str = ""  # why Meta refused it last; empty once it did not
    sent_at: datetime | None = time_column(default=None)

    def note_sent(self, sent_hash: str, *, set_id: str | None, trouble: str, at: datetime) -> None:
        """What Meta made of it as it is now: its set, or why there is none."""
        self.set_id, self.trouble = set_id, trouble
        self.sent_hash, self.sent_at = sent_hash, at

    def forget_sent(self, *, is_lost: bool) -> None:
        """The next push sends it again; `is_lost`: its set is gone from Meta."""
        self.sent_hash = None
        if is_lost:
            self.set_id = None


class CommerceSwitches(SQLModel, table=True):
    """A number's cart and catalog icon: as Meta last said, and as the merchant wants them (None: no wish)."""

    __tablename__ = "commerce_switches"

    merchant_id: UUID = Field(primary_key=True)
    phone_number_id: str = Field(primary_key=True)
    is_cart_enabled: bool | None = None
    is_catalog_visible: bool | None = None
    wants_cart: bool | None = None
    wants_catalog: bool | None = None
    trouble: str = ""  # why Meta could not be asked, or refused; empty once it did not
    checked_at: datetime | None = time_column(default=None)

    def note_checked(self, *, is_cart_enabled: bool, is_catalog_visible: bool, at: datetime) -> None:
        """As Meta said now, without a refusal."""
        self.is_cart_enabled, self.is_catalog_visible = is_cart_enabled, is_catalog_visible
        self.trouble, self.checked_at = "", at

    def note_trouble(self, trouble: str) -> None:
        """Why Meta could not be asked, or refused."""
        self.trouble = trouble

    def fulfil(self, wanted: tuple[bool | None, bool | None]) -> bool:
        """The wish is done, unless the merchant has another one by now. Says whether it was that wish."""
        if (self.wants_cart, self.wants_catalog) != wanted:
            return False
        self.wants_cart = self.wants_catalog = None
        return True
