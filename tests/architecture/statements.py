"""The tables of the program, and the statements in its texts."""

import ast
from collections.abc import Iterator

from sqlmodel import SQLModel

from shop.tables import SLICES
from tests.architecture.sources import SOURCES

assert SLICES  # importing them makes every table known
PROGRAM = [path for path in SOURCES if "sandbox" not in path.parts]


def tables(base: type[SQLModel] = SQLModel) -> Iterator[type[SQLModel]]:
    """Every model that has a table."""
    for model in base.__subclasses__():
        if hasattr(model, "__table__"):
            yield model
        yield from tables(model)


def texts(tree: ast.AST) -> Iterator[str]:
    """Every text; what an f-string fills in is left out."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
