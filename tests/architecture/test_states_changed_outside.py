"""A state is changed by its model alone: whoever changes one otherwise stands in a list, with the reason."""

import ast
import re
from datetime import datetime
from enum import StrEnum
from typing import get_args

import pytest

from tests.architecture.sources import name_of, tree_of
from tests.architecture.statements import PROGRAM, tables, texts


def enum_columns() -> set[str]:
    """Names of the columns whose values are an enumeration's."""
    fields = [(name, field.annotation) for model in tables() for name, field in model.model_fields.items()]
    return {
        name
        for name, annotation in fields
        if any(
            isinstance(each, type) and issubclass(each, StrEnum)
            for each in (annotation, *get_args(annotation))
        )
    }


# What stands beside a state and says why, or since when; and the bot's memory of a talk.
BESIDE_A_STATE = {"paused_reason", "held_reason", "bot_state", "held"}
STATES = enum_columns() | BESIDE_A_STATE | {"status"}


def time_columns() -> set[str]:
    """Names of the columns that hold a moment, however they end: `held_until`, `owes_since`."""
    return {
        name
        for model in tables()
        for name, field in model.model_fields.items()
        if datetime in (field.annotation, *get_args(field.annotation))
    }


TIMES = time_columns() - {"at"}  # an event's, which is an argument everywhere else


def is_a_state(name: str) -> bool:
    return name in STATES | TIMES or name.endswith("_at")


# --- in Python ---


def targets_of(node: ast.AST) -> list[ast.expr]:
    """What a statement assigns to, tuples taken apart."""
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    else:
        return []
    return [
        one for each in targets for one in (each.elts if isinstance(each, ast.Tuple | ast.List) else [each])
    ]


def is_own(target: ast.Attribute) -> bool:
    """`self.state`, and not `self.order.state`."""
    return isinstance(target.value, ast.Name) and target.value.id == "self"


def assignments(tree: ast.AST) -> list[str]:
    """Where a state, what stands beside one or a time of another object is assigned."""
    found = []
    for node in ast.walk(tree):
        found += [
            ast.unparse(target)
            for target in targets_of(node)
            if isinstance(target, ast.Attribute) and is_a_state(target.attr) and not is_own(target)
        ]
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "setattr":
            name = node.args[1]
            is_known = isinstance(name, ast.Constant) and not is_a_state(str(name.value))
            if not is_known and ast.unparse(node.args[0]) != "self":
                found.append(ast.unparse(node))
    return found


# --- in SQL ---

_SET = re.compile(r"\bSET\s+(?!LOCAL\b)(.*?)(?=\bWHERE\b|\bRETURNING\b|\bFROM\b|$)", re.DOTALL)
_CHANGED = re.compile(r"(?:^|,)\s*(?:\w+\.)?(\w+)\s*=")


def columns_of(call: ast.Call) -> set[str]:
    """What `.values(…)` names, or `*` for what is not written out."""
    dictionaries = [each for each in call.args if isinstance(each, ast.Dict)]
    keys = [key for each in dictionaries for key in each.keys]
    names = {each.arg or "*" for each in call.keywords}
    names |= {str(key.value) if isinstance(key, ast.Constant) else "*" for key in keys}
    return names | ({"*"} if len(dictionaries) < len(call.args) else set())


def set_by_sql(tree: ast.AST) -> set[str]:
    """States and times that a statement sets: `UPDATE … SET state = …`, and `.values(state=…)` of SQLAlchemy."""
    clauses = [clause for text in texts(tree) for clause in _SET.findall(text)]
    found = {column for clause in clauses for column in _CHANGED.findall(clause) if is_a_state(column)}
    found |= {"*" for clause in clauses if clause.strip().startswith("{}")}  # what an f-string fills in
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if (
            isinstance(call.func, ast.Attribute)
            and call.func.attr == "values"
            and (call.args or call.keywords)
        ):
            found |= {name for name in columns_of(call) if name == "*" or is_a_state(name)}
    return found


# --- who may ---

