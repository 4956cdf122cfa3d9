"""Heads that are too large, too long or too slow are refused over real sockets, and others are served meanwhile."""

import asyncio
from collections.abc import AsyncGenerator

import pytest

from shop.kit.bounded_http import LARGEST_HEAD, LONGEST_URL, BoundedHttpProtocol
from shop.kit.http_server import bind, serving
from tests.support.pace import PATIENCE_SECONDS


async def app(scope: dict[str, object], receive: object, send: object) -> None:
    """Answers everything with "here"."""
    if scope["type"] == "lifespan":
        return
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})  # type: ignore[operator]
    await send({"type": "http.response.body", "body": b"here"})  # type: ignore[operator]


class Hurried(BoundedHttpProtocol):
    """Waits for a head as long as a test can."""

    head_seconds = 0.5


@pytest.fixture
async def port() -> AsyncGenerator[int]:
    async with serving(app, bind("127.0.0.1", 0)) as url:
        yield int(url.rsplit(":", 1)[1])


async def asked(port: int, *pieces: bytes) -> bytes:
    """The status line that comes back; b"" where the connection just ends."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            for piece in pieces:
                writer.write(piece)
                await writer.drain()
            return await reader.readline()
    except (ConnectionResetError, BrokenPipeError):
        return b"reset"
    finally:
        writer.close()


async def test_an_ordinary_request_is_served_and_the_next_one_too(port: int) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    for _ in range(3):
        writer.write(b"GET /pay/x HTTP/1.1\r\nHost: shop\r\n\r\n")
        assert b" 200 " in await asyncio.wait_for(reader.readuntil(b"\r\n"), PATIENCE_SECONDS)
        await asyncio.wait_for(reader.readuntil(b"here"), PATIENCE_SECONDS)
    writer.close()


@pytest.mark.parametrize("length", [LONGEST_URL + 1, 60_000])
async def test_an_address_that_is_too_long_is_refused(port: int, length: int) -> None:
    line = await asked(port, b"GET /" + b"a" * length + b" HTTP/1.1\r\nHost: shop\r\n\r\n")
    assert b" 414 " in line


async def test_an_address_of_a_hundred_megabytes_is_not_taken_in(port: int) -> None:
    assert await _poured(port, b"GET /", b"a") < 20_000_000


async def test_a_header_of_a_hundred_megabytes_is_not_taken_in(port: int) -> None:
    assert await _poured(port, b"GET / HTTP/1.1\r\nX-Long: ", b"a") < 20_000_000


async def test_a_million_small_headers_are_not_taken_in(port: int) -> None:
    assert await _poured(port, b"GET / HTTP/1.1\r\n", b"X-A: b\r\n") < 20_000_000


async def _poured(port: int, beginning: bytes, more: bytes) -> int:
    """How many bytes of a hundred million could be sent before the connection ended."""
    _, writer = await asyncio.open_connection("127.0.0.1", port)
    sent, block = 0, more * (1_000_000 // len(more))
    try:
        async with asyncio.timeout(PATIENCE_SECONDS):
            writer.write(beginning)
            while sent < 100_000_000:
                writer.write(block)
                await writer.drain()
                sent += len(block)
    except (ConnectionResetError, BrokenPipeError):
        pass
    finally:
        writer.close()
    return sent


async def test_a_head_just_below_the_limit_is_served(port: int) -> None:
    filling = b"X-Long: " + b"a" * (LARGEST_HEAD - 200) + b"\r\n"
    assert b" 200 " in await asked(port, b"GET / HTTP/1.1\r\nHost: shop\r\n" + filling + b"\r\n")


async def test_a_head_that_is_too_large_is_told_so(port: int) -> None:
    filling = b"X-Long: " + b"a" * LARGEST_HEAD
    assert b" 431 " in await asked(port, b"GET / HTTP/1.1\r\nHost: shop\r\n", filling)


@pytest.mark.parametrize("beginning", [b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: sh"])
async def test_half_a_request_ends_after_a_while_and_others_are_served(beginning: bytes) -> None:
    async with serving(app, bind("127.0.0.1", 0), protocol=Hurried) as url:
        number = int(url.rsplit(":", 1)[1])
        slow = [asyncio.create_task(asked(number, beginning)) for _ in range(200)]
        await asyncio.sleep(0.1)
        assert b" 200 " in await asked(number, b"GET / HTTP/1.1\r\nHost: shop\r\n\r\n")
        assert {line.split(b" ")[1] for line in await asyncio.gather(*slow)} == {b"408"}


async def test_what_is_no_request_is_called_invalid(port: int) -> None:
    assert b" 400 " in await asked(port, b"nonsense\r\n\r\n")
