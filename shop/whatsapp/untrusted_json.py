"""Reads JSON from outside: what comes out can be stored; what cannot be read raises `Malformed`.

PostgreSQL's text and jsonb refuse NUL; msgspec refuses a whole body for one lone surrogate. Both are written
as escapes, so they are replaced in the bytes, before parsing; every other byte stays as Meta sent it.
"""

import json
import re
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

import msgspec

from shop.kit.errors import ShopError

T = TypeVar("T")
Object = dict[str, Any]

REPLACEMENT = "\ufffd"
LONGEST_ID = 256
LONGEST_NUMBER = 30  # digits; beyond that it is no amount, no id and no time
LAST_SECOND = 253_402_300_799  # the end of the year 9999
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)  # what msgspec raises for bad input

_PAIR = rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_LONE = rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}"
_ESCAPE = re.compile(_PAIR + rb"|(" + _LONE + rb"|\\u0000)|\\.", re.DOTALL)


class Malformed(ShopError):
    """It differs so much from Meta's documentation that nothing can be read from it."""

    status_code = 400


def mended(raw: bytes) -> bytes:
    """The same JSON with every escaped NUL and lone surrogate replaced by U+FFFD."""
    return _ESCAPE.sub(lambda found: b"\\ufffd" if found[1] else found[0], raw)


def parse_json(decoder: msgspec.json.Decoder[T], raw: bytes) -> T:
    """Decode, mending only what needs it. Raises one of `UNREADABLE`."""
    if b"\\u0000" not in raw:
        with suppress(msgspec.DecodeError):  # a lone surrogate, perhaps
            return decoder.decode(raw)
    return decoder.decode(mended(raw))


def read_object(raw: bytes) -> Object:
    """A JSON object as plain Python, fractions as Decimal. Raises Malformed."""
    try:
        tree = _tree(raw)
    except (*UNREADABLE, ValueError) as refused:
        raise Malformed("The body is not JSON that can be read.") from refused
    if not isinstance(tree, dict):
        raise Malformed("The body is not a JSON object.")
    return tree


def part(tree: Object, name: str) -> Object:
    """The object under `name`; empty if there is none."""
    value = tree.get(name)
    return value if isinstance(value, dict) else {}


def parts(tree: Object, name: str) -> list[Object]:
    """The objects in the list under `name`, whatever else stands among them."""
    value = tree.get(name)
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def text(tree: Object, name: str) -> str:
    """The string under `name`; "" if there is none."""
    value = tree.get(name)
    return value if isinstance(value, str) else ""


def identifier(value: object) -> str | None:
    """A vendor's id that can be a key: 1 to 256 characters, none of them NUL or half a character."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**LONGEST_NUMBER:
        return str(value)
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST_ID:
        return None
    return None if REPLACEMENT in value or "\0" in value else value


def digits(value: object) -> str | None:
    """A phone number as its digits (E.164 has at most 15; a few more are let through), else None."""
    if not isinstance(value, str):
        return None
    if not (value.isascii() and value.isdigit()):
        value = "".join(re.findall("[0-9]", value))
    return value if 0 < len(value) <= 20 else None


def unix_timestamp(value: object) -> datetime | None:
    """Unix seconds (a string in messages and statuses, an int elsewhere) as aware UTC, else None."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= LAST_SECOND:
        return None
    return datetime.fromtimestamp(value, UTC)


def _tree(raw: bytes) -> Any:
    try:
        return parse_json(_TREE, raw)
    except msgspec.ValidationError:  # an integer of thousands of digits
        return json.loads(mended(raw), parse_int=_integer, parse_float=_decimal)


def _decimal(digits: str) -> Decimal | None:
    try:
        return Decimal(digits)
    except InvalidOperation:  # an exponent of twenty digits
        return None


def _integer(digits: str) -> int | None:
    return int(digits) if len(digits) <= LONGEST_NUMBER else None


_TREE: msgspec.json.Decoder[Any] = msgspec.json.Decoder(float_hook=_decimal)
