"""Turns at something scarce that everybody shares, such as processes: nobody has them all, and the turn goes round."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from itertools import count
from uuid import UUID


class FairTurns:
    """At most `at_once` turns, shared among owners.

    An owner may have one more while it holds fewer than are free (a dynamic threshold, as in `shop/kit/jobs/bulkheads.py`):
    two of three, one of two. A turn that is over goes to the owner that holds fewest, of those to the one whose
    last turn is longest ago.
    """

    def __init__(self, at_once: int) -> None:
        self._at_once = at_once
        self._held: Counter[UUID] = Counter()
        self._waiting: dict[UUID, deque[asyncio.Future[None]]] = {}
        self._last_turn: dict[UUID, int] = {}  # of those who hold one or wait
        self._numbers = count()

    def is_free_for(self, owner: UUID) -> bool:
        """Would a turn be had at once?"""
        return not self._is_awaited_by(owner) and self._may_take(owner)

    @asynccontextmanager
    async def turn(self, owner: UUID) -> AsyncGenerator[None]:
        """Wait for a turn of that owner, and hold it for the block."""
        if self.is_free_for(owner):
            self._take(owner)
        else:
            await self._wait(owner)
        try:
            yield
        finally:
            self._give_back(owner)

    async def _wait(self, owner: UUID) -> None:
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(owner, deque()).append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self._give_back(owner)  # handed over, and not wanted any more
            else:
                self._is_awaited_by(owner)
            raise

    def _may_take(self, owner: UUID) -> bool:
        return self._held[owner] < self._at_once - self._held.total()

    def _take(self, owner: UUID) -> None:
        self._held[owner] += 1
        self._last_turn[owner] = next(self._numbers)

    def _give_back(self, owner: UUID) -> None:
        self._held[owner] -= 1
        while (following := self._next_in_turn()) is not None:
            turn = self._waiting[following].popleft()
            self._take(following)
            turn.set_result(None)
        self._held += Counter()  # keeps what is above nought
        self._last_turn = {each: at for each, at in self._last_turn.items() if self._is_here(each)}

    def _next_in_turn(self) -> UUID | None:
        entitled = [
            owner for owner in list(self._waiting) if self._is_awaited_by(owner) and self._may_take(owner)
        ]
        return min(
            entitled, key=lambda owner: (self._held[owner], self._last_turn.get(owner, -1)), default=None
        )

    def _is_here(self, owner: UUID) -> bool:
        return self._held[owner] > 0 or owner in self._waiting

    def _is_awaited_by(self, owner: UUID) -> bool:
        """Does anybody wait for a turn of that owner? Whoever was cancelled does not, before its task has heard of it."""
        still = deque(turn for turn in self._waiting.pop(owner, ()) if not turn.done())
        if still:
            self._waiting[owner] = still
        return bool(still)
