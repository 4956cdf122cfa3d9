"""What the Meta tests rest on: a served sandbox, a callback that receives, a business, a shopper."""

import hashlib
import hmac
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from litestar import Litestar, Request, Response, get, post

from shop.kit.clock import clock
from shop.sandbox.app import create_app
from shop.sandbox.state import World
from tests.support.pace import PATIENCE_SECONDS
from tests.support.vendors.sandbox import CATALOG, PNID, TOKEN, WABA, Json, SandboxClient, served

SECRET = "app-secret"
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


@dataclass(kw_only=True)
class MetaSandbox(SandboxClient):
    """A running sandbox whose webhooks arrive at a callback."""

    callback: Callback

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

    async def refused(self, body: Json, code: int, *, status: int = 400) -> Json:
        """A send that is refused with this code. Returns the error object."""
        answer = await self.send(body)
        assert answer.status_code == status, answer.text
        error: Json = answer.json()["error"]
        assert error["code"] == code, error
        return error

    async def interactive(self, shown: Json) -> httpx.Response:
        """An interactive send."""
        return await self.send({"type": "interactive", "interactive": shown})


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
async def receiving() -> AsyncIterator[Callback]:
    """A callback that is served."""
    callback = Callback()
    async with served(receiver(callback)) as hook:
        callback.url = f"{hook}/hook"
        yield callback


@asynccontextmanager
async def running(callback: Callback, world: World | None = None) -> AsyncIterator[MetaSandbox]:
    """A sandbox, without business or shopper."""
    app = create_app(world)
    async with (
        served(app) as url,
        httpx.AsyncClient(timeout=PATIENCE_SECONDS, base_url=url, trust_env=False) as http,
    ):
        yield MetaSandbox(url=url, app=app, http=http, callback=callback)


@pytest.fixture(name="served_sandbox", scope="session")
async def served_sandbox_fixture() -> AsyncIterator[MetaSandbox]:
    """One pair of servers for all tests; each test gets it empty."""
    async with receiving() as callback, running(callback) as sandbox:
        yield sandbox


@pytest.fixture(name="sandbox")
async def sandbox_fixture(served_sandbox: MetaSandbox) -> AsyncIterator[MetaSandbox]:
    """A sandbox with one business and one shopper; afterwards empty, its clock reset."""
    sandbox = served_sandbox
    sandbox.callback.status = 200
    sandbox.callback.posts.clear()
    sandbox.callback.verifications.clear()
    await sandbox.control("knobs", QUICK)
    await sandbox.control("businesses", {**BUSINESS, "callback_url": sandbox.callback.url})
    sandbox.shopper = await sandbox.control("shoppers", {"name": "Ana Peña", "phone": "34600000001"})
    yield sandbox
    await sandbox.world.reset()
    clock.reset()


@pytest.fixture(name="opened")
async def opened_fixture(sandbox: MetaSandbox) -> MetaSandbox:
    """The same, after the shopper said hello: the window is open and the callback empty."""
    await sandbox.say()
    await sandbox.wait_until_idle()
    sandbox.callback.posts.clear()
    return sandbox


def buttons(*titles: str) -> list[Json]:
    """Reply buttons with these titles."""
    return [{"type": "reply", "reply": {"id": f"b{i}", "title": t}} for i, t in enumerate(titles)]
