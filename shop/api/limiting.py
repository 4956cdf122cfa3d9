"""Rate limits as callers meet them: which bucket a call draws from, what it costs, and how that is told.

The fields are those of draft-ietf-httpapi-ratelimit-headers: up to its revision 6 `RateLimit-Limit`, `-Remaining`
and `-Reset`, which clients know; `RateLimit-Policy` as in its present one.
"""

import ipaddress
import math
import time
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope, Send

from shop.api.allowances import Allowance, Policy
from shop.api.answered import PATIENCE_SECONDS, StillAnswering
from shop.config import Settings
from shop.kit.errors import ShopError
from shop.kit.secrets import fingerprint
from shop.problems import refused

BULK = {"bulk": True}  # the `opt` of routes whose one call is the work of many
BYTES_PER_UNIT = 100_000
UNKNOWN = 1_000_000  # units: a body that does not say its length counts as the whole burst
GUESSES_AT_ONCE = 20
GUESSES_PER_SECOND = 1.0
REMEMBERED = 10_000


class TryLater(ShopError):
    """Not now. Told with `Retry-After`."""

    status_code = 429

    def __init__(self, message: str, *, retry_in: int) -> None:
        super().__init__(message)
        self.retry_in = retry_in  # seconds


class TooManyRequests(TryLater):
    """The key's bucket is empty."""

    def __init__(self, left: Allowance) -> None:
        policy = left.policy
        super().__init__(
            f'This API key used up its allowance "{policy.name}" ({policy.per_second:g} units per second, '
            f"{policy.burst} at once). Try again in {left.retry_in} s.",
            retry_in=left.retry_in,
        )
        self.left = left


class TooManyGuesses(TryLater):
    """Too many wrong keys came from one address."""


class Limits:
    """What an installation grants to each key, and what this process remembers about wrong ones."""

    def __init__(self, settings: Settings) -> None:
        rate, burst = settings.api_requests_per_second, settings.api_burst
        self.requests = Policy("requests", rate, burst) if rate else None
        self.bulk = Policy("bulk", settings.api_bulk_per_second, burst) if rate else None
        self.guesses = Guesses()
        self.patience = PATIENCE_SECONDS  # of a repeat that waits for the first request's answer

    def applying_to(self, connection: ASGIConnection[Any, Any, Any, Any]) -> tuple[Policy | None, int]:
        """The policy of a call and the units it costs: one, and in bulk one more for every 100 kB of body."""
        if not connection.route_handler.opt.get("bulk"):
            return self.requests, 1
        declared = connection.headers.get("content-length", "")
        known = declared.isdecimal() and len(declared) < 12
        return self.bulk, 1 + int(declared) // BYTES_PER_UNIT if known else UNKNOWN


class Guesses:
    """Wrong keys by address, in this process. A key that was right here before is never held back.

    So whoever guesses at full speed is stopped before the database is asked, and a merchant who shares the
    guesser's address (a proxy, an office) goes on with the key it has been using.
    """

    def __init__(self) -> None:
        self._right: OrderedDict[str, float] = OrderedDict()  # by fingerprint
        self._full_at: OrderedDict[str, float] = OrderedDict()  # by address, on the monotonic clock

    def check(self, address: str, secret: str) -> None:
        """Raises TooManyGuesses if nobody at that address may try another key now."""
        if fingerprint(secret) in self._right:
            return
        over = self._full_at.get(address, 0.0) + 1 / GUESSES_PER_SECOND - time.monotonic()
        wait = over - GUESSES_AT_ONCE / GUESSES_PER_SECOND
        if wait > 0:
            raise TooManyGuesses(
                "Too many unknown API keys came from your address.", retry_in=max(1, math.ceil(wait))
            )

    def right(self, secret: str) -> None:
        """That key was recognised."""
        _remember(self._right, fingerprint(secret), time.monotonic())

    def wrong(self, address: str) -> None:
        """A key that nobody has came from there."""
        begun = max(self._full_at.get(address, 0.0), time.monotonic())
        _remember(self._full_at, address, begun + 1 / GUESSES_PER_SECOND)


def address_of(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """Where a call comes from; of IPv6 the /64, because whoever has one address has all of them."""
    host = connection.client.host if connection.client else ""
    try:
        ip = ipaddress.ip_address(host)
    except ValueError:  # a Unix socket, a test
        return host
    return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == 6 else str(ip)


def telling(scope: Scope, send: Send) -> Send:
    """`send`, with what is left of the key's allowance in every answer."""

    async def tell(message: Message) -> None:
        if message["type"] == "http.response.start" and isinstance(left := scope.get("auth"), Allowance):
            headers = MutableScopeHeaders.from_message(message)
            for name, value in fields(left):
                headers[name] = value
        await send(message)

    return tell


def try_later(request: Request[Any, Any, Any], error: TryLater | StillAnswering) -> Response[dict[str, Any]]:
    """A refusal for now: the problem with `Retry-After`, and the allowance if that is why."""
    response = refused(request, error)
    response.headers["Retry-After"] = str(error.retry_in)
    if isinstance(error, TooManyRequests):
        response.headers.update(fields(error.left))
    return response


def fields(left: Allowance) -> Iterator[tuple[str, str]]:
    """The header fields that tell an allowance."""
    policy = left.policy
    window = math.ceil(policy.seconds(policy.burst))
    yield "RateLimit-Limit", str(policy.burst)
    yield "RateLimit-Remaining", str(left.remaining)
    yield "RateLimit-Reset", str(left.full_in)
    yield "RateLimit-Policy", f'"{policy.name}";q={policy.burst};w={window}'


def _remember(memory: OrderedDict[str, float], key: str, at: float) -> None:
    memory[key] = at
    memory.move_to_end(key)
    while len(memory) > REMEMBERED:
        memory.popitem(last=False)
