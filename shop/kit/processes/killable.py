"""Runs a function over foreign data in a process that can be killed, within a budget of processor time and memory.

A parser that never ends holds the interpreter: no thread and no signal stops it, and one that takes all memory ends
everything else in its process. Here it ends alone. A function must be importable, and it, its arguments and its result
can be pickled.
"""

import math
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar
from uuid import UUID

from anyio import BrokenWorkerProcess, CapacityLimiter, fail_after, to_process

from shop.kit.processes.fair_turns import FairTurns

T = TypeVar("T")
_SOON = 0.5  # of the processor time: who dies sooner may have died of something else, and is tried once more


class OverBudget(Exception):
    """The function took too long or too much memory, or its process died of the data twice."""


@dataclass(frozen=True)
class Budget:
    """What one call may take. `patience` is real time, for machines that are busy; `memory` is address space in bytes."""

    cpu_seconds: int
    memory: int
    patience: float


class KillableProcesses:
    """At most so many processes of one event loop, started when needed and used again; idle ones end with the loop.

    One owner never holds all of several.
    """

    def __init__(self, budget: Budget, *, at_once: int) -> None:
        self._budget = budget
        self._turns = FairTurns(at_once)
        self._limiter = CapacityLimiter(at_once)

    async def run(self, function: Callable[..., T], *args: Any, owner: UUID) -> T:
        """The function's result, in the turn of whoever's data it is. Raises what it raises, and OverBudget."""
        async with self._turns.turn(owner):
            began = time.monotonic()
            try:
                return await self._call(function, args)
            except BrokenWorkerProcess as error:
                if time.monotonic() - began > self._budget.cpu_seconds * _SOON:
                    raise OverBudget from error
            try:
                return await self._call(function, args)
            except BrokenWorkerProcess as error:
                raise OverBudget from error

    async def _call(self, function: Callable[..., T], args: tuple[Any, ...]) -> T:
        try:
            with fail_after(self._budget.patience):
                return await to_process.run_sync(
                    _within, self._budget, function, args, cancellable=True, limiter=self._limiter
                )
        except TimeoutError as error:
            raise OverBudget from error


def _within(budget: Budget, function: Callable[..., T], args: tuple[Any, ...]) -> T:
    """In the process itself: the kernel ends it when the time is used up, also where nobody is left to wait for it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    spent = math.ceil(usage.ru_utime + usage.ru_stime)
    _limit(resource.RLIMIT_CPU, spent + budget.cpu_seconds)
    _limit(resource.RLIMIT_AS, budget.memory)
    try:
        return function(*args)
    except MemoryError:
        raise OverBudget from None
    finally:
        _limit(resource.RLIMIT_AS, resource.RLIM_INFINITY)
        _limit(resource.RLIMIT_CPU, resource.RLIM_INFINITY)


def _limit(kind: int, most: int) -> None:
    """The soft limit, which may be raised again; below the hard one, which the machine sets."""
    _, hard = resource.getrlimit(kind)
    bounded = (
        most
        if hard == resource.RLIM_INFINITY
        else hard
        if most == resource.RLIM_INFINITY
        else min(most, hard)
    )
    resource.setrlimit(kind, (bounded, hard))
