"""Rate limits as callers meet them: which bucket a call draws from, what it costs, and how that is told.

The fields are those of draft-ietf-httpapi-ratelimit-headers: up to its revision 6 `RateLimit-Limit`, `-Remaining`
and `-Reset`, which clients know; `RateLimit-Policy` as in its present one.
"""

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
from shop.api.answered import PATIENCE_SECONDS
from shop.api.guessing import REMEMBERED, Guesses
from shop.api.later import TryLater
from shop.config import Settings
from shop.kit.secrets import fingerprint
from shop.problems import refused

BULK = {"bulk": True}  # the `opt` of routes whose one call is the work of many
BYTES_PER_UNIT = 100_000
UNKNOWN = 10**9  # units: a body that does not say its length counts as the whole burst


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


class Limits:
    """What an installation grants to each key, and what this process remembers so as not to ask the database."""

    def __init__(self, settings: Settings) -> None:
        rate, burst = settings.api_requests_per_second, settings.api_burst
        self.requests = Policy("requests", rate, burst) if rate else None
        self.bulk = Policy("bulk", settings.api_bulk_per_second, burst) if rate else None
        self.guesses = Guesses()
        self.patience = PATIENCE_SECONDS  # of a repeat that waits for the first request's answer
        self._empty: OrderedDict[tuple[str, str], tuple[float, Allowance]] = OrderedDict()

    def applying_to(self, connection: ASGIConnection[Any, Any, Any, Any]) -> tuple[Policy | None, int]:
        """The policy of a call, and the units it costs: one, and in bulk one more for every 100 kB of its body."""
        if not connection.route_handler.opt.get("bulk"):
            return self.requests, 1
        declared = connection.headers.get("content-length", "")
        known = declared.isdecimal() and len(declared) < 12
        return self.bulk, 1 + int(declared) // BYTES_PER_UNIT if known else UNKNOWN

    def check(self, secret: str, policy: Policy) -> None:
        """Raises TooManyRequests if the bucket was found empty and not even one unit can have come back."""
        until, left = self._empty.get((fingerprint(secret), policy.name), (0.0, None))
        if left is not None and time.monotonic() < until:
            raise TooManyRequests(left)

    def found_empty(self, secret: str, left: Allowance) -> TooManyRequests:
        """The refusal; until a unit came back, the next ones are made without the database."""
        place = (fingerprint(secret), left.policy.name)
        self._empty[place] = (time.monotonic() + left.empty_for, left)
        self._empty.move_to_end(place)
        while len(self._empty) > REMEMBERED:
            self._empty.popitem(last=False)
        return TooManyRequests(left)


def telling(scope: Scope, send: Send) -> Send:
    """`send`, with what is left of the key's allowance in every answer."""

    async def tell(message: Message) -> None:
        if message["type"] == "http.response.start" and isinstance(left := scope.get("auth"), Allowance):
            headers = MutableScopeHeaders.from_message(message)
            for name, value in fields(left):
                headers[name] = value
        await send(message)

    return tell


def try_later(request: Request[Any, Any, Any], error: TryLater) -> Response[dict[str, Any]]:
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
