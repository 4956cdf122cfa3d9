"""Who calls: a bearer key, and what its scopes permit."""

from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import State
from litestar.handlers.base import BaseRouteHandler
from litestar.middleware.authentication import AbstractAuthenticationMiddleware, AuthenticationResult
from litestar.types import Guard, Receive, Scope, Send
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.api.rate_limits.failed_keys import KeyAttempt, address_of
from shop.api.rate_limits.headers import with_rate_limit_headers
from shop.api.rate_limits.policies import RateLimits
from shop.events.models import Actor, ActorKind
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.errors import ShopError
from shop.merchants.keys import PREFIX, Caller, KeyRefused, authenticate_key
from shop.merchants.token_bucket import take_tokens


class ScopeMissing(ShopError):
    """The key is good, but not for this."""

    status_code = 403


class KeyAuthentication(AbstractAuthenticationMiddleware):
    """Finds the key's merchant in a short transaction of its own: guards run before the request's session.

    The same transaction draws from the key's allowance, which every answer tells.
    """

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Authenticate, then let the request through."""
        await super().__call__(scope, receive, with_rate_limit_headers(scope, send))

    async def authenticate_request(
        self, connection: ASGIConnection[Any, Any, Any, Any]
    ) -> AuthenticationResult:
        """The caller behind `Authorization: Bearer shop_…`. Raises KeyRefused, TooManyRequests, TooManyFailedKeys."""
        secret = _bearer(connection.headers.get("authorization", ""))
        limits: RateLimits = connection.app.state.rate_limits
        policy, cost = limits.policy_for(connection)
        if policy is not None:
            limits.check(secret, policy)
        database: Database = connection.app.state.database
        with limits.failed_keys.trial(address_of(connection, limits.trusted_proxies), secret) as trial:
            async with database.transaction() as session:
                caller = await _recognised(session, secret, trial)
                left = await take_tokens(session, caller, policy, cost) if policy is not None else None
        if left is not None and not left.granted:
            raise limits.found_empty(secret, left)
        return AuthenticationResult(user=caller, auth=left)


def requires(scope: str) -> Guard:
    """A guard that lets only keys with that scope pass."""

    def guard(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
        caller: Caller = connection.user
        if scope not in caller.scopes:
            raise ScopeMissing(f"This API key lacks the scope {scope}.")

    return guard


def _bearer(header: str) -> str:
    scheme, _, secret = header.partition(" ")
    secret = secret.strip()
    if scheme.lower() != "bearer" or not secret.startswith(PREFIX) or not secret.isascii():
        raise KeyRefused("Send your API key: `Authorization: Bearer shop_…`.")
    return secret


async def _recognised(session: AsyncSession, secret: str, trial: KeyAttempt) -> Caller:
    """Whose key it is. Raises KeyRefused."""
    try:
        caller = await authenticate_key(session, secret, at=now())
    except KeyRefused:
        trial.is_wrong = session.info["merchant_id"] is None
        raise
    trial.is_right = True
    return caller


ApiRequest = Request[Caller, None, State]


def actor(request: ApiRequest) -> str:
    """Who did it, as movements and histories keep it."""
    return f"api key {request.user.key_id}"


def key_actor(request: ApiRequest) -> Actor:
    """The same as events keep it."""
    return Actor(ActorKind.API_KEY, str(request.user.key_id))
