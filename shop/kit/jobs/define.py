"""Jobs: rows written by the transaction that wants them, run by any worker at least once.

Three kinds of handler. A `@job` is given a session and is one transaction. An `@errand` talks to a vendor: it is
given an `Errand`, opens a transaction before its call and another after it. A `@sweep` belongs to no merchant:
it may look across all of them and leave jobs. A handler is a guarded state transition: it may run twice.
"""

import inspect
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import timedelta
from enum import IntEnum, StrEnum
from typing import Any, TypeVar, get_type_hints
from uuid import UUID

import msgspec
from pgqueuer.db import AsyncpgDriver
from pgqueuer.queries import Queries
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.database import Database
from shop.kit.db.session import speaking

T = TypeVar("T")
Handler = Callable[..., Awaitable[None]]


class JobKind(StrEnum):
    JOB = "job"
    ERRAND = "errand"
    SWEEP = "sweep"


class Postponed(Exception):
    """Raised by a handler that wants to be run again after `delay`; counts as an attempt."""

    def __init__(self, delay: timedelta, reason: str) -> None:
        super().__init__(reason)
        self.delay = delay


class Errand:
    """What an errand may use: transactions of its merchant, and the vendors' clients."""

    def __init__(self, database: Database, merchant_id: UUID, vendors: dict[type, Any], attempt: int) -> None:
        self._database = database
        self._vendors = vendors
        self.merchant_id = merchant_id
        self.attempt = attempt

    def transaction(self) -> AbstractAsyncContextManager[AsyncSession]:
        """A transaction of this errand's merchant. Never hold one across a vendor's call."""
        return self._database.transaction(self.merchant_id)

    def vendor(self, kind: type[T]) -> T:
        """The process's client of that class."""
        client: T = self._vendors[kind]
        return client


class Priority(IntEnum):
    """What is picked first while more waits than the workers can carry."""

    SHOPPER_WAITS = 35  # a shopper waits for the first answer
    SLOWER_ANSWER = 30  # as replies that are sent: behind shoppers who were not looked at yet
    PAYMENT = 25  # somebody is about to pay, or has paid
    ORDER_NEWS = 20  # messages about an order
    REMINDER = 10
    STATUSES = 5
    NORMAL = 0


@dataclass(frozen=True)
class JobDefinition:
    """One registered handler: its name, kind, payload's shape and what happens when it keeps failing.

    `most_deaths`: after so many workers that died in the middle of it, it is not tried again. None: it always is.
    `patience`: for how long it is tried again, beyond its attempts, while whoever it asks is away (`ShopError.is_away`).
    """

    name: str
    kind: JobKind
    handler: Handler
    payload: type[msgspec.Struct]
    attempts: int
    priority: Priority
    give_up: Handler | None = None
    most_deaths: int | None = None
    patience: timedelta = timedelta(0)

    @property
    def part(self) -> str:
        """The part of the shop it belongs to: `inbox` of `inbox.deliver`."""
        return self.name.partition(".")[0]

    def body(self, merchant_id: UUID | None, payload: Mapping[str, Any]) -> bytes:
        """The payload as it is stored. Raises TypeError where it is not what the handler takes."""
        if unknown := payload.keys() - set(self.payload.__struct_fields__):
            raise TypeError(f"{self.name} takes no {', '.join(sorted(unknown))}.")
        given = {"merchant_id": merchant_id, **payload}
        try:
            msgspec.convert(given, self.payload)
        except msgspec.ValidationError as error:
            raise TypeError(f"{self.name}: {error}") from error
        return msgspec.json.encode(given)


@dataclass
class Registry:
    """Every handler of this process by name."""

    entries: dict[str, JobDefinition] = field(default_factory=dict)

    def add(self, entry: JobDefinition) -> None:
        if entry.name in self.entries:
            raise RuntimeError(f"Two handlers are named {entry.name}.")
        self.entries[entry.name] = entry

    def get(self, name: str) -> JobDefinition:
        """Raises LookupError: a process that leaves jobs imports `shop.handlers`."""
        entry = self.entries.get(name)
        if entry is None:
            raise LookupError(f"No handler of this process is named {name}.")
        return entry


registry = Registry()


