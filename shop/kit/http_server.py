"""Serves ASGI applications inside a running event loop, for the demo, the tests and `shop serve`."""

import asyncio
import contextlib
import errno
import logging
import socket
from collections.abc import AsyncGenerator, Awaitable, Callable, Generator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import uvicorn

from shop.kit.bounded_http import BoundedHttpProtocol
from shop.kit.errors import ShopError

AsgiMessage = Any  # as the ASGI specification has them
Scope = Any
Receive = Callable[[], Awaitable[AsgiMessage]]
Send = Callable[[AsgiMessage], Awaitable[None]]
ASGIApp = Callable[[Scope, Receive, Send], Awaitable[None]]

LAST_PORT = 65_535
_HOSTS = "Name one with --host: 127.0.0.1 for this machine alone, 0.0.0.0 for everybody."
MOST_CONNECTIONS = 1_000  # of one process; beyond them it answers 503


class AddressRefused(ShopError):
    """Nobody can listen there."""

    status_code = 500


class PortTaken(AddressRefused):
    """Something else listens there."""


class ServerNotStarted(ShopError):
    """The application refused to start."""

    status_code = 500


class _EndingStreams:
    """An application whose event streams end when the server does.

    They never end by themselves: uvicorn would wait for them, then cancel them with a traceback for each browser that
    listens. To the application it looks as if the browser had left.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.ending = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        is_open_stream = False

        async def send_noting(message: AsgiMessage) -> None:
            nonlocal is_open_stream
            if message["type"] == "http.response.start":
                is_open_stream = _is_event_stream(message["headers"])
            elif not message.get("more_body"):
                is_open_stream = False
            await send(message)

        async def receive_or_end() -> AsgiMessage:
            return await self._received_or_ended(receive) if is_open_stream else await receive()

        await self._app(scope, receive_or_end, send_noting)
        if is_open_stream and self.ending.is_set():
            await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _received_or_ended(self, receive: Receive) -> AsgiMessage:
        received, ended = asyncio.ensure_future(receive()), asyncio.create_task(self.ending.wait())
        try:
            await asyncio.wait({received, ended}, return_when=asyncio.FIRST_COMPLETED)
            return received.result() if received.done() else {"type": "http.disconnect"}
        finally:
            received.cancel()
            ended.cancel()


def _is_event_stream(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return any(
        name.lower() == b"content-type" and value.startswith(b"text/event-stream") for name, value in headers
    )


class _WithoutCutOffs(logging.Filter):
    """uvicorn tells in a line how many requests it cut off at the end; their tracebacks say nothing more."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not (record.exc_info and isinstance(record.exc_info[1], asyncio.CancelledError))


logging.getLogger("uvicorn.error").addFilter(_WithoutCutOffs())


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


def bind(host: str, port: int, *, option: str = "--port") -> socket.socket:
    """A listening socket (port 0: any free one); `option` is where a person chooses another.

    Raises PortTaken, AddressRefused with a sentence.
    """
    if not 0 <= port <= LAST_PORT:
        raise AddressRefused(f"{port} is no port. Choose one from 1 to {LAST_PORT} with {option}.")
    if not host.strip():  # to the system that is every address
        raise AddressRefused(f"--host names no address. {_HOSTS}")
    try:
        return _listening(host, port)
    except (OSError, UnicodeError) as error:
        raise _refusal(error, host, port, option) from error


def _listening(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # asyncio wants the protocol named for TCP_NODELAY
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(1024)
        listener.setblocking(False)
    except BaseException:
        listener.close()
        raise
    return listener


def _refusal(error: OSError | UnicodeError, host: str, port: int, option: str) -> AddressRefused:
    """Why nobody can listen there, and what to do."""
    if isinstance(error, socket.gaierror | UnicodeError):
        return AddressRefused(
            f"No address is known for the host {host}. Name one of this machine's with --host."
        )
    match error.errno:
        case errno.EADDRINUSE:
            return PortTaken(
                f"Port {port} on {host} is in use. Stop what listens there, or choose another with {option}."
            )
        case errno.EACCES | errno.EPERM:
            return AddressRefused(
                f"This user may not listen on port {port}: the low ones are the system's. "
                f"Choose one above 1023 with {option}."
            )
        case errno.EADDRNOTAVAIL | errno.EAFNOSUPPORT:
            return AddressRefused(f"{host} is no address of this machine. {_HOSTS}")
        case _:
            return AddressRefused(f"Nobody can listen on {host}, port {port}: {error.strerror or error}.")


@asynccontextmanager
async def serving(
    app: ASGIApp, listener: socket.socket, *, protocol: type[BoundedHttpProtocol] = BoundedHttpProtocol
) -> AsyncGenerator[str, None]:
    """Serve until the block ends; yields the base URL."""
    ending_streams = _EndingStreams(app)
    server = _server_for(ending_streams, protocol)
    task = asyncio.create_task(server.serve(sockets=[listener]))
    try:
        while not server.started:
            if task.done():
                break
            await asyncio.sleep(0.005)
        else:
            yield base_url(listener)
    finally:
        ending_streams.ending.set()
        server.should_exit = True
        try:
            await task
        finally:
            listener.close()


def _server_for(app: Any, protocol: type[BoundedHttpProtocol]) -> _Server:
    return _Server(
        uvicorn.Config(
            app,
            http=protocol,
            ws="none",
            proxy_headers=False,  # whose word about an address counts is a setting of ours
            limit_concurrency=MOST_CONNECTIONS,
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
