"""The ground the Stripe tests stand on: a served stand-in, a receiver of webhooks, the official client."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Any

import aiohttp
import httpx
import pytest
import stripe
import uvicorn
from litestar import Litestar, Request, Response, post
from litestar.params import FromPath

from shop.kit.clock import clock
from shop.sandbox.app import create_app
from shop.sandbox.faults import StripeFaults
from shop.sandbox.knobs import StripeKnobs
from shop.sandbox.state import World
from shop.sandbox.stripe.world import StripeWorld

stripe.enable_telemetry = False
SECRET = "whsec_test"


@dataclass
class Mailbox:
    """What arrived at the shop's webhook address: headers, raw body. Answers `status`, after `slow` s."""

    url: str
    status: int = 200
    slow: float = 0.0
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


@dataclass(frozen=True)
class Premises:
    """What is served: the stand-in and a shop with mailboxes."""

    url: str
    shop: str
    app: Litestar
    mailboxes: dict[str, Mailbox]


@dataclass
class Ground:
    """An account of a running stand-in, whose events arrive in `mailbox`."""

    url: str
    app: Litestar
    http: httpx.AsyncClient
    stripe: Any  # a stripe.StripeClient, whose answers are read without asserting what was expanded
    mailbox: Mailbox
    key: str

    @property
    def world(self) -> StripeWorld:
        """The pretend Stripe itself."""
        world: StripeWorld = self.app.state.world.stripe
        return world

    async def listen(self, *types: str, secrets: tuple[str, ...] = (SECRET,)) -> None:
        """Let events of these types (by default those a shop needs) arrive in the mailbox."""
        account = {"secret_key": self.key, "webhook_url": self.mailbox.url, "webhook_secrets": secrets}
        await self.control("accounts", account | ({"enabled_events": types} if types else {}))

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
        await self.quiet()
        return self.mailbox.types()

    async def quiet(self) -> None:
        """Wait until nothing is under way."""
        async with asyncio.timeout(5):
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


@contextlib.asynccontextmanager
async def served(app: Litestar) -> AsyncIterator[str]:
    """The app on a free port of this loop."""
    with socket.socket(proto=socket.IPPROTO_TCP) as sock:  # unnamed, asyncio would leave Nagle's delay on
        sock.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_level="warning", lifespan="on")
        server = uvicorn.Server(config)
        task = asyncio.create_task(server.serve(sockets=[sock]))
        while not server.started:
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
    world.knobs.webhook_longest_retry_seconds = 0.1
    return create_app(world)


def receiver(mailboxes: dict[str, Mailbox]) -> Litestar:
    """A shop that only writes down what arrives."""

    @post("/hook/{name:str}", status_code=200)
    async def hook(request: Request[Any, Any, Any], name: FromPath[str]) -> Response[bytes]:
        mailbox = mailboxes[name]
        mailbox.letters.append((dict(request.headers), await request.body()))
        mailbox.news.set()
        if mailbox.slow:
            await asyncio.sleep(mailbox.slow)
        return Response(b"", status_code=mailbox.status)

    return Litestar([hook])


@pytest.fixture(scope="session", name="premises")
async def premises_fixture() -> AsyncIterator[Premises]:
    """The servers, shared by all tests: each has an account of its own."""
    mailboxes: dict[str, Mailbox] = {}
    app = stand_in()
    async with served(receiver(mailboxes)) as shop, served(app) as url:
        yield Premises(url, shop, app, mailboxes)


@pytest.fixture(name="ground")
async def ground_fixture(premises: Premises) -> AsyncIterator[Ground]:
    """A fresh account with a mailbox and a client."""
    name = token_hex(8)
    mailbox = premises.mailboxes[name] = Mailbox(f"{premises.shop}/hook/{name}")
    key = f"sk_test_{name}"
    transport = stripe.AIOHTTPClient(timeout=aiohttp.ClientTimeout(total=10))
    client = stripe.StripeClient(key, base_addresses={"api": premises.url}, http_client=transport)
    async with httpx.AsyncClient(base_url=premises.url, follow_redirects=False) as http:
        ground = Ground(premises.url, premises.app, http, client, mailbox, key)
        await ground.listen()
        yield ground
    await transport.close_async()  # type: ignore[no-untyped-call]
    mailbox.status = 200
    world = ground.app.state.world
    world.faults.stripe, world.knobs.stripe = StripeFaults(), StripeKnobs()
    ground.world.accounts.pop(key, None)
    clock.reset()
