"""Stands before the pretend vendors: passes every call on, and keeps back what a test wants to see lost."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx
from litestar import Litestar, Request, Response, route

from shop.kit.http_server import bind, serving
from tests.support.pace import PATIENCE_SECONDS

# A test pauses as long as a server keeps a connection open.
AFRESH = httpx.Limits(max_keepalive_connections=0)
END_TO_END = frozenset({"host", "content-length", "connection", "transfer-encoding", "content-encoding"})


@dataclass
class Hold:
    """One call that is kept back: its answer, or the call itself where the vendor is never to hear of it."""

    path: str
    body: bytes = b""
    before_vendor: bool = False
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    answer: httpx.Response | None = None

    def fits(self, path: str, body: bytes) -> bool:
        """The first call to a path that ends so, with that in its body; the next ones pass."""
        return not self.reached.is_set() and path.endswith(self.path) and self.body in body

    async def is_reached(self) -> None:
        """Wait until the call is where it is to be when the caller dies."""
        await asyncio.wait_for(self.reached.wait(), PATIENCE_SECONDS)


class FaultProxy:
    """The proxy's memory: what to keep back, and how often each path was asked."""

    def __init__(self, vendors: str) -> None:
        self.http = httpx.AsyncClient(
            base_url=vendors, timeout=PATIENCE_SECONDS, trust_env=False, limits=AFRESH
        )
        self.holds: list[Hold] = []
        self.calls: list[tuple[str, str, bytes]] = []
        self.over = asyncio.Event()

    def keep_back(self, path: str, body: bytes = b"", *, before_vendor: bool = False) -> Hold:
        """The next call to `path` whose body has `body` in it gets no answer."""
        self.holds.append(Hold(path, body, before_vendor))
        return self.holds[-1]

    def asked(self, path: str, body: bytes = b"") -> int:
        """How many calls like that were made, answered or not."""
        return sum(p.endswith(path) and body in b for _, p, b in self.calls)

    async def pass_on(self, request: Request[Any, Any, Any]) -> Response[bytes]:
        """Ask the vendor; answer, or wait until nobody listens any more."""
        path, body = request.scope["path"], await request.body()
        self.calls.append((request.method, path, body))
        hold = next((hold for hold in self.holds if hold.fits(path, body)), None)
        if hold is not None and hold.before_vendor:
            hold.reached.set()
            await self.over.wait()
            return Response(b"", status_code=502)
        answer = await self._ask(request, body)
        if hold is not None:
            hold.answer = answer
            hold.reached.set()
            await self.over.wait()
        headers = {name: value for name, value in answer.headers.items() if name not in END_TO_END}
        return Response(answer.content, status_code=answer.status_code, headers=headers)

    async def _ask(self, request: Request[Any, Any, Any], body: bytes) -> httpx.Response:
        headers = [(name, value) for name, value in request.headers.items() if name not in END_TO_END]
        url = httpx.URL(path=request.scope["path"], query=request.scope["query_string"])
        return await self.http.request(request.method, url, content=body, headers=headers)


@asynccontextmanager
async def serve_fault_proxy(vendors: str) -> AsyncGenerator[tuple[FaultProxy, str]]:
    """The proxy and its address."""
    fault_proxy = FaultProxy(vendors)

    @route(["/", "/{rest:path}"], http_method=["GET", "POST", "DELETE"])
    async def anything(request: Request[Any, Any, Any]) -> Response[bytes]:
        return await fault_proxy.pass_on(request)

    app = Litestar([anything], openapi_config=None, logging_config=None, request_max_body_size=None)
    async with serving(app, bind("127.0.0.1", 0)) as url:
        try:
            yield fault_proxy, url
        finally:
            fault_proxy.over.set()
            await fault_proxy.http.aclose()
