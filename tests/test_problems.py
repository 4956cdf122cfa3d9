"""Every refusal is a problem document, and none leaves anything in the database."""

from collections.abc import AsyncGenerator
from typing import Annotated, Any
from uuid import UUID

import httpx
import msgspec
import pytest
from litestar import Litestar, get, post
from litestar.datastructures import State
from litestar.di import Provide
from litestar.params import FromPath, JSONBody
from sqlalchemy import text
from structlog.testing import capture_logs

from shop.app import provide_session
from shop.doors import Session
from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core, set_merchant
from shop.kit.errors import NotFound, ShopError
from shop.kit.jobs import enqueue, job, registry
from shop.problems import HANDLERS
from tests.support.cast import PERSONAL

INSERT = text("INSERT INTO counter (merchant_id, name, last) VALUES (:merchant, :name, 1)")


class OutOfMugs(ShopError):
    """A refusal with something to add."""

    status_code = 409

    @property
    def extra(self) -> dict[str, Any]:
        return {"left": 2}


class Body(msgspec.Struct):
    """What `/typed` takes."""

    count: Annotated[int, msgspec.Meta(ge=1)]
    note: str = ""


@post("/refused/{merchant:uuid}")
async def refused(session: Session, merchant: FromPath[UUID]) -> None:
    await write(session, merchant)
    raise OutOfMugs("Two mugs are left.")


@post("/broken/{merchant:uuid}")
async def broken(session: Session, merchant: FromPath[UUID]) -> None:
    await write(session, merchant)
    raise KeyError(PERSONAL)


@post("/twice/{merchant:uuid}")
async def twice(session: Session, merchant: FromPath[UUID]) -> None:
    await write(session, merchant)
    await execute_core(session, INSERT, {"merchant": merchant, "name": "x"})


@post("/late/{merchant:uuid}")
async def late(session: Session, merchant: FromPath[UUID]) -> None:
    """Breaks a constraint that is looked at when the transaction ends."""
    await write(session, merchant)
    await execute_core(session, text("CREATE TEMP TABLE late (a int UNIQUE DEFERRABLE INITIALLY DEFERRED)"))
    await execute_core(session, text("INSERT INTO late VALUES (1), (1)"))


@post("/hung-up/{merchant:uuid}")
async def hung_up(session: Session, merchant: FromPath[UUID]) -> None:
    await write(session, merchant)
    await execute_core(session, text("SELECT pg_terminate_backend(pg_backend_pid())"))


@post("/foreign/{merchant:uuid}")
async def foreign(session: Session, merchant: FromPath[UUID]) -> None:
    await execute_core(session, INSERT, {"merchant": merchant, "name": "x"})


@post("/kept/{merchant:uuid}")
async def kept(session: Session, merchant: FromPath[UUID]) -> None:
    await write(session, merchant)


@get("/missing")
async def missing() -> None:
    raise NotFound("There is no such order.")


@post("/typed")
async def typed(data: JSONBody[Body]) -> None:
    """Nothing."""


def job_of(merchant: object) -> str:
    """A job that nobody runs, by its merchant."""
    name = f"problems_test.{merchant}"
    if name not in registry.entries:

        @job(name)
        async def handler(session: object) -> None:
            """Of a job that nobody runs."""

    return name


async def write(session: Session, merchant: UUID) -> None:
    await set_merchant(session, merchant)
    await execute_core(session, INSERT, {"merchant": merchant, "name": "x"})
    await enqueue(session, job_of(merchant))


