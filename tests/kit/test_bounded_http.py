"""Heads that are too large, too long or too slow are refused over real sockets, and others are served meanwhile."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

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

    head_seconds = body_seconds = 0.5


class Unhurried(BoundedHttpProtocol):
    """Waits long enough for whoever is served beside two hundred others on a slow machine."""

    head_seconds = body_seconds = 3.0


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
    async with serving(app, bind("127.0.0.1", 0), protocol=Unhurried) as url:
        number = int(url.rsplit(":", 1)[1])
        slow = [asyncio.create_task(asked(number, beginning)) for _ in range(200)]
        await asyncio.sleep(0.1)
        assert b" 200 " in await asked(number, b"GET / HTTP/1.1\r\nHost: shop\r\n\r\n")
        assert {line.split(b" ")[1] for line in await asyncio.gather(*slow)} == {b"408"}


async def test_what_is_no_request_is_called_invalid(port: int) -> None:
    assert b" 400 " in await asked(port, b"nonsense\r\n\r\n")


POST = b"POST /hook HTTP/1.1\r\nHost: shop\r\n"
HALVES = [
    POST + b"Content-Length: 100\r\n\r\nx",
    POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\nhell",
    POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\nX-Trailer: a",
]


async def taker(scope: dict[str, object], receive: Any, send: Any) -> None:
    """Reads the body, and says how long it was; of `/later` only after a while."""
    if scope["type"] == "lifespan":
        return
    if scope["path"] == "/later":
        await asyncio.sleep(3 * Hurried.body_seconds)
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size, more = size + len(message["body"]), message["more_body"]
    said = str(size).encode()
    head = [(b"content-length", str(len(said)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": head})
    await send({"type": "http.response.body", "body": said})


@pytest.mark.parametrize("half", HALVES)
async def test_half_a_body_ends_after_a_while_and_others_are_served(half: bytes) -> None:
    async with serving(taker, bind("127.0.0.1", 0), protocol=Unhurried) as url:
        number = int(url.rsplit(":", 1)[1])
        slow = [asyncio.create_task(asked(number, half)) for _ in range(200)]
        await asyncio.sleep(0.1)
        assert b" 200 " in await asked(number, POST + b"Content-Length: 2\r\n\r\nhi")
        assert {line.split(b" ")[1] for line in await asyncio.gather(*slow)} == {b"408"}


async def test_a_body_that_comes_slowly_and_steadily_is_taken() -> None:
    async with serving(taker, bind("127.0.0.1", 0), protocol=Hurried) as url:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rsplit(":", 1)[1]))
        writer.write(POST + b"Content-Length: 20000\r\n\r\n")
        for _ in range(20):
            writer.write(b"x" * 1000)
            await writer.drain()
            await asyncio.sleep(0.1)
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert b" 200 " in await reader.readline()
        writer.close()


async def test_while_we_do_not_read_the_time_is_ours() -> None:
    body = b"x" * 3_000_000  # more than is taken in before somebody reads
    async with serving(taker, bind("127.0.0.1", 0), protocol=Hurried) as url:
        head = b"POST /later HTTP/1.1\r\nHost: shop\r\nContent-Length: %d\r\n\r\n" % len(body)
        assert b" 200 " in await asked(int(url.rsplit(":", 1)[1]), head + body)


async def test_while_we_have_not_asked_for_the_body_the_time_is_ours() -> None:
    async with serving(taker, bind("127.0.0.1", 0), protocol=Hurried) as url:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rsplit(":", 1)[1]))
        writer.write(
            b"POST /later HTTP/1.1\r\nHost: shop\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"
        )
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert b" 100 " in await reader.readuntil(b"\r\n\r\n")
            writer.write(b"hi")
            assert b" 200 " in await reader.readline()
        writer.close()


async def test_a_body_that_does_not_come_though_we_asked_for_it_is_refused() -> None:
    async with serving(taker, bind("127.0.0.1", 0), protocol=Hurried) as url:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rsplit(":", 1)[1]))
        writer.write(POST + b"Content-Length: 2\r\nExpect: 100-continue\r\n\r\n")
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert b" 100 " in await reader.readuntil(b"\r\n\r\n")
            assert b" 408 " in await reader.readline()
        writer.close()


@pytest.mark.parametrize("piece", [b"X-T: abc\r\n" * 10_000, b"X-T: " + b"a" * 100_000])
async def test_trailers_without_end_are_refused(piece: bytes) -> None:
    async with serving(taker, bind("127.0.0.1", 0)) as url:
        chunked = POST + b"Transfer-Encoding: chunked\r\n\r\n0\r\n"
        answer = await asked(int(url.rsplit(":", 1)[1]), chunked, *[piece] * 20)
    assert answer in (b"reset", REFUSED)


async def test_chunks_of_a_byte_are_taken() -> None:
    async with serving(taker, bind("127.0.0.1", 0)) as url:
        chunked = POST + b"Transfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 200_000 + b"0\r\n\r\n"
        assert b" 200 " in await asked(int(url.rsplit(":", 1)[1]), chunked)


REFUSED = b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
