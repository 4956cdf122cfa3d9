"""Every refusal as an RFC 9457 problem document. Raised, never returned: returning one would commit."""

from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from sqlalchemy.exc import DBAPIError, IntegrityError

from shop.kit.db.session import constraint_of
from shop.kit.errors import RetryLater, ShopError
from shop.kit.log import logger
from shop.merchants.keys import KeyRefused

log = logger()

PROBLEM = "application/problem+json"


def problem(status: int, title: str, detail: str, **more: Any) -> Response[dict[str, Any]]:
    """A problem document; `detail` is a sentence a person can act on."""
    content = {"type": "about:blank", "title": title, "status": status, "detail": detail, **more}
    return Response(content, status_code=status, media_type=PROBLEM)


def refused(_: Request[Any, Any, Any], error: ShopError) -> Response[dict[str, Any]]:
    """One of our own refusals; one for now says in `Retry-After` when to come again."""
    response = problem(error.status_code, error.title, str(error), **error.extra)
    if isinstance(error, RetryLater):
        response.headers["Retry-After"] = str(error.retry_in)
    return response


def unknown_caller(request: Request[Any, Any, Any], error: KeyRefused) -> Response[dict[str, Any]]:
    """No key, or none that counts: with the challenge that RFC 9110 (15.5.2) asks for."""
    response = refused(request, error)
    response.headers["WWW-Authenticate"] = 'Bearer realm="api"'
    return response


def invalid(_: Request[Any, Any, Any], error: ValidationException) -> Response[dict[str, Any]]:
    """A body or parameter that does not fit: the path of the first wrong field."""
    wrong = error.extra if isinstance(error.extra, list) else []
    errors = [{"path": item.get("key", ""), "message": item.get("message", "")} for item in wrong]
    detail = "{path}: {message}".format(**errors[0]) if errors else error.detail
    return problem(422 if errors else 400, "The request does not fit", detail, errors=errors)


def http(_: Request[Any, Any, Any], error: HTTPException) -> Response[dict[str, Any]]:
    """What the framework refuses: unknown paths, wrong methods (with those that are right), bodies too large."""
    response = problem(error.status_code, "Refused", error.detail)
    response.headers.update(error.headers or {})
    return response


def database(_: Request[Any, Any, Any], error: DBAPIError) -> Response[dict[str, Any]]:
    """A constraint says no: 409. The rest is ours: 500."""
    if isinstance(error, IntegrityError):
        return problem(409, "Conflict", f"The database refused this ({constraint_of(error)}).")
    log.error("request.failed", error=type(error.orig).__name__, exc_info=error)
    return problem(500, "Our mistake", "Something went wrong here; it was logged.")


def unexpected(request: Request[Any, Any, Any], error: Exception) -> Response[dict[str, Any]]:
    """A defect of ours."""
    log.error("request.failed", path=request.scope["path"], error=type(error).__name__, exc_info=error)
    return problem(500, "Our mistake", "Something went wrong here; it was logged.")


HANDLERS: dict[Any, Any] = {
    KeyRefused: unknown_caller,
    ShopError: refused,
    ValidationException: invalid,
    HTTPException: http,
    DBAPIError: database,
    Exception: unexpected,
}
