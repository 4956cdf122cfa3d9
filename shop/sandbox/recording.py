"""The outermost layer: strips Graph's version from the path, records exchanges, plays the faults of calls."""

import asyncio
import json
import re
import time
from typing import Any

from litestar import Litestar
from litestar.enums import ScopeType
from litestar.types import HTTPResponseStartEvent, Message, Receive, Scope, Send

from shop.sandbox.exchanges import LONGEST_BODY
from shop.sandbox.faults import SendFault
from shop.sandbox.meta.graph import usage
from shop.sandbox.meta.graph.errors import CODES, GraphError
from shop.sandbox.state import World

VERSIONED = re.compile(r"^/v(\d+)\.\d+(?=/)")
UNRECORDED = ("/_control", "/chat", "/favicon")
GARBAGE = b'{"messaging_product":"whatsapp","contacts":[{"inp'


class RecordedRequest:
    """A `receive` that keeps the body. Looks bound to the server's own, for whoever must reach the socket."""

    def __init__(self, receive: Receive) -> None:
        self.receive = receive
        self.body = bytearray()
        self.replay: list[Message] = []
        self.__self__ = getattr(receive, "__self__", None)

    async def __call__(self) -> Any:
        """The next event; body parts are kept."""
        if self.replay:
            return self.replay.pop(0)
        event = await self.receive()
        if event["type"] == "http.request" and len(self.body) < LONGEST_BODY:
            self.body += event.get("body", b"")
        return event

    async def whole(self) -> bytearray:
        """Read the entire body now; the application will still get it."""
        events: list[Message] = []
        more = True
        while more:
            event = await self()
            events.append(event)
            more = event.get("more_body", False)
        self.replay = events
        return self.body

    def cut(self) -> None:
        """Close the connection under the caller."""
        transport = getattr(self.__self__, "transport", None)
        if transport is not None:
            transport.abort()


class RecordedResponse:
    """A `send` that keeps the answer, adds Graph's own headers, and may swallow it."""

    def __init__(self, world: World, scope: Scope, send: Send, *, swallow: bool = False) -> None:
        self.world, self.scope, self.send, self.swallow = world, scope, send, swallow
        self.status: int | None = None
        self.body = b""

    async def __call__(self, event: Message) -> None:
        """Note and pass on."""
        if event["type"] == "http.response.start":
            self.status = event["status"]
            event["headers"] = [*event["headers"], *usage.headers(self.world, self.scope)]
        elif event["type"] == "http.response.body" and len(self.body) < LONGEST_BODY:
            self.body += event.get("body", b"")
        if not self.swallow:
            await self.send(event)


class RecordingApp(Litestar):
    """The application; `app.state.world` is the world it plays."""

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:  # type: ignore[override]
        """Serve one connection."""
        if scope["type"] != ScopeType.HTTP or scope["path"].startswith(UNRECORDED):
            await super().__call__(scope, receive, send)
            return
        world: World = self.state.world
        learn_address(world, scope)
        received, started = RecordedRequest(receive), time.perf_counter()
        shown_path = scope["path"]
        strip_version(scope)
        sent = await self._play(world, scope, received, send)
        query = scope["query_string"].decode("latin-1")
        world.exchanges.record(
            "in",
            "stripe" if shown_path.startswith("/v1/") else "meta",
            scope["method"],
            shown_path + ("?" + query if query else ""),
            status=None if sent.swallow else sent.status,
            request=bytes(received.body),
            response=sent.body,
            milliseconds=(time.perf_counter() - started) * 1000,
        )

    async def _play(
        self, world: World, scope: Scope, received: RecordedRequest, send: Send
    ) -> RecordedResponse:
        """Serve the call, or do to it what a fault demands."""
        fault = await fault_of(world, scope, received) if world.faults.send else None
        if fault is None:
            sent = RecordedResponse(world, scope, send)
            await super().__call__(scope, received, sent)
            return sent
        if fault.delay_seconds:
            await asyncio.sleep(fault.delay_seconds)
        if (refusal := refusal_of(fault)) is not None:
            sent = RecordedResponse(world, scope, send)
            await answer(sent, refusal.status, refusal.encoded())
            return sent
        lost = fault.lose_answer or fault.hang
        sent = RecordedResponse(world, scope, send, swallow=lost or fault.garbage)
        await super().__call__(scope, received, sent)
        await self._spoil(fault, received, sent, send)
        return sent

    async def _spoil(
        self, fault: SendFault, received: RecordedRequest, sent: RecordedResponse, send: Send
    ) -> None:
        """The call was executed; its answer is lost or garbled."""
        if fault.hang:
            while (await received())["type"] != "http.disconnect":
                pass
        elif fault.lose_answer:
            received.cut()
        elif fault.garbage:
            sent.swallow = False
            await answer(sent, 200, GARBAGE)


def learn_address(world: World, scope: Scope) -> None:
    """Remember how callers reach us."""
    for name, value in scope["headers"]:
        if name == b"host":
            world.base_url = f"http://{value.decode('latin-1')}"
            return


def strip_version(scope: Scope) -> None:
    """`/v26.0/123/messages` is `/123/messages` at version 26."""
    if found := VERSIONED.match(scope["path"]):
        scope["graph_version"] = int(found[1])  # type: ignore[typeddict-unknown-key]
        scope["path"] = scope["path"][found.end() :]
        scope["raw_path"] = scope["path"].encode()


async def fault_of(world: World, scope: Scope, received: RecordedRequest) -> SendFault | None:
    """The fault that hits this call. Marking as read goes through: it is no send."""
    node, _, edge = scope["path"].strip("/").partition("/")
    if edge == "messages" and b'"status"' in await received.whole() and is_read_mark(received.body):
        return None
    return world.faults.take_send(node, edge)


def is_read_mark(body: bytearray) -> bool:
    """Whether a body of /messages marks as read."""
    try:
        found = json.loads(body)
    except ValueError:
        return False
    return isinstance(found, dict) and "status" in found


def refusal_of(fault: SendFault) -> GraphError | None:
    """The error a fault answers with, if any."""
    if fault.code is not None:
        details = fault.details or CODES.get(fault.code, (0, "Refused by a fault of the sandbox"))[1]
        return GraphError(fault.code, details, status=fault.http_status)
    if fault.http_status is None:
        return None
    if fault.http_status == 503:
        return GraphError(2, message="Service temporarily unavailable", status=503)
    return GraphError(131000, "Something went wrong. Please try again later.", status=fault.http_status)


async def answer(sent: RecordedResponse, status: int, body: bytes) -> None:
    """Send a JSON answer of our own."""
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    start: HTTPResponseStartEvent = {"type": "http.response.start", "status": status, "headers": headers}
    await sent(start)
    await sent({"type": "http.response.body", "body": body, "more_body": False})