_FILE = "columns that the merchant's file names, one by one; no state is among them"
_CHANGES = "columns that the changes name, checked by the catalog's rules; no state is among them"
_NEW = "of a message that is not stored yet"
FROM_OUTSIDE: dict[str, str] = {  # "path: target" -> why it may be assigned there
    "shop/bot/handle.py: conversation.bot_state": "what the bot remembers of a talk; no verb decides it",
    "shop/catalog/bulk/upsert.py: setattr(thing, name, value)": _CHANGES,
    "shop/catalog/editing.py: setattr(product, name, value)": _CHANGES,
    "shop/catalog/editing.py: setattr(variant, name, value)": _CHANGES,
    "shop/catalog/collections/editing.py: setattr(collection, name, value)": "either status may follow the other",
    "shop/inbox/outbox.py: message.lane": _NEW,
    "shop/inbox/outbox.py: message.reason": _NEW,
    "shop/merchants/updating.py: setattr(merchant, name, getattr(file, name))": _FILE,
    "shop/merchants/updating.py: setattr(number, name, getattr(part, name))": _FILE,
}
_INSERTED = "a row that begins: its first state, and nothing where there is one already"
BY_SQL: dict[str, tuple[str, str]] = {  # path -> the columns, and why a statement may set them
    "catalog_sync/lease.py": (
        "awaited_until, held_until, paused_until",
        "a lease is taken and given back by whoever comes first; tests/catalog_sync tries each",
    ),
    "catalog_sync/commerce_settings.py": ("*", "what a merchant wishes of a number; no state is among it"),
    "shop/attention/calling.py": (
        "due_at, subject_kind",
        "a repeated call says when it is due, and a call moves to what its subject became; neither is a state",
    ),
    "shop/attention/models.py": (
        "resolved_at",
        "calls about a subject are resolved at once, where they are open",
    ),
    "shop/carts/models.py": (
        "state, updated_at",
        "the open cart of a conversation gives way to a newer one, before each cart",
    ),
    "shop/catalog/meta_states.py": (
        "meta_checked_at, meta_due_at, meta_state",
        "thousands of variants a batch; tests/catalog_sync/items tries each",
    ),
    "shop/images/importing.py": ("created_at, state", _INSERTED),
    "shop/inbox/locking.py": ("*", "what the verbs of a locked conversation have changed"),
    "shop/inbox/models.py": (
        "reason, state, status",
        "all that one look has read, under the conversation's lock; and whatever is queued about a subject, at once",
    ),
    "shop/inbox/outbox.py": ("said_at", "a queued message is worded anew; it is no state"),
    "shop/kit/db/references.py": ("*", "the column of a foreign key"),
    "shop/kit/idempotency.py": (
        "claimed_at, status",
        "who claims a key that lapsed; the status of an HTTP response",
    ),
    "shop/kit/jobs/admin.py": ("status", "the queue's own table, of which there is no model"),
    "shop/merchants/key_rotation.py": ("*", "columns that hold sealed secrets"),
    "shop/merchants/numbers.py": (
        "last_status_at",
        "of every number that a webhook speaks of, in one statement",
    ),
    "shop/merchants/token_bucket.py": ("full_at", "every call of the API counts, in one statement"),
    "shop/payments/store_webhooks.py": ("*", _INSERTED),
    "shop/recovery/models.py": (
        "ended_at, state",
        "what waits in a conversation is ended by a newer one, in the same statement",
    ),
    "shop/templates/submit.py": ("*", _INSERTED),
}


def test_a_state_is_assigned_by_its_model_alone() -> None:
    found = {f"{name_of(path)}: {target}" for path in PROGRAM for target in assignments(tree_of(path))}
    assert found == set(FROM_OUTSIDE)


def test_a_statement_sets_a_state_only_where_a_reason_stands() -> None:
    found = {name_of(path): ", ".join(sorted(set_by_sql(tree_of(path)))) for path in PROGRAM}
    assert {name: columns for name, columns in found.items() if columns} == {
        name: columns for name, (columns, _) in BY_SQL.items()
    }


def test_every_state_of_a_table_is_looked_for() -> None:
    assert {"state", "status", "verdict", "meta_state", "held_by", "marketing", "bot_state"} <= STATES


@pytest.mark.parametrize(
    "line",
    [
        "order.status = 1",
        "a, event.state = 1, 2",
        "row.seen_at += 1",
        "setattr(order, 'status', 1)",
        "x.y.held_by = 2",
        "self.order.verdict = 3",
        "variant.meta_state: int = 4",
    ],
)
def test_an_assignment_from_outside_is_found(line: str) -> None:
    assert assignments(ast.parse(line))
    assert not assignments(ast.parse("self.state = 1; order.total = 2; state = 3"))


@pytest.mark.parametrize(
    ("line", "columns"),
    [
        ("'UPDATE cart SET state = $1 WHERE id = $2'", {"state"}),
        ("'UPDATE cart SET note = 1, status = $1 FROM x WHERE id = $2'", {"status"}),
        ("f'UPDATE {table} SET state = {value}'", {"state"}),
        ("f'UPDATE cart SET {assignments} WHERE id = $1'", {"*"}),
        ("'UPDATE cart SET note = 1, closed_at = $1 WHERE id = $2'", {"closed_at"}),
        ("update(Cart).values(closed_at=at)", {"closed_at"}),
        (
            "'INSERT INTO cart (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET state = excluded.state'",
            {"state"},
        ),
        ("update(Cart).where(mine).values(state=1)", {"state"}),
        ("update(Cart).values({'verdict': 1})", {"verdict"}),
        ("update(Cart).values(**changes)", {"*"}),
        ("update(Cart).values(changes)", {"*"}),
        ("'SELECT 1 FROM cart WHERE state = 1'", set()),
        ("'UPDATE cart SET note = 1 WHERE state = 2'", set()),
        ("words.values()", set()),
    ],
)
def test_a_state_that_a_statement_sets_is_found(line: str, columns: set[str]) -> None:
    assert set_by_sql(ast.parse(line)) == columns
