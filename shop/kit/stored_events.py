"""The base of stored webhook events, and their states, whoever sent them.

An event, from state to state, by verb:

    waiting -> done: finish
    waiting -> ignored: ignore
    waiting -> set_aside: set_aside
    set_aside -> waiting: try_again
    ignored -> waiting: try_again
    waiting -> waiting: try_again
"""

from enum import StrEnum

from shop.kit.db.columns import enum_column
from shop.kit.db.tenancy import MerchantOwned
from shop.kit.states import Transitions, check_transition


class EventState(StrEnum):
    """Where a stored event stands."""

    WAITING = "waiting"
    DONE = "done"
    # Understood, and nothing here uses it.
    IGNORED = "ignored"
    # Not understood, or it keeps failing: a person must look.
    SET_ASIDE = "set_aside"


EVENT_TRANSITIONS: Transitions[EventState] = {
    EventState.WAITING: frozenset(EventState),
    EventState.IGNORED: frozenset({EventState.WAITING}),
    EventState.SET_ASIDE: frozenset({EventState.WAITING}),
    EventState.DONE: frozenset(),
}


class StoredEvent(MerchantOwned):
    """Base of the tables of events. Each verb raises StateConflict from a state that does not permit it."""

    state: EventState = enum_column(EventState, default=EventState.WAITING)
    reason: str | None = None

    @property
    def is_waiting(self) -> bool:
        return self.state is EventState.WAITING

    def finish(self, note: str | None = None) -> None:
        """It was used; `note` says what is worth knowing."""
        self._become(EventState.DONE, note)

    def ignore(self, why: str) -> None:
        """Nothing here uses it."""
        self._become(EventState.IGNORED, why)

    def set_aside(self, why: str) -> None:
        """Keep it where the operator sees it."""
        self._become(EventState.SET_ASIDE, why)

    def try_again(self) -> None:
        """Let a worker read it once more; refused for what is done."""
        self._become(EventState.WAITING, None)

    def _become(self, state: EventState, reason: str | None) -> None:
        check_transition(EVENT_TRANSITIONS, self.state, state, f"Event {self.id}")
        self.state, self.reason = state, reason
