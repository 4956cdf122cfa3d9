"""From the shopper's cart to the payment link in the chat, on an idle machine: everything real, over the sandbox."""

import asyncio
import time
from statistics import median, quantiles

from shop.kit.http_server import base_url, bind, serving
from shop.sandbox.app import create_app as create_sandbox
from shop.sandbox.control_client import ControlClient
from shop.sandbox.state import World
from tests.bench.installation import BenchInstallation, Seller, answers, free_port, shop

POLL_SECONDS = 0.002


async def cart_to_link(installation: BenchInstallation, *, carts: int, run: str) -> dict[str, float]:
    """Milliseconds from "cart sent" to "link there", one cart at a time; web and one worker are processes."""
    pretend = bind("127.0.0.1", 0)
    vendors, port = base_url(pretend), free_port()
    world = World()
    environment = {
        "SHOP_WHATSAPP_API_URL": vendors,
        "SHOP_STRIPE_API_URL": vendors,
        "SHOP_PUBLIC_URL": f"http://127.0.0.1:{port}",
    }
    async with serving(create_sandbox(world), pretend):
        with (
            shop(installation, "serve", "--port", str(port), **environment),
            shop(installation, "work", **environment),
        ):
            await answers(f"http://127.0.0.1:{port}/health/live")
            control_client = ControlClient(vendors)
            await register(control_client, installation.sellers[0], f"http://127.0.0.1:{port}")
            waits = [
                await _one(control_client, world, installation.sellers[0], f"{run}{n}") for n in range(carts)
            ]
            await control_client.close()
    warm = waits[3:]
    return {"p50_ms": median(warm), "p95_ms": quantiles(warm, n=20)[18]}


async def _one(control_client: ControlClient, world: World, seller: Seller, name: str) -> float:
    phone = await control_client.shopper(seller.phone_number_id, name)
    began = time.perf_counter()
    await phone.send_cart_of([("SKU-1", 1, "12.50"), ("SKU-2", 2, "12.50")])
    thread = world.conversation(seller.phone_number_id, phone.shopper_id)
    while not any(message.direction == "out" for message in thread.messages):
        await asyncio.sleep(POLL_SECONDS)
    took = (time.perf_counter() - began) * 1000
    await asyncio.sleep(0.1)  # idle again: statuses are through
    return took


async def register(control_client: ControlClient, seller: Seller, web_url: str) -> None:
    """The seller at the pretend vendors."""
    await control_client.post(
        "/businesses",
        {
            "app_id": seller.app_id,
            "app_secret": seller.app_secret,
            "verify_token": "unused",
            "access_token": seller.access_token,
            "waba_id": seller.waba_id,
            "phone_number_id": seller.phone_number_id,
            "display_phone_number": "+34600000000",
            "name": "Bench",
            "callback_url": f"{web_url}/hooks/whatsapp/{seller.app_id}",
        },
    )
    await control_client.post("/stripe/accounts", {"secret_key": seller.stripe_key, "webhook_secrets": []})
