"""The container files: valid by their own rules, hardened, and nothing in them hinders scaling."""

import importlib.resources
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from shop.config import Settings
from tests.support.repository import ROOT
from tests.support.running.compose import BIN, COMPOSE, SERVICES, VARIABLE, example


def test_the_compose_file_fits_the_compose_specification() -> None:
    vendored = importlib.resources.files("check_jsonschema") / "builtin_schemas/vendor/compose-spec.json"
    jsonschema.validate(COMPOSE, json.loads(vendored.read_text()))


def test_the_dockerfile_passes_its_linter() -> None:
    checked = subprocess.run(  # noqa: S603
        [BIN / "hadolint", ROOT / "Dockerfile"], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, checked.stdout) == (0, "")


def test_the_image_runs_as_nobody_who_may_do_anything_and_installs_only_what_has_a_hash() -> None:
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    assert [line for line in lines if line.startswith("USER")] == ["USER 10001:10001"]
    installs = [line for line in lines if "pip install" in line]
    assert len(installs) == 2
    assert all("--require-hashes" in line or "--no-deps --no-build-isolation" in line for line in installs)


def test_what_the_dockerfile_copies_is_let_through_to_the_builder() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    wanted = {name for line in copied for name in line.split()}
    let_through = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[:1] == "!"}
    assert wanted == let_through
    assert all((ROOT / name).exists() for name in wanted)


LEFT_OUT = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("shop/")]


@pytest.fixture(name="without_sandbox", scope="module")
def without_sandbox_fixture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree as the image has it."""
    image = tmp_path_factory.mktemp("image")
    for part in ("shop", "catalog_sync"):
        shutil.copytree(ROOT / part, image / part, ignore=shutil.ignore_patterns("__pycache__"))
    for folder in LEFT_OUT:
        shutil.rmtree(image / folder)
    return image


def shop_in(image: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A command of the tree in this folder, not of the one that is installed."""
    code = (
        "import sys; sys.meta_path[:] = [f for f in sys.meta_path if 'editable' not in repr(f).lower()]; "
        "from shop.cli.main import main; sys.exit(main(sys.argv[1:]))"
    )
    return subprocess.run(  # noqa: S603
        [sys.executable, "-c", code, *arguments],
        cwd=image,
        env={**os.environ, "PYTHONPATH": str(image), "SHOP_DATA_DIR": str(image / "data")},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("command", ["demo", "sandbox"])
def test_the_image_holds_no_sandbox_and_its_commands_say_so_in_a_sentence(
    without_sandbox: Path, command: str
) -> None:
    assert LEFT_OUT == ["shop/sandbox"]
    ran = shop_in(without_sandbox, command)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("shop: The sandbox is not part of this installation")
    assert ran.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["serve", "work", "migrate"])
def test_what_the_image_is_for_needs_no_sandbox(without_sandbox: Path, command: str) -> None:
    ran = shop_in(without_sandbox, command, "--help")
    assert (ran.returncode, ran.stderr) == (0, "")


def test_images_are_named_without_a_registry_and_with_a_version() -> None:
    images = {service["image"] for service in SERVICES.values()} - {"trastienda"}
    froms = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert all(re.fullmatch(r"[a-z]+:[\w.-]+", image) for image in [*images, *froms])


def test_only_the_proxy_publishes_a_port_and_nothing_hinders_scaling() -> None:
    assert {name: service["ports"] for name, service in SERVICES.items() if "ports" in service} == {
        "proxy": ["${SHOP_PORT:-443}:443"]
    }
    assert not [
        name for name, service in SERVICES.items() if "container_name" in service or "hostname" in service
    ]
    assert {name for name, service in SERVICES.items() if "front" in service["networks"]} >= {"proxy", "web"}
    assert "front" not in SERVICES["postgres"]["networks"]


@pytest.mark.parametrize("name", list(SERVICES))
def test_every_service_is_hardened(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert any(each.partition(":")[0] == "/tmp" for each in service["tmpfs"])  # noqa: S108
    assert "privileged" not in service
    assert service.get("user") not in ("root", "0", 0)


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate"}))
def test_every_lasting_service_is_watched_and_given_time_to_end(name: str) -> None:
    service = SERVICES[name]
    assert service["healthcheck"]["test"][0] == "CMD"
    assert re.fullmatch(r"\d+s", service["stop_grace_period"])
    assert service["restart"] == "unless-stopped"


def test_processes_start_only_after_the_migration_and_it_after_the_database() -> None:
    for name in ("web", "worker"):
        assert SERVICES[name]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert SERVICES["migrate"]["depends_on"] == {"postgres": {"condition": "service_healthy"}}


def test_only_the_migration_knows_the_administrators_password() -> None:
    knows = {name for name, service in SERVICES.items() if "POSTGRES_PASSWORD" in json.dumps(service)}
    assert knows == {"postgres", "migrate"}


def test_every_setting_is_explained_and_reaches_web_and_worker() -> None:
    names = {f"SHOP_{name.upper()}" for name in Settings.model_fields}
    assert names <= set(example())
    for name in ("web", "worker"):
        assert set(SERVICES[name]["environment"]) == names - {"SHOP_MIGRATE_DATABASE_URL"}
    used = {found[0] for found in VARIABLE.findall((ROOT / "docker-compose.yml").read_text())}
    assert used <= set(example())
    lines = (ROOT / ".env.example").read_text().splitlines()
    for name in example():
        place = next(i for i, line in enumerate(lines) if line.lstrip("#").startswith(f"{name}="))
        assert lines[place - 1].startswith("#") or "=" in lines[place - 1], f"{name} is not explained."


def test_the_example_s_addresses_are_the_programs_own_defaults() -> None:
    for name in ("whatsapp_api_url", "whatsapp_api_version", "stripe_api_url", "log_level"):
        assert example()[f"SHOP_{name.upper()}"] == Settings.model_fields[name].default
