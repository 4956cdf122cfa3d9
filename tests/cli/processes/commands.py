"""The `shop` command in a process of its own, as an operator starts it."""

import asyncio
import signal
import sys
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager

import httpx

from shop.kit.http_server import bind
from tests.support.pace import PATIENCE_SECONDS
from tests.support.repository import SHOP, from_here

KEY = "a key for the operator's tests - 32 or more"
Environment = dict[str, str]


async def shop(environment: Environment, *words: str) -> tuple[int, str, str]:
    """Run a command to its end: (exit code, output, complaints)."""
    process = await start(environment, *words)
    out, err = await asyncio.wait_for(process.communicate(), PATIENCE_SECONDS)
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


async def start(environment: Environment, *words: str) -> asyncio.subprocess.Process:
    """Start a command and leave it running."""
    return await asyncio.create_subprocess_exec(
        *SHOP,
        *words,
        env=from_here(environment),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


@asynccontextmanager
async def running(
    environment: Environment, *words: str, says: str
) -> AsyncGenerator[asyncio.subprocess.Process]:
    """A process that said it started; killed at the end if it still runs."""
    process = await start(environment, *words)
    try:
        await asyncio.wait_for(_heard(process, says), PATIENCE_SECONDS)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def _heard(process: asyncio.subprocess.Process, says: str) -> None:
    assert process.stderr is not None
    assert process.stdout is not None
    stream = process.stdout if says.startswith("The ") else process.stderr
    while says not in (line := (await stream.readline()).decode()):
        assert line, f"It ended without saying {says!r}."


async def ended(process: asyncio.subprocess.Process, number: signal.Signals) -> int:
    """The exit code after a signal; what an unlucky process complained of stands in the test's own output."""
    process.send_signal(number)
    code = await asyncio.wait_for(process.wait(), PATIENCE_SECONDS)
    if code != 0 and process.stderr is not None:
        sys.stderr.write((await process.stderr.read()).decode())
    return code


def free_port() -> int:
    with bind("127.0.0.1", 0) as listener:
        return int(listener.getsockname()[1])


async def get(url: str) -> httpx.Response:
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS, trust_env=False) as http:
        return await http.get(url)
