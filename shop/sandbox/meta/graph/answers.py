"""JSON answers, and the version a call was made in."""

from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Request, Response


def ok(body: Mapping[str, Any]) -> Response[bytes]:
    """A JSON answer, encoded at once."""
    return Response(msgspec.json.encode(body), media_type="application/json")


def version_of(request: Request[Any, Any, Any]) -> int:
    """The major version of the path; the newest when it names none."""
    version: int = request.scope.get("graph_version", 26)  # type: ignore[assignment]
    return version
