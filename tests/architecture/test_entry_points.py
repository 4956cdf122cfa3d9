"""What every process needs before it leaves a job: `enqueue` raises LookupError for a job whose handler is not imported."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import shop.handlers
from shop.kit.jobs import registry
from tests.support.repository import ROOT

assert shop.handlers
SOURCES = sorted(path for part in ("shop", "catalog_sync") for path in (ROOT / part).rglob("*.py"))

ENTRY_POINTS = {  # the module of a process -> what it must do before it can leave a job
    "shop.app": "",
    "shop.worker": "",
    "shop.doctor.diagnosis": "",
    "shop.demo.run": "",
    "shop.cli.resources.databases": "import_module('shop.handlers')",  # `open_database` does; see the test below
}
_OPENS_A_DATABASE = {
    "shop/doctor/diagnosis.py",
    "shop/demo/environment.py",
    "shop/cli/resources/databases.py",
}


@pytest.mark.parametrize("module", ENTRY_POINTS)
def test_a_process_knows_every_job_that_it_may_leave(module: str) -> None:
    program = f"""
from importlib import import_module
import_module({module!r})
{ENTRY_POINTS[module]}
from shop.kit.jobs import registry
print(*sorted(registry.entries))
"""
    ran = subprocess.run(  # noqa: S603 - our own words
        [sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert ran.returncode == 0, ran.stderr
    assert set(ran.stdout.split()) == {
        name for name, entry in registry.entries.items() if not entry.handler.__module__.startswith("tests.")
    }


def test_a_command_imports_the_handlers_when_it_opens_the_database() -> None:
    tree = ast.parse((ROOT / "shop/cli/resources/databases.py").read_text())
    (opening,) = [n for n in tree.body if getattr(n, "name", "") == "open_database"]
    given = [call.args[0] for call in calls(opening, "import_module")]
    assert [name.value for name in given if isinstance(name, ast.Constant)] == ["shop.handlers"]


def test_only_entry_points_open_a_database() -> None:
    openers = {
        path.relative_to(ROOT).as_posix()
        for path in SOURCES
        if any(calls(ast.parse(path.read_text()), "Database"))
    }
    assert openers == _OPENS_A_DATABASE


def test_many_jobs_are_left_with_what_their_handlers_take() -> None:
    written = [(where, name, given) for path in SOURCES for where, name, given in left_by_many(path)]
    assert len(written) > 5
    for where, name, given in written:
        fields = msgspec.structs.fields(registry.entries[name].payload)
        wanted = {field.name for field in fields} - {"merchant_id"}
        needed = {field.name for field in fields if field.required} - {"merchant_id"}
        assert needed <= given <= wanted, where


def left_by_many(path: Path) -> Iterator[tuple[str, str, set[str]]]:
    """What `enqueue_many` is given, in a file that calls it: `(name, merchant_id, {…})` with its payload written out."""
    tree = ast.parse(path.read_text())
    if not any(calls(tree, "enqueue_many")):
        return
    payloads = {  # those that stand in a variable first
        node.targets[0].id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Tuple) or len(node.elts) != 3:
            continue
        name, payload = node.elts[0], node.elts[2]
        if isinstance(payload, ast.Name):
            payload = payloads.get(payload.id, payload)
        if not isinstance(name, ast.Constant) or name.value not in registry.entries:
            continue
        if isinstance(payload, ast.Dict) and all(isinstance(key, ast.Constant) for key in payload.keys):
            keys = {str(key.value) for key in payload.keys if isinstance(key, ast.Constant)}
            yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno}", str(name.value), keys


def calls(tree: ast.AST, function: str) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == function:
            yield node
