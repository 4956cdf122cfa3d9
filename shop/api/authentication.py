"""Who calls: a bearer key, and what its scopes permit."""

from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers.base import BaseRouteHandler
from litestar.middleware.authentication import AbstractAuthenticationMiddleware, AuthenticationResult
from litestar.types import Guard

from shop.kit.clock import now
from shop.kit.db import Database
from shop.kit.errors import ShopError
from shop.merchants.keys import PREFIX, Caller, KeyRefused, recognise


class ScopeMissing(ShopError):
    """The key is good, but not for this."""

    status_code = 403


class KeyAuthentication(AbstractAuthenticationMiddleware):
    """Finds the key's merchant in a short transaction of its own: guards run before the request's session."""

    async def authenticate_request(
        self, connection: ASGIConnection[Any, Any, Any, Any]
    ) -> AuthenticationResult:
        """The caller behind `Authorization: Bearer shop_…`. Raises KeyRefused."""
        secret = _bearer(connection.headers.get("authorization", ""))
        database: Database = connection.app.state.database
        async with database.transaction() as session:
            return AuthenticationResult(user=await recognise(session, secret, at=now()), auth=None)


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
