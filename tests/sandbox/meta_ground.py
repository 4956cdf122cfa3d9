"""The ground the Meta tests stand on: a served sandbox, a callback that receives, a business, a shopper."""

import asyncio
import hashlib
import hmac
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import uvicorn
from litestar import Litestar, Request, Response, get, post

from shop.kit.clock import clock
from shop.sandbox.app import create_app
from shop.sandbox.state import World

SECRET, TOKEN, WABA, PNID, CATALOG = "app-secret", "token-1", "200001", "300001", "400001"
BUSINESS: dict[str, Any] = {
    "app_id": "100001",
    "app_secret": SECRET,
    "verify_token": "verify-me",
    "access_token": TOKEN,
    "waba_id": WABA,
    "phone_number_id": PNID,
    "display_phone_number": "+34 910 000 001",
    "name": "Tienda",
    "catalog_id": CATALOG,
}
Json = dict[str, Any]
QUICK: Json = {
    "sent_after_seconds": 0.002,
    "delivered_after_seconds": 0.004,
    "template_review_seconds": 0.01,
    "batch_seconds": 0.01,
    "item_review_seconds": 0.01,
    "item_outdated_seconds": 0.05,
    "webhook_first_retry_seconds": 0.02,
}


@dataclass
class Callback:
    """The shop's door as Meta sees it. `answers` is what it says; every body is kept with its signature."""

    url: str = ""
    status: int = 200
    posts: list[tuple[str, bytes]] = field(default_factory=list)
    verifications: list[Json] = field(default_factory=list)

    def changes(self, field_name: str = "messages") -> list[Json]:
        """The values of a field, signatures checked over the raw bytes."""
        found = []
        for given, body in self.posts:
            assert given == "sha256=" + hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
            for entry in json.loads(body)["entry"]:
                found += [c["value"] for c in entry["changes"] if c["field"] == field_name]
        return found

    def messages(self) -> list[Json]:
        """Incoming messages, in order of arrival."""
        return [m for value in self.changes() for m in value.get("messages", [])]

    def statuses(self, wamid: str | None = None) -> list[Json]:
        """Statuses, of one message or of all."""
        found = [s for value in self.changes() for s in value.get("statuses", [])]
        return [s for s in found if wamid in (None, s["id"])]


@dataclass
class Ground:
    """A running sandbox."""

    url: str
    app: Litestar
    http: httpx.AsyncClient
    callback: Callback
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

    async def send(self, body: Json, **more: Any) -> httpx.Response:
        """A send to the shopper."""
        whole = {"messaging_product": "whatsapp", "to": "+34600000001", **body}
        return await self.graph("POST", f"{PNID}/messages", json=whole, **more)

    async def text(self, text: str = "hola", **more: Any) -> str:
        """A text that is accepted. Returns the wamid."""
        answer = await self.send({"type": "text", "text": {"body": text}, **more})
        assert answer.status_code == 200, answer.text
        wamid: str = answer.json()["messages"][0]["id"]
        return wamid

    async def refused(self, body: Json, code: int) -> Json:
        """A send that is refused with this code. Returns the error object."""
        answer = await self.send(body)
        assert answer.status_code >= 400, answer.text
        error: Json = answer.json()["error"]
        assert error["code"] == code, error
        return error

    async def interactive(self, shown: Json) -> httpx.Response:
        """An interactive send."""
        return await self.send({"type": "interactive", "interactive": shown})

    async def say(self, message: Json | str = "hola", shopper: Json | None = None, **more: Any) -> str:
        """The shopper speaks. Returns the wamid."""
        wire = {"type": "text", "text": {"body": message}} if isinstance(message, str) else message
        who = (shopper or self.shopper)["id"]
        said = await self.control(f"shoppers/{who}/say", {"phone_number_id": PNID, "message": wire, **more})
        wamid: str = said["wamid"]
        return wamid

    async def settled(self) -> None:
        """Wait until nothing is on its way."""
        async with asyncio.timeout(10):
            await self.world.wait_until_idle()

    async def thread(self) -> list[Json]:
        """The shopper's chat."""
        path = f"/_control/shoppers/{self.shopper['id']}/thread"
        answer = await self.http.get(path, params={"phone_number_id": PNID})
        messages: list[Json] = answer.json()["messages"]
        return messages


def receiver(callback: Callback) -> Litestar:
    """The shop's door."""

    @get("/hook")
    async def verify(request: Request[Any, Any, Any]) -> Response[str]:
        callback.verifications.append(dict(request.query_params))
        good = request.query_params["hub.verify_token"] == BUSINESS["verify_token"]
        return Response(
            request.query_params["hub.challenge"] if good else "no", status_code=200 if good else 403
        )

    @post("/hook")
    async def take(request: Request[Any, Any, Any]) -> Response[str]:
        if callback.status == 200:
            callback.posts.append((request.headers["x-hub-signature-256"], await request.body()))
        return Response("", status_code=callback.status)

    return Litestar([verify, take], openapi_config=None)


@asynccontextmanager
async def served(app: Litestar) -> AsyncIterator[str]:
    """A server on a free port of this loop. Yields its address."""
    # Named as TCP, else asyncio leaves Nagle's delay on and every call waits 40 ms.
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="critical", lifespan="on", timeout_graceful_shutdown=1)
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


@asynccontextmanager
async def receiving() -> AsyncIterator[Callback]:
    """A callback that is served."""
    callback = Callback()
    async with served(receiver(callback)) as hook:
        callback.url = f"{hook}/hook"
        yield callback


@asynccontextmanager
async def running(callback: Callback, world: World | None = None) -> AsyncIterator[Ground]:
    """A sandbox, without business or shopper."""
    app = create_app(world)
    async with served(app) as url, httpx.AsyncClient(base_url=url, trust_env=False) as http:
        yield Ground(url, app, http, callback)


@pytest.fixture(name="served_ground", scope="session")
async def served_ground_fixture() -> AsyncIterator[Ground]:
    """One pair of servers for all tests; each test gets it empty."""
    async with receiving() as callback, running(callback) as ground:
        yield ground


@pytest.fixture(name="ground")
async def ground_fixture(served_ground: Ground) -> AsyncIterator[Ground]:
    """A sandbox with one business and one shopper; afterwards empty, its clock reset."""
    ground = served_ground
    ground.callback.status = 200
    ground.callback.posts.clear()
    ground.callback.verifications.clear()
    await ground.control("knobs", QUICK)
    await ground.control("businesses", {**BUSINESS, "callback_url": ground.callback.url})
    ground.shopper = await ground.control("shoppers", {"name": "Ana Peña", "phone": "34600000001"})
    yield ground
    await ground.world.reset()
    clock.reset()


@pytest.fixture(name="opened")
async def opened_fixture(ground: Ground) -> Ground:
    """The same, after the shopper said hello: the window is open and the callback empty."""
    await ground.say()
    await ground.settled()
    ground.callback.posts.clear()
    return ground


def buttons(*titles: str) -> list[Json]:
    """Reply buttons with these titles."""
    return [{"type": "reply", "reply": {"id": f"b{i}", "title": t}} for i, t in enumerate(titles)]
