"""Webhook intake: requests per second at our door, beside a bare door that checks the HMAC and inserts one row."""

import asyncio
import hashlib
import hmac
import itertools
import json
import sys
import time
from statistics import quantiles

import aiohttp
import asyncpg

from shop.kit.db.database import driver_url
from tests.bench.carts import signature
from tests.bench.installation import (
    BenchInstallation,
    Seller,
    answers,
    cpu_seconds,
    database_seconds,
    free_port,
    process,
    shop,
)

AT_ONCE = 64
WARMING = 200  # requests that are not counted: connections open, statements are prepared


def body_of(seller: Seller, run: str, number: int, batch: int) -> bytes:
    """A text message from a known shopper, `batch` of them to a payload."""
    messages = [
        {
            "from": f"34{item:09d}",
            "from_user_id": f"ES.{item}",
            "id": f"wamid.{run}.{number}.{item}",
            "timestamp": str(int(time.time())),
            "type": "text",
            "text": {"body": "hola"},
        }
        for item in range(number % 40, number % 40 + batch)
    ]
    contacts = [
        {"profile": {"name": "B"}, "wa_id": m["from"], "user_id": m["from_user_id"]} for m in messages
    ]
    value = {
        "messaging_product": "whatsapp",
        "metadata": {"display_phone_number": "1", "phone_number_id": seller.phone_number_id},
        "contacts": contacts,
        "messages": messages,
    }
    entry = {"id": seller.waba_id, "changes": [{"field": "messages", "value": value}]}
    return json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


async def ours(
    installation: BenchInstallation, *, run: str, requests: int, batch: int, rate: float | None
) -> dict[str, float]:
    """One `shop serve` process."""
    port = free_port()
    with shop(installation, "serve", "--port", str(port)) as web:
        url = f"http://127.0.0.1:{port}"
        await answers(f"{url}/health/live")
        seller = installation.sellers[0]
        bodies = [body_of(seller, run, n, batch) for n in range(requests)]
        headers = [{"X-Hub-Signature-256": signature(seller, body)} for body in bodies]
        stored, spent = await _stored(installation), await database_seconds(installation)
        door = f"{url}/hooks/whatsapp/{seller.app_id}"
        figures = await _fire(door, bodies, headers, web.pid, batch, rate)
        spent = await database_seconds(installation) - spent
        stored = await _stored(installation) - stored
    assert stored == requests * batch, f"{stored} of {requests * batch} updates were stored"
    return figures | {"database_ms": spent * 1000 / (requests * batch)}


async def _stored(installation: BenchInstallation) -> int:
    """Updates that the shop keeps."""
    owner = await asyncpg.connect(driver_url(installation.owner_url))
    count = await owner.fetchval("SELECT count(*) FROM inbound_event")
    await owner.close()
    return int(count)


async def floor(
    installation: BenchInstallation, *, run: str, requests: int, batch: int, rate: float | None
) -> dict[str, float]:
    """The bare door in a process of its own, over the same database."""
    port = free_port()
    command = [sys.executable, "-m", "tests.bench.bare_door", driver_url(installation.owner_url), str(port)]
    with process(command, installation.environment()) as door:
        url = f"http://127.0.0.1:{port}/"
        await answers(url)
        bodies = [body_of(installation.sellers[0], run, n, batch) for n in range(requests)]
        headers = [
            {"X-Hub-Signature-256": "sha256=" + hmac.new(b"floor", body, hashlib.sha256).hexdigest()}
            for body in bodies
        ]
        return await _fire(url, bodies, headers, door.pid, batch, rate)


async def _fire(
    url: str, bodies: list[bytes], headers: list[dict[str, str]], pid: int, batch: int, rate: float | None
) -> dict[str, float]:
    """Send everything, as fast as it goes or at a steady rate; latencies in milliseconds."""
    waits: list[float] = []
    queue = iter(zip(bodies, headers, strict=True))

    async def client(http: aiohttp.ClientSession, due: list[float]) -> None:
        for body, header in queue:
            if rate:
                due[0] += 1 / rate
                await asyncio.sleep(max(0.0, due[0] - time.monotonic()))
            start = time.monotonic()
            async with http.post(url, data=body, headers=header) as answer:
                assert answer.status == 200, await answer.text()
            waits.append((time.monotonic() - start) * 1000)

    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE)) as http:
        for body, header in itertools.islice(queue, WARMING if rate or len(bodies) > 10 * WARMING else 0):
            async with http.post(url, data=body, headers=header) as answer:
                assert answer.status == 200, await answer.text()
        began, cpu = time.monotonic(), cpu_seconds(pid)
        due = [time.monotonic()]
        await asyncio.gather(*(client(http, due) for _ in range(AT_ONCE)))
    seconds = time.monotonic() - began
    return {
        "per_second": len(waits) * batch / seconds,
        "p99_ms": quantiles(waits, n=100)[98],
        "cpu_ms": (cpu_seconds(pid) - cpu) * 1000 / (len(waits) * batch),
    }
