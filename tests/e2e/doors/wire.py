"""HTTP/1.1 by hand, over one TCP connection: what no client library would ever send."""

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import msgspec

from tests.support.pace import PATIENCE_SECONDS


@dataclass(frozen=True)
class WireAnswer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def detail(self) -> str:
        """The sentence of a problem document."""
        return str(msgspec.json.decode(self.body)["detail"])


class WireConnection:
    """One connection to a server."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    async def write(self, *parts: bytes) -> None:
        """Send bytes as they are. A server that hangs up on the way is no error: it may have answered before."""
        try:
            for part in parts:
                self._writer.write(part)
                await self._writer.drain()
        except ConnectionError:
            return

    async def answer(self, *, bodiless: bool = False) -> WireAnswer:
        """The next answer on this connection; one to HEAD has a length and no body."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.rstrip().split("\r\n")
            headers = {
                name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)
            }
            length = headers.get("content-length")
            if bodiless:
                return WireAnswer(int(first.split()[1]), headers, b"")
            body = await (self._reader.readexactly(int(length)) if length else self._reader.read())
        return WireAnswer(int(first.split()[1]), headers, body)

    async def is_told_to_go_on(self) -> None:
        """Wait for `100 Continue`."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert (await self._reader.readuntil(b"\r\n\r\n")).startswith(b"HTTP/1.1 100 ")

    def hang_up(self) -> None:
        """Go away without a word (a reset, as of a phone that lost its net)."""
        self._writer.transport.abort()

    def say_no_more(self) -> None:
        """Half close: nothing follows, but an answer could still be read."""
        self._writer.write_eof()


@asynccontextmanager
async def connected(url: str) -> AsyncGenerator[WireConnection]:
    """A connection, cut at the end."""
    parts = urlsplit(url)
    wire = WireConnection(*await asyncio.open_connection(parts.hostname, parts.port))
    try:
        yield wire
    finally:
        wire.hang_up()


def head(path: str, headers: Mapping[str, Any], method: str = "POST") -> bytes:
    """Request line and headers; nothing is added but Host."""
    lines = [f"{method} {path} HTTP/1.1", "Host: shop.test", *(f"{k}: {v}" for k, v in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode("latin-1")


def chunked(body: bytes, size: int = 1000) -> bytes:
    """The same bytes in chunks."""
    pieces = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(f"{len(p):x}\r\n".encode() + p + b"\r\n" for p in pieces) + b"0\r\n\r\n"
