"""A cursor that no list has made is refused, whatever it holds."""

import base64
from datetime import datetime
from uuid import UUID

import msgspec
import pytest

from shop.api.http.pages import BadCursor, decode_cursor, encode_cursor


class PageMark(msgspec.Struct, frozen=True):
    at: datetime
    id: UUID


def cursor(at: str) -> str:
    return base64.urlsafe_b64encode(msgspec.json.encode({"at": at, "id": str(UUID(int=0))})).decode()


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "yesterday"])
def test_moments_beyond_the_calendar_are_no_positions(at: str) -> None:
    with pytest.raises(BadCursor):
        decode_cursor(cursor(at), PageMark)


def test_what_a_list_made_comes_back() -> None:
    known = PageMark(datetime.fromisoformat("2026-11-30T12:00:00+00:00"), UUID(int=7))
    assert decode_cursor(encode_cursor(known), PageMark) == known
