"""Imports point down, libraries stay where they belong, and test folders share nothing but tests/support."""

import ast
import subprocess
import sys
import tomllib
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


# What a contract does not name, on purpose: a new package is in neither and has to be put into one of them.
UNNAMED = {
    "Only doors know HTTP requests": "api hooks web observability app doors problems sandbox",
    "The sandbox shares no code with what it imitates": "sandbox app cli config demo doctor handlers kit worker",
    "catalog_sync rests on the catalog and no slice rests on it": """
        app catalog cli config demo doctor handlers kit merchants sandbox tables timetable whatsapp worker
    """,
    "Slices call catalog_sync by job; doors may read it": """
        api app cli config demo doctor doors handlers observability problems tables web worker
    """,
}


@pytest.mark.parametrize("contract", UNNAMED)
def test_no_package_is_forgotten_by_a_contract(contract: str) -> None:
    packages = {path.stem for path in (ROOT / "shop").iterdir() if not path.stem.startswith((".", "_"))} - {
        "locale"
    }
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (told,) = [each for each in contracts if each["name"] == contract]
    named = {
        module.removeprefix("shop.")
        for module in (*told["source_modules"], *told["forbidden_modules"])
        if module.startswith("shop.")
    }
    assert named | set(UNNAMED[contract].split()) == packages


@pytest.mark.parametrize("package", ONLY_THERE)
def test_a_library_is_imported_only_where_it_belongs(package: str) -> None:
    users = {name_of(p) for p in SOURCES if package in {module.split(".")[0] for module in imports(p)}}
    allowed = ONLY_THERE[package]
    assert users
    assert [user for user in users if not any(user == a or user.startswith(f"{a}/") for a in allowed)] == []


DOORS = ("shop/api", "shop/hooks", "shop/web", "shop/observability")
ASKS_THE_DATABASE = {
    "sqlalchemy.text",
    "sqlalchemy.select",
    "sqlmodel.select",
    "shop.kit.db.sql",
    "shop.kit.db.session.execute_core",
}


def test_no_door_holds_a_query() -> None:
    askers = {
        name_of(path)
        for door in DOORS
        for path in (ROOT / door).rglob("*.py")
        if imports(path) & ASKS_THE_DATABASE
    }
    assert askers == set()


TOUCH_THE_ENVIRONMENT = {
    "shop/config.py": "its settings, for shop/cli/main.py alone",
    "shop/kit/embedded/binaries.py": "passed to PostgreSQL's programs",
    "shop/kit/embedded/process.py": "a folder for a socket",
    "shop/kit/db/urls.py": "TLS, where asyncpg reads it",
}


def test_settings_are_read_in_one_place() -> None:
    """Decision 31: whoever else needs a setting is given it."""
    touchers = {
        name_of(path)
        for path in SOURCES
        for node in ast.walk(tree_of(path))
        if ast.unparse(node) in ("os.environ", "os.getenv", "os.putenv")
    }
    assert touchers == set(TOUCH_THE_ENVIRONMENT)
    readers = {
        name_of(path) for path in SOURCES if imports(path) & {"shop.config.settings", "shop.config.faults"}
    }
    assert readers == {"shop/cli/main.py"}


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


def imports_among_tests() -> set[tuple[str, str]]:
    """The file and the module below `tests` of every import."""
    return {
        (name_of(path), node.module)
        for path in TESTS.rglob("*.py")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("tests.")
    }


def home_of(file: str) -> str:
    """The folder below `tests` whose helpers a file may import."""
    folders = file.split("/")[1:-1]
    return f"tests.{folders[0]}." if folders else SHARED


def test_no_test_folder_imports_from_another() -> None:
    """Whatever several folders need lies in tests/support."""
    among = imports_among_tests()
    assert len(among) > 300
    assert {each for each in among if not f"{each[1]}.".startswith((SHARED, home_of(each[0])))} == set()


def test_nothing_is_imported_from_a_file_of_tests() -> None:
    """What several files share lies in a file of its own, so that no test depends on another's place."""
    assert {each for each in imports_among_tests() if ".test_" in each[1]} == set()
