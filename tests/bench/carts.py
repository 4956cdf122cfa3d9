"""Carts placed per second through two workers, beside the same writes by hand in one transaction each."""

import asyncio
import hashlib
import hmac
import json
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack

import asyncpg
import httpx

from shop.kit.db.database import driver_url
from tests.bench.installation import (
    PRICE_MINOR,
    BenchInstallation,
    Seller,
    answers,
    cpu_seconds,
    database_seconds,
    free_port,
    shop,
)

LINES = 3
BATCH = 50
_ORDERS = "SELECT count(*) FROM sales_order"
_AT_WORK = (
    "SELECT count(DISTINCT queue_manager_id) FROM pgqueuer WHERE status = 'picked' "
    "AND entrypoint = 'bot.handle_conversation'"
)


def messages(seller: Seller, count: int, *, run: str) -> Iterator[bytes]:
    """Signed bodies of `count` carts from as many shoppers, fifty to a payload."""
    chance = random.Random(f"{seller.merchant_id}{run}")
    for start in range(0, count, BATCH):
        users = [f"{run}{start + n:06d}" for n in range(min(BATCH, count - start))]
        value = {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "1", "phone_number_id": seller.phone_number_id},
            "contacts": [
                {"profile": {"name": "B"}, "wa_id": f"34{user}", "user_id": f"ES.{user}"} for user in users
            ],
            "messages": [_cart(seller, user, chance) for user in users],
        }
        entry = {"id": seller.waba_id, "changes": [{"field": "messages", "value": value}]}
        yield json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def _cart(seller: Seller, user: str, chance: random.Random) -> dict[str, object]:
    items = [
        {
            "product_retailer_id": f"SKU-{number}",
            "quantity": 1,
            "item_price": PRICE_MINOR / 100,
            "currency": "EUR",
        }
        for number in chance.sample(range(100), LINES)
    ]
    return {
        "from": f"34{user}",
        "from_user_id": f"ES.{user}",
        "id": f"wamid.{seller.phone_number_id}.{user}",
        "timestamp": str(int(time.time())),
        "type": "order",
        "order": {"catalog_id": "1", "text": "", "product_items": items},
    }


def signature(seller: Seller, body: bytes) -> str:
    """Meta's header."""
    return "sha256=" + hmac.new(seller.app_secret.encode(), body, hashlib.sha256).hexdigest()


async def post_carts(web_url: str, sellers: list[Seller], each: int, *, run: str) -> None:
    """Bring the carts to the door; workers are not running yet."""
    async with httpx.AsyncClient(base_url=web_url, trust_env=False, timeout=60) as http:
        for seller in sellers:
            for body in messages(seller, each, run=run):
                headers = {"X-Hub-Signature-256": signature(seller, body)}
                answer = await http.post(f"/hooks/whatsapp/{seller.app_id}", content=body, headers=headers)
                answer.raise_for_status()


async def through_workers(installation: BenchInstallation, each: int, *, run: str) -> dict[str, float]:
    """Two workers empty the queue; the time until every cart is an order."""
    port = free_port()
    owner = await asyncpg.connect(driver_url(installation.owner_url))
    before = await owner.fetchval(_ORDERS)
    with shop(installation, "serve", "--port", str(port)):
        await answers(f"http://127.0.0.1:{port}/health/live")
        await post_carts(f"http://127.0.0.1:{port}", installation.sellers, each, run=run)
    total = each * len(installation.sellers)
    nowhere = f"http://127.0.0.1:{free_port()}"  # links are not this bench's subject
    with ExitStack() as stack:
        workers = [
            stack.enter_context(
                shop(installation, "work", SHOP_STRIPE_API_URL=nowhere, SHOP_WHATSAPP_API_URL=nowhere)
            )
            for _ in range(2)
        ]
        first, began = await _both_work(owner, before)
        warm = sum(cpu_seconds(worker.pid) for worker in workers)
        spent = await database_seconds(installation)
        while (placed := await owner.fetchval(_ORDERS) - before) < total:
            await asyncio.sleep(0.05)
        seconds = time.monotonic() - began
        cpu = sum(cpu_seconds(worker.pid) for worker in workers) - warm
        spent = await database_seconds(installation) - spent
    doubled = await owner.fetchval(
        "SELECT count(*) FROM (SELECT cart_id FROM sales_order GROUP BY cart_id HAVING count(*) > 1) AS twice"
    )
    assert placed == total, f"{placed} of {total} carts became orders"
    assert doubled == 0, f"{doubled} carts became two orders"
    await owner.execute("TRUNCATE pgqueuer")  # what follows from an order is not this bench's subject
    await owner.close()
    counted = total - first
    return {
        "per_second": counted / seconds,
        "cpu_ms": cpu * 1000 / counted,
        "database_ms": spent * 1000 / counted,
    }


async def _both_work(owner: asyncpg.Connection, before: int) -> tuple[int, float]:
    """Start the watch when both workers are at it; what they placed until then does not count."""
    while await owner.fetchval(_AT_WORK) < 2:
        await asyncio.sleep(0.01)
    return await owner.fetchval(_ORDERS) - before, time.monotonic()
