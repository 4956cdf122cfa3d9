"""A table is written by the room that owns it: whoever else wants a row changed calls a function that says what it does."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import name_of, tree_of
from tests.architecture.statements import PROGRAM, tables, texts

OWNERS = {model.__table__.name: model.__module__ for model in tables()}  # type: ignore[attr-defined]
MODELS = {model.__name__: model.__table__.name for model in tables()}  # type: ignore[attr-defined]
_WRITTEN = re.compile(r"\b(?:UPDATE|INSERT INTO|DELETE FROM)\s+(\w+|\{\})")
ANY = "{}"  # what an f-string fills in: its room is nobody's

FROM_OUTSIDE = {  # path -> the tables, and why
    "shop/kit/db/sql.py": (ANY, "new rows that it is given: whoever makes them owns them"),
    "shop/privacy/forgetting.py": (
        ANY,
        "what is kept for how long is said in one place, and ends there (decision 34)",
    ),
    "shop/timetable.py": ("tick", "it is the clock's table, and nobody else asks it; the kit only names it"),
}


def room_of(module: str) -> str:
    """`shop.orders` of `shop.orders.stock`; `catalog_sync` is one room."""
    return ".".join(module.split(".")[: 2 if module.startswith("shop.") else 1])


def written_tables(tree: ast.AST) -> set[str]:
    """What a file's statements write: by SQL, and by SQLAlchemy's `update(Model)`, `insert`, `delete`."""
    found = {table for text in texts(tree) for table in _WRITTEN.findall(text)} & {*OWNERS, ANY}
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        verb = ast.unparse(call.func).rpartition(".")[2]
        if verb in ("update", "insert", "delete") and call.args:
            found |= {MODELS[name] for name in [ast.unparse(call.args[0])] if name in MODELS}
    return found


def written_from_outside(path: Path) -> str:
    """The tables of other rooms that a file writes."""
    home = room_of(name_of(path).removesuffix(".py").replace("/", "."))
    foreign = {
        table for table in written_tables(tree_of(path)) if table == ANY or room_of(OWNERS[table]) != home
    }
    return ", ".join(sorted(foreign))


def test_a_table_is_written_by_its_owner_alone() -> None:
    found = {name_of(path): written_from_outside(path) for path in PROGRAM}
    assert {name: foreign for name, foreign in found.items() if foreign} == {
        name: foreign for name, (foreign, _) in FROM_OUTSIDE.items()
    }


def test_every_table_has_an_owner() -> None:
    rooms = {table: room_of(OWNERS[table]) for table in ("cart", "stock", "message", "meta_batch")}
    assert rooms == {
        "cart": "shop.carts",
        "stock": "shop.catalog",
        "message": "shop.inbox",
        "meta_batch": "catalog_sync",
    }


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("'UPDATE cart SET a = 1'", {"cart"}),
        ("'WITH x AS (DELETE FROM stock RETURNING 1) INSERT INTO cart (id) VALUES (1)'", {"cart", "stock"}),
        ("sa.update(Variant).values(a=1)", {"variant"}),
        ("insert(Cart)", {"cart"}),
        ("delete(Order)", {"sales_order"}),
        ("f'DELETE FROM {table} WHERE a = 1'", {ANY}),
        ("'SELECT 1 FROM cart FOR NO KEY UPDATE OF cart'", set()),
        ("'INSERT INTO elsewhere (id) VALUES (1) ON CONFLICT (id) DO UPDATE SET a = 1'", set()),
        ("words.update(cart)", set()),
    ],
)
def test_a_table_that_a_statement_writes_is_found(line: str, written: set[str]) -> None:
    assert written_tables(ast.parse(line)) == written
