"""Plain SQL on the transaction's own connection, for what every webhook and every cart goes through.

The same transaction, role and policies, without SQLAlchemy in between: 0.04 ms of CPU a statement, against 0.14 for
its `text()` and 0.45 for a select of models [M]. Parameters are `$1`, `$2` …; JSON goes in as text and comes out decoded.
What the session has not written yet is written first.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import lru_cache
from itertools import chain, groupby
from operator import itemgetter
from typing import Any

import asyncpg
import msgspec
from sqlalchemy import Enum
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.columns import StructList, StructValue
from shop.kit.db.session import speaking

MOST_TOGETHER = 16  # rows that one statement writes: there is a plan for each number of them


async def fetch(session: AsyncSession, statement: str, *values: Any) -> list[asyncpg.Record]:
    """All rows. Raises asyncpg's errors, and DatabaseLost."""
    async with _written(session) as connection:
        rows: list[asyncpg.Record] = await connection.fetch(statement, *values)
    return rows


async def fetch_one(session: AsyncSession, statement: str, *values: Any) -> asyncpg.Record | None:
    """The first row, or None. Raises asyncpg's errors, and DatabaseLost."""
    async with _written(session) as connection:
        return await connection.fetchrow(statement, *values)


async def execute_sql(session: AsyncSession, statement: str, *values: Any) -> int:
    """Execute a statement; returns how many rows it wrote. Raises asyncpg's errors, and DatabaseLost."""
    async with _written(session) as connection:
        tag: str = await connection.execute(statement, *values)
    return int(tag.rpartition(" ")[2])


async def insert_rows(session: AsyncSession, rows: Sequence[SQLModel]) -> None:
    """Write new rows. They do not become part of the session: later changes to the objects are not written.

    A few rows of several tables, those of one table one after another, are written by one statement: the way to the
    server and back costs more than the row. Raises asyncpg's errors (UniqueViolationError …), and DatabaseLost.
    """
    if not rows:
        return
    models = [type(row) for row in rows]
    values = [[encode(getattr(row, name)) for name, encode in _columns(type(row))] for row in rows]
    async with _written(session) as connection:
        if len(rows) <= MOST_TOGETHER:
            await connection.execute(_insertion(*models), *chain.from_iterable(values))
            return
        for model, some in groupby(zip(models, values, strict=True), key=itemgetter(0)):
            await connection.executemany(_insertion(model), [each for _, each in some])


async def discard_plans(session: AsyncSession) -> None:
    """Before thousands of rows are written: forget this connection's plans.

    Checks of foreign keys keep the plan of their first use, of when the tables were small: in a shop's first import
    each check would go through all rows stored so far (100,000 rows in 138 s instead of 47: docs/performance.md).
    """
    async with _written(session) as connection:
        await connection.execute("DISCARD PLANS")


@lru_cache(maxsize=256)
def _insertion(*models: type[SQLModel]) -> str:
    """The statement that writes a row of each: an INSERT for each table in turn."""
    inserts, first = [], 1
    for model, several in groupby(models):
        names = [name for name, _ in _columns(model)]
        rows = []
        for _ in several:
            rows.append(f"({', '.join(f'${n}' for n in range(first, first + len(names)))})")
            first += len(names)
        table = model.__table__.name  # type: ignore[attr-defined]
        inserts.append(f"INSERT INTO {table} ({', '.join(names)}) VALUES {', '.join(rows)}")  # noqa: S608 - our own names
    *before, last = inserts
    named = ", ".join(f"written{n} AS ({insert})" for n, insert in enumerate(before))
    return f"WITH {named} {last}" if before else last


@lru_cache
def _columns(model: type[SQLModel]) -> list[tuple[str, Callable[[Any], Any]]]:
    """What we write of a table, and how each value goes out; the rest is the server's."""
    table = model.__table__  # type: ignore[attr-defined]
    ours = [column for column in table.columns if column.computed is None and column.server_default is None]
    return [(column.name, _encoder(column.type)) for column in ours]


def _encoder(kind: object) -> Callable[[Any], Any]:
    if isinstance(kind, JSONB | StructList | StructValue):
        return lambda value: None if value is None else msgspec.json.encode(value).decode()
    if isinstance(kind, Enum):
        return lambda value: None if value is None else value.value
    return lambda value: value


@asynccontextmanager
async def _written(session: AsyncSession) -> AsyncIterator[asyncpg.Connection]:
    if session.new or session.dirty or session.deleted:
        await session.flush()
    async with speaking(session) as connection:
        yield connection
