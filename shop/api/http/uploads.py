"""Bodies that carry a file, as a part of a form or bare: read as they come, within a size and a time."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import UUID
from weakref import WeakValueDictionary

from litestar.exceptions.http_exceptions import RequestEntityTooLarge
from multipart import (  # type: ignore[import-untyped]
    MultipartSegment,
    ParserError,
    ParserLimitReached,
    PushMultipartParser,
)

from shop.api.authentication import ApiRequest
from shop.api.http.json_bodies import InvalidField
from shop.api.idempotency.middleware import provide_session
from shop.config import Settings
from shop.kit.errors import RetryLater, ShopError

PART = "file"
FORM_OVERHEAD = 100_000  # bytes that a form may need around its file
_MOST_PARTS = 20

# Of one merchant; who does not go on sending holds up nobody but himself.
UPLOADS_AT_ONCE = 4
WAIT_SECONDS = 30.0  # for one of them to be done
RETRY_SECONDS = 30  # what whoever waited in vain is told

open_session = asynccontextmanager(provide_session)  # for handlers that read their body before a transaction


class BodyTooLarge(ShopError):
    """The body was not read to its end."""

    status_code = 413


class BodyTooSlow(ShopError):
    """The body did not arrive in time."""

    status_code = 408


class TooManyUploads(RetryLater):
    """Others of the merchant are on their way; nothing of this one was read."""


class NotAForm(ShopError):
    """The body claims to be a form and is none."""


class UploadSlots:
    """Lets so many uploads of each merchant be received and stored at a time; the next are read when one is done.

    `patience`: for how long one waits for that, in seconds.
    """

    def __init__(self, at_once: int = UPLOADS_AT_ONCE, *, patience: float = WAIT_SECONDS) -> None:
        self._at_once, self._patience = at_once, patience
        self._slots: WeakValueDictionary[UUID, asyncio.Semaphore] = WeakValueDictionary()

    @asynccontextmanager
    async def slot(self, merchant_id: UUID) -> AsyncGenerator[None, None]:
        """Wait for a slot of that merchant, and hold it for the block. Raises TooManyUploads."""
        semaphore = self._slots.setdefault(merchant_id, asyncio.Semaphore(self._at_once))
        try:
            async with asyncio.timeout(self._patience):
                await semaphore.acquire()
        except TimeoutError as error:
            raise TooManyUploads(
                f"{self._at_once} uploads of yours are on their way; send this one when one of them is done.",
                retry_in=RETRY_SECONDS,
            ) from error
        try:
            yield
        finally:
            semaphore.release()


def upload_folder(settings: Settings) -> Path:
    """Where files lie while they are received and read."""
    folder = settings.data_dir / "uploads"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@asynccontextmanager
async def upload_limits(what: str, *, seconds: float, too_large: str) -> AsyncGenerator[None, None]:
    """Say in sentences why a body of that kind ("picture", "file") was not received.

    Raises BodyTooSlow, BodyTooLarge, NotAForm.
    """
    try:
        async with asyncio.timeout(seconds):
            yield
    except TimeoutError as error:
        raise BodyTooSlow(f"The {what} did not arrive within {seconds:g} seconds.") from error
    except RequestEntityTooLarge as error:
        raise BodyTooLarge(too_large) from error
    except (ParserError, ParserLimitReached, UnicodeError) as error:
        raise NotAForm(f"The form cannot be read: {error}.") from error


async def receive_form_file(request: ApiRequest, write: Callable[[bytes], Any], *, what: str) -> str:
    """Write the form's part named `file`; its file name, "" if it has none. Other parts are passed over.

    Raises NotAForm without a boundary, InvalidField if there is not exactly one such part.
    """
    boundary = request.content_type[1].get("boundary", "")
    if not boundary:
        raise NotAForm("The form's Content-Type names no boundary.")
    names: list[str] = []
    with PushMultipartParser(boundary, max_segment_count=_MOST_PARTS) as parser:
        is_wanted = False
        async for chunk in request.stream():
            if parser.closed:
                continue  # what follows the form is read, so that the connection can be used again
            for event in parser.parse(chunk):
                if isinstance(event, MultipartSegment):
                    is_wanted = event.name == PART
                    names.extend([event.filename or ""] if is_wanted else [])
                elif is_wanted and event and len(names) == 1:
                    write(event)
    if len(names) != 1:
        raise InvalidField(f"Send one {what} in one call, as `{PART}`; there were {len(names)}.", PART)
    return names[0]
