"""Jobs are named after their functions, are left with what their handlers take, and each has a handler."""

import ast
import re
from collections.abc import Iterator

import msgspec

import shop.handlers
from shop.kit.jobs import registry
from shop.timetable import TIMES
from tests.architecture.sources import SOURCES, name_of, tree_of

assert shop.handlers


def enqueued() -> dict[str, str]:
    """Every name given to `enqueue`, or standing in a file that calls `enqueue_many`."""
    found: dict[str, str] = {}
    for path in SOURCES:
        tree = tree_of(path)
        for call in calls(tree, "enqueue"):
            if len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
                found[str(call.args[1].value)] = name_of(path)
        if any(calls(tree, "enqueue_many")):
            found.update(dict.fromkeys(job_names(tree), name_of(path)))
    return found


def calls(tree: ast.AST, function: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
            yield node


def job_names(tree: ast.AST) -> Iterator[str]:
    """What looks like a job's name: first in a tuple, `("orders.lapse_hold", merchant_id, …)`, or a dictionary's value."""
    for node in ast.walk(tree):
        candidates = node.values if isinstance(node, ast.Dict) else []
        if isinstance(node, ast.Tuple):
            candidates = node.elts[:1]
        for candidate in candidates:
            name = candidate.value if isinstance(candidate, ast.Constant) else None
            if isinstance(name, str) and re.fullmatch(r"[a-z_]+\.[a-z_]+", name):
                yield name


def handlers() -> set[str]:
    """Handlers of the program itself; tests register some of their own."""
    return {
        name
        for name, entry in registry.entries.items()
        if entry.handler.__module__.split(".")[0] in ("shop", "catalog_sync")
    }


def slice_of(module: str) -> str:
    """The package below `shop` (of the kit, the module there), or catalog_sync."""
    parts = module.split(".")
    return parts[0] if parts[0] != "shop" else parts[2] if parts[1] == "kit" else parts[1]


def test_a_job_is_named_after_its_function() -> None:
    jobs = [registry.entries[name] for name in handlers()]
    named = {each.name: f"{slice_of(each.handler.__module__)}.{each.handler.__name__}" for each in jobs}
    assert len(named) > 20
    assert {name: function for name, function in named.items() if name != function} == {}


def test_whoever_waits_comes_first() -> None:
    """Pinned: what is picked first while more waits than the workers can carry; all others wait behind."""
    urgent = {
        name: int(registry.entries[name].priority) for name in handlers() if registry.entries[name].priority
    }
    assert urgent == {
        "bot.handle_conversation": 35,
        "bot.answer_conversation": 30,
        "inbox.read_webhooks": 30,
        "payments.create_link": 25,
        "payments.settle": 25,
        "payments.tell_paid": 25,
        "payments.tell_payment": 25,
        "inbox.note_statuses": 5,
    }


def left_with() -> list[tuple[str, str, set[str]]]:
    """Every call of `enqueue` whose payload is written out: where, the job's name, the payload's keywords."""
    own = {"merchant_id", "after", "priority", "once"}
    return [
        (
            f"{name_of(path)}:{call.lineno}",
            call.args[1].value,
            {str(each.arg) for each in call.keywords} - own,
        )
        for path in SOURCES
        for call in calls(tree_of(path), "enqueue")
        if len(call.args) > 1
        and isinstance(call.args[1], ast.Constant)
        and isinstance(call.args[1].value, str)
        and all(each.arg for each in call.keywords)
    ]


def test_a_job_is_left_with_what_its_handler_takes() -> None:
    left = left_with()
    assert len(left) > 20
    for where, name, given in left:
        payload = registry.entries[name].payload
        wanted = {field.name for field in msgspec.structs.fields(payload)} - {"merchant_id"}
        needed = {field.name for field in msgspec.structs.fields(payload) if field.required} - {"merchant_id"}
        assert needed <= given <= wanted, where


def test_every_job_that_is_left_has_a_handler() -> None:
    left = enqueued()
    assert len(left) > 15
    assert {name: where for name, where in left.items() if name not in handlers()} == {}


def test_every_tick_has_a_handler() -> None:
    assert set(TIMES) <= handlers()


def test_every_handler_is_called_for() -> None:
    assert handlers() - set(enqueued()) - set(TIMES) == set()


OVERRIDES = {  # path -> why a job is left there with another priority than its own
    "shop/inbox/incoming/read_webhooks.py": "what failed once is read again behind the conversations that did not",
    "shop/inbox/outbox.py": "a message goes out by its lane, whichever job queues it",
    "shop/kit/vendors/webhook_events.py": "what an operator tries again goes behind shoppers who wait",
    "shop/payments/reconciliation/missed_events.py": "who comes back from paying waits, the timetable does not",
    "shop/orders/repricing.py": "a link made anew for a reminder goes behind links of new orders",
}


def test_a_priority_of_its_own_is_given_only_where_a_reason_stands() -> None:
    """A job's priority stands beside its function. It is lowered for one job alone: by a lane, or behind who waits."""
    found = {
        name_of(path)
        for path in SOURCES
        for call in calls(tree_of(path), "enqueue")
        if any(keyword.arg == "priority" for keyword in call.keywords)
    }
    assert found == set(OVERRIDES)


def test_a_job_with_once_is_left_once_in_a_transaction() -> None:
    """Two transactions that leave the same ones crosswise would wait for each other: `enqueue_for_each` sorts them."""
    in_a_loop = [
        f"{name_of(path)}:{call.lineno}"
        for path in SOURCES
        for loop in ast.walk(tree_of(path))
        if isinstance(loop, ast.For | ast.AsyncFor | ast.While | ast.ListComp)
        for call in calls(loop, "enqueue")
        if any(each.arg == "once" for each in call.keywords)
    ]
    assert in_a_loop == []
