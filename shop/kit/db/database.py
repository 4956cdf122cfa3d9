"""A process's pool of connections, and the one way to open a transaction.

One request or one job is one transaction, opened and committed at the edge; nobody else calls `commit()`.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import event
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.config import DEFAULT_PUBLIC_URL
from shop.kit.db.lost import DatabaseLost as DatabaseLost
from shop.kit.db.lost import DatabaseUnavailable as DatabaseUnavailable
from shop.kit.db.lost import is_lost
from shop.kit.db.session import set_merchant

CONNECT_SECONDS = 20  # a server that hangs is away
_UNREACHABLE = (OSError, PoolTimeout)


def driver_url(url: str) -> str:
    """The URL as asyncpg itself takes it, without SQLAlchemy's name of the driver."""
    return url.replace("postgresql+asyncpg://", "postgresql://", 1)


class Database:
    """A pool of connections to PostgreSQL in the application's role; one per process and event loop."""

    def __init__(
        self,
        url: str,
        *,
        public_url: str = DEFAULT_PUBLIC_URL,
        pool_size: int = 10,
        name: str = "trastienda",
    ) -> None:
        self.url = url
        self._given = {"public_url": public_url}  # what every session knows of its installation
        self.on_jobs_left: Callable[[], None] = lambda: None  # the process's notifier, once it runs
        self.engine: AsyncEngine = create_async_engine(
            url,
            pool_size=pool_size,
            max_overflow=pool_size,
            pool_pre_ping=False,
            hide_parameters=True,  # parameters hold personal data; tracebacks are kept
            json_serializer=lambda value: msgspec.json.encode(value).decode(),
            json_deserializer=msgspec.json.decode,
            connect_args={
                "server_settings": {"application_name": name},
                "command_timeout": 60,
                "timeout": CONNECT_SECONDS,
            },
        )
        event.listen(self.engine.sync_engine, "handle_error", _translate_error)

    @asynccontextmanager
    async def transaction(self, merchant_id: UUID | None = None) -> AsyncIterator[AsyncSession]:
        """One transaction that sees one merchant's rows (None: no merchant's). Commits at the end."""
        async with AsyncSession(self.engine, expire_on_commit=False, info={**self._given}) as session:
            try:
                await self._begin(session, merchant_id)
                yield session
                await session.commit()
            except BaseException:
                # Whatever ended the block is told, also where nothing is left to roll back.
                with suppress(DatabaseUnavailable):
                    await session.rollback()
                raise
        if session.info.pop("left_jobs", False):
            self.on_jobs_left()

    async def close(self) -> None:
        """Close every connection."""
        await self.engine.dispose()

    async def _begin(self, session: AsyncSession, merchant_id: UUID | None) -> None:
        """The first statement shows whether a pooled connection outlived the server's restart; a new one does."""
        try:
            try:
                await set_merchant(session, merchant_id)
            except DatabaseLost:
                await session.rollback()
                await set_merchant(session, merchant_id)
        except _UNREACHABLE as error:
            raise DatabaseUnavailable from error


def _translate_error(context: Any) -> None:
    """One error for each way to have no connection, whoever speaks: DatabaseUnavailable, and DatabaseLost in the middle.

    What is lost is closed, also where only the error says that it cannot be used any more.
    """
    error = context.original_exception
    if not isinstance(error, Exception):
        return  # whoever was stopped in the middle is to hear that
    if context.connection is None:
        raise DatabaseUnavailable
    if context.is_disconnect or is_lost(error) or is_lost(getattr(error, "__cause__", None)):
        context.invalidate_pool_on_disconnect = context.is_disconnect = True
        raise DatabaseLost
