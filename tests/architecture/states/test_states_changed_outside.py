"""A state is changed by its model alone: whoever changes one otherwise stands in a list, with the reason."""

import ast
from datetime import datetime
from enum import StrEnum
from typing import get_args

import pytest

from tests.architecture.sources import name_of, tree_of
from tests.architecture.statements import PROGRAM, columns_set, tables, texts
from tests.architecture.states.exceptions import BY_SQL, FROM_OUTSIDE


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


def columns_of(call: ast.Call) -> set[str]:
    """What `.values(…)` names, or `*` for what is not written out."""
    dictionaries = [each for each in call.args if isinstance(each, ast.Dict)]
    keys = [key for each in dictionaries for key in each.keys]
    names = {each.arg or "*" for each in call.keywords}
    names |= {str(key.value) if isinstance(key, ast.Constant) else "*" for key in keys}
    return names | ({"*"} if len(dictionaries) < len(call.args) else set())


def set_by_sql(tree: ast.AST) -> set[str]:
    """States and times that a statement sets: `UPDATE … SET state = …`, and `.values(state=…)` of SQLAlchemy."""
    named = {column for text in texts(tree) for column in columns_set(text)}
    found = {column for column in named if column == "*" or is_a_state(column)}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        if (
            isinstance(call.func, ast.Attribute)
            and call.func.attr == "values"
            and (call.args or call.keywords)
        ):
            found |= {name for name in columns_of(call) if name == "*" or is_a_state(name)}
        if is_bulk_update(call):
            found.add("*")
    return found


def is_bulk_update(call: ast.Call) -> bool:
    """`execute(update(Cart), [{…}, …])`: the rows name the columns."""
    is_update = [
        isinstance(each, ast.Call) and ast.unparse(each.func).split(".")[-1] == "update"
        for each in call.args[:1]
    ]
    return is_update == [True] and len(call.args) > 1


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
        ("'update cart set state = 1 where id = 2'", {"state"}),
        ("'UPDATE cart SET note = (SELECT a FROM b WHERE c), state = 1'", {"state"}),
        ("'UPDATE cart SET (note, state) = (1, 2)'", {"state"}),
        ("'WITH a AS (UPDATE cart SET closed_at = now() RETURNING id) SELECT 1'", {"closed_at"}),
        ("'SET LOCAL lock_timeout = 1'", set()),
        ("session.execute(update(Cart), rows)", {"*"}),
        ("session.execute(update(Cart).where(mine))", set()),
    ],
)
def test_a_state_that_a_statement_sets_is_found(line: str, columns: set[str]) -> None:
    assert set_by_sql(ast.parse(line)) == columns
