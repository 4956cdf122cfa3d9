"""Serves ASGI applications inside a running event loop, for the demo, the tests and `shop serve`."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncGenerator, Generator
from contextlib import asynccontextmanager
from typing import Any

import uvicorn

from shop.kit.errors import ShopError


class PortTaken(ShopError):
    """Another program listens on that port."""

    status_code = 500


class ServerNotStarted(ShopError):
    """The application refused to start."""

    status_code = 500


class _Server(uvicorn.Server):
    """uvicorn without its own signal handlers: who runs several things decides when they end."""

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        """uvicorn would end the process with `sys.exit`, past everything that is to be closed."""
        try:
            await super().serve(sockets)
        except SystemExit as error:
            raise ServerNotStarted("The web server did not start; the log says why.") from error

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield


def bind(host: str, port: int) -> socket.socket:
    """A listening socket (port 0: any free one). Raises PortTaken with a sentence."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # The protocol is named because asyncio sets TCP_NODELAY only then.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise PortTaken(
            f"Port {port} on {host} is in use. Stop what listens there, or choose another with --port."
        ) from error
    listener.listen(1024)
    listener.setblocking(False)
    return listener


@asynccontextmanager
async def serving(app: Any, listener: socket.socket) -> AsyncGenerator[str, None]:
    """Serve until the block ends; yields the base URL."""
    server = _server_for(app)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        while not server.started:
            if task.done():
                break
            await asyncio.sleep(0.005)
        else:
            yield base_url(listener)
    finally:
        server.should_exit = True
        try:
            await task
        finally:
            listener.close()


def _server_for(app: Any) -> _Server:
    return _Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="on",
            timeout_graceful_shutdown=2,
            server_header=False,
            date_header=False,
        )
    )


def base_url(listener: socket.socket) -> str:
    """`http://host:port` of a bound socket."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
