"""docs/operating.md leaves out no setting, no command, no finding and no metric."""

import argparse
import re
from pathlib import Path

import pytest

from shop.cli.main import parser
from shop.config import Settings
from shop.kit.metrics import REGISTRY
from shop.observability import installation_metrics

ROOT = Path(__file__).resolve().parents[1]
GUIDE = (ROOT / "docs/operating.md").read_text()


def nouns(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Sub-commands by name."""
    found: dict[str, argparse.ArgumentParser] = {}
    for action in top._actions:
        if isinstance(action, argparse._SubParsersAction):
            found |= action.choices
    return found


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_in_the_guide(name: str) -> None:
    assert f"`SHOP_{name.upper()}`" in GUIDE


@pytest.mark.parametrize("noun", sorted(set(nouns(parser())) - {"demo", "sandbox"}))
def test_every_command_is_in_the_guide(noun: str) -> None:
    assert f"`shop {noun}" in GUIDE
    for verb in nouns(nouns(parser())[noun]):
        assert re.search(rf"`{verb}\b|shop {noun} {verb}\b", GUIDE), f"shop {noun} {verb}"


def test_every_finding_of_the_doctor_is_in_the_guide() -> None:
    source = "".join(path.read_text() for path in (ROOT / "shop/cli").glob("check_*.py"))
    source += (ROOT / "shop/cli/doctor.py").read_text()
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
