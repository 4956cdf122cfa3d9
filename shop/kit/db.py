"""The database: engine, column kinds, and the one way to open a transaction.

One request or one job is one transaction, opened and committed at the edge; nobody else calls `commit()`.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from enum import StrEnum
from typing import Any
from uuid import UUID

import asyncpg
import msgspec
from sqlalchemy import DateTime, Enum, Executable, MetaData, event, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import CursorResult
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession
from uuid_utils import compat

from shop.kit.errors import ShopError

# Set before any table is defined: constraint names are part of migrations and of error handling.
SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: MetaData = SQLModel.metadata

_UNREACHABLE = (OSError, asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError, PoolTimeout)
SET_MERCHANT = text("SELECT set_config('app.merchant_id', :merchant, true)")


def new_id() -> UUID:
    """A UUIDv7: unique without asking anybody, and sorted by time of making."""
    return compat.uuid7()


def moment(**options: Any) -> Any:
    """A column for an instant, always aware and stored in UTC."""
    return Field(sa_type=DateTime(timezone=True), **options)


def choice(values: type[StrEnum], **options: Any) -> Any:
    """A column for one of `values`, stored as its text (no native type: adding a value needs no DDL)."""
    kind = Enum(
        values,
        native_enum=False,
        create_constraint=False,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )
    return Field(sa_type=kind, **options)


def document(**options: Any) -> Any:
    """A JSON column. Mutations are not tracked: assign a new value."""
    return Field(sa_type=JSONB, **options)


class DatabaseAway(ShopError):
    """No connection to be had: the server restarts, or all of the pool is in use."""

    status_code = 503


class Database:
    """A pool of connections to PostgreSQL in the application's role; one per process and event loop."""

    def __init__(self, url: str, *, pool_size: int = 10, name: str = "trastienda") -> None:
        self.url = url
        self.on_jobs_left: Callable[[], None] = lambda: None  # the process's bell, once it hangs
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_pre_ping=False,
            hide_parameters=True,  # parameters hold personal data; tracebacks are kept
            json_serializer=lambda value: msgspec.json.encode(value).decode(),
            json_deserializer=msgspec.json.decode,
            connect_args={"server_settings": {"application_name": name}, "command_timeout": 60},
        )
        event.listen(self.engine.sync_engine, "handle_error", _drop_unusable)

    @asynccontextmanager
    async def transaction(self, merchant_id: UUID | None = None) -> AsyncIterator[AsyncSession]:
        """One transaction that sees one merchant's rows (None: no merchant's). Commits at the end."""
        async with AsyncSession(self.engine, expire_on_commit=False) as session:
            await self._begin(session, merchant_id)
            yield session
            await session.commit()
        if session.info.pop("left_jobs", False):
            self.on_jobs_left()

    async def close(self) -> None:
        """Give every connection back to the server."""
        await self.engine.dispose()

    async def _begin(self, session: AsyncSession, merchant_id: UUID | None) -> None:
        """The first statement shows whether a pooled connection outlived the server's restart; a new one does."""
        try:
            try:
                await set_merchant(session, merchant_id)
            except DBAPIError as error:
                if not error.connection_invalidated:
                    raise
                await session.rollback()
                await set_merchant(session, merchant_id)
        except _UNREACHABLE as error:
            raise DatabaseAway("The database cannot be reached; nothing was stored. Try again.") from error


async def set_merchant(session: AsyncSession, merchant_id: UUID | None) -> None:
    """From here to the end of the transaction, policed tables show this merchant's rows only."""
    value = str(merchant_id) if merchant_id else ""
    known: asyncpg.Connection | None = session.info.get("driver_connection")
    if known is None:
        await run(
            session, SET_MERCHANT, {"merchant": value}
        )  # the first statement: it begins the transaction
    else:
        await known.execute("SELECT set_config('app.merchant_id', $1, true)", value)
    session.info["merchant_id"] = merchant_id


async def driver_connection(session: AsyncSession) -> asyncpg.Connection:
    """The asyncpg connection this transaction speaks through. Raises RuntimeError before it has begun."""
    known: asyncpg.Connection | None = session.info.get("driver_connection")
    if known is None:
        connection = await session.connection()
        known = (await connection.get_raw_connection()).driver_connection
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


async def run(session: AsyncSession, statement: Executable, values: Any = None) -> CursorResult[Any]:
    """Execute a statement that is no plain select of models (SQLModel's `execute` warns)."""
    return await (await session.connection()).execute(statement, values)


def constraint_of(error: BaseException) -> str | None:
    """The name of the constraint an IntegrityError broke, if the server named it."""
    cause = getattr(getattr(error, "orig", None), "__cause__", None)
    return getattr(cause, "constraint_name", None)


def _drop_unusable(context: Any) -> None:
    """After a migration a cached plan fails once per connection, and one that is just closing says odd things."""
    cause = getattr(context.original_exception, "__cause__", None)
    if isinstance(cause, asyncpg.InvalidCachedStatementError | asyncpg.InternalClientError):
        context.invalidate_pool_on_disconnect = True
        context.is_disconnect = True
