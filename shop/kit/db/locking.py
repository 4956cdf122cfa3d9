"""One row of the transaction's merchant, locked until the end of the transaction and read anew.

Rows that refer to it need not wait for it.
"""

from typing import TypeVar
from uuid import UUID

from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import merchant_of
from shop.kit.errors import NotFound

Row = TypeVar("Row", bound=SQLModel)


async def lock_row(
    session: AsyncSession, model: type[Row], key: UUID | str, *, missing: str | None = None
) -> Row:
    """The row with the key (merchant, `key`). Raises NotFound, with `missing` as its sentence."""
    found = await lock_row_if_there(session, model, key)
    if found is None:
        raise NotFound(missing or f"{model.__name__} {key} is not stored here.")
    return found


async def lock_row_if_there(session: AsyncSession, model: type[Row], key: UUID | str) -> Row | None:
    """The row with the key (merchant, `key`), locked; None if it is not there (any more)."""
    return await session.get(
        model, (merchant_of(session), key), with_for_update={"key_share": True}, populate_existing=True
    )
