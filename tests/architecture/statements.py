"""The tables of the program, and the statements in its texts."""

import ast
import re
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


_SET = re.compile(r"\bSET\s+(?!LOCAL\b)|\bupdate\s+\w+(?:\s+(?:as\s+)?\w+)?\s+set\s+")
_PIECES = re.compile(r"[(),]|\b(?:WHERE|RETURNING|FROM)\b", re.IGNORECASE)


def columns_set(text: str) -> set[str]:
    """The columns that a text of SQL sets, `*` for what an f-string fills in."""
    return {name for start in _SET.finditer(text) for name in _columns_from(text[start.end() :])}


def _columns_from(clause: str) -> Iterator[str]:
    """The left sides of the assignments of one SET clause; what stands in parentheses on the right sets nothing."""
    for assignment in _assignments(clause):
        left, is_one, _ = assignment.partition("=")
        if assignment.strip().startswith("{}"):
            yield "*"
        elif is_one:
            yield from (name.split(".")[-1].strip() for name in left.strip(" \n()").split(","))


def _assignments(clause: str) -> Iterator[str]:
    """Between the commas that stand in no parentheses, to the end of the clause."""
    depth = begin = 0
    for piece in _PIECES.finditer(clause):
        if piece.group() == "(":
            depth += 1
        elif piece.group() == ")" and depth:
            depth -= 1
        elif depth == 0:
            yield clause[begin : piece.start()]
            begin = piece.end()
            if piece.group() != ",":
                return
    yield clause[begin:]
