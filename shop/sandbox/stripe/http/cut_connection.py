"""Cuts a connection after the work is done, as a lost answer does."""

from litestar import Request, Response
from litestar.datastructures import State


def cut_connection(request: Request[None, None, State]) -> Response[bytes]:
    """Close the socket under the answer. Under a server without sockets (a test transport): an empty 502."""
    cycle = getattr(request.receive, "__self__", None)  # uvicorn's request cycle, which owns the transport
    transport = getattr(cycle, "transport", None)
    if transport is not None:
        transport.abort()
    return Response(b"", status_code=502)
