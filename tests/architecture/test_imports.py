"""Imports point down, libraries stay where they belong, and test folders share nothing but tests/support."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.sources import SOURCES, TESTS, imports, name_of, tree_of
from tests.support.repository import ROOT

ONLY_THERE = {
    "stripe": {"shop/payments/gateway.py"},
    "apscheduler": {"shop/timetable.py"},
    "typer": {"shop/cli"},
    "rich": {"shop/cli", "shop/demo"},
    "litestar": {
        "shop/app.py",
        "shop/doors.py",
        "shop/problems.py",
        "shop/hooks",
        "shop/web",
        "shop/observability",
        "shop/api",
        "shop/sandbox",
    },
}


def test_imports_point_down_the_page() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    ran = subprocess.run([lint], cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.returncode == 0, ran.stdout
    assert "0 broken" in ran.stdout


@pytest.mark.parametrize("package", ONLY_THERE)
def test_a_library_is_imported_only_where_it_belongs(package: str) -> None:
    users = {name_of(p) for p in SOURCES if package in {module.split(".")[0] for module in imports(p)}}
    allowed = ONLY_THERE[package]
    assert users
    assert [user for user in users if not any(user == a or user.startswith(f"{a}/") for a in allowed)] == []


def test_the_sandbox_shares_no_code_with_what_it_imitates() -> None:
    own = ("shop.kit", "shop.config", "shop.sandbox")
    foreign = {
        (name_of(path), module)
        for path in (ROOT / "shop/sandbox").rglob("*.py")
        for module in imports(path)
        if module.split(".")[0] in ("shop", "catalog_sync")
        and module != "shop"
        and not module.startswith(own)
    }
    assert foreign == set()


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_no_module_hides_its_imports_from_the_frameworks(path: Path) -> None:
    """Litestar and SQLModel read annotations at run time: a name that only a type checker knows is a NameError."""
    assert "__future__.annotations" not in imports(path)
    assert "typing.TYPE_CHECKING" not in imports(path)


SHARED = "tests.support."  # and what a folder keeps for its own tests
ELSEWHERE = {  # path: module -> why it may import another folder's
    f"tests/bot/understanding/test_{name}.py: tests.translations.catalogs": "the tool of `make translations` is asked"
    for name in ("intents", "languages")
}


def helpers_from_elsewhere() -> set[str]:
    """Imports of one test folder from another: whatever several folders need lies in tests/support."""
    found = set()
    for path in TESTS.rglob("*.py"):
        home = f"tests.{path.relative_to(TESTS).parts[0]}" if path.parent != TESTS else SHARED
        for node in ast.walk(tree_of(path)):
            module = node.module if isinstance(node, ast.ImportFrom) else None
            if module and module.startswith("tests.") and not f"{module}.".startswith((SHARED, f"{home}.")):
                found.add(f"{name_of(path)}: {module}")
    return found


def test_no_test_folder_imports_from_another() -> None:
    assert helpers_from_elsewhere() == set(ELSEWHERE)
