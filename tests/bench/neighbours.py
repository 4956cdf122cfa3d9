"""How long a shop waits for its own answer and link while other shops' vendors let 300 calls hang, each or both."""

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from statistics import median
from typing import Any

from shop.kit.http_server import base_url, bind, serving
from shop.sandbox.app import create_app as create_sandbox
from shop.sandbox.control_client import ControlClient, Phone
from shop.sandbox.state import World
from tests.bench.installation import BenchInstallation, Seller, answers, free_port, shop
from tests.bench.link import register

HANGING, HANG_SECONDS = 300, 15.0
ASKED = 10
POLL_SECONDS = 0.002
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]


class HangingVendors:
    """The pretend vendors, but every message and every link of some sellers takes 15 s."""

    def __init__(self, app: Any, sellers: list[Seller]) -> None:
        self._app, self._sellers = app, sellers
        self.hung = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and any(self._is_of(each, scope) for each in self._sellers):
            self.hung += 1
            await asyncio.sleep(HANG_SECONDS)
        await self._app(scope, receive, send)

    def _is_of(self, seller: Seller, scope: Scope) -> bool:
        path, headers = str(scope["path"]), dict(scope["headers"])
        if path.endswith(f"/{seller.phone_number_id}/messages"):
            return True
        key = seller.stripe_key.encode()
        return path == "/v1/payment_links" and key in headers.get(b"authorization", b"")


async def beside_hanging_ones(
    installation: BenchInstallation, number: int, *, run: str
) -> dict[str, dict[str, float]]:
    """Milliseconds of the neighbour's answers and links, the median and the worst of ten, beside one or two sellers."""
    pretend, world = bind("127.0.0.1", 0), World()
    vendors, port = base_url(pretend), free_port()
    hanging, neighbour = installation.sellers[1 : 1 + number], installation.sellers[3]
    app = HangingVendors(create_sandbox(world), hanging)
    environment = {
        "SHOP_WHATSAPP_API_URL": vendors,
        "SHOP_STRIPE_API_URL": vendors,
        "SHOP_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    async with serving(app, pretend):
        with (
            shop(installation, "serve", "--port", str(port), **environment),
            shop(installation, "work", **environment),
        ):
            await answers(f"http://127.0.0.1:{port}/health/live")
            control = ControlClient(vendors)
            for seller in (*hanging, neighbour):
                await register(control, seller, f"http://127.0.0.1:{port}")
            results = {
                what: await _measure(control, world, app, hanging, neighbour, say, f"{run}{what}")
                for what, say in (("answer", _greets), ("link", _sends_a_cart))
            }
            await control.close()
    return results


Say = Callable[[Phone], Awaitable[Any]]


async def _greets(phone: Phone) -> None:
    await phone.say("hola")


async def _sends_a_cart(phone: Phone) -> None:
    await phone.send_cart_of([("SKU-1", 1, "12.50")])


async def _measure(
    control: ControlClient,
    world: World,
    app: HangingVendors,
    hanging: list[Seller],
    neighbour: Seller,
    say: Say,
    name: str,
) -> dict[str, float]:
    before = app.hung
    for number in range(HANGING):
        for each in hanging:
            await say(await control.shopper(each.phone_number_id, f"{name}{number}"))
    while app.hung == before:
        await asyncio.sleep(POLL_SECONDS)
    waits = [await _wait(control, world, neighbour, say, f"{name}n{number}") for number in range(ASKED)]
    return {"p50_ms": median(waits), "worst_ms": max(waits)}


async def _wait(control: ControlClient, world: World, seller: Seller, say: Say, name: str) -> float:
    phone = await control.shopper(seller.phone_number_id, name)
    began = time.perf_counter()
    await say(phone)
    thread = world.conversation(seller.phone_number_id, phone.shopper_id)
    while not any(message.direction == "out" for message in thread.messages):
        await asyncio.sleep(POLL_SECONDS)
    return (time.perf_counter() - began) * 1000
