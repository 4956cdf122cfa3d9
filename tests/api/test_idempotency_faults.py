"""Keys when things go wrong: two processes at once, a lost connection, a caller that hangs up, a door that fails."""

import asyncio
import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import httpx
import pytest
from litestar import Litestar, Request, Response, Router, post
from litestar.background_tasks import BackgroundTask
from litestar.datastructures import State
from litestar.di import Provide
from litestar.response import Stream
from sqlalchemy import text

from shop.api.authentication import KeyAuthentication
from shop.api.idempotency.middleware import IdempotencyMiddleware, provide_session
from shop.api.rate_limits.headers import retry_later
from shop.api.rate_limits.policies import RateLimits
from shop.app import create_app
from shop.config import settings
from shop.doors import Session
from shop.kit.db.counters import next_number
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.errors import Conflict, RetryLater
from shop.kit.http_server import bind, serving
from shop.merchants.keys import Caller
from shop.problems import HANDLERS
from tests.api.conftest import Api, mug
from tests.support.database import connect_as

MORE = {"delta": 1, "reason": "found behind the shelf"}
REPLAYED = "idempotency-replayed"


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
    async with httpx.AsyncClient(trust_env=False, timeout=30, base_url=url, headers=headers) as http:
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
    async with asyncio.timeout(10):
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
            async with asyncio.timeout(10):
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
            assert (await first).status_code in (500, 503)
        repeat = await add_one(there, api, variant, "dying")
    assert (repeat.status_code, REPLAYED in repeat.headers) == (201, False)
    assert await on_hand(api) == 41


async def cut(database: Database, pid: int) -> None:
    """End a connection as the death of its process would."""
    connection = await connect_as(database.url)
    await connection.execute("SELECT pg_terminate_backend($1)", pid)
    await connection.close()


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
        async with httpx.AsyncClient(trust_env=False, base_url=url, headers=headers) as http:
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


# --- doors that fail ------------------------------------------------------------------------------------------


async def count(session: Session) -> int:
    """Something that changes: the merchant's next number."""
    return await next_number(session, "asked")


@post("/raises")
async def raises(session: Session) -> None:
    await count(session)
    await session.flush()
    raise Conflict("No, after all.")


@post("/breaks")
async def breaks(session: Session) -> None:
    await count(session)
    raise ZeroDivisionError


@post("/says-500")
async def says_500(session: Session) -> Response[None]:
    await count(session)
    return Response(None, status_code=500)


@post("/says-409")
async def says_409(session: Session) -> Response[int]:
    return Response(await count(session), status_code=409)


@post("/cannot-commit")
async def cannot_commit(session: Session, request: Request[Caller, None, State]) -> int:
    number = await count(session)
    if request.headers.get("cut"):
        pid = (await execute_core(session, text("SELECT pg_backend_pid()"))).scalar_one()
        await cut(request.app.state.database, pid)
    return number


@post("/streams")
async def streams(session: Session, request: Request[Caller, None, State]) -> Stream:
    number, breaking = await count(session), bool(request.headers.get("break"))

    async def parts() -> AsyncGenerator[bytes]:
        yield f"{number}:".encode()
        if breaking:
            raise ZeroDivisionError
        yield b"the end"

    return Stream(parts(), media_type="text/plain")


@post("/afterwards")
async def afterwards(session: Session) -> Response[int]:
    return Response(await count(session), background=BackgroundTask(AFTERWARDS.append, merchant_of(session)))


@post("/forms")
async def forms(session: Session, request: Request[Caller, None, State]) -> list[str]:
    return [str(await count(session)), *sorted(await request.form())]


AFTERWARDS: list[object] = []
DOORS = [raises, breaks, says_500, says_409, cannot_commit, streams, afterwards, forms]


