"""Pages: newest first, continued by an opaque cursor."""

import base64
import binascii
import struct
from typing import Annotated
from uuid import UUID

import msgspec
from litestar.params import QueryParameter

from shop.kit.errors import ShopError

MOST_PER_PAGE = 200

Limit = Annotated[
    int, QueryParameter(ge=1, le=MOST_PER_PAGE, description="How many of them, at most.", required=False)
]
Cursor = Annotated[
    str | None,
    QueryParameter(max_length=64, description="`next_cursor` of the page before.", required=False),
]

NO_NUL = r"^[^\x00]*$"  # PostgreSQL's text holds none


class BadCursor(ShopError):
    """The cursor is none of ours."""


class Place(msgspec.Struct, frozen=True):
    """A row behind which a page begins; `rank` is how well it fitted a search."""

    id: UUID
    rank: float = 0.0


_PACKED = struct.Struct("!16sf")  # the database ranks in single precision


def cursor_after(last_id: UUID, rank: float = 0.0) -> str:
    """The cursor of the page that follows that row."""
    return base64.urlsafe_b64encode(_PACKED.pack(last_id.bytes, rank)).rstrip(b"=").decode()


def position_of(cursor: str | None) -> Place | None:
    """The row a cursor stands behind; None is the beginning. Raises BadCursor."""
    if cursor is None:
        return None
    try:
        packed, rank = _PACKED.unpack(base64.b64decode(cursor + "=", altchars=b"-_", validate=True))
        return Place(UUID(bytes=packed), rank)
    except (ValueError, binascii.Error, struct.error) as error:
        raise BadCursor("cursor: send `next_cursor` of the page before as it is, or leave it out.") from error


def row_after(cursor: str | None) -> UUID | None:
    """The same for lists that are not ranked. Raises BadCursor."""
    place = position_of(cursor)
    return place.id if place is not None else None
