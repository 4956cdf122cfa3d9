"""The last HTTP exchanges in both directions, for the browser and for a curious developer."""

import json
from collections import deque
from typing import Any, Literal

from msgspec import Struct

from shop.kit.clock import now

KEPT = 1000
LONGEST_BODY = 64 * 1024
SECRET_KEYS = frozenset(
    {
        "access_token",
        "app_secret",
        "verify_token",
        "pin",
        "secret",
        "client_secret",
        "api_key",
        "hub.verify_token",
    }
)


class Exchange(Struct):
    """One request and its answer. `direction` is "in" for the shop's calls, "out" for our webhooks."""

    seq: int
    at: str
    direction: Literal["in", "out"]
    label: str
    method: str
    url: str
    status: int | None
    request: bytes
    response: bytes
    milliseconds: float
    attempt: int = 1
    error: str | None = None

    def view(self) -> dict[str, Any]:
        """As JSON, with secrets masked; bodies that are no JSON are described, not shown."""
        shown: dict[str, Any] = {name: getattr(self, name) for name in self.__struct_fields__}
        return shown | {"request": readable(self.request), "response": readable(self.response)}


class Exchanges:
    """A ring buffer. Bodies are kept as they were and read only when somebody looks."""

    def __init__(self) -> None:
        self.ring: deque[Exchange] = deque(maxlen=KEPT)
        self.seq = 0

    def record(
        self,
        direction: Literal["in", "out"],
        label: str,
        method: str,
        url: str,
        *,
        status: int | None,
        request: bytes = b"",
        response: bytes = b"",
        milliseconds: float = 0.0,
        attempt: int = 1,
        error: str | None = None,
    ) -> Exchange:
        """Append one exchange, its bodies cut at 64 KB."""
        self.seq += 1
        bodies = request[:LONGEST_BODY], response[:LONGEST_BODY]
        at = now().isoformat()
        kept = Exchange(
            self.seq,
            at,
            direction,
            label,
            method,
            masked_url(url),
            status,
            *bodies,
            milliseconds,
            attempt,
            error,
        )
        self.ring.append(kept)
        return kept

    def after(self, seq: int) -> list[dict[str, Any]]:
        """Every kept exchange with a higher number."""
        return [exchange.view() for exchange in self.ring if exchange.seq > seq]


def readable(body: bytes) -> Any:
    """JSON with secrets masked, short text, or the size of anything else."""
    if not body:
        return None
    try:
        return masked(json.loads(body))
    except ValueError:
        pass
    try:
        return body.decode() if len(body) < 4096 else f"<{len(body)} bytes>"
    except UnicodeDecodeError:
        return f"<{len(body)} bytes>"


def masked(value: Any) -> Any:
    """The same JSON with the values of secret keys replaced."""
    if isinstance(value, dict):
        return {key: "***" if key in SECRET_KEYS else masked(item) for key, item in value.items()}
    if isinstance(value, list):
        return [masked(item) for item in value]
    return value


def masked_url(url: str) -> str:
    """The address without tokens in its query."""
    path, mark, query = url.partition("?")
    if not mark:
        return url
    parts = (part.partition("=") for part in query.split("&"))
    return path + "?" + "&".join(f"{key}=***" if key in SECRET_KEYS else key + eq + v for key, eq, v in parts)
