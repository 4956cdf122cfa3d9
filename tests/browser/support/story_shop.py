"""`shop demo` in a process of its own: the whole shop, with a clock that no other test shares."""

import asyncio
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx

from tests.support.cast import MADRID
from tests.support.pace import PATIENCE_SECONDS
from tests.support.repository import SHOP, from_here

OPENING_SECONDS = 90.0
CLOSING_SECONDS = 20.0
GOODBYE = ["Closing", "the", "shop."]
_ADDRESSES = re.compile(
    r"shopper +(?P<chat>http\S+).*?API +(?P<web>http\S+).*?key +(?P<key>shop_\S+).*?Ctrl-C[^\n]+\n", re.DOTALL
)


@dataclass
class RunningShop:
    """Where it can be reached: the shopper's chat, and the merchant's API."""

    chat_url: str
    api: httpx.AsyncClient

    async def put_on_the_shelf(self, sku: str, count: int) -> None:
        """The merchant counts, and there are so many."""
        found = (await self.api.get("/api/v1/products", params={"sku": sku})).json()["data"]
        path = f"/api/v1/products/{found[0]['id']}/variants/{sku}/stock"
        answer = await self.api.put(path, json={"on_hand": count})
        assert answer.is_success, answer.text

    async def time(self) -> datetime:
        """What time it is in the shop, where the shop is."""
        answer = await self.api.get(f"{self.chat_url}/_control/clock")
        return datetime.fromisoformat(answer.json()["now"]).astimezone(MADRID)


@asynccontextmanager
async def open_demo(folder: Path) -> AsyncIterator[RunningShop]:
    """Start the demo on free ports, wait until its catalog is in the chat, and close it at the end.

    It must not have logged an error.
    """
    demo = await asyncio.create_subprocess_exec(
        *(*SHOP, "demo", "--port", "0", "--sandbox-port", "0"),
        env=from_here({**os.environ, "SHOP_DATA_DIR": str(folder), "SHOP_LOG_LEVEL": "ERROR"}),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said_later = b""
    try:
        told = await asyncio.wait_for(_told(demo), OPENING_SECONDS)
        headers = {"Authorization": f"Bearer {told['key']}"}
        async with httpx.AsyncClient(
            timeout=PATIENCE_SECONDS, base_url=told["web"], headers=headers, trust_env=False
        ) as api:
            yield RunningShop(told["chat"], api)
    finally:
        if demo.returncode is None:
            demo.terminate()
        said_later, _ = await asyncio.wait_for(demo.communicate(), CLOSING_SECONDS)
    assert said_later.decode().split() == GOODBYE, f"Something went wrong inside:\n{said_later.decode()}"


async def _told(demo: asyncio.subprocess.Process) -> re.Match[str]:
    """The addresses that the demo prints when it is open."""
    assert demo.stdout is not None
    said = ""
    while (match := _ADDRESSES.search(said)) is None:
        line = await demo.stdout.readline()
        assert line, f"The demo did not open:\n{said}"
        said += line.decode()
    return match
