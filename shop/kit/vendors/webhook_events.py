"""The base of stored webhook events, and their states, whoever sent them.

An event, from state to state, by verb:

    waiting -> done: finish
    waiting -> ignored: ignore
    waiting -> set_aside: set_aside
    set_aside -> waiting: try_again
    ignored -> waiting: try_again
    waiting -> waiting: try_again
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Index
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.columns import enum_column
from shop.kit.db.locking import lock_row
from shop.kit.db.tenancy import MerchantOwned
from shop.kit.errors import Conflict
from shop.kit.jobs import Priority, enqueue
from shop.kit.states import Transitions, check_transition


class WebhookState(StrEnum):
    """Where a stored event stands."""

    WAITING = "waiting"
    DONE = "done"
    # Understood, and nothing here uses it.
    IGNORED = "ignored"
    # Not understood, or it keeps failing: a person must look.
    SET_ASIDE = "set_aside"


WEBHOOK_TRANSITIONS: Transitions[WebhookState] = {
    WebhookState.WAITING: frozenset(WebhookState),
    WebhookState.IGNORED: frozenset({WebhookState.WAITING}),
    WebhookState.SET_ASIDE: frozenset({WebhookState.WAITING}),
    WebhookState.DONE: frozenset(),
}


class NotReplayable(Conflict):
    """Trying again would change nothing."""


class WebhookEvent(MerchantOwned):
    """Base of the tables of events. Each verb raises StateConflict from a state that does not permit it."""

    state: WebhookState = enum_column(WebhookState, default=WebhookState.WAITING)
    reason: str | None = None

    @property
    def is_waiting(self) -> bool:
        return self.state is WebhookState.WAITING

    def finish(self, note: str | None = None) -> None:
        """It was used; `note` says what is worth knowing."""
        self._become(WebhookState.DONE, note)

    def ignore(self, why: str) -> None:
        """Nothing here uses it."""
        self._become(WebhookState.IGNORED, why)

    def set_aside(self, why: str) -> None:
        """Keep it where the operator sees it."""
        self._become(WebhookState.SET_ASIDE, why)

    def try_again(self) -> None:
        """Let a worker read it once more; refused for what is done."""
        self._become(WebhookState.WAITING, None)

    def _become(self, state: WebhookState, reason: str | None) -> None:
        check_transition(WEBHOOK_TRANSITIONS, self.state, state, f"Event {self.id}")
        self.state, self.reason = state, reason


def kept_for_a_time(table: str) -> tuple[Index, Index]:
    """The indexes by which what was read is found once its time is over, and bodies before that."""
    return (
        Index(
            f"ix_{table}_read", "merchant_id", "state", "arrived_at", postgresql_where="state <> 'waiting'"
        ),
        Index(
            f"ix_{table}_body", "merchant_id", "arrived_at", postgresql_where="state = 'done' AND body <> ''"
        ),
    )


Stored = TypeVar("Stored", bound=WebhookEvent)


async def replay(
    session: AsyncSession,
    table: type[Stored],
    event_id: UUID,
    job_of: Callable[[Stored], tuple[str, Mapping[str, Any]]],
) -> str:
    """Let a worker try this merchant's event again; returns the job's name.

    `job_of` gives the job's name and payload. Raises NotFound, and NotReplayable for what is done.
    """
    event = await lock_row(session, table, event_id, missing=f"There is no event {event_id}.")
    if event.state is WebhookState.DONE:
        raise NotReplayable(f"Event {event_id} is done already.")
    name, payload = job_of(event)
    event.try_again()
    await session.flush()
    await enqueue(session, name, priority=Priority.NORMAL, **payload)  # behind shoppers who wait
    return name
