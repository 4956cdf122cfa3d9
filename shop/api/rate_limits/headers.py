"""What is left of a key's allowance, told in the headers of every response.

The fields are those of draft-ietf-httpapi-ratelimit-headers: up to its revision 6 `RateLimit-Limit`, `-Remaining`
and `-Reset`, which clients know; `RateLimit-Policy` as in its present one.
"""

import math
from collections.abc import Iterator
from typing import Any

from litestar import Request, Response
from litestar.datastructures import MutableScopeHeaders
from litestar.types import Message, Scope, Send

from shop.api.rate_limits.policies import TooManyRequests
from shop.merchants.token_bucket import TokenGrant
from shop.problems import refused


def with_rate_limit_headers(scope: Scope, send: Send) -> Send:
    """`send`, with what is left of the key's allowance in every answer."""

    async def tell(message: Message) -> None:
        if message["type"] == "http.response.start" and isinstance(left := scope.get("auth"), TokenGrant):
            headers = MutableScopeHeaders.from_message(message)
            for name, value in rate_limit_headers(left):
                headers[name] = value
        await send(message)

    return tell


def too_many_requests(request: Request[Any, Any, Any], error: TooManyRequests) -> Response[dict[str, Any]]:
    """A refusal for now, with the allowance that is why."""
    response = refused(request, error)
    response.headers.update(rate_limit_headers(error.left))
    return response


def rate_limit_headers(left: TokenGrant) -> Iterator[tuple[str, str]]:
    """The header fields that tell an allowance."""
    policy = left.policy
    window = math.ceil(policy.seconds(policy.burst))
    yield "RateLimit-Limit", str(policy.burst)
    yield "RateLimit-Remaining", str(left.remaining)
    yield "RateLimit-Reset", str(left.full_in)
    yield "RateLimit-Policy", f'"{policy.name}";q={policy.burst};w={window}'
