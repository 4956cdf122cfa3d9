"""The design, asked of the code: jobs have handlers, imports point down, files stay small, the map is true."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import shop.handlers
from shop.kit.jobs import registry
from shop.timetable import TIMES

assert shop.handlers
ROOT = Path(__file__).resolve().parents[1]
TESTS = ROOT / "tests"
SOURCES = sorted(path for part in ("shop", "catalog_sync") for path in (ROOT / part).rglob("*.py"))
LONGEST_FILE, LONGEST_FUNCTION = 250, 40

LONG_FILES: dict[str, str] = {}  # path -> why it may be longer
_WIRE = "one literal: an object of Stripe, field by field as it stands in the vendor's description"
LONG_FUNCTIONS: dict[str, str] = {  # "path:function" -> why it may be longer
    "shop/sandbox/stripe/payments/charges.py:create_charge": _WIRE,
    "shop/sandbox/stripe/payments/intents.py:create_intent": _WIRE,
    "shop/sandbox/stripe/checkout/sessions.py:_fresh": _WIRE,
}
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


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), str(path))


# --- jobs -----------------------------------------------------------------------------------------------------


def enqueued() -> dict[str, str]:
    """Every name given to `enqueue`, or standing in a file that calls `enqueue_many`."""
    found: dict[str, str] = {}
    for path in SOURCES:
        tree = tree_of(path)
        for call in calls(tree, "enqueue"):
            if len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
                found[str(call.args[1].value)] = name_of(path)
        if any(calls(tree, "enqueue_many")):
            found.update(dict.fromkeys(job_names(tree), name_of(path)))
    return found


def calls(tree: ast.AST, function: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
            yield node


def job_names(tree: ast.AST) -> Iterator[str]:
    """What looks like a job's name: first in a tuple, `("orders.lapse_hold", merchant_id, …)`, or a dictionary's value."""
    for node in ast.walk(tree):
        candidates = node.values if isinstance(node, ast.Dict) else []
        if isinstance(node, ast.Tuple):
            candidates = node.elts[:1]
        for candidate in candidates:
            name = candidate.value if isinstance(candidate, ast.Constant) else None
            if isinstance(name, str) and re.fullmatch(r"[a-z_]+\.[a-z_]+", name):
                yield name


def handlers() -> set[str]:
    """Handlers of the program itself; tests register some of their own."""
    return {
        name
        for name, entry in registry.entries.items()
        if entry.handler.__module__.split(".")[0] in ("shop", "catalog_sync")
    }


def slice_of(module: str) -> str:
    """The package below `shop` (of the kit, the module there), or catalog_sync."""
    parts = module.split(".")
    return parts[0] if parts[0] != "shop" else parts[2] if parts[1] == "kit" else parts[1]


def test_a_job_is_named_after_its_function() -> None:
    jobs = [registry.entries[name] for name in handlers()]
    named = {each.name: f"{slice_of(each.handler.__module__)}.{each.handler.__name__}" for each in jobs}
    assert len(named) > 20
    assert {name: function for name, function in named.items() if name != function} == {}


def test_whoever_waits_comes_first() -> None:
    """Pinned: what is picked first while more waits than the workers can carry; all others wait behind."""
    urgent = {
        name: int(registry.entries[name].priority) for name in handlers() if registry.entries[name].priority
    }
    assert urgent == {
        "bot.handle_conversation": 35,
        "bot.answer_conversation": 30,
        "inbox.read_events": 30,
        "payments.create_link": 25,
        "payments.settle": 25,
        "payments.tell_paid": 25,
        "payments.tell_payment": 25,
        "inbox.note_statuses": 5,
    }


def left_with() -> list[tuple[str, str, set[str]]]:
    """Every call of `enqueue` whose payload is written out: where, the job's name, the payload's keywords."""
    own = {"merchant_id", "after", "priority"}
    return [
        (
            f"{name_of(path)}:{call.lineno}",
            call.args[1].value,
            {str(each.arg) for each in call.keywords} - own,
        )
        for path in SOURCES
        for call in calls(tree_of(path), "enqueue")
        if len(call.args) > 1
        and isinstance(call.args[1], ast.Constant)
        and isinstance(call.args[1].value, str)
        and all(each.arg for each in call.keywords)
    ]


def test_a_job_is_left_with_what_its_handler_takes() -> None:
    left = left_with()
    assert len(left) > 20
    for where, name, given in left:
        payload = registry.entries[name].payload
        wanted = {field.name for field in msgspec.structs.fields(payload)} - {"merchant_id"}
        needed = {field.name for field in msgspec.structs.fields(payload) if field.required} - {"merchant_id"}
        assert needed <= given <= wanted, where


def test_every_job_that_is_left_has_a_handler() -> None:
    left = enqueued()
    assert len(left) > 15
    assert {name: where for name, where in left.items() if name not in handlers()} == {}


def test_every_tick_has_a_handler() -> None:
    assert set(TIMES) <= handlers()


def test_every_handler_is_called_for() -> None:
    assert handlers() - set(enqueued()) - set(TIMES) == set()


# --- imports --------------------------------------------------------------------------------------------------


def imports(path: Path) -> set[str]:
    """The modules a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module)
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


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


# --- size -----------------------------------------------------------------------------------------------------


def long_functions() -> dict[str, int]:
    found = {}
    for path in SOURCES:
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    found[f"{name_of(path)}:{node.name}"] = lines
    return found


def test_functions_are_short() -> None:
    assert {name: n for name, n in long_functions().items() if name not in LONG_FUNCTIONS} == {}


def test_files_are_short() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in SOURCES}
    assert {name: n for name, n in lengths.items() if n > LONGEST_FILE and name not in LONG_FILES} == {}


def test_an_exception_that_is_not_needed_any_more_is_taken_off_the_list() -> None:
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in SOURCES}
    assert [name for name in LONG_FILES if lengths.get(name, 0) <= LONGEST_FILE] == []
    assert set(LONG_FUNCTIONS) <= set(long_functions())


# --- words ----------------------------------------------------------------------------------------------------


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
    places: dict[str, set[str]] = {}
    for path in (*SOURCES, *TESTS.rglob("*.py")):
        for node in tree_of(path).body:
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, set()).add(name_of(path))
    assert len(places) > 400
    assert {name: where for name, where in places.items() if len(where) > 1} == {}


# --- tests ----------------------------------------------------------------------------------------------------

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


def test_every_test_folder_is_a_package() -> None:
    """Two files may have one name, and no folder is imported from another's path."""
    folders = {path.parent for path in TESTS.rglob("*.py")}
    assert len(folders) > 25
    assert {name_of(folder) for folder in folders if not (folder / "__init__.py").exists()} == set()