@pytest.fixture
async def doors(database: Database, api: Api) -> AsyncIterator[httpx.AsyncClient]:
    """Doors of ours behind the API's own layers, with a key."""
    own = Database(database.url, pool_size=5)
    app = Litestar(
        route_handlers=[
            Router(
                "/",
                route_handlers=DOORS,
                middleware=[KeyAuthentication, IdempotencyMiddleware],
                dependencies={"session": Provide(provide_session)},
                exception_handlers={RetryLater: retry_later},
            )
        ],
        exception_handlers=HANDLERS,
        state=State({"database": own, "rate_limits": RateLimits(settings())}),
    )
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)  # type: ignore[arg-type]
    headers = {"Authorization": f"Bearer {api.key}", "Idempotency-Key": "k"}
    async with httpx.AsyncClient(transport=transport, base_url="http://shop.test", headers=headers) as http:
        yield http
    await own.close()


async def counted(api: Api) -> int:
    async with api.database.transaction(api.merchant.id) as session:
        found = await execute_core(session, text("SELECT last FROM counter WHERE name = 'asked'"))
        return int(found.scalar() or 0)


async def kept(api: Api) -> int:
    async with api.database.transaction(api.merchant.id) as session:
        return int(
            (await execute_core(session, text("SELECT count(*) FROM idempotency_record"))).scalar_one()
        )


@pytest.mark.parametrize(
    ("path", "status"),
    [("/raises", 409), ("/breaks", 500), ("/says-500", 500)],
    ids=["raises", "breaks", "500"],
)
async def test_a_door_that_refuses_or_fails_after_writing_leaves_neither_change_nor_answer(
    doors: httpx.AsyncClient, api: Api, path: str, status: int
) -> None:
    for _ in range(2):
        answer = await doors.post(path)
        assert (answer.status_code, REPLAYED in answer.headers) == (status, False)
    assert (await counted(api), await kept(api)) == (0, 0)


async def test_what_a_door_returns_was_committed_and_is_kept_whatever_it_says(
    doors: httpx.AsyncClient, api: Api
) -> None:
    first, again = await doors.post("/says-409"), await doors.post("/says-409")
    assert (first.status_code, first.text) == (again.status_code, again.text) == (409, "1")
    assert (await counted(api), await kept(api)) == (1, 1)


async def test_an_answer_that_could_not_be_committed_is_never_given(
    doors: httpx.AsyncClient, api: Api
) -> None:
    lost = await doors.post("/cannot-commit", headers={"cut": "yes"})
    assert lost.status_code == 503
    assert lost.headers["content-type"] == "application/problem+json"
    assert "ratelimit-remaining" in lost.headers
    assert (await counted(api), await kept(api)) == (0, 0)
    assert (await doors.post("/cannot-commit")).text == "1"
    assert (await doors.post("/cannot-commit", headers={"cut": "yes"})).text == "1"


async def test_a_stream_is_kept_whole(doors: httpx.AsyncClient, api: Api) -> None:
    first, again = await doors.post("/streams"), await doors.post("/streams")
    assert first.text == again.text == "1:the end"
    assert first.headers["content-type"] == again.headers["content-type"]
    assert await counted(api) == 1


async def test_a_stream_that_breaks_off_changes_nothing(doors: httpx.AsyncClient, api: Api) -> None:
    broken = await doors.post("/streams", headers={"break": "yes"})
    assert broken.status_code == 500
    assert (await counted(api), await kept(api)) == (0, 0)
    assert (await doors.post("/streams")).text == "1:the end"


async def test_what_a_door_leaves_for_afterwards_is_done_once(doors: httpx.AsyncClient, api: Api) -> None:
    for _ in range(2):
        assert (await doors.post("/afterwards")).text == "1"
    assert AFTERWARDS.count(api.merchant.id) == 1


async def test_a_form_is_the_same_though_its_boundary_is_drawn_anew(
    doors: httpx.AsyncClient, api: Api
) -> None:
    first = await doors.post("/forms", files={"file": ("a.txt", b"a")})
    again = await doors.post("/forms", files={"file": ("a.txt", b"a")})
    other = await doors.post("/forms", files={"file": ("a.txt", b"b")})
    assert first.request.headers["content-type"] != again.request.headers["content-type"]
    assert (first.text, again.text) == ('["1","file"]', '["1","file"]')
    assert other.status_code == 422
