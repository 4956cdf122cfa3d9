"""uvicorn's protocol with bounds for what a request may be: how large its head, how long its address, how slow it comes.

uvicorn with httptools takes heads of any size and trailers without end, and waits for all of it for ever. Refusals: 414,
431 (RFC 9110, RFC 6585), 408.
"""

import asyncio
from http import HTTPStatus
from typing import Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

LONGEST_URL = 16_384  # bytes
LARGEST_HEAD = 65_536  # bytes of the request line and all headers
HEAD_SECONDS = 20.0  # for all of it to arrive
BODY_SECONDS = 20.0  # for a small body, and one second more for each BODY_PACE bytes that came
BODY_PACE = 1_000
MOST_BESIDE = 262_144  # bytes of a chunked body that are no body: sizes of chunks, extensions, trailers
BESIDE_EACH = 8  # and so many more for each byte of it: chunks of a single byte are allowed


class HeadRefused(Exception):
    """Raised inside of the parser, which then asks for a refusal."""


class BoundedHttpProtocol(HttpToolsProtocol):
    """One connection."""

    head_seconds = HEAD_SECONDS
    body_seconds = BODY_SECONDS

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self._head_size = 0
        self._is_in_head = True
        self._refused_as = HTTPStatus.BAD_REQUEST
        self._head_timer: asyncio.TimerHandle | None = None
        self._is_in_body = False
        self._body_size = self._received = 0
        self._body_since = 0.0
        self._body_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        self._stop_waiting_for_body()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        if self.transport.is_closing():
            return
        if self._is_in_head:
            self._head_size += len(data)
            if self._head_size > LARGEST_HEAD:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
        elif self._is_in_body:
            self._received += len(data)
            if self._received - self._body_size > MOST_BESIDE + BESIDE_EACH * self._body_size:
                self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if not self._is_in_head:  # another request on the same connection
            self._await_head()

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > LONGEST_URL:
            self._refused_as = HTTPStatus.REQUEST_URI_TOO_LONG
            raise HeadRefused

    def on_headers_complete(self) -> None:
        self._is_in_head, self._head_size = False, 0
        self._stop_waiting()
        super().on_headers_complete()
        self._await_body()

    def on_body(self, body: bytes) -> None:
        self._body_size += len(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        self._stop_waiting_for_body()
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """What the parser calls invalid, or what was refused inside of it."""
        if self._refused_as is HTTPStatus.BAD_REQUEST:
            super().send_400_response(msg)
        else:
            self._refuse(self._refused_as)

    def _await_head(self) -> None:
        self._is_in_head, self._head_size = True, 0
        self._stop_waiting()
        self._head_timer = self.loop.call_later(self.head_seconds, self._refuse, HTTPStatus.REQUEST_TIMEOUT)

    def _stop_waiting(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None

    def _await_body(self) -> None:
        self._is_in_body, self._body_size, self._received = True, 0, 0
        self._body_since = self.loop.time()
        self._look_later()

    def _look_later(self) -> None:
        self._body_timer = self.loop.call_later(self.body_seconds / 4, self._look_at_body)

    def _look_at_body(self) -> None:
        """Is it too slow? While nobody takes it, or has asked for it (`Expect`), the time is ours and not theirs."""
        is_asked_for = self.cycle is None or not self.cycle.waiting_for_100_continue
        if self.flow.read_paused or not is_asked_for:
            self._body_since += self.body_seconds / 4
        if self.loop.time() - self._body_since > self.body_seconds + self._body_size / BODY_PACE:
            self._refuse(HTTPStatus.REQUEST_TIMEOUT)
        else:
            self._look_later()

    def _stop_waiting_for_body(self) -> None:
        self._is_in_body = False
        if self._body_timer is not None:
            self._body_timer.cancel()
            self._body_timer = None

    def _refuse(self, status: HTTPStatus) -> None:
        self._stop_waiting()
        self._stop_waiting_for_body()
        if self.transport.is_closing():
            return
        if self.cycle is not None and self.cycle.response_started:
            self.transport.close()  # it was answered already
            return
        sentence = f"{status.description or status.phrase}.".encode()
        head = b"content-type: text/plain; charset=utf-8\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
        self.transport.write(STATUS_LINE[status] + head % len(sentence) + sentence)
        self.transport.close()
