"""Cursors of lists that are sorted by something: where a page ended, sealed so that nobody builds on it."""

import base64
import binascii
from typing import Annotated, TypeVar

import msgspec
from litestar.params import QueryParameter

from shop.api.http.pages import BadCursor

T = TypeVar("T")

LongCursor = Annotated[
    str | None,
    QueryParameter(max_length=1000, description="`next_cursor` of the page before.", required=False),
]


def encode_cursor(place: msgspec.Struct) -> str:
    """The cursor of the page behind that place."""
    return base64.urlsafe_b64encode(msgspec.json.encode(place)).rstrip(b"=").decode()


def decode_cursor(cursor: str | None, kind: type[T]) -> T | None:
    """The place behind which to go on; None is the beginning. Raises BadCursor."""
    if cursor is None:
        return None
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        return msgspec.json.decode(base64.b64decode(padded, altchars=b"-_", validate=True), type=kind)
    except (ValueError, binascii.Error, msgspec.MsgspecError, RecursionError) as error:
        raise BadCursor("cursor: send `next_cursor` of the page before as it is, or leave it out.") from error
