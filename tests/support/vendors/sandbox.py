"""A served sandbox, and what tests of the page and of the stand-ins alike do with it."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import uvicorn
from litestar import Litestar

from shop.sandbox.state import World
from shop.sandbox.types import Json as Json  # tests take it from here
from tests.support.pace import PATIENCE_SECONDS

TOKEN, APP, WABA, PNID, CATALOG = "token-1", "100001", "200001", "300001", "400001"


@dataclass(kw_only=True)
class SandboxClient:
    """A running sandbox with one business, spoken to as its shop, its shopper and the control API."""

    url: str
    app: Litestar
    http: httpx.AsyncClient
    shopper: Json = field(default_factory=dict)

    @property
    def world(self) -> World:
        """The world itself."""
        world: World = self.app.state.world
        return world

    async def control(self, path: str, body: Any = None, *, status: int | None = None) -> Any:
        """A control POST."""
        answer = await self.http.post(f"/_control/{path}", json=body or {})
        assert answer.status_code == status if status else answer.is_success, answer.text
        return answer.json()

    async def graph(self, method: str, path: str, *, token: str = TOKEN, **more: Any) -> httpx.Response:
        """A Graph call."""
        headers = {"authorization": f"Bearer {token}", **more.pop("headers", {})}
        return await self.http.request(method, f"/v26.0/{path}", headers=headers, **more)

    async def say(self, message: Json | str = "hola", shopper: Json | None = None, **more: Any) -> str:
        """The shopper speaks. Returns the wamid."""
        wire = {"type": "text", "text": {"body": message}} if isinstance(message, str) else message
        who = (shopper or self.shopper)["id"]
        said = await self.control(f"shoppers/{who}/say", {"phone_number_id": PNID, "message": wire, **more})
        return str(said["wamid"])

    async def wait_until_idle(self) -> None:
        """Wait until nothing is on its way."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self.world.wait_until_idle()

    async def thread(self) -> list[Json]:
        """The shopper's chat."""
        path = f"/_control/shoppers/{self.shopper['id']}/thread"
        answer = await self.http.get(path, params={"phone_number_id": PNID})
        messages: list[Json] = answer.json()["messages"]
        return messages


@asynccontextmanager
async def served(app: Litestar, port: int = 0) -> AsyncIterator[str]:
    """A server of this loop, on a free port by default. Yields its address."""
    # Named as TCP, else asyncio leaves Nagle's delay on and every call waits 40 ms.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listening.bind(("127.0.0.1", port))
    config = uvicorn.Config(
        app, log_config=None, access_log=False, lifespan="on", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve([listening]))
    while not server.started:
        await asyncio.sleep(0.002)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await serving
        listening.close()
