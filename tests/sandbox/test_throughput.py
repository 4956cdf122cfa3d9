"""How much the sandbox takes: it must not be what a bench measures.

The server is a process of its own (`shop sandbox`), the client here is nothing but prepared bytes on keep-alive
connections. On two quiet cores more than 2,000 messages and 1,000 payment links a second pass. What is asserted is a
share of the floor: the rate of the same server's shortest answer, measured in turns with the other, so that a slow or
busy machine slows both. `SHOP_THROUGHPUT_SECONDS` measures longer.
"""

import asyncio
import json
import os
import signal
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial

import httpx
import pytest

from tests.sandbox.support.meta import BUSINESS
from tests.support.pace import PATIENCE_SECONDS
from tests.support.repository import SHOP, from_here
from tests.support.vendors.sandbox import PNID, TOKEN

CONNECTIONS = 32
SECONDS = float(os.environ.get("SHOP_THROUGHPUT_SECONDS", "1"))
PEOPLE = 256
ROUNDS = 4
LEAST_SHARE = 1 / 10
FORM = (
    b"line_items[0][price_data][currency]=eur&line_items[0][price_data][unit_amount]=1250"
    b"&line_items[0][price_data][product_data][name]=Caf%C3%A9&line_items[0][quantity]=2"
    b"&metadata[order_id]=ord_1&restrictions[completed_sessions][limit]=1"
)

SHORTEST = b"GET /_control/clock HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


class LoadConnection(asyncio.Protocol):
    """One connection that sends the next request when an answer is complete."""

    def __init__(self, requests: list[bytes]) -> None:
        self.requests, self.sent, self.good, self.bad = requests, 0, 0, b""
        self.waiting = b""
        self.transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.next()

    def next(self) -> None:
        """Send a request."""
        self.transport.write(self.requests[self.sent % len(self.requests)])
        self.sent += 1

    def data_received(self, data: bytes) -> None:
        """Count whole answers."""
        self.waiting += data
        head, _, body = self.waiting.partition(b"\r\n\r\n")
        length = head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0]
        if not length or len(body) < int(length):
            return
        if head.startswith(b"HTTP/1.1 200"):
            self.good += 1
        else:
            self.bad = self.bad or body
        self.waiting = b""
        self.next()


async def rate(url: str, requests: list[bytes]) -> float:
    """Answers with status 200 per second. Fails when anything is refused."""
    where = httpx.URL(url)
    loop = asyncio.get_running_loop()
    share = len(requests) // CONNECTIONS or 1
    parts = [requests[n * share : (n + 1) * share] or requests for n in range(CONNECTIONS)]
    port = where.port or 80
    made = [await loop.create_connection(partial(LoadConnection, part), where.host, port) for part in parts]
    await asyncio.sleep(SECONDS / 4)
    before, began = sum(caller.good for _, caller in made), time.perf_counter()
    await asyncio.sleep(SECONDS / ROUNDS)
    after, took = sum(caller.good for _, caller in made), time.perf_counter() - began
    for transport, _ in made:
        transport.abort()
    assert [caller.bad for _, caller in made if caller.bad] == []
    return (after - before) / took


def raw(path: str, token: str, kind: str, body: bytes) -> bytes:
    """A request as bytes."""
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n"
        f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


@pytest.fixture(name="sandbox", scope="module")
async def sandbox_fixture() -> AsyncIterator[str]:
    """`shop sandbox` on a free port, with a business, and people who do not mind many messages."""
    program = [*SHOP, "sandbox", "--port", "0"]
    environment = {**os.environ, "SHOP_SECRET_KEY": "a key for tests only - 32 characters"}
    process = await asyncio.create_subprocess_exec(
        *program,
        stdout=asyncio.subprocess.PIPE,
        env=from_here(environment),
        stderr=asyncio.subprocess.DEVNULL,
    )
    assert process.stdout is not None
    async with asyncio.timeout(PATIENCE_SECONDS):
        while "answers at" not in (line := (await process.stdout.readline()).decode()):
            assert line, "the sandbox did not start"
    url = line.rsplit(maxsplit=1)[-1]
    async with httpx.AsyncClient(
        timeout=PATIENCE_SECONDS, base_url=f"{url}/_control", trust_env=False
    ) as http:
        limits = {"throughput_per_second": 10**9, "pair_limit": False}
        (await http.post("/knobs", json=limits)).raise_for_status()
        (await http.post("/businesses", json=BUSINESS)).raise_for_status()
        for n in range(PEOPLE):
            person = {"name": f"P{n}", "phone": f"346{n:08d}"}
            (await http.post("/shoppers", json=person)).raise_for_status()
        account = {"secret_key": "sk_test_throughput", "enabled_events": ["checkout.session.completed"]}
        (await http.post("/stripe/accounts", json=account)).raise_for_status()
    yield url
    process.send_signal(signal.SIGTERM)
    await process.wait()


@dataclass
class Rates:
    """Answers per second: what is measured and the floor beside it."""

    measured: float
    floor: float


async def beside_the_floor(url: str, requests: list[bytes]) -> Rates:
    """The rate of `requests` and of the shortest answer, in turns: the best round of each."""
    rounds = [(await rate(url, requests), await rate(url, [SHORTEST])) for _ in range(ROUNDS)]
    return Rates(max(measured for measured, _ in rounds), max(floor for _, floor in rounds))


async def test_messages_are_accepted_faster_than_a_shop_sends(sandbox: str) -> None:
    def body(n: int) -> bytes:
        text = {"type": "text", "text": {"body": f"Hola {n}"}, "biz_opaque_callback_data": f"order:{n}"}
        return json.dumps({"messaging_product": "whatsapp", "to": f"+346{n:08d}", **text}).encode()

    requests = [raw(f"/v26.0/{PNID}/messages", TOKEN, "application/json", body(n)) for n in range(PEOPLE)]
    found = await beside_the_floor(sandbox, requests)
    print(f"\n{found.measured:,.0f} messages a second; floor {found.floor:,.0f}")  # noqa: T201
    assert found.measured >= found.floor * LEAST_SHARE


async def test_payment_links_are_made_faster_than_a_shop_asks(sandbox: str) -> None:
    form = raw("/v1/payment_links", "sk_test_throughput", "application/x-www-form-urlencoded", FORM)
    found = await beside_the_floor(sandbox, [form])
    print(f"\n{found.measured:,.0f} payment links a second; floor {found.floor:,.0f}")  # noqa: T201
    assert found.measured >= found.floor * LEAST_SHARE
