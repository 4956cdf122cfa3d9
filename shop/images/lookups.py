"""Asks the system for the addresses of hosts that merchants name, in threads that nobody's slow names take from others.

A look-up cannot be stopped: it goes on in its thread when whoever asked has given it up, and keeps its turn so long.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from uuid import UUID

from shop.kit.processes.fair_turns import FairTurns

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


class HostLookups:
    """`at_once` look-ups of a process, of one merchant half of them. `resolve` asks another than the system."""

    def __init__(self, at_once: int, resolve: Resolve | None = None) -> None:
        # Threads of its own: a slow name server must not take those that everything else resolves names in.
        self._threads = ThreadPoolExecutor(at_once, thread_name_prefix="picture-hosts")
        self._resolve = resolve or self._ask_system
        self._turns = FairTurns(at_once)
        self._given_up: set[asyncio.Task[None]] = set()

    def is_busy_for(self, merchant_id: UUID) -> bool:
        """Would another look-up of that merchant have to wait?"""
        return not self._turns.is_free_for(merchant_id)

    async def addresses(self, host: str, port: int, *, merchant_id: UUID) -> Sequence[str]:
        """The host's addresses as texts. Raises socket.gaierror, and UnicodeError for what is no name."""
        async with AsyncExitStack() as turn:
            await turn.enter_async_context(self._turns.turn(merchant_id))
            looking = asyncio.ensure_future(self._resolve(host, port))
            try:
                return await asyncio.shield(looking)
            except asyncio.CancelledError:
                self._await_end(looking, turn.pop_all())
                raise

    def close(self) -> None:
        """End the threads without waiting for look-ups."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    def _await_end(self, looking: asyncio.Future[Sequence[str]], turn: AsyncExitStack) -> None:
        """Give the turn back when the look-up has ended."""

        async def wait() -> None:
            async with turn:
                await asyncio.wait([looking])
                if not looking.cancelled():
                    looking.exception()  # nobody asks any more

        waiting = asyncio.create_task(wait())
        self._given_up.add(waiting)
        waiting.add_done_callback(self._given_up.discard)

    async def _ask_system(self, host: str, port: int) -> Sequence[str]:
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(
            self._threads, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        )
        return [str(address[0]) for *_, address in found]
