"""One connection pool to Meta's Graph API. It logs nothing: tokens, phones and texts pass through here."""

import re
from collections.abc import AsyncIterator, Mapping
from typing import Any, Self

import httpx
import msgspec

from shop.kit.jobs.bulkheads import ERRANDS_AT_ONCE
from shop.kit.metrics import call_name, vendor_call
from shop.kit.vendors.circuit_breaker import CircuitBreaker
from shop.whatsapp.api.failures import NotReached, WhatsAppError
from shop.whatsapp.api.responses import reaching, read_answer
from shop.whatsapp.outgoing.limits import BadContent
from shop.whatsapp.untrusted_json import Object, part, parts, text

MOST_CONNECTIONS = ERRANDS_AT_ONCE  # a call that hangs takes no connection from another
PAGE = 100

_ID = re.compile(r"[A-Za-z0-9_:=-][A-Za-z0-9_:.=-]{0,255}", re.ASCII)
_TOKEN = re.compile(r"[\x21-\x7e]+", re.ASCII)


class Credentials(msgspec.Struct, frozen=True):
    """A business phone number and the token that may use it. The token is never shown."""

    phone_number_id: str
    access_token: str

    def __repr__(self) -> str:
        return f"Credentials(phone_number_id={self.phone_number_id!r})"

    def __rich_repr__(self) -> list[tuple[str, Any]]:
        """What pretty tracebacks print of local variables."""
        return [("phone_number_id", self.phone_number_id)]


class Graph:
    """Calls with a token, and what they answer. One per process and event loop; close it with `aclose`."""

    def __init__(
        self,
        *,
        base_url: str,
        version: str,
        transport: httpx.AsyncBaseTransport | None = None,
        timeout: float = 20.0,
        connect_timeout: float = 5.0,
    ) -> None:
        """Timeouts are in seconds; `timeout` is for each read and write, not for the whole call."""
        self._circuit = CircuitBreaker("Meta", NotReached)
        self.base = httpx.URL(base_url)
        self.http = httpx.AsyncClient(
            base_url=f"{base_url.rstrip('/')}/{version}",
            transport=transport,
            timeout=httpx.Timeout(timeout, connect=connect_timeout, pool=connect_timeout),
            limits=httpx.Limits(max_connections=MOST_CONNECTIONS, max_keepalive_connections=MOST_CONNECTIONS),
        )

    async def aclose(self) -> None:
        await self.http.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.aclose()

    async def call(
        self,
        method: str,
        path: str,
        *,
        token: str,
        params: Mapping[str, str | int] | None = None,
        body: Any = None,
        **form: Any,
    ) -> Object:
        """Meta's answer; `body` is sent as JSON, `form` is httpx's `files` and `data`.

        Raises WhatsAppError, NotReached, AnswerLost; BadContent if the body cannot be written as JSON.
        """
        headers: dict[str, str] = {}
        if body is not None:
            headers["content-type"] = "application/json"
            form["content"] = as_json(body)
        answer, _ = await self.exchange(method, path, token=token, headers=headers, params=params, **form)
        return answer

    async def exchange(
        self, method: str, path: str, *, token: str, headers: Mapping[str, str], **request: Any
    ) -> tuple[Object, httpx.Headers]:
        """Meta's answer with its headers; `request` is httpx's. Raises WhatsAppError, NotReached, AnswerLost."""
        with self._circuit.guard(token), vendor_call("meta", call_name(method, path)):
            with reaching():
                response = await self.http.request(
                    method, f"/{path}", headers=bearer(token) | dict(headers), **request
                )
            return read_answer(response), response.headers

    async def change(self, method: str, path: str, **request: Any) -> None:
        """A call whose only answer is that it was done. Raises what `call` raises."""
        answer = await self.call(method, path, **request)
        if answer.get("success") is False:
            raise WhatsAppError("Meta says that it did not do it, and not why.")

    async def pages(self, path: str, *, token: str, params: Mapping[str, str | int]) -> AsyncIterator[Object]:
        """Every item of a list, page after page, by cursor: Meta's `next` address is not followed."""
        after = ""
        while True:
            cursor = {"after": after} if after else {}
            page = await self.call("GET", path, token=token, params={"limit": PAGE} | dict(params) | cursor)
            for item in parts(page, "data"):
                yield item
            before, after = after, next_cursor(page)
            if after in ("", before):
                return


def next_cursor(page: Object) -> str:
    """The cursor of the page behind this one; "" at the end of a list."""
    paging = part(page, "paging")
    return text(part(paging, "cursors"), "after") if text(paging, "next") else ""


def node(vendor_id: str) -> str:
    """An id as a path. Raises BadContent for what could lead elsewhere."""
    if not _ID.fullmatch(vendor_id):
        raise BadContent(f"{vendor_id[:40]!r} is no id of Meta's.")
    return vendor_id


def bearer(token: str, scheme: str = "Bearer") -> dict[str, str]:
    """The authorization header. Raises WhatsAppError(190), without the token, if it cannot be one."""
    if not _TOKEN.fullmatch(token):
        raise WhatsAppError("The access token is empty or holds characters no token has.", code=190)
    return {"authorization": f"{scheme} {token}"}


def as_json(body: object) -> bytes:
    """Raises BadContent for half characters."""
    try:
        return msgspec.json.encode(body)
    except UnicodeEncodeError as refused:
        raise BadContent("The request holds characters that cannot be sent.") from refused
