"""docs/operating.md leaves out no setting, no command, no finding, no metric and no retention."""

import re
from pathlib import Path

import pytest
import typer

from shop.cli.main import app
from shop.config import Settings
from shop.kit.metrics import REGISTRY
from shop.observability import installation_metrics
from shop.privacy.register.notation import Retention
from shop.privacy.register.tables import EVERY_TABLE
from tests.support.repository import ROOT

GUIDE = (ROOT / "docs/operating.md").read_text()


def verbs(group: typer.Typer) -> dict[str, list[str]]:
    """Every noun with its verbs; a command without verbs has none."""
    found: dict[str, list[str]] = {}
    for below in group.registered_groups:
        assert below.typer_instance is not None
        names = [str(command.name) for command in below.typer_instance.registered_commands]
        found |= {below.name: names} if isinstance(below.name, str) else {name: [] for name in names}
    return found


COMMANDS = verbs(app)


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_in_the_guide(name: str) -> None:
    assert f"`SHOP_{name.upper()}`" in GUIDE
    assert f"`SHOP_{name.upper()}`" in (ROOT / "README.md").read_text()


@pytest.mark.parametrize("noun", sorted(set(COMMANDS) - {"demo", "sandbox"}))
def test_every_command_is_in_the_guide(noun: str) -> None:
    assert f"`shop {noun}" in GUIDE
    for verb in COMMANDS[noun]:
        assert re.search(rf"`{verb}\b|shop {noun} {verb}\b", GUIDE), f"shop {noun} {verb}"


def test_every_finding_of_the_doctor_is_in_the_guide() -> None:
    source = "".join(path.read_text() for path in (ROOT / "shop/doctor").glob("*.py"))
    checks = set(re.findall(r"(?:ok|warn|fail|tell)\(\s*\"([a-z_.]+)\"", source))
    assert len(checks) > 25
    section = GUIDE.split("## What the doctor's findings mean")[1].split("\n## ")[0]
    missing = [
        check
        for check in checks
        if f"`{check}`" not in section and f"`.{check.partition('.')[2]}`" not in section
    ]
    assert not missing


def test_every_metric_is_in_the_guide() -> None:
    counted = {family.name for family in REGISTRY.collect() if family.name.startswith("shop_")}
    read = set(re.findall(r"\"(shop_[a-z_]+)\"", Path(installation_metrics.__file__).read_text()))
    assert {name for name in counted | read if f"`{name}" not in GUIDE} == set()


def test_every_retention_is_in_the_guide_as_the_register_has_it() -> None:
    section = GUIDE.split("## What is kept how long")[1].split("\n## ")[0]
    told = [line for line in section.splitlines() if line.startswith("| `")]
    assert told == [row_of(table.name, each) for table in EVERY_TABLE for each in table.retentions]


def row_of(table: str, retention: Retention) -> str:
    what = f"`{retention.what}`" if retention.blanked else "row"
    which = f", {retention.which}" if retention.which else ""
    when = f"{retention.days} {'day' if retention.days == 1 else 'days'} after `{retention.since}`"
    return f"| `{table}` | {what}{which} | {when} | {retention.reason} |"
