"""Models decide: each state machine is drawn in its module, and says what its verbs do and refuse."""

import re
from typing import Any

import pytest

from shop.carts.models import CART_TRANSITIONS, CartState
from shop.kit.errors import Conflict
from shop.kit.states import arrow
from tests.architecture.state_machines import MACHINES, Machine, Verb

_ARROW = re.compile(r"^    ([a-z_, ]+) -> ([a-z_, ]+): ([a-z_.]+)$", re.MULTILINE)


def drawn(machine: Machine) -> dict[tuple[str, str], str]:
    """The arrows of the module's docstring: from, to -> the verb."""
    found: dict[tuple[str, str], str] = {}
    text = (
        (machine.module.__doc__ or "").partition(machine.heading)[2]
        if machine.heading
        else machine.module.__doc__
    )
    drawing = re.split(r"\n\n(?=\S)", text or "")[0] if machine.heading else text
    for starts, ends, verb in _ARROW.findall(drawing or ""):
        for start in starts.split(", "):
            found |= {(start, end): verb for end in ends.split(", ")}
    return found


@pytest.mark.parametrize("name", MACHINES)
def test_the_drawing_shows_the_arrows_of_the_code(name: str) -> None:
    machine = MACHINES[name]
    arrows = {(a.value, b.value) for a, ends in machine.transitions.items() for b in ends}
    assert set(drawn(machine)) == arrows


def moves(call: Verb, it: Any) -> bool:
    """Did the verb do it? A refusal raises Conflict, or is False where a late arrival is normal."""
    try:
        return call(it) is not False
    except Conflict:
        return False


@pytest.mark.parametrize("name", MACHINES)
def test_a_verb_moves_along_its_arrows_and_refuses_everywhere_else(name: str) -> None:
    machine = MACHINES[name]
    arrows, used = drawn(machine), set()
    states = type(next(iter(machine.transitions)))
    for verb, calls in machine.verbs.items():
        for end, start in ((end, start) for end in calls for start in states):
            it = machine.make(start)
            moved, expected = moves(calls[end], it), arrows.get((start.value, end.value)) == verb
            assert getattr(it, machine.attribute) is (end if expected else start), (verb, start, end)
            # What is there already may say nothing.
            assert moved == expected or start is end, (
                verb,
                start,
                end,
            )
            used |= {(start.value, end.value)} if expected else set()
    assert used == {arrow for arrow, verb in arrows.items() if "." not in verb}


def test_a_statement_for_many_rows_can_use_only_arrows_that_are_drawn() -> None:
    assert arrow(CART_TRANSITIONS, CartState.OPEN, CartState.DROPPED) == ("open", "dropped")
    with pytest.raises(LookupError, match="from dropped to open"):
        arrow(CART_TRANSITIONS, CartState.DROPPED, CartState.OPEN)
