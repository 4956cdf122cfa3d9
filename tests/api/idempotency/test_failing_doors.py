"""Doors that refuse, fail or stream under an idempotency key: what is kept and what is not."""

from collections.abc import AsyncGenerator, AsyncIterator

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
from shop.api.rate_limits.headers import too_many_requests
from shop.api.rate_limits.policies import RateLimits, TooManyRequests
from shop.config import settings
from shop.doors import Session
from shop.kit.db.counters import next_number
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.errors import Conflict
from shop.merchants.keys import Caller
from shop.problems import HANDLERS
from tests.api.conftest import REPLAYED, Api
from tests.api.idempotency.connections import cut


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
                exception_handlers={TooManyRequests: too_many_requests},
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
