"""Which bucket a call draws from, what it costs, and the refusal when the bucket is empty."""

import time
from collections import OrderedDict
from typing import Any

from litestar.connection import ASGIConnection

from shop.api.rate_limits.failed_keys import REMEMBERED, FailedKeyLimiter, networks_of
from shop.config import Settings
from shop.kit.errors import RetryLater
from shop.kit.idempotency import PATIENCE_SECONDS
from shop.kit.secrets import fingerprint
from shop.merchants.token_bucket import RateLimitPolicy, TokenGrant

BULK = {"bulk": True}  # the `opt` of routes whose one call is the work of many
BYTES_PER_UNIT = 100_000
UNKNOWN = 10**9  # units: a body that does not say its length counts as the whole burst


class TooManyRequests(RetryLater):
    """The key's bucket is empty."""

    def __init__(self, left: TokenGrant) -> None:
        policy = left.policy
        super().__init__(
            f'This API key used up its allowance "{policy.name}" ({policy.per_second:g} units per second, '
            f"{policy.burst} at once). Try again in {left.retry_in} s.",
            retry_in=left.retry_in,
        )
        self.left = left


class RateLimits:
    """What an installation grants to each key, and what this process remembers so as not to ask the database."""

    def __init__(self, settings: Settings) -> None:
        rate, burst = settings.api_requests_per_second, settings.api_burst
        self.requests = RateLimitPolicy("requests", rate, burst) if rate else None
        self.bulk = RateLimitPolicy("bulk", settings.api_bulk_per_second, burst) if rate else None
        self.failed_keys = FailedKeyLimiter()
        self.trusted_proxies = networks_of(settings.trusted_proxies)
        self.patience = PATIENCE_SECONDS  # of a repeat that waits for the first request's answer
        self._empty: OrderedDict[tuple[str, str], tuple[float, TokenGrant]] = OrderedDict()

    def policy_for(
        self, connection: ASGIConnection[Any, Any, Any, Any]
    ) -> tuple[RateLimitPolicy | None, int]:
        """The policy of a call, and the units it costs: one, and in bulk one more for every 100 kB of its body."""
        if not connection.route_handler.opt.get("bulk"):
            return self.requests, 1
        declared = connection.headers.get("content-length", "")
        known = declared.isdecimal() and len(declared) < 12
        return self.bulk, 1 + int(declared) // BYTES_PER_UNIT if known else UNKNOWN

    def check(self, secret: str, policy: RateLimitPolicy) -> None:
        """Raises TooManyRequests if the bucket was found empty and not even one unit can have come back."""
        until, left = self._empty.get((fingerprint(secret), policy.name), (0.0, None))
        if left is not None and time.monotonic() < until:
            raise TooManyRequests(left)

    def found_empty(self, secret: str, left: TokenGrant) -> TooManyRequests:
        """The refusal; until a unit came back, the next ones are made without the database."""
        place = (fingerprint(secret), left.policy.name)
        self._empty[place] = (time.monotonic() + left.empty_for, left)
        self._empty.move_to_end(place)
        while len(self._empty) > REMEMBERED:
            self._empty.popitem(last=False)
        return TooManyRequests(left)
