"""Pages: some rows of a list and whether more follow; and the ids of a whole table, some at a time."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from typing import Generic, TypeVar
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

OpenTransaction = Callable[[], AbstractAsyncContextManager[AsyncSession]]
ReadIds = Callable[[AsyncSession, UUID, int], Awaitable[Sequence[UUID]]]

IDS_AT_ONCE = 5_000

T = TypeVar("T")


class Page(msgspec.Struct, Generic[T], frozen=True):
    """Rows in the list's order; `has_more` says that others follow the last one."""

    rows: Sequence[T]
    has_more: bool


async def pages_of_ids(
    open_transaction: OpenTransaction, read_ids: ReadIds, *, size: int
) -> AsyncIterator[Sequence[UUID]]:
    """All ids in their order, `size` at a time; `read_ids(session, after, limit)` reads the next ones.

    Ids alone and many at once, and the rows later by their ids: after a bulk write the planner's statistics are stale,
    and for the whole statement it would join and sort everything that is left to show the first page. No transaction
    is open while a page is in use.
    """
    after = UUID(int=0)
    while True:
        async with open_transaction() as session:
            ids = await read_ids(session, after, IDS_AT_ONCE)
        for start in range(0, len(ids), size):
            yield ids[start : start + size]
        if len(ids) < IDS_AT_ONCE:
            return
        after = ids[-1]


async def begun(pages: AsyncIterator[T]) -> AsyncIterator[T]:
    """The same pages, of which the first is read already: what fails there fails before an answer has begun."""
    try:
        first = await anext(pages)
    except StopAsyncIteration:
        return pages
    return _behind(first, pages)


async def _behind(first: T, pages: AsyncIterator[T]) -> AsyncIterator[T]:
    yield first
    async for page in pages:
        yield page
