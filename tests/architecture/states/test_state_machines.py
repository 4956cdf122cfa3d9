"""Models decide: each state machine is drawn in its module, and says what its verbs do and refuse."""

import re
from pathlib import Path
from typing import Any

import pytest

from shop.carts.models import CART_TRANSITIONS, CartState
from shop.kit.errors import Conflict
from shop.kit.states import arrow
from tests.architecture.states.machines import MACHINES
from tests.architecture.states.notation import Machine, Verb
from tests.support.repository import ROOT

_ARROW = re.compile(r"^    ([a-z_, ]+) -> ([a-z_, ]+): ([a-z_., ]+)$", re.MULTILINE)


def drawn(machine: Machine) -> dict[tuple[str, str], str]:
    """The arrows of the module's docstring: from, to -> the verbs."""
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
            verbs = arrows.get((start.value, end.value), "").split(", ")  # several may lead along one arrow
            moved, expected = moves(calls[end], it), verb in verbs
            assert getattr(it, machine.attribute) is (end if expected else start), (verb, start, end)
            # What is there already may say nothing.
            assert moved == expected or start is end, (
                verb,
                start,
                end,
            )
            used |= {(start.value, end.value)} if expected else set()
    assert used == {arrow for arrow, verb in arrows.items() if "." not in verb}


def test_a_verb_of_another_module_exists_there() -> None:
    """`outbox.withdraw_about`: a function of a module beside the table."""
    named = {
        (
            Path(machine.module.__file__ or "").with_name(f"{each.partition('.')[0]}.py"),
            each.partition(".")[2],
        )
        for machine in MACHINES.values()
        for verbs in drawn(machine).values()
        for each in verbs.split(", ")
        if "." in each
    }
    assert named
    assert [each for each in named if f"def {each[1]}(" not in each[0].read_text()] == []


def test_a_machine_is_drawn_in_one_place() -> None:
    """What a package says of itself points to the drawing: a second one would not be tested."""
    packages = [*(ROOT / "shop").rglob("__init__.py"), *(ROOT / "catalog_sync").rglob("__init__.py")]
    assert [str(path) for path in packages if " -> " in path.read_text().split('"""')[1]] == []


def test_a_statement_for_many_rows_can_use_only_arrows_that_are_drawn() -> None:
    assert arrow(CART_TRANSITIONS, CartState.OPEN, CartState.DROPPED) == ("open", "dropped")
    with pytest.raises(LookupError, match="from dropped to open"):
        arrow(CART_TRANSITIONS, CartState.DROPPED, CartState.OPEN)
