"""Ctrl-C before a command has begun: the program ends at once, without a word, as a shell expects it."""

import asyncio
import signal

import pytest

from shop.__main__ import INTERRUPTED
from tests.cli.processes.commands import KEY, start
from tests.support.pace import PATIENCE_SECONDS

ENVIRONMENT = {"SHOP_SECRET_KEY": KEY, "SHOP_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none"}


NOT_BEGUN = b"Fatal Python error"


@pytest.mark.parametrize("command", ["serve", "work", "sandbox", "doctor", "demo"])
@pytest.mark.parametrize("seconds", [0.15, 0.4])
async def test_while_the_program_is_imported_it_ends_without_a_word(
    command: str, seconds: float, tmp_path: str
) -> None:
    for _ in range(6):
        process = await start({**ENVIRONMENT, "SHOP_DATA_DIR": str(tmp_path)}, command)
        await asyncio.sleep(seconds)
        process.send_signal(signal.SIGINT)
        told = await asyncio.wait_for(process.communicate(), PATIENCE_SECONDS)
        if NOT_BEGUN not in told[1]:  # else Python itself was still starting, on a slow machine
            break
        seconds *= 2
    assert (process.returncode, *told) == (INTERRUPTED, b"", b"")


async def test_where_the_shell_ignores_it_for_a_program_so_does_the_program() -> None:
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process = await start(ENVIRONMENT, "--help")
    finally:
        signal.signal(signal.SIGINT, before)
    await asyncio.sleep(0.15)
    process.send_signal(signal.SIGINT)
    out, _ = await asyncio.wait_for(process.communicate(), PATIENCE_SECONDS)
    assert (process.returncode, b"Usage" in out) == (0, True)
