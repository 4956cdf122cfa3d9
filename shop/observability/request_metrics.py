"""Counting requests: by door (the route's template, never the path that was asked), method and status."""

import time

from litestar.types import ASGIApp, Message, Receive, ReceiveMessage, Scope, Send

from shop.kit.metrics import REQUEST_SECONDS, REQUESTS

HUNG_UP = 499  # nginx's number for it: nobody was left to be answered, which is no mistake of ours


class RequestMetricsMiddleware:
    """Middleware around every door. Unknown paths never come here: they have no door to be counted under."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = time.perf_counter()
        exchange = _Exchange(receive, send)
        try:
            await self.app(scope, exchange.receive, exchange.send)
        finally:
            door = scope.get("path_template") or "none"
            REQUESTS.labels(scope.get("method", "none"), door, str(exchange.status)).inc()
            REQUEST_SECONDS.labels(door).observe(time.perf_counter() - begun)


class _Exchange:
    """One request, overheard."""

    def __init__(self, receive: Receive, send: Send) -> None:
        self._receive, self._send = receive, send
        self._answered = 500  # unless an answer begins
        self._hung_up = False

    @property
    def status(self) -> int:
        """What is counted; who hangs up in the middle of a body makes the framework say 500 to nobody."""
        return HUNG_UP if self._hung_up and self._answered == 500 else self._answered

    async def receive(self) -> ReceiveMessage:
        message = await self._receive()
        self._hung_up = self._hung_up or message["type"] == "http.disconnect"
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._answered = message["status"]
        await self._send(message)
