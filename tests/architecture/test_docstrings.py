"""A docstring that says what is raised names an error that exists."""

import ast
import builtins
import re

from tests.architecture.sources import SOURCES, name_of, tree_of

RAISES = re.compile(r"Raises ([^.]*)\.")
# Long enough, and with a small letter after a capital one: names of classes, and no acronyms.
CLASS_NAME = re.compile(r"\b[A-Z][a-z]+[A-Z]\w+\b")


def known() -> set[str]:
    """Every class of ours, every name that is imported or read of a module, and what Python brings."""
    names = set(dir(builtins))
    for path in SOURCES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.ClassDef):
                names.add(node.name)
            elif isinstance(node, ast.Import | ast.ImportFrom):
                names |= {each.name for each in node.names}
            elif isinstance(node, ast.Attribute):
                names.add(node.attr)
    return names


def raised() -> set[tuple[str, str]]:
    """(file, error) for each error that a docstring says is raised."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        (name_of(path), error)
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if isinstance(node, documented)
        for said in RAISES.findall(ast.get_docstring(node) or "")
        for error in CLASS_NAME.findall(said)
    }


def test_what_a_docstring_says_is_raised_exists() -> None:
    found, names = raised(), known()
    assert len(found) > 200
    assert {(place, error) for place, error in found if error not in names} == set()
