"""Keys when things go wrong: two processes at once, a lost connection, a caller that hangs up, a door that fails."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx
from sqlalchemy import text

from shop.app import create_app
from shop.config import settings
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.http_server import bind, serving
from tests.api.conftest import REPLAYED, Api, mug
from tests.api.idempotency.connections import cut
from tests.support.pace import PATIENCE_SECONDS

MORE = {"delta": 1, "reason": "found behind the shelf"}


@asynccontextmanager
async def another_process(database: Database, *, patience: float = 20.0) -> AsyncIterator[str]:
    """The application with a pool and a memory of its own, on a port."""
    app = create_app(Database(database.url, pool_size=5), settings())
    app.state.rate_limits.patience = patience
    async with serving(app, bind("127.0.0.1", 0)) as url:
        yield url


async def add_one(url: str, api: Api, variant: str, key: str) -> httpx.Response:
    """One more on hand, asked of that process."""
    headers = {"Authorization": f"Bearer {api.key}", "Idempotency-Key": key}
    async with httpx.AsyncClient(
        trust_env=False, timeout=PATIENCE_SECONDS, base_url=url, headers=headers
    ) as http:
        return await http.post(f"/api/v1{variant}/stock-adjustments", json=MORE)


async def stocked(api: Api) -> str:
    product = await api.ok("POST", "/products", mug())
    return f"/products/{product['id']}/variants/TAZA"


async def on_hand(api: Api) -> int:
    return int((await api.ok("GET", "/products"))["data"][0]["variants"][0]["stock"]["on_hand"])


@asynccontextmanager
async def stock_held(api: Api) -> AsyncIterator[None]:
    """Inside, nobody else can change the merchant's stock: a door that wants to waits."""
    async with api.database.transaction(api.merchant.id) as session:
        await execute_core(session, text("SELECT FROM stock FOR UPDATE"))
        yield


async def waiting(api: Api, count: int, statement: str = "%") -> list[int]:
    """The servers' processes that wait for a lock, once there are so many."""
    query = text(
        "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database() "
        "AND query ILIKE :statement"
    )
    async with asyncio.timeout(PATIENCE_SECONDS):
        while True:
            async with api.database.transaction() as session:
                found = [row.pid for row in await execute_core(session, query, {"statement": statement})]
            if len(found) >= count:
                return found
            await asyncio.sleep(0.02)


# --- two processes --------------------------------------------------------------------------------------------


async def test_a_repeat_in_another_process_waits_for_the_first_and_gets_its_answer(
    database: Database, api: Api
) -> None:
    variant = await stocked(api)
    async with another_process(database) as here, another_process(database) as there:
        async with stock_held(api):
            first = asyncio.create_task(add_one(here, api, variant, "twice"))
            await waiting(api, 1)
            repeat = asyncio.create_task(add_one(there, api, variant, "twice"))
            await waiting(api, 1, "%INSERT INTO idempotency_record%")
        answers = [await first, await repeat]
    assert [(a.status_code, REPLAYED in a.headers) for a in answers] == [(201, False), (201, True)]
    assert answers[0].content == answers[1].content
    assert await on_hand(api) == 41


async def test_a_repeat_does_not_wait_for_ever(database: Database, api: Api) -> None:
    variant = await stocked(api)
    async with another_process(database) as here, another_process(database, patience=0.2) as there:
        async with stock_held(api):
            first = asyncio.create_task(add_one(here, api, variant, "slow"))
            await waiting(api, 1)
            repeat = await add_one(there, api, variant, "slow")
        assert (await first).status_code == 201
    assert repeat.status_code == 409
    assert repeat.headers["retry-after"] == "1"
    assert repeat.headers["content-type"] == "application/problem+json"
    assert "still being answered" in repeat.json()["detail"]


async def test_repeats_in_one_process_wait_without_a_connection(database: Database, api: Api) -> None:
    variant = await stocked(api)
    async with another_process(database, patience=0.5) as here:
        async with stock_held(api):
            crowd = [asyncio.create_task(add_one(here, api, variant, "storm")) for _ in range(30)]
            await waiting(api, 1)
            answer = await api.call("GET", "/products")
            async with asyncio.timeout(PATIENCE_SECONDS):
                while sum(each.done() for each in crowd) < 29:
                    await asyncio.sleep(0.02)
        answers = await asyncio.gather(*crowd)
    assert answer.status_code == 200
    assert sorted(each.status_code for each in answers) == [201] + [409] * 29
    assert await on_hand(api) == 41


async def test_the_bound_is_for_the_key_and_not_for_the_work(database: Database, api: Api) -> None:
    variant = await stocked(api)
    async with another_process(database, patience=0.1) as here:
        async with stock_held(api):
            asking = asyncio.create_task(add_one(here, api, variant, "patient"))
            await waiting(api, 1)
            await asyncio.sleep(0.3)
        assert (await asking).status_code == 201


async def test_a_process_that_dies_in_the_middle_leaves_nothing_and_the_repeat_is_the_first(
    database: Database, owner_url: str, api: Api
) -> None:
    variant = await stocked(api)
    async with another_process(database) as here, another_process(database) as there:
        async with stock_held(api):
            first = asyncio.create_task(add_one(here, api, variant, "dying"))
            (pid,) = await waiting(api, 1)
            await cut(database, pid)
            assert (await first).status_code == 503
        repeat = await add_one(there, api, variant, "dying")
    assert (repeat.status_code, REPLAYED in repeat.headers) == (201, False)
    assert await on_hand(api) == 41


# --- callers that hang up -------------------------------------------------------------------------------------


async def raw(url: str, api: Api, path: str, body: bytes, *, announced: int) -> asyncio.StreamWriter:
    """A request by hand, that may lack its end."""
    where = urlsplit(url)
    _, writer = await asyncio.open_connection(where.hostname, where.port)
    head = (
        f"POST /api/v1{path} HTTP/1.1\r\nHost: shop.test\r\nAuthorization: Bearer {api.key}\r\n"
        f"Idempotency-Key: gone\r\nContent-Type: application/json\r\nContent-Length: {announced}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    await writer.drain()
    return writer


async def test_who_hangs_up_before_the_answer_gets_it_by_asking_again(database: Database, api: Api) -> None:
    variant = await stocked(api)
    body = json.dumps(MORE).encode()
    async with another_process(database) as url:
        async with stock_held(api):
            writer = await raw(url, api, f"{variant}/stock-adjustments", body, announced=len(body))
            await waiting(api, 1)
            writer.transport.abort()
        headers = {"Authorization": f"Bearer {api.key}", "Idempotency-Key": "gone"}
        async with httpx.AsyncClient(
            timeout=PATIENCE_SECONDS, trust_env=False, base_url=url, headers=headers
        ) as http:
            path = f"/api/v1{variant}/stock-adjustments"
            repeat = await http.post(path, content=body, headers={"Content-Type": "application/json"})
    assert (repeat.status_code, repeat.headers[REPLAYED]) == (201, "true")
    assert await on_hand(api) == 41


async def test_who_hangs_up_in_the_middle_of_a_body_asked_nothing(database: Database, api: Api) -> None:
    variant = await stocked(api)
    async with another_process(database) as url:
        writer = await raw(url, api, f"{variant}/stock-adjustments", b'{"delta"', announced=100)
        await asyncio.sleep(0.1)
        writer.transport.abort()
        repeat = await add_one(url, api, variant, "gone")
    assert (repeat.status_code, REPLAYED in repeat.headers) == (201, False)