@pytest.fixture(scope="module")
async def http(database_without_worker: Database) -> AsyncGenerator[httpx.AsyncClient]:
    own = Database(database_without_worker.url, pool_size=2)
    app: Any = Litestar(
        [refused, broken, twice, late, hung_up, foreign, kept, missing, typed],
        dependencies={"session": Provide(provide_session)},
        exception_handlers=HANDLERS,
        state=State({"database": own}),
        openapi_config=None,
        logging_config=None,
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop.test") as client:
        yield client
    async with own.transaction() as session:
        await execute_core(session, text("DELETE FROM pgqueuer WHERE entrypoint LIKE 'problems_test.%'"))
    await own.close()


async def stored(database_without_worker: Database, merchant: UUID) -> tuple[int, int]:
    """(rows, jobs) that a request left."""
    async with database_without_worker.transaction(merchant) as session:
        rows = (await execute_core(session, text("SELECT count(*) FROM counter"))).scalar_one()
        jobs = await execute_core(
            session,
            text("SELECT count(*) FROM pgqueuer WHERE entrypoint = :name"),
            {"name": f"problems_test.{merchant}"},
        )
        return rows, jobs.scalar_one()


async def test_what_is_not_refused_is_kept_with_its_jobs(
    http: httpx.AsyncClient, database_without_worker: Database
) -> None:
    merchant = new_id()
    answer = await http.post(f"/kept/{merchant}")
    assert answer.status_code == 201
    assert await stored(database_without_worker, merchant) == (1, 1)


@pytest.mark.parametrize(
    ("path", "status"),
    [("refused", 409), ("broken", 500), ("twice", 409), ("late", 409), ("hung-up", 503), ("foreign", 500)],
)
async def test_whatever_is_refused_leaves_no_row_and_no_job(
    http: httpx.AsyncClient, database_without_worker: Database, path: str, status: int
) -> None:
    merchant = new_id()
    answer = await http.post(f"/{path}/{merchant}")
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status
    assert await stored(database_without_worker, merchant) == (0, 0)


async def test_a_refusal_says_its_sentence_and_what_it_adds(http: httpx.AsyncClient) -> None:
    answer = await http.post(f"/refused/{new_id()}")
    assert answer.json() == {
        "type": "about:blank",
        "title": "Out of mugs",
        "status": 409,
        "detail": "Two mugs are left.",
        "left": 2,
    }


async def test_the_broken_constraint_is_named(http: httpx.AsyncClient) -> None:
    assert "pk_counter" in (await http.post(f"/twice/{new_id()}")).json()["detail"]


async def test_the_request_after_a_lost_connection_succeeds(
    http: httpx.AsyncClient, database_without_worker: Database
) -> None:
    await http.post(f"/hung-up/{new_id()}")
    for _ in range(4):
        merchant = new_id()
        assert (await http.post(f"/kept/{merchant}")).status_code == 201


async def test_a_database_that_is_away_is_a_503() -> None:
    away = Database("postgresql+asyncpg://nobody@127.0.0.1:1/nothing")
    app: Any = Litestar(
        [kept],
        dependencies={"session": Provide(provide_session)},
        exception_handlers=HANDLERS,
        state=State({"database": away}),
        openapi_config=None,
        logging_config=None,
    )
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://shop.test") as client:
        answer = await client.post(f"/kept/{new_id()}")
    await away.close()
    assert answer.status_code == 503
    assert "Try again" in answer.json()["detail"]


async def test_a_body_that_does_not_fit_names_the_field(http: httpx.AsyncClient) -> None:
    answer = await http.post("/typed", json={"count": 0})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["path"] == "count"
    assert answer.json()["detail"].startswith("count: ")


async def test_a_body_that_is_no_json_is_a_400(http: httpx.AsyncClient) -> None:
    answer = await http.post("/typed", content=b"{", headers={"Content-Type": "application/json"})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/missing", 404), ("GET", "/x", 404), ("PUT", "/typed", 405)]
)
async def test_what_does_not_exist_is_a_problem_too(
    http: httpx.AsyncClient, method: str, path: str, status: int
) -> None:
    answer = await http.request(method, path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


async def test_a_defect_is_logged_and_not_told(http: httpx.AsyncClient) -> None:
    with capture_logs() as logged:
        answer = await http.post(f"/broken/{new_id()}")
    assert PERSONAL not in answer.text
    assert "KeyError" not in answer.text
    (entry,) = [each for each in logged if each["event"] == "request.failed"]
    assert entry["error"] == "KeyError"
    assert entry["log_level"] == "error"
