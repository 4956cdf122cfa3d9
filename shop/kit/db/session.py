"""Functions on a session: its merchant, its driver's connection, statements of SQLAlchemy Core."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import asyncpg
from sqlalchemy import Executable, text
from sqlalchemy.engine import CursorResult
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.lost import DatabaseLost, is_lost

SET_MERCHANT = text("SELECT set_config('app.merchant_id', :merchant, true)")


async def set_merchant(session: AsyncSession, merchant_id: UUID | None) -> None:
    """From here to the end of the transaction, policed tables show this merchant's rows only."""
    value = str(merchant_id) if merchant_id else ""
    known: asyncpg.Connection | None = session.info.get("driver_connection")
    if known is None:
        # The first statement begins the transaction.
        await execute_core(session, SET_MERCHANT, {"merchant": value})
    else:
        async with speaking(session) as connection:
            await connection.execute("SELECT set_config('app.merchant_id', $1, true)", value)
    session.info["merchant_id"] = merchant_id


@asynccontextmanager
async def speaking(session: AsyncSession) -> AsyncIterator[asyncpg.Connection]:
    """The driver's connection, for statements without SQLAlchemy in between: only it tells what became of a lost one.

    Raises DatabaseLost, and RuntimeError before the transaction has begun.
    """
    connection = await _driver_connection(session)
    try:
        yield connection
    except Exception as error:
        if is_lost(error) or connection.is_closed():
            await session.invalidate()
            raise DatabaseLost from error
        if isinstance(error, TimeoutError):  # the statement may still run there
            await session.invalidate()
        raise


async def _driver_connection(session: AsyncSession) -> asyncpg.Connection:
    known: asyncpg.Connection | None = session.info.get("driver_connection")
    if known is None:
        connection = await session.connection()
        known = (await connection.get_raw_connection()).driver_connection
        if known is not None and known.is_closed():
            raise DatabaseLost
        if known is None or not known.is_in_transaction():
            # SQLAlchemy begins at the first statement; before it, ours would commit by itself.
            raise RuntimeError("The session had not spoken yet.")
        session.info["driver_connection"] = known
    return known


def merchant_of(session: AsyncSession) -> UUID:
    """The merchant this transaction belongs to. Raises LookupError where there is none."""
    merchant_id = session.info.get("merchant_id")
    if not isinstance(merchant_id, UUID):
        raise LookupError("This transaction belongs to no merchant.")
    return merchant_id


def public_url_of(session: AsyncSession) -> str:
    """How shoppers' phones reach the installation, without a slash at the end."""
    public_url: str = session.info["public_url"]
    return public_url


async def execute_core(session: AsyncSession, statement: Executable, values: Any = None) -> CursorResult[Any]:
    """Execute a statement that is no plain select of models (SQLModel's `execute` warns)."""
    return await (await session.connection()).execute(statement, values)


def constraint_of(error: BaseException) -> str | None:
    """The name of the constraint an IntegrityError broke, if the server named it."""
    cause = getattr(getattr(error, "orig", None), "__cause__", None)
    return getattr(cause, "constraint_name", None)
