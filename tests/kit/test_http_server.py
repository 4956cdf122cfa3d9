"""Serving an application inside a running loop, on a port that is free or a sentence."""

import asyncio
import socket
from typing import Any

import httpx
import pytest
from litestar import Litestar, get

from shop.kit.http_server import PortTaken, ServerNotStarted, base_url, bind, serving


@get("/hello")
async def hello() -> str:
    return "hello"


arrived = asyncio.Event()


@get("/slow")
async def slow() -> str:
    arrived.set()
    await asyncio.sleep(0.3)
    return "done"


app = Litestar([hello, slow], openapi_config=None)


async def fetch(url: str) -> httpx.Response:
    async with httpx.AsyncClient(trust_env=False) as http:
        return await http.get(url)


async def test_it_answers_at_the_address_it_says() -> None:
    async with serving(app, bind("127.0.0.1", 0)) as url:
        assert (await fetch(f"{url}/hello")).text == "hello"


async def test_nothing_listens_after_the_block() -> None:
    async with serving(app, bind("127.0.0.1", 0)) as url:
        await fetch(f"{url}/hello")
    with pytest.raises(httpx.ConnectError):
        await fetch(f"{url}/hello")


async def test_a_request_that_runs_at_the_end_is_answered() -> None:
    async with serving(app, bind("127.0.0.1", 0)) as url:
        asked = asyncio.create_task(fetch(f"{url}/slow"))
        await arrived.wait()
    assert (await asked).text == "done"


async def test_an_application_that_cannot_start_is_an_error() -> None:
    async def broken(scope: Any, receive: Any, send: Any) -> None:
        await receive()
        await send({"type": "lifespan.startup.failed", "message": "no"})

    with pytest.raises(ServerNotStarted, match="the log says why"):
        await serving(broken, bind("127.0.0.1", 0)).__aenter__()


def test_a_port_in_use_is_a_sentence() -> None:
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(PortTaken, match=rf"Port {port} on 127\.0\.0\.1 is in use"):
            bind("127.0.0.1", port)


def test_an_address_is_written_as_a_browser_reads_it() -> None:
    with bind("127.0.0.1", 0) as four:
        assert base_url(four) == f"http://127.0.0.1:{four.getsockname()[1]}"
    if socket.has_ipv6:
        with bind("::1", 0) as six:
            assert base_url(six) == f"http://[::1]:{six.getsockname()[1]}"
