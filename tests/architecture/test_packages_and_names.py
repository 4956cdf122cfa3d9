"""Each package says what it is, the map names it, and a class name has one meaning."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.sources import SOURCES, TESTS, name_of, tree_of
from tests.support.repository import ROOT


@pytest.mark.parametrize("package", [path for path in SOURCES if path.name == "__init__.py"], ids=name_of)
def test_a_package_says_what_it_is_and_at_most_hands_names_on(package: Path) -> None:
    tree = tree_of(package)
    assert ast.get_docstring(tree)
    allowed = {"shop/__init__.py": {"__version__"}}.get(name_of(package), {"__all__"})
    for node in tree.body[1:]:
        targets = [ast.unparse(each) for each in node.targets] if isinstance(node, ast.Assign) else []
        assert isinstance(node, ast.ImportFrom) or (set(targets) <= allowed and targets), ast.unparse(node)


def test_the_map_in_the_readme_names_every_folder() -> None:
    blocks = re.findall(r"```[a-z]*\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
    (tree,) = [block for block in blocks if re.search(r"^shop/", block, re.MULTILINE)]
    folders = {path.parent.name for path in SOURCES if path.parent.parent == ROOT / "shop"}
    assert len(folders) > 12
    assert {folder for folder in folders if not re.search(rf"\b{folder}/", tree)} == set()
    assert "catalog_sync/" in tree


def test_a_class_name_has_one_meaning() -> None:
    classes: dict[str, set[str]] = {}
    aliases: dict[str, set[str]] = {}
    for path in (*SOURCES, *TESTS.rglob("*.py")):
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef):
                classes.setdefault(node.name, set()).add(name_of(path))
            elif isinstance(node, ast.Assign):
                for target in map(ast.unparse, node.targets):
                    aliases.setdefault(target, set()).add(name_of(path))
    assert len(classes) > 400
    assert {name: where for name, where in classes.items() if len(where) > 1} == {}
    assert {name: where for name, where in aliases.items() if name in classes} == {}  # `Order = Annotated[…]`


def test_every_test_folder_is_a_package() -> None:
    """Two files may have one name, and no folder is imported from another's path."""
    folders = {path.parent for path in TESTS.rglob("*.py")}
    assert len(folders) > 25
    assert {name_of(folder) for folder in folders if not (folder / "__init__.py").exists()} == set()
