"""Turns an HTTP response, or its absence, into Meta's answer or one of the three failures."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from shop.whatsapp.api.codes import DAY
from shop.whatsapp.api.failures import AnswerLost, NotReached, WhatsAppError
from shop.whatsapp.untrusted_json import Malformed, Object, part, parts, read_object, text

# Nothing of the request left for Meta. A failed write is not among them: the last byte may have arrived.
UNSENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
    httpx.LocalProtocolError,
)


@contextmanager
def reaching() -> Iterator[None]:
    """Around an HTTP call: raises NotReached or AnswerLost for httpx's errors."""
    try:
        yield
    except UNSENT as failure:
        raise NotReached(f"Meta was not reached ({type(failure).__name__}).") from failure
    except httpx.HTTPError as failure:
        raise AnswerLost(
            f"The connection to Meta ended without an answer ({type(failure).__name__})."
        ) from failure


def read_answer(response: httpx.Response) -> Object:
    """The JSON object of a success; the response has been read to its end.

    Raises WhatsAppError for an error that Meta explains (at any status) and for any other refusal; AnswerLost
    for a success or a server error nobody can read: a proxy may have answered after Meta took the request.
    """
    try:
        answer = read_object(response.content)
    except Malformed:
        answer = None
    if answer is not None and isinstance(answer.get("error"), dict):
        raise _refusal(answer["error"], response)
    if answer is not None and response.is_success:
        return answer
    if response.is_success or response.is_server_error:
        raise AnswerLost(f"Meta answered {response.status_code} without saying whether it took the request.")
    raise WhatsAppError(
        f"Meta answered {response.status_code} without an explanation.",
        http_status=response.status_code,
        retry_after=_retry_after(response),
    )


def _refusal(error: Object, response: httpx.Response) -> WhatsAppError:
    """Template errors hold the useful words in error_user_msg, the others in error_data.details."""
    details = text(part(error, "error_data"), "details") or text(error, "error_user_msg")
    return WhatsAppError(
        text(error, "message") or "Meta refused the request.",
        code=_integer(error.get("code")),
        subcode=_integer(error.get("error_subcode")),
        details=details,
        http_status=response.status_code,
        retry_after=_retry_after(response),
        transient=error.get("is_transient") is True,
        trace=text(error, "fbtrace_id"),
    )


def _integer(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _retry_after(response: httpx.Response) -> int | None:
    """Seconds from Retry-After (not documented by Meta) or from the usage header, which counts minutes."""
    header = response.headers.get("retry-after", "")
    if header.isascii() and header.isdigit() and len(header) < 8:
        return min(int(header), DAY)
    try:
        usage = read_object(response.headers.get("x-business-use-case-usage", "{}").encode())
    except Malformed:
        return None
    items = [item for account in usage for item in parts(usage, account)]
    minutes = [_integer(item.get("estimated_time_to_regain_access")) or 0 for item in items]
    return min(max(minutes, default=0) * 60, DAY) or None
