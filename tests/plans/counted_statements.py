"""Connections that note of each statement how many blocks it asks for, and its plan."""

from collections.abc import Awaitable, Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

import asyncpg
from sqlalchemy import Engine, event

from tests.support.postgres.connecting import connect_as

T = TypeVar("T")
CUSTOM_PLANS = 6  # after five plans for its values a prepared statement may get one for any
# The transaction's own counters: of tables, indexes and TOAST, whoever asks for their blocks: the statement, a policy,
# the check of a foreign key, a trigger, a function.
_FETCHED = (
    "SELECT coalesce(sum(pg_stat_get_xact_blocks_fetched(relation)), 0) FROM unnest($1::oid[]) AS relation"
)
_RELATIONS = "SELECT array_agg(oid) FROM pg_class WHERE relkind IN ('r', 'i', 't') AND oid >= 16384"
_COUNTED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH")


@dataclass(frozen=True)
class CountedStatement:
    """One execution: its blocks, and the server's plan for it (EXPLAIN's JSON)."""

    statement: str
    blocks: int
    plan: dict[str, Any]


@dataclass
class Ledger:
    """What was executed while it was open."""

    is_open: bool = False
    relations: list[int] = field(default_factory=list)
    seen: list[CountedStatement] = field(default_factory=list)

    def costliest(self) -> list[CountedStatement]:
        """Of each statement the execution that asked for the most, the costliest first."""
        worst: dict[str, CountedStatement] = {}
        for each in self.seen:
            if (known := worst.get(each.statement)) is None or known.blocks < each.blocks:
                worst[each.statement] = each
        return sorted(worst.values(), key=lambda each: -each.blocks)


@contextmanager
def counted_connections(ledger: Ledger, *, database: str) -> Generator[None]:
    """Meanwhile every new connection of SQLAlchemy's pools to that database counts for the ledger."""
    counting = _counting(ledger)

    def connect(_dialect: Any, _record: Any, _arguments: Any, options: dict[str, Any]) -> None:
        if options.get("database") == database:  # other tests' shops may live in this process, too
            options["connection_class"] = counting

    event.listen(Engine, "do_connect", connect)
    try:
        yield
    finally:
        event.remove(Engine, "do_connect", connect)


async def relations_of(url: str) -> list[int]:
    """The tables and indexes of a database."""
    connection = await connect_as(url)
    found: list[int] = await connection.fetchval(_RELATIONS)
    await connection.close()
    return found


def _counting(ledger: Ledger) -> type[asyncpg.Connection]:
    class Counting(asyncpg.Connection):  # type: ignore[misc]
        """asyncpg's connection. What is said outside a transaction is not counted: nothing of ours is."""

        def __init__(self, *args: Any, **options: Any) -> None:
            super().__init__(*args, **options)
            self._repeated: set[str] = set()

        async def fetch(self, query: str, *args: Any, **options: Any) -> Any:
            return await self.counted(query, args, partial(super().fetch, query, *args, **options))

        async def fetchrow(self, query: str, *args: Any, **options: Any) -> Any:
            return await self.counted(query, args, partial(super().fetchrow, query, *args, **options))

        async def fetchval(self, query: str, *args: Any, **options: Any) -> Any:
            return await self.counted(query, args, partial(super().fetchval, query, *args, **options))

        async def execute(self, query: str, *args: Any, **options: Any) -> Any:
            return await self.counted(query, args, partial(super().execute, query, *args, **options))

        async def prepare(self, query: str, **options: Any) -> Any:
            return _Prepared(self, query, await super().prepare(query, **options))

        async def counted(self, query: str, args: tuple[Any, ...], ask: Callable[[], Awaitable[T]]) -> T:
            """Execute it, and note what it asked for."""
            is_ours = query.lstrip().upper().startswith(_COUNTED) and self.is_in_transaction()
            if not (ledger.is_open and is_ours):
                return await ask()
            await self._repeat(query, ask)
            (explained,) = await super().fetchval(f"EXPLAIN (FORMAT JSON) {query}", *args)
            before = await super().fetchval(_FETCHED, ledger.relations)
            answer = await ask()
            blocks = await super().fetchval(_FETCHED, ledger.relations) - before
            ledger.seen.append(CountedStatement(query, int(blocks), explained["Plan"]))
            return answer

        async def _repeat(self, query: str, ask: Callable[[], Awaitable[object]]) -> None:
            """What only reads is read until the server may have chosen a plan for any values."""
            if query.startswith("SELECT") and query not in self._repeated:
                self._repeated.add(query)
                for _ in range(CUSTOM_PLANS):
                    await ask()

    return Counting


class _Prepared:
    """A prepared statement of a counting connection, as far as SQLAlchemy asks it."""

    def __init__(self, connection: Any, query: str, prepared: Any) -> None:
        self._connection, self._query, self._prepared = connection, query, prepared

    def __getattr__(self, name: str) -> Any:
        return getattr(self._prepared, name)

    async def fetch(self, *args: Any) -> Any:
        return await self._connection.counted(self._query, args, partial(self._prepared.fetch, *args))
