"""Counting requests: by door (the route's template, never the path that was asked), method and status."""

import time

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from shop.kit.measure import REQUEST_SECONDS, REQUESTS


class Measured:
    """Middleware around every door. Unknown paths never come here: they have no door to be counted under."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = time.perf_counter()
        status = 500  # unless an answer begins

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            door = scope.get("path_template") or "none"
            REQUESTS.labels(scope.get("method", "none"), door, str(status)).inc()
            REQUEST_SECONDS.labels(door).observe(time.perf_counter() - begun)
