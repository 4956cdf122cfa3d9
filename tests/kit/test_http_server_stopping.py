"""A server ends while browsers listen and while somebody is still to be answered: no traceback, and no waiting."""

import asyncio
import logging
import time
from collections.abc import AsyncGenerator

import httpx
import pytest
from litestar import Litestar, get
from litestar.response import ServerSentEvent, Stream

from shop.kit.http_server import bind, serving
from tests.support.pace import allowance

ended: list[str] = []


@get("/events")
async def events() -> ServerSentEvent:
    async def changes() -> AsyncGenerator[str, None]:
        try:
            yield "hello"
            await asyncio.Event().wait()
        finally:
            ended.append("events")

    return ServerSentEvent(changes())


@get("/export")
async def export() -> Stream:
    async def lines() -> AsyncGenerator[bytes, None]:
        for _ in range(5):
            yield b"line\n"
            await asyncio.sleep(0.1)

    return Stream(lines(), media_type="text/csv")


arrivals = asyncio.Semaphore(0)


@get("/never")
async def never() -> None:
    arrivals.release()
    await asyncio.Event().wait()


app = Litestar([events, export, never], openapi_config=None, logging_config=None)


async def listen(http: httpx.AsyncClient, url: str, begun: asyncio.Event) -> bytes:
    """Everything of a stream until it ends; raises if it is cut off."""
    heard = b""
    async with http.stream("GET", url) as answer:
        async for piece in answer.aiter_bytes():
            heard += piece
            begun.set()
    return heard


def warnings(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """The server's own: other tests' workers may live in this process, too."""
    return [
        each for each in caplog.records if each.levelno >= logging.WARNING and each.name.startswith("uvicorn")
    ]


async def test_event_streams_end_at_once_and_properly(caplog: pytest.LogCaptureFixture) -> None:
    ended.clear()
    async with httpx.AsyncClient(trust_env=False) as http:
        async with serving(app, bind("127.0.0.1", 0)) as url:
            begun = [asyncio.Event() for _ in range(3)]
            tabs = [asyncio.create_task(listen(http, f"{url}/events", each)) for each in begun]
            await asyncio.gather(*(each.wait() for each in begun))
            began = time.monotonic()
        assert time.monotonic() - began < allowance(1)
        assert all(b"hello" in heard for heard in await asyncio.gather(*tabs))
    assert ended == ["events"] * 3
    assert warnings(caplog) == []


async def test_a_browser_that_leaves_before_ends_its_stream() -> None:
    ended.clear()
    async with serving(app, bind("127.0.0.1", 0)) as url, httpx.AsyncClient(trust_env=False) as http:
        begun = asyncio.Event()
        tab = asyncio.create_task(listen(http, f"{url}/events", begun))
        await begun.wait()
        tab.cancel()
        async with asyncio.timeout(allowance(5)):
            while not ended:
                await asyncio.sleep(0.01)


async def test_what_ends_by_itself_is_sent_whole(caplog: pytest.LogCaptureFixture) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        async with serving(app, bind("127.0.0.1", 0)) as url:
            begun = asyncio.Event()
            asked = asyncio.create_task(listen(http, f"{url}/export", begun))
            await begun.wait()
        assert await asked == b"line\n" * 5
    assert warnings(caplog) == []


async def test_who_waits_too_long_is_cut_off_in_one_line(caplog: pytest.LogCaptureFixture) -> None:
    async with httpx.AsyncClient(trust_env=False) as http:
        async with serving(app, bind("127.0.0.1", 0)) as url:
            asked = [asyncio.create_task(http.get(f"{url}/never")) for _ in range(2)]
            for _ in asked:
                await arrivals.acquire()
        answers = await asyncio.gather(*asked, return_exceptions=True)
    assert all(isinstance(each, httpx.HTTPError | httpx.Response) for each in answers)
    (line,) = warnings(caplog)
    assert line.exc_info is None
    assert "2 running task(s)" in line.getMessage()
