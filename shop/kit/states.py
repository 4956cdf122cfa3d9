"""State machines of models: which state may follow which. A model's verbs ask here before they change anything."""

from collections.abc import Mapping
from enum import StrEnum
from typing import TypeVar

from shop.kit.errors import Conflict

S = TypeVar("S", bound=StrEnum)
Transitions = Mapping[S, frozenset[S]]


class StateConflict(Conflict):
    """The thing is in a state from which this cannot be done."""


def may_become(transitions: Transitions[S], present: S, wanted: S) -> bool:
    """Does an arrow lead from the present state to the wanted one?"""
    return wanted in transitions.get(present, frozenset())


def arrow(transitions: Transitions[S], present: S, wanted: S) -> tuple[str, str]:
    """Both as they are stored, for a statement that moves many rows at once. Raises LookupError where no arrow leads."""
    if not may_become(transitions, present, wanted):
        raise LookupError(f"No arrow leads from {present.value} to {wanted.value}.")
    return present.value, wanted.value


def check_transition(transitions: Transitions[S], present: S, wanted: S, thing: str) -> None:
    """Raises StateConflict where no arrow leads from `present` to `wanted`; `thing` begins the sentence."""
    if not may_become(transitions, present, wanted):
        raise StateConflict(f"{thing} is {present.value}: it cannot become {wanted.value}.")
