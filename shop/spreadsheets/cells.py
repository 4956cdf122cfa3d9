"""Values of single cells, in the notations of many countries: amounts, counts, times, words. Pure.

All of these raise CellRefused for a text that is no such value, or could be two.
"""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TypeVar
from zoneinfo import ZoneInfo

from babel.numbers import get_currency_symbol

from shop.kit.money import InvalidAmount, exponent, to_minor
from shop.spreadsheets.columns import normalized_header
from shop.spreadsheets.errors import CellRefused

E = TypeVar("E", bound=StrEnum)

_SPACES = re.compile(r"[\s'’]")
_NUMBER = re.compile(r"[+-]?\d[\d.,]*")
_GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})*")
_WHOLE = re.compile(r"([+-]?\d+)(?:[.,]0+)?")
_CODE = re.compile(r"^([A-Za-z]{3})\s*(?=[\d.,+-])|(?<=[\d.,])\s*([A-Za-z]{3})$")
_DAY = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_YES = frozenset(["true", "yes", "si", "sim", "1", "verdadero", "verdadeiro", "x"])
_NO = frozenset(["false", "no", "nao", "0", "falso"])
# Currencies that are written with a plain "$" in their own countries.
_DOLLARS = frozenset(
    "ARS AUD BBD BMD BSD BZD CAD CLP COP DOP FJD HKD JMD MXN NZD SGD TTD TWD USD UYU XCD".split()  # noqa: SIM905 - one line
)
_UNITS = {
    "": Decimal(1),
    "g": Decimal(1),
    "kg": Decimal(1000),
    "oz": Decimal("28.349523125"),
    "lb": Decimal("453.59237"),
}
LONGEST_NUMBER = 40  # signs; to make a whole number of thousands takes seconds
_WEIGHT = re.compile(r"([\d.,]+)([A-Za-z]*)")


def amount(text: str, currency: str) -> int:
    """ "12.50", "12,50 €" or "EUR 1.234,50" in minor units of the shop's currency."""
    bare = _without_currency(text.strip(), currency)
    try:
        return to_minor(_decimal(bare, text, digits=exponent(currency)), currency)
    except InvalidAmount as error:
        raise CellRefused(str(error)) from error


def check_currency(text: str, currency: str) -> None:
    """Raises CellRefused unless it is the code of the shop's currency."""
    if text.strip().upper() != currency:
        raise CellRefused(f"This merchant sells in {currency}, not in {_short(text.strip())}.")


def count(text: str) -> int:
    """A whole number."""
    found = _WHOLE.fullmatch(_SPACES.sub("", text))
    if found is None or len(found.group(1)) > 18:
        raise CellRefused(f"“{_short(text)}” is no whole number.")
    return int(found.group(1))


def weight(text: str) -> int:
    """In grams; from "350", "1.2 kg", "12 oz" or "1 lb"."""
    found = _WEIGHT.fullmatch("".join(text.split()))
    unit = _UNITS.get(found.group(2).lower()) if found is not None else None
    if found is None or unit is None:
        raise CellRefused(f"“{_short(text)}” is no weight: write grams, or 1.2 kg.")
    return round(_decimal(found.group(1), text, digits=3) * unit)


def boolean(text: str) -> bool:
    """Yes or no."""
    word = normalized_header(text)
    if word not in _YES and word not in _NO:
        raise CellRefused(f"“{_short(text)}” is neither true nor false.")
    return word in _YES


def enum_value(text: str, members: type[E]) -> E:
    """A member of the enum, by its value."""
    try:
        return members(normalized_header(text))
    except ValueError as error:
        known = ", ".join(member.value for member in members)
        raise CellRefused(f"“{_short(text)}” is none of: {known}.") from error


