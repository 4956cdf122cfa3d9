"""Pages of a list, each continued by an opaque cursor: the position of its last row, as base64 of JSON."""

import base64
import binascii
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated, Generic, Self, TypeVar
from uuid import UUID

import msgspec
from litestar.params import QueryParameter

from shop.kit.errors import ShopError
from shop.kit.pages import Page

MOST_PER_PAGE = 200
NO_NUL = r"^[^\x00]*$"  # PostgreSQL's text holds none

Limit = Annotated[
    int, QueryParameter(ge=1, le=MOST_PER_PAGE, description="How many of them, at most.", required=False)
]
Cursor = Annotated[
    str | None,
    QueryParameter(max_length=1000, description="`next_cursor` of the page before.", required=False),
]

T = TypeVar("T")
Row = TypeVar("Row")


class BadCursor(ShopError):
    """The cursor was not made by this list."""


class PageView(msgspec.Struct, Generic[T], frozen=True):
    """A page as the API shows it; `next_cursor` is null on the last one.

    Each list names its own subclass, so that the OpenAPI document calls it by a name one can read.
    """

    data: list[T]
    next_cursor: str | None

    @classmethod
    def of(
        cls, page: Page[Row], view: Callable[[Row], T], *, position: Callable[[Row], UUID | msgspec.Struct]
    ) -> Self:
        """The page's rows, each shown by `view`; `position` is what the list continues behind."""
        following = encode_cursor(position(page.rows[-1])) if page.has_more else None
        return cls([view(row) for row in page.rows], following)


def encode_cursor(position: UUID | msgspec.Struct) -> str:
    """The cursor of the page behind that position."""
    return base64.urlsafe_b64encode(msgspec.json.encode(position)).rstrip(b"=").decode()


def _check_times(position: object) -> None:
    """Raises OverflowError for a moment that lies beyond the calendar in UTC, which the database is asked in."""
    times = msgspec.structs.astuple(position) if isinstance(position, msgspec.Struct) else ()
    for each in times:
        if isinstance(each, datetime):
            each.astimezone(UTC)


def decode_cursor(cursor: str | None, kind: type[T]) -> T | None:
    """The position behind which the page begins; None is the beginning of the list. Raises BadCursor."""
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        position = msgspec.json.decode(base64.b64decode(padded, altchars=b"-_", validate=True), type=kind)
        _check_times(position)
        return position
    except (ValueError, OverflowError, binascii.Error, msgspec.MsgspecError, RecursionError) as error:
        raise BadCursor("cursor: send `next_cursor` of the page before as it is, or leave it out.") from error
