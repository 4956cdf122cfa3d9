"""Numbers in XLSX cells as one would write them into a CSV file: dates by their number format, and digits as shown. Pure.

Number formats: ECMA-376 part 1, 18.8.30 and 18.8.31. Dates are days since an epoch: 18.17.4.1.
"""

import re
from datetime import datetime, time, timedelta
from decimal import Decimal

import msgspec

EPOCH_1900 = datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook knows no zones
EPOCH_1904 = datetime(1904, 1, 1)  # noqa: DTZ001

# The formats that have no code in the file and show dates or times.
_BUILTIN_DATES = frozenset([*range(14, 23), 45, 46, 47])
# Parts of a format that stand for themselves: quoted and escaped text, spaces, fillers, colours and conditions.
# What stands in brackets is one of these unless it is elapsed time, as in "[h]:mm".
_LITERAL = re.compile(r'"[^"]*"|[\\_*].|\[(?!h+\]|m+\]|s+\])[^\][]*\]', re.IGNORECASE)
_DATE_LETTER = re.compile(r"[dmyhs]", re.IGNORECASE)
_DIGITS = re.compile(r"\d{1,20}")
_LEADING_ZEROS = re.compile(r"0{2,20}")
LONGEST_CODE = 255  # of a number format, in Excel
_MILLISECONDS = 86_400_000  # of a day


class NumberFormat(msgspec.Struct, frozen=True):
    """How a cell's number is shown. `code` is "" for a format that the file does not spell out."""

    code: str = ""
    is_date: bool = False


GENERAL = NumberFormat()


def number_format(number: int, codes: dict[int, str]) -> NumberFormat:
    """The format of that number; `codes` are those that the file spells out."""
    if number in codes:
        return NumberFormat(codes[number], is_date_code(codes[number]))
    return NumberFormat(is_date=number in _BUILTIN_DATES)


def is_date_code(code: str) -> bool:
    """Whether a format shows positive numbers as dates or times. One that no spreadsheet program writes shows none."""
    return len(code) <= LONGEST_CODE and _DATE_LETTER.search(_LITERAL.sub("", code).split(";")[0]) is not None


def date_text(days: float, epoch: datetime) -> str:
    """A day, a day with a time of day, or, for less than one day, a time of day. Raises ValueError, OverflowError.

    The calendar since 1900 has a 29 February 1900 that never was: days before it are one later.
    """
    whole, part = divmod(days, 1)
    time_of_day = timedelta(milliseconds=round(part * _MILLISECONDS))
    if 0 <= days < 1 and time_of_day.days == 0:
        return (epoch + time_of_day).time().isoformat()
    if 0 < days < 60 and epoch == EPOCH_1900:
        whole += 1
    found = epoch + timedelta(days=whole) + time_of_day
    return found.date().isoformat() if found.time() == time() else found.isoformat()


def number_text(raw: str, code: str) -> str:
    """As many digits as programs show (15); "00123" where the format adds the zeros. Raises ValueError, ArithmeticError.

    Three decimals become four: "1.234" may also be read as a thousand and some.
    """
    written = raw if _DIGITS.fullmatch(raw) else f"{Decimal(format(float(raw), '.15g')):f}"
    if _LEADING_ZEROS.fullmatch(code) and written.isdigit():
        return written.zfill(len(code))
    whole, _, decimals = written.partition(".")
    return f"{whole}.{decimals}0" if len(decimals) == 3 else written
