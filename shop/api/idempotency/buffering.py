"""A request taken in whole before anything is done, and an answer held back until it may be given."""

import asyncio
import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, cast

from litestar import Request
from litestar.handlers import HTTPRouteHandler
from litestar.types import HTTPScope, Message, Receive, Send

LARGE = 256_000  # bytes that are hashed beside the loop, not in it


class ClientDisconnected(Exception):
    """The caller went away before the request was complete."""


class BufferedRequest:
    """A request that arrived completely."""

    def __init__(self, scope: HTTPScope, body: bytes) -> None:
        self._scope = scope
        self._body: bytes | None = body

    def receive_until(self, answer: "BufferedResponse") -> Receive:
        """A `receive` that tells the body once, and that the caller is gone when there is nothing left to answer.

        Not before, though it may be true: a stream would break off, and half of it be kept.
        """

        async def receive() -> Any:
            if self._body is None:
                await answer.complete.wait()
                return {"type": "http.disconnect"}
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}

        return receive

    async def fingerprint(self) -> bytes:
        """SHA-256 of method, path, query, If-Match and body; before anybody has received it."""
        body = self._body or b""
        request: Request[Any, Any, Any] = Request(self._scope)
        kind, options = request.content_type
        boundary = options.get("boundary", "").encode() if kind.startswith("multipart/") else b""
        if_match = request.headers.get("if-match", "")
        head = (request.method, self._scope["path"], self._scope["query_string"].decode("latin-1"), if_match)
        if len(body) < LARGE:
            return _hashed(head, body, boundary)
        return await asyncio.to_thread(_hashed, head, body, boundary)


@dataclass
class BufferedResponse:
    """An answer as it goes over the wire. `capture` is a `send` that keeps it here."""

    status: int = 0
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)
    complete: asyncio.Event = field(default_factory=asyncio.Event)

    async def capture(self, message: Message) -> None:
        """Take what would be sent; a stream is taken whole."""
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        elif message["type"] == "http.response.body":
            self.body += message["body"]
            if not message.get("more_body", False):
                self.complete.set()

    async def send_to(self, send: Send) -> None:
        """Send it after all."""
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": bytes(self.body), "more_body": False})


async def buffer_request(scope: HTTPScope, receive: Receive) -> BufferedRequest:
    """Wait for the whole body, or for more than the route takes, which it refuses itself. Raises ClientDisconnected."""
    door = cast(HTTPRouteHandler, scope["route_handler"])
    most = door.resolve_request_max_body_size() or math.inf
    body = bytearray()
    while True:
        message: Any = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnected
        body += message.get("body", b"")
        if not message.get("more_body", False) or len(body) > most:
            return BufferedRequest(scope, bytes(body))


def _hashed(head: tuple[str, ...], body: bytes, boundary: bytes) -> bytes:
    """The parts with their lengths, so that none can pass for another."""
    whole = hashlib.sha256()
    for part in head:
        whole.update(b"%d:%s" % (len(encoded := part.encode()), encoded))
    for piece in _between(body, boundary):
        whole.update(piece)
    return whole.digest()


def _between(body: bytes, boundary: bytes) -> Iterator[memoryview]:
    """A multipart body without its boundary, which clients draw anew at each try; any other as it is."""
    view, start = memoryview(body), 0
    while boundary and (at := body.find(boundary, start)) >= 0:
        yield view[start:at]
        start = at + len(boundary)
    yield view[start:]
