"""The ground the Stripe tests stand on: a served stand-in, a receiver of webhooks, the official client."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any

import aiohttp
import httpx
import pytest
import stripe
import uvicorn
from litestar import Litestar, Request, Response, post

from shop.sandbox.app import create_app
from shop.sandbox.state import World
from shop.sandbox.stripe.world import StripeWorld

stripe.enable_telemetry = False
KEY, SECRET = "sk_test_51Trastienda", "whsec_test"


@dataclass
class Mailbox:
    """What arrived at the shop's webhook address: (headers, raw body). `status` is what it answers."""

    url: str = ""
    status: int = 200
    letters: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def events(self, secret: str = SECRET) -> list[dict[str, Any]]:
        """The events, their signatures checked by the official library."""
        found = []
        for headers, body in self.letters:
            event = stripe.Webhook.construct_event(body, headers["stripe-signature"], secret)
            found.append(event.to_dict())
        return found

    def types(self) -> list[str]:
        """The types that arrived."""
        return [event["type"] for event in self.events()]


@dataclass
class Ground:
    """A running stand-in with one account whose events arrive in `mailbox`."""

    url: str
    app: Litestar
    http: httpx.AsyncClient
    stripe: stripe.StripeClient
    mailbox: Mailbox

    @property
    def world(self) -> StripeWorld:
        """The pretend Stripe itself."""
        world: StripeWorld = self.app.state.world.stripe
        return world

    async def control(self, path: str, body: Any = None, *, status: int = 200) -> Any:
        """A control call."""
        answer = await self.http.post(f"/_control/stripe/{path}", json=body or {})
        assert answer.status_code == status, answer.text
        return answer.json()

    async def arrived(self, count: int = 1) -> list[str]:
        """Wait until so many webhooks arrived; returns their types."""
        async with asyncio.timeout(5):
            while len(self.mailbox.letters) < count:
                self.mailbox.news.clear()
                await self.mailbox.news.wait()
        return self.mailbox.types()

    async def settled(self) -> list[str]:
        """Wait until nothing is under way; returns the types that arrived."""
        async with asyncio.timeout(5):
            await asyncio.sleep(0.01)
            await self.app.state.world.deliveries.settle()
        return self.mailbox.types()

    async def link(self, amount: int = 1250, currency: str = "eur", **more: Any) -> Any:
        """A payment link of one line, made by the official client."""
        price = {"currency": currency, "unit_amount": amount, "product_data": {"name": "Café"}}
        lines = [{"price_data": price, "quantity": 1}]
        params: Any = {"line_items": lines, "metadata": {"order_id": "ord_1"}, **more}
        return await self.stripe.v1.payment_links.create_async(params)

    async def paid(self, amount: int = 1250, currency: str = "eur", **payment: Any) -> dict[str, Any]:
        """A session that was paid."""
        link = await self.link(amount, currency)
        session: dict[str, Any] = await self.control(f"links/{link.id}/pay", payment)
        return session


@contextlib.asynccontextmanager
async def served(app: Litestar) -> AsyncIterator[str]:
    """The app on a free port of this loop."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_level="warning", lifespan="on")
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[sock]))
        while not server.started:  # noqa: ASYNC110  (uvicorn has no event for it)
            await asyncio.sleep(0.005)
        try:
            yield f"http://127.0.0.1:{sock.getsockname()[1]}"
        finally:
            server.should_exit = True
            await task


def stand_in() -> Litestar:
    """Both vendors in one application, quick to try a webhook again."""
    world = World()
    world.knobs.webhook_first_retry_seconds = 0.05
    return create_app(world)


def receiver(mailbox: Mailbox) -> Litestar:
    """A shop that only writes down what arrives."""

    @post("/hook", status_code=200)
    async def hook(request: Request[Any, Any, Any]) -> Response[bytes]:
        mailbox.letters.append((dict(request.headers), await request.body()))
        mailbox.news.set()
        return Response(b"", status_code=mailbox.status)

    return Litestar([hook])


def client_for(url: str, key: str = KEY) -> tuple[stripe.StripeClient, Callable[[], Any]]:
    """The official client and how to close it."""
    transport = stripe.AIOHTTPClient(timeout=aiohttp.ClientTimeout(total=10))
    return stripe.StripeClient(key, base_addresses={"api": url}, http_client=transport), transport.close_async


@pytest.fixture(name="ground")
async def ground_fixture() -> AsyncIterator[Ground]:
    """A fresh stand-in."""
    async with standing() as ground:
        yield ground


@contextlib.asynccontextmanager
async def standing() -> AsyncIterator[Ground]:
    """A fresh stand-in, the receiver and the client."""
    mailbox = Mailbox()
    app = stand_in()
    async with served(receiver(mailbox)) as shop, served(app) as url:
        mailbox.url = f"{shop}/hook"
        client, close = client_for(url)
        async with httpx.AsyncClient(base_url=url, follow_redirects=False) as http:
            ground = Ground(url, app, http, client, mailbox)
            account = {"secret_key": KEY, "webhook_url": mailbox.url, "webhook_secrets": [SECRET]}
            await ground.control("accounts", account)
            yield ground
        await close()
