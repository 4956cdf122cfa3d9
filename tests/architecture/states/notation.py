"""How a drawn state machine is written down for the tests."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

Verb = Callable[[Any], object]


class Machine(NamedTuple):
    """One drawn state machine: the module whose docstring draws it, its arrows, and how its verbs are called.

    `heading` begins its drawing where a module draws several.
    """

    module: Any
    transitions: Mapping[Any, frozenset[Any]]
    make: Callable[[Any], Any]
    verbs: dict[str, dict[StrEnum, Verb]]  # verb -> state it leads to -> a call
    attribute: str = "state"
    heading: str = ""
