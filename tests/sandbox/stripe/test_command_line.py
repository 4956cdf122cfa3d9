"""Stripe's official command line (npm `@stripe/cli`) as an independent client of the stand-in."""

import asyncio
import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.sandbox.support.stripe import StripeSandbox

INSTALL_SECONDS, COMMAND_SECONDS = 45, 20


@pytest.fixture(name="program", scope="session")
async def program_fixture(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The command line, installed into a folder of this run."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is missing: Stripe's command line cannot be installed.")
    folder = tmp_path_factory.mktemp("stripe-cli")
    arguments = ("install", "--prefix", str(folder), "--no-audit", "--no-fund", "@stripe/cli@^1.52")
    try:
        status, said = await output(INSTALL_SECONDS, npm, *arguments, env=dict(os.environ))
    except TimeoutError:
        pytest.skip(f"npm did not install @stripe/cli within {INSTALL_SECONDS} s.")
    if status != 0:
        pytest.skip(f"npm could not install @stripe/cli: {said[-300:]}")
    return str(folder / "node_modules" / ".bin" / "stripe")


async def output(seconds: float, *command: str, env: dict[str, str]) -> tuple[int | None, str]:
    """Exit status and everything a command said."""
    running = await asyncio.create_subprocess_exec(
        *command, env=env, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    try:
        said, _ = await asyncio.wait_for(running.communicate(), seconds)
    except TimeoutError:
        running.kill()
        await running.wait()
        raise
    return running.returncode, said.decode()


async def run(program: str, sandbox: StripeSandbox, home: Path, *arguments: str) -> str:
    """A command against the stand-in, at home in a folder of its own."""
    env = {"HOME": str(home), "PATH": os.environ["PATH"], "STRIPE_CLI_TELEMETRY_OPTOUT": "1"}
    where = ("--api-key", sandbox.key, "--api-base", sandbox.url)
    status, said = await output(COMMAND_SECONDS, program, *arguments, *where, env=env)
    assert status == 0, said
    await sandbox.quiet()
    return said


async def test_it_makes_a_payment_link(program: str, sandbox: StripeSandbox, tmp_path: Path) -> None:
    line = "line_items[0]"
    data = (
        f"{line}[price_data][currency]=eur", f"{line}[price_data][unit_amount]=1250",
        f"{line}[price_data][product_data][name]=Café", f"{line}[quantity]=2",
    )  # fmt: skip
    options = [word for pair in data for word in ("-d", pair)]
    said = await run(program, sandbox, tmp_path, "payment_links", "create", *options)
    made: dict[str, Any] = json.loads(said)
    assert (made["object"], made["active"], made["currency"]) == ("payment_link", True, "eur")
    session = await sandbox.control(f"links/{made['id']}/pay")
    assert (session["amount_total"], session["payment_status"]) == (2500, "paid")
