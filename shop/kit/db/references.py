"""Moving everything that refers to one row to another row of its table, whichever slice it belongs to."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import Table, inspect, update
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import execute_core, merchant_of


async def move_references(session: AsyncSession, table: str, *, of: UUID, to: UUID) -> None:
    """Every foreign key to the row `of` of a merchant's table leads to the row `to` from now on.

    What is unique for each such row must be settled before. Rows that the session has loaded are read anew.
    """
    await session.flush()
    moved = list(referring_columns(table))
    for owner, column in moved:
        mine = (owner.c.merchant_id == merchant_of(session)) & (owner.c[column] == of)
        await execute_core(session, update(owner).where(mine).values({column: to}))
    tables = {owner for owner, _ in moved}
    for row in [each for each in session if inspect(type(each)).local_table in tables]:
        await session.refresh(row)


def referring_columns(table: str) -> Iterator[tuple[Table, str]]:
    """The tables and columns that refer to the id of a merchant's table."""
    for owner in SQLModel.metadata.sorted_tables:
        for constraint in owner.foreign_key_constraints:
            if constraint.referred_table.name == table:
                yield owner, _column(constraint.column_keys)


def _column(keys: Any) -> str:
    """The other half of a key that begins with the merchant."""
    (column,) = [key for key in keys if key != "merchant_id"]
    return str(column)
