"""The sandbox's own rules: one class for each name, and facts that say where they come from."""

import ast
import re
from collections import defaultdict

from tests.support.repository import ROOT

SANDBOX = ROOT / "shop" / "sandbox"
SOURCE = re.compile(r"Meta: ((?:[A-Z]\w*|ID)[\w >-]*?)(?=[).,;:]|$)", re.MULTILINE)


def test_no_class_of_the_sandbox_shares_its_name_with_another() -> None:
    homes = defaultdict[str, list[str]](list)
    for part in ("shop", "catalog_sync"):
        for path in (ROOT / part).rglob("*.py"):
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.ClassDef):
                    homes[node.name].append(path.relative_to(ROOT).as_posix())
    shared = {
        name: where
        for name, where in homes.items()
        if len(where) > 1 and any(home.startswith("shop/sandbox/") for home in where)
    }
    assert shared == {}


def test_every_page_that_a_docstring_names_stands_in_the_list_of_sources_and_the_other_way_round() -> None:
    listed = set(re.findall(r"^\| Meta: ([^|]+?) \|", (ROOT / "docs/sandbox-sources.md").read_text(), re.M))
    named = {
        title
        for path in SANDBOX.rglob("*.py")
        for title in SOURCE.findall(path.read_text())
        if path.name != "__init__.py"
    }
    assert named == listed


def test_no_mark_names_a_document_that_is_not_here() -> None:
    marked = [path.name for path in SANDBOX.rglob("*.*") if b"\xc2\xa7" in path.read_bytes()]
    assert marked == []
