"""Finds products by words: accents, endings and languages do not matter, the last letters may be missing.

Rows are kept by a trigger on `product`; the search itself is a function of the database that sees the
transaction's merchant only (a policy would cost the index: the migration says why it is safe).
"""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from sqlalchemy import ARRAY, ForeignKeyConstraint, Index, Uuid, bindparam, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.models import ProductStatus
from shop.kit.db.session import execute_core


class ProductSearch(SQLModel, table=True):
    """A product's words, folded and stemmed. Written by the database alone."""

    __tablename__ = "product_search"
    __table_args__ = (
        ForeignKeyConstraint(
            ["merchant_id", "product_id"], ["product.merchant_id", "product.id"], ondelete="CASCADE"
        ),
        Index("ix_product_search_words", "words", postgresql_using="gin"),
    )

    merchant_id: UUID = Field(primary_key=True)
    product_id: UUID = Field(primary_key=True)
    words: str = Field(sa_type=TSVECTOR)


class SearchHit(msgspec.Struct, frozen=True):
    """A product that was found, and how well it fits the words, if any were searched for."""

    product_id: UUID
    rank: float = 0.0


_SEARCH = text(
    "SELECT id, rank FROM search_products(:words, :status, :categories, :tag, :rank, :id, :most)"
).bindparams(bindparam("categories", type_=ARRAY(Uuid())))


async def search(
    session: AsyncSession,
    words: str,
    *,
    status: ProductStatus | None = None,
    categories: Sequence[UUID] | None = None,
    tag: str | None = None,
    after: SearchHit | None = None,
    limit: int,
) -> list[SearchHit]:
    """The best hits behind `after`, in one of the categories and with the tag if they are given.

    A whole SKU counts most. Of very many hits, 1,000 are ranked.
    """
    if categories is not None and not categories:
        return []
    values = {
        "words": words,
        "status": status.value if status is not None else None,
        "categories": list(categories) if categories is not None else None,
        "tag": tag,
        "rank": after.rank if after is not None else None,
        "id": after.product_id if after is not None else None,
        "most": limit,
    }
    return [SearchHit(row.id, row.rank) for row in await execute_core(session, _SEARCH, values)]
