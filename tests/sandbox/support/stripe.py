"""What the Stripe tests rest on: a served stand-in, a receiver of webhooks, the official client."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

import aiohttp
import httpx
import pytest
import stripe
from litestar import Litestar, Request, Response, post
from litestar.params import FromPath

from shop.kit.clock import clock
from shop.sandbox.app import create_app
from shop.sandbox.faults import StripeFaults
from shop.sandbox.knobs import StripeKnobs
from shop.sandbox.state import World
from shop.sandbox.stripe.world import StripeWorld
from tests.support.pace import PATIENCE_SECONDS
from tests.support.vendors.sandbox import served

stripe.enable_telemetry = False
SECRET = "whsec_test"


@dataclass
class WebhookLog:
    """What arrived at the shop's webhook address: headers, raw body. Answers `status`, after `slow` s."""

    url: str
    status: int = 200
    slow: float = 0.0
    bodies: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def events(self, secret: str = SECRET) -> list[dict[str, Any]]:
        """The events, their signatures checked by the official library."""
        found = []
        for headers, body in self.bodies:
            event = stripe.Webhook.construct_event(body, headers["stripe-signature"], secret)
            found.append(event.to_dict())
        return found

    def types(self) -> list[str]:
        """The types that arrived."""
        return [event["type"] for event in self.events()]


@dataclass(frozen=True)
class Servers:
    """What is served: the stand-in and a shop that keeps what it is sent."""

    url: str
    shop: str
    app: Litestar
    logs: dict[str, WebhookLog]


@dataclass
class StripeSandbox:
    """An account of a running stand-in, whose events arrive in `webhooks`."""

    url: str
    app: Litestar
    http: httpx.AsyncClient
    stripe: Any  # a stripe.StripeClient, whose answers are read without asserting what was expanded
    webhooks: WebhookLog
    key: str

    @property
    def world(self) -> StripeWorld:
        """The pretend Stripe itself."""
        world: StripeWorld = self.app.state.world.stripe
        return world

    async def listen(self, *types: str, secrets: tuple[str, ...] = (SECRET,)) -> None:
        """Let events of these types (by default those a shop needs) arrive in `webhooks`."""
        account = {"secret_key": self.key, "webhook_url": self.webhooks.url, "webhook_secrets": secrets}
        await self.control("accounts", account | ({"enabled_events": types} if types else {}))

    async def control(self, path: str, body: Any = None, *, status: int = 200) -> Any:
        """A control call."""
        answer = await self.http.post(f"/_control/stripe/{path}", json=body or {})
        assert answer.status_code == status, answer.text
        return answer.json()

    async def arrived(self, count: int = 1) -> list[str]:
        """Wait until so many webhooks arrived; returns their types by name: Stripe promises no order."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(self.webhooks.bodies) < count:
                self.webhooks.news.clear()
                await self.webhooks.news.wait()
        return sorted(self.webhooks.types())

    async def wait_until_idle(self) -> list[str]:
        """Wait until nothing is under way; returns the types that arrived."""
        await self.quiet()
        return self.webhooks.types()

    async def quiet(self) -> None:
        """Wait until nothing is under way."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            await asyncio.sleep(0.01)
            await self.app.state.world.deliveries.wait_until_idle()

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


def stand_in() -> Litestar:
    """Both vendors in one application, quick to try a webhook again."""
    world = World()
    world.knobs.webhook_first_retry_seconds = 0.05
    world.knobs.webhook_longest_retry_seconds = 0.1
    return create_app(world)


def receiver(logs: dict[str, WebhookLog]) -> Litestar:
    """A shop that only writes down what arrives."""

    @post("/hook/{name:str}", status_code=200)
    async def hook(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[bytes]:
        webhooks = logs[name]
        webhooks.bodies.append((dict(request.headers), await request.body()))
        webhooks.news.set()
        if webhooks.slow:
            await asyncio.sleep(webhooks.slow)
        return Response(b"", status_code=webhooks.status)

    return Litestar([hook])


@pytest.fixture(scope="session", name="servers")
async def servers_fixture() -> AsyncIterator[Servers]:
    """The servers, shared by all tests: each has an account of its own."""
    logs: dict[str, WebhookLog] = {}
    app = stand_in()
    async with served(receiver(logs)) as shop, served(app) as url:
        yield Servers(url, shop, app, logs)


@pytest.fixture(name="sandbox")
async def sandbox_fixture(servers: Servers) -> AsyncIterator[StripeSandbox]:
    """A fresh account with a receiver of webhooks and a client."""
    name = token_hex(8)
    webhooks = servers.logs[name] = WebhookLog(f"{servers.shop}/hook/{name}")
    key = f"sk_test_{name}"
    transport = stripe.AIOHTTPClient(timeout=aiohttp.ClientTimeout(total=10))
    client = stripe.StripeClient(key, base_addresses={"api": servers.url}, http_client=transport)
    async with httpx.AsyncClient(
        timeout=PATIENCE_SECONDS, base_url=servers.url, follow_redirects=False
    ) as http:
        sandbox = StripeSandbox(servers.url, servers.app, http, client, webhooks, key)
        await sandbox.listen()
        yield sandbox
    await transport.close_async()  # type: ignore[no-untyped-call]
    webhooks.status = 200
    world = sandbox.app.state.world
    world.faults.stripe, world.knobs.stripe = StripeFaults(), StripeKnobs()
    sandbox.world.accounts.pop(key, None)
    clock.reset()
