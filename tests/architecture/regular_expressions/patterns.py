"""Every regular expression of the program: what modules hold, and what calls write out in place."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import catalog_sync
import shop
from tests.architecture.sources import SOURCES, name_of, tree_of

ANYWHERE = {"search", "sub", "subn", "split", "findall", "finditer"}  # these try at every character
FROM_THE_START = {"match", "fullmatch"}
FLAGS = {name: flag for flag in re.RegexFlag for name in (flag.name, str(flag.name)[0])}
IN_PLACE_OF_VALUES = "3"  # where a pattern is put together when it is needed


class UsedPattern(NamedTuple):
    """A pattern, and how the program tries it."""

    pattern: re.Pattern[Any]
    methods: frozenset[str]


def all_patterns() -> dict[str, UsedPattern]:
    """By where each is found: module and name, or file and line."""
    found: dict[str, UsedPattern] = {}
    texts = [path.read_text() for path in SOURCES]
    for package in (shop, catalog_sync):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(info.name)
            for name, value in vars(module).items():
                for where, pattern in _held(f"{info.name}.{name}", value, depth=3):
                    found[where] = UsedPattern(pattern, _methods_of(name, texts))
    for path in SOURCES:
        found.update(_written(name_of(path), tree_of(path)))
    return found


def _methods_of(name: str, texts: list[str]) -> frozenset[str]:
    """What is called on a name anywhere; everything where that cannot be seen."""
    called = {method for text in texts for method in re.findall(rf"\b{name}\.(\w+)\(", text)}
    return frozenset(called & (ANYWHERE | FROM_THE_START) or {*ANYWHERE, *FROM_THE_START})


def _held(where: str, value: object, *, depth: int) -> Iterator[tuple[str, re.Pattern[Any]]]:
    if isinstance(value, re.Pattern):
        yield where, value
    elif depth == 0:
        return
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from _held(f"{where}[{key!r}]", inner, depth=depth - 1)
    elif isinstance(value, list | tuple | set | frozenset):
        for number, inner in enumerate(value):
            yield from _held(f"{where}[{number}]", inner, depth=depth - 1)


def _written(path: str, tree: ast.AST) -> Iterator[tuple[str, UsedPattern]]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        written = [("search", keyword.value) for keyword in node.keywords if keyword.arg == "pattern"]
        if isinstance(node.func, ast.Attribute) and _is_re(node.func.value) and node.args:
            written.append((node.func.attr, node.args[0]))
        for method, text in written:
            source = _text(text) if method in ANYWHERE | FROM_THE_START else None
            if source is not None:
                yield (
                    f"{path}:{node.lineno}",
                    UsedPattern(re.compile(source, _flags(node)), frozenset({method})),
                )


def _flags(call: ast.Call) -> int:
    """`re.VERBOSE | re.IGNORECASE` somewhere among the arguments."""
    found = 0
    for argument in call.args[1:]:
        for node in ast.walk(argument):
            if isinstance(node, ast.Attribute) and _is_re(node.value):
                found |= int(FLAGS.get(node.attr, 0))
    return found


def _is_re(value: ast.expr) -> bool:
    return isinstance(value, ast.Name) and value.id == "re"


def _text(node: ast.expr) -> str | bytes | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(
            str(part.value) if isinstance(part, ast.Constant) else IN_PLACE_OF_VALUES for part in node.values
        )
    return None