def job(
    name: str,
    *,
    attempts: int = 8,
    priority: Priority = Priority.NORMAL,
    give_up: Handler | None = None,
) -> Callable[[Handler], Handler]:
    """Register `handler(session, *, …)`: one transaction. `give_up(session, *, …, reason)` runs after the last try."""
    return _register(name, JobKind.JOB, attempts, priority, give_up)


def errand(
    name: str,
    *,
    attempts: int = 8,
    priority: Priority = Priority.NORMAL,
    give_up: Handler | None = None,
    most_deaths: int | None = None,
    patience: timedelta = timedelta(0),
) -> Callable[[Handler], Handler]:
    """Register `handler(errand, *, …)`: it opens its own transactions around a vendor's call.

    `most_deaths` is for what reads foreign files: one that ends its worker would end the next one, too. `patience` is for
    what a shopper or a law waits for.
    """
    return _register(name, JobKind.ERRAND, attempts, priority, give_up, most_deaths, patience)


def sweep(name: str, *, attempts: int = 1) -> Callable[[Handler], Handler]:
    """Register `handler(session)`: no merchant; use `tenancy.sweeping` to look, then `enqueue`."""
    return _register(name, JobKind.SWEEP, attempts, Priority.NORMAL, None)


async def enqueue(
    session: AsyncSession,
    name: str,
    *,
    merchant_id: UUID | None = None,
    after: timedelta | None = None,
    priority: int | None = None,
    once: str | None = None,
    **payload: Any,
) -> None:
    """Leave a job in this transaction: rolled back, it never was; committed, it is never lost.

    `after` is for back-off only (real time); what is due at a business time stands in a `due_at` column. `priority`
    overrides the handler's. With `once`, none is left while another of the same name and `once` waits or runs; the more
    urgent of both counts; several in one transaction are left by `enqueue_for_each` alone.
    Raises TypeError for a payload that the handler does not take.
    """
    definition = registry.get(name)
    body = definition.body(merchant_id or session.info.get("merchant_id"), payload)
    rank = int(definition.priority if priority is None else priority)
    key = None if once is None else once_key(name, once)
    async with speaking(session) as connection:
        queries = Queries(AsyncpgDriver(connection))
        await queries.enqueue(name, body, rank, after, key, on_conflict="update_priority" if key else "raise")
    session.info["left_jobs"] = True


def once_key(name: str, once: str) -> str:
    """What the queue has once at a time."""
    return f"{name}:{once}"


async def enqueue_many(
    session: AsyncSession,
    jobs: Sequence[tuple[str, UUID | None, Mapping[str, Any]]],
) -> None:
    """Leave many `(name, merchant_id, payload)` in one statement. Raises TypeError as `enqueue` does."""
    if not jobs:
        return
    names = [name for name, _, _ in jobs]
    bodies: list[bytes | None] = [registry.get(name).body(owner, payload) for name, owner, payload in jobs]
    ranks = [int(registry.get(name).priority) for name in names]
    async with speaking(session) as connection:
        await Queries(AsyncpgDriver(connection)).enqueue(names, bodies, ranks)
    session.info["left_jobs"] = True


def backoff(attempt: int) -> timedelta:
    """How long to wait after the given failed attempt (from 0): 1 s doubling to 5 min, with jitter."""
    return timedelta(seconds=min(2**attempt, 300) * random.uniform(0.75, 1.25))  # noqa: S311


def _register(
    name: str,
    kind: JobKind,
    attempts: int,
    priority: Priority,
    give_up: Handler | None,
    most_deaths: int | None = None,
    patience: timedelta = timedelta(0),
) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        payload = _payload_of(name, handler)
        registry.add(
            JobDefinition(name, kind, handler, payload, attempts, priority, give_up, most_deaths, patience)
        )
        return handler

    return register


def _payload_of(name: str, handler: Handler) -> type[msgspec.Struct]:
    """A Struct with `merchant_id` and the handler's keyword arguments, so that payloads are checked."""
    hints = get_type_hints(handler)
    fields: list[Any] = [("merchant_id", UUID | None)]
    for parameter in inspect.signature(handler).parameters.values():
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
            given = () if parameter.default is inspect.Parameter.empty else (parameter.default,)
            fields.append((parameter.name, hints[parameter.name], *given))
    return msgspec.defstruct(f"Payload_{name.replace('.', '_')}", fields, kw_only=True)
