"""Webhooks of both vendors at a server that refuses what HTTP refuses: aiohttp's, which takes no header twice."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web

from tests.sandbox.support.meta import BUSINESS, MetaSandbox

ONCE = {"content-type", "user-agent", "accept", "host", "content-length"}


@dataclass
class StrictShop:
    """A shop on aiohttp: `heard` has the headers' names of each POST that its parser let through."""

    heard: list[list[str]] = field(default_factory=list)
    url: str = ""

    async def take(self, request: web.Request) -> web.Response:
        """Note the names as they were sent."""
        self.heard.append([name.decode().lower() for name, _ in request.raw_headers])
        return web.Response(text="")

    async def verify(self, request: web.Request) -> web.Response:
        """Meta's handshake."""
        return web.Response(text=request.query["hub.challenge"])


@asynccontextmanager
async def strict_shop() -> AsyncIterator[StrictShop]:
    """It is served."""
    shop, app = StrictShop(), web.Application()
    app.router.add_get("/hook", shop.verify)
    app.router.add_post("/hook", shop.take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    host, port = runner.addresses[0][:2]
    shop.url = f"http://{host}:{port}/hook"
    try:
        yield shop
    finally:
        await runner.cleanup()


async def test_stripes_webhooks_carry_no_header_twice(sandbox: MetaSandbox) -> None:
    async with strict_shop() as shop:
        account = {
            "secret_key": "sk_test_strict",
            "webhook_url": shop.url,
            "webhook_secrets": ["whsec_strict"],
            "enabled_events": ["*"],
        }
        await sandbox.control("stripe/accounts", account)
        form = {
            "line_items[0][price_data][currency]": "eur",
            "line_items[0][price_data][unit_amount]": "500",
            "line_items[0][price_data][product_data][name]": "Taza",
            "line_items[0][quantity]": "1",
        }
        headers = {"authorization": "Bearer sk_test_strict"}
        made = await sandbox.http.post("/v1/payment_links", data=form, headers=headers)
        assert made.status_code == 200, made.text
        await sandbox.wait_until_idle()
        assert shop.heard
        assert all(names.count(name) == 1 for names in shop.heard for name in ONCE)


async def test_metas_webhooks_carry_no_header_twice(sandbox: MetaSandbox) -> None:
    async with strict_shop() as shop:
        await sandbox.control("businesses", {**BUSINESS, "callback_url": shop.url})
        await sandbox.say()
        await sandbox.wait_until_idle()
        assert shop.heard
        assert all(names.count(name) == 1 for names in shop.heard for name in ONCE)
