"""Pages: newest first, continued by an opaque cursor."""

import base64
import binascii
from typing import Annotated
from uuid import UUID

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


def cursor_after(last_id: UUID) -> str:
    """The cursor of the page that follows that row."""
    return base64.urlsafe_b64encode(last_id.bytes).rstrip(b"=").decode()


def position_of(cursor: str | None) -> UUID | None:
    """The row a cursor stands behind; None is the beginning. Raises BadCursor."""
    if cursor is None:
        return None
    try:
        return UUID(bytes=base64.b64decode(cursor + "==", altchars=b"-_", validate=True))
    except (ValueError, binascii.Error) as error:
        raise BadCursor("cursor: send `next_cursor` of the page before as it is, or leave it out.") from error
