"""Checks of WhatsApp's limits before anything is sent, and functions that shorten a text to fit.

Lengths are counted in code points; Meta does not say what it counts.
"""

import re
import unicodedata
from urllib.parse import urlsplit

from shop.kit.errors import ShopError

ELLIPSIS = "…"
LONGEST_URL = 2000
UNSENDABLE = re.compile("[\0\ud800-\udfff]")
_ZERO_WIDTH_JOINER = "\u200d"
_MARKS = ("Mn", "Me", "Mc")


class BadContent(ShopError):
    """Something that WhatsApp would refuse or cut."""

    status_code = 422


class TooLong(BadContent):
    """More characters, buttons, rows or bytes than WhatsApp allows."""


def filled(value: str, limit: int, what: str) -> None:
    """Raises BadContent if `value` is blank, TooLong above `limit` characters."""
    if not value.strip():
        raise BadContent(f"{what} is empty.")
    fits(value, limit, what)


def fits(value: str, limit: int, what: str) -> None:
    """Raises TooLong above `limit` characters, BadContent for characters that no phone can get."""
    if len(value) > limit:
        raise TooLong(f"{what} has {len(value)} characters; WhatsApp allows {limit}.")
    if UNSENDABLE.search(value):
        raise BadContent(f"{what} holds characters that cannot be sent.")


def counted(number: int, least: int, most: int, what: str) -> None:
    """Raises BadContent below `least`, TooLong above `most`."""
    if number < least:
        raise BadContent(f"{what}: {number} given, at least {least} needed.")
    if number > most:
        raise TooLong(f"{what}: {number} given; WhatsApp allows {most}.")


def distinct(values: list[str], what: str) -> None:
    """Raises BadContent if one stands twice."""
    if len(set(values)) < len(values):
        raise BadContent(f"{what} must differ from each other.")


def web_address(url: str, what: str) -> None:
    """Raises BadContent unless `url` is an http or https address that a phone can open."""
    filled(url, LONGEST_URL, what)
    try:
        address = urlsplit(url)
        sound = address.scheme in ("http", "https") and bool(address.hostname)
    except ValueError:
        sound = False
    if not sound or re.search(r"\s", url):
        raise BadContent(f"{what} is no web address: it must begin with https:// and hold no spaces.")


def clip(text: str, limit: int) -> str:
    """At most `limit` characters; what is cut ends in "…", never inside an emoji or an accented letter."""
    if len(text) <= limit:
        return text
    end = max(limit - 1, 0)
    while end > 0 and _inside_cluster(text, end):
        end -= 1
    return text[:end].rstrip() + ELLIPSIS if limit > 0 else ""


def _inside_cluster(text: str, at: int) -> bool:
    """Whether the characters on both sides of `at` make one sign (the common cases of Unicode's UAX 29)."""
    before, after = text[at - 1], text[at]
    if _ZERO_WIDTH_JOINER in (before, after) or _extends(after):
        return True
    if _is_flag_half(after) and _is_flag_half(before):
        return _flag_halves_until(text, at) % 2 == 1
    return before == "\r" and after == "\n"


def _extends(char: str) -> bool:
    """Accents, variation selectors, skin tones, the tags of regional flags."""
    tone_or_tag = "\U0001f3fb" <= char <= "\U0001f3ff" or "\U000e0020" <= char <= "\U000e007f"
    return tone_or_tag or unicodedata.category(char) in _MARKS


def _is_flag_half(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _flag_halves_until(text: str, at: int) -> int:
    start = at
    while start > 0 and _is_flag_half(text[start - 1]):
        start -= 1
    return at - start
