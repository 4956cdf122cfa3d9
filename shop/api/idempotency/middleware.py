"""`Idempotency-Key`: a change that is asked for twice is made once, and answered twice.

Around every door that writes. The key is claimed, the change made and its answer kept in one transaction; a repeat
gets that answer with `Idempotency-Replayed: true`. Kept is what was committed: a refusal changed nothing and is
forgotten with the rest of its transaction, so the repeat is tried afresh, and may be corrected.
"""

import re
from collections.abc import AsyncGenerator
from contextlib import AsyncExitStack
from typing import Any, TypeGuard

from litestar import Request
from litestar.types import ASGIApp, HTTPScope, Receive, Scope, Send
from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.api.idempotency.buffering import (
    BufferedRequest,
    BufferedResponse,
    ClientDisconnected,
    buffer_request,
)
from shop.api.idempotency.transaction import KeyedTransaction, KeyLocks
from shop.kit.db.database import Database, DatabaseUnavailable
from shop.kit.errors import ShopError
from shop.kit.idempotency import IdempotencyRecord
from shop.problems import database as database_refused
from shop.problems import refused

WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
HEADER = b"idempotency-key"
REPLAYED = (b"idempotency-replayed", b"true")
_KEY = re.compile(rb"[ -~]{1,255}")
_TRANSACTION = "transaction"


class BadIdempotencyKey(ShopError):
    """The header is there and is no key."""


async def provide_session(request: Request[Any, Any, Any]) -> AsyncGenerator[AsyncSession, None]:
    """One request, one transaction: of a request with a key the one that claims it, which ends after the answer."""
    transaction: KeyedTransaction | None = request.scope["state"].get(_TRANSACTION)
    if transaction is None:
        database: Database = request.app.state.database
        async with database.transaction(request.user.merchant_id) as session:
            yield session
    else:
        yield await transaction.begin(_key_of(request), patience=request.app.state.rate_limits.patience)
        transaction.is_done = True  # not reached by a refusal


class IdempotencyMiddleware:
    """Middleware inside the authentication. A request without the header passes untouched."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._queue = KeyLocks()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer: what was kept, or else what the door says, once that is committed."""
        if not _is_keyed(scope):
            await self.app(scope, receive, send)
            return
        try:
            buffered = await buffer_request(scope, receive)
            answer = await self._answer(scope, buffered)
        except ClientDisconnected:
            return
        except (DBAPIError, DatabaseUnavailable) as error:  # at the end: what the door says is not true
            request: Request[Any, Any, Any] = Request(scope)
            answer = BufferedResponse()
            said = (
                database_refused(request, error) if isinstance(error, DBAPIError) else refused(request, error)
            )
            await said.to_asgi_response(None, request)(scope, receive, answer.capture)
        await answer.send_to(send)

    async def _answer(self, scope: HTTPScope, buffered: BufferedRequest) -> BufferedResponse:
        database: Database = scope["litestar_app"].state.database
        fingerprint, answer = await buffered.fingerprint(), BufferedResponse()
        async with AsyncExitStack() as ending:
            transaction = KeyedTransaction(
                database, scope["user"].merchant_id, fingerprint, queue=self._queue, ending=ending
            )
            scope["state"][_TRANSACTION] = transaction
            await self.app(scope, buffered.receive_until(answer), answer.capture)
            if transaction.stored is not None:
                return _again(transaction.stored)
            await transaction.end(
                status=answer.status, headers=_unpacked(answer.headers), body=bytes(answer.body)
            )
        return answer


def _again(kept: IdempotencyRecord) -> BufferedResponse:
    return BufferedResponse(
        kept.status or 200, [*_packed(kept.headers or []), REPLAYED], bytearray(kept.body or b"")
    )


def _is_keyed(scope: Scope) -> TypeGuard[HTTPScope]:
    """Whether it is a write that carries the header, good or bad."""
    return scope.get("method") in WRITES and bool(_keys(scope))


def _keys(scope: Scope) -> list[bytes]:
    return [value for name, value in scope["headers"] if name == HEADER]


def _key_of(request: Request[Any, Any, Any]) -> str:
    """The header's only value. Raises BadIdempotencyKey."""
    given = _keys(request.scope)
    if len(given) > 1 or not _KEY.fullmatch(given[0]):
        raise BadIdempotencyKey("Idempotency-Key: send one, of 1 to 255 printable ASCII characters.")
    return given[0].decode()


def _unpacked(headers: list[tuple[bytes, bytes]]) -> list[list[str]]:
    return [[name.decode("latin-1"), value.decode("latin-1")] for name, value in headers]


def _packed(headers: list[list[str]]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