def timestamp(text: str, zone: ZoneInfo, *, is_end: bool = False) -> datetime:
    """A time; without an offset in the shop's time zone. A day that is an end lasts until midnight."""
    text = text.strip()
    try:
        day = _day(text)
        if day is None:
            found = _local(text)
            return found if found.tzinfo is not None else found.replace(tzinfo=zone)
        if is_end:
            day += timedelta(days=1)
        return datetime(day.year, day.month, day.day, tzinfo=zone)
    except (ValueError, OverflowError) as error:
        if isinstance(error, CellRefused):
            raise
        raise CellRefused(f"“{_short(text)}” is no date: write 2026-11-30 or 2026-11-30T18:00.") from error


def _day(text: str) -> date | None:
    """A date without a time of day; None if it is something else. Raises ValueError."""
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return date.fromisoformat(text)
    found = _DAY.fullmatch(text)
    return _local(text).date() if found is not None and found.group(5) is None else None


def _local(text: str) -> datetime:
    """As written, with or without an offset. Raises ValueError."""
    found = _DAY.fullmatch(text)
    if found is None:
        return datetime.fromisoformat(text)
    first, between, second, year = int(found[1]), found[2], int(found[3]), int(found[4])
    if between == "/" and first <= 12 and second <= 12 and first != second:
        raise CellRefused(
            f"{text} can be read as two dates: write {year}-{second:02}-{first:02} or what you mean."
        )
    month_first = between == "/" and second > 12
    month, day = (first, second) if month_first else (second, first)
    hour, minute, seconds = (int(part or 0) for part in (found[5], found[6], found[7]))
    return datetime(year, month, day, hour, minute, seconds)  # noqa: DTZ001 - its zone is the shop's, added above


def _without_currency(text: str, currency: str) -> str:
    """Without the code or the sign of the shop's currency, and without spaces. Raises CellRefused for another code."""
    found = _CODE.search(text)
    if found is not None:
        check_currency(found.group(1) or found.group(2), currency)
        text = _CODE.sub("", text)
    for sign in _signs(currency):
        if text.startswith(sign) or text.endswith(sign):
            text = text.removeprefix(sign).removesuffix(sign)
            break
    return _SPACES.sub("", text)


@lru_cache
def _signs(currency: str) -> tuple[str, ...]:
    """ "US$" before "$"."""
    signs = {get_currency_symbol(currency, locale) for locale in ("es", "en", "pt", "fr", "ja")}
    signs |= {"$"} if currency in _DOLLARS else set()
    return tuple(sorted((sign for sign in signs if sign != currency), key=len, reverse=True))


def _decimal(bare: str, text: str, *, digits: int) -> Decimal:
    """A number in the notation of any country, if there is only one way to read it. `digits`: decimals it may have."""
    if len(bare) > LONGEST_NUMBER:
        raise CellRefused(f"“{_short(text)}” is too long for a number.")
    if _NUMBER.fullmatch(bare) is None:
        raise CellRefused(f"“{_short(text)}” is no number: write 12.50.")
    if "." in bare and "," in bare:
        thousands, point = (".", ",") if bare.rfind(",") > bare.rfind(".") else (",", ".")
        head, _, tail = bare.rpartition(point)
        if point in head or (thousands in tail) or not _GROUPED.fullmatch(head):
            raise CellRefused(f"“{_short(text)}” is no number: write 1234.50.")
        return Decimal(head.replace(thousands, "") + "." + (tail or "0"))
    if _GROUPED.fullmatch(bare):
        return _grouped(bare, text, digits)
    if bare.count(",") + bare.count(".") > 1:
        raise CellRefused(f"“{_short(text)}” is no number: write 1234.50.")
    return Decimal(bare.replace(",", ".").rstrip("."))


def _grouped(bare: str, text: str, digits: int) -> Decimal:
    """A number whose digits stand in groups of three: thousands, or three decimals."""
    together = bare.replace(",", "").replace(".", "")
    if bare.count(",") + bare.count(".") > 1 or digits == 0:
        return Decimal(together)
    if "." in bare and digits >= 3:
        return Decimal(bare)
    raise CellRefused(
        f"“{_short(text)}” can be read in two ways: write {together} or {together[:-3]}.{together[-3:-1]}."
    )


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
