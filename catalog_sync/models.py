"""Tables of the synchronisation. Its other half stands beside each variant (`sent_…`, `meta_…`)."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from shop.kit.db import choice, document, moment
from shop.kit.tenancy import MerchantOwned


class BatchState(StrEnum):
    """Where one `items_batch` stands."""

    PENDING = "pending"
    FINISHED = "finished"
    LOST = "lost"  # never finished in our patience: its items were marked to be sent again


class MetaBatch(MerchantOwned, table=True):
    """One batch that Meta took, with a handle for each catalog it went to. Finished ones are pruned."""

    __tablename__ = "meta_batch"
    __table_args__ = (Index("ix_meta_batch_pending", "sent_at", postgresql_where="state = 'pending'"),)

    handles: dict[str, str] = document(default_factory=dict)
    items: int
    refused: int = 0
    state: BatchState = choice(BatchState, default=BatchState.PENDING)
    sent_at: datetime = moment()
    settled_at: datetime | None = moment(default=None)


class SyncTurn(SQLModel, table=True):
    """Whose turn it is: one push, one review, one reconciliation of a merchant at a time.

    Its times are real time, by the database's clock: they guard calls, not business.
    """

    __tablename__ = "sync_turn"

    merchant_id: UUID = Field(primary_key=True)
    task: str = Field(primary_key=True)
    holder: UUID | None = None
    held_until: datetime | None = moment(default=None)
    awaited_until: datetime | None = moment(default=None)  # somebody already waits for the turn
    paused_until: datetime | None = moment(
        default=None
    )  # Meta asked to wait, or a person must repair something
    trouble: str = ""  # why the last try failed; empty once one succeeds
    targets: list[Any] = document(default_factory=list)  # the catalogs that have everything we sent
