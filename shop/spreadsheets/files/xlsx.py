"""XLSX: the rows of the first sheet that is shown. Format: ECMA-376 part 1, 18.3.1."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, BinaryIO
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
from openpyxl.utils.datetime import from_excel

from shop.spreadsheets.errors import SpreadsheetRefused
from shop.spreadsheets.files.rows import Line, Sheet, with_head
from shop.spreadsheets.files.workbook import Malformed, Words, Workbook, open_workbook, shared_texts, stream
from shop.spreadsheets.limits import LONGEST_CELL, MOST_COLUMNS

_MALFORMED = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    ExpatError,
    DefusedXmlException,
    LookupError,
    ValueError,  # Malformed, too
    ArithmeticError,
    EOFError,
    NotImplementedError,  # an unknown kind of compression
)
_DAMAGED = (
    "The workbook is damaged, or was made by a program that keeps to no standard: save it again as .xlsx."
)
_NO_RESULT = "The cell holds a formula whose result the file does not tell: save it in a spreadsheet program, or as CSV."
_MERGED = "The sheet has merged cells: only the first cell of each holds a value."
_LAST_ROW = 1_048_576  # of a sheet, by its format
_PLACE = re.compile(r"([A-Z]{1,3})(\d+)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_DIGITS = re.compile(r"\d{1,20}")
_LEADING_ZEROS = re.compile(r"0{2,20}")


def open_xlsx(file: BinaryIO) -> Sheet:
    """The rows. Raises SpreadsheetRefused, also while they are read."""
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
        book = open_workbook(archive)
        texts = shared_texts(archive)
    except _MALFORMED as error:
        raise SpreadsheetRefused(_DAMAGED) from error
    notes = []
    if book.sheets > 1:
        notes.append(f"The sheet “{book.title}” was read; the others were not.")
    return with_head(_lines(archive, book, _Rows(book, texts), notes), notes)


def _lines(archive: zipfile.ZipFile, book: Workbook, rows: "_Rows", notes: list[str]) -> Iterator[Line]:
    """What the sheet says of its own size is not asked: it may be a lie."""
    try:
        for _ in stream(archive, book.path, rows.start, rows.end, rows.text):
            found, rows.found = rows.found, []
            yield from found
    except _MALFORMED as error:
        raise SpreadsheetRefused(_DAMAGED) from error
    if rows.are_merged:
        notes.append(_MERGED)


class _Rows:
    """Takes a sheet's elements and makes lines of them."""

    def __init__(self, book: Workbook, texts: list[str]) -> None:
        self.found: list[Line] = []
        self.are_merged = False
        self._book, self._texts = book, texts
        self._dates = {style for style in range(len(book.formats)) if book.is_date(style)}
        self._number = 0
        self._cells: list[str] = []
        self._faults: dict[int, str] = {}
        self._numeric: set[int] = set()
        self._at = -1
        self._kind, self._style = "n", 0
        self._has_formula = False
        self._words = Words()
        self._takes = self._is_spoken = False

    def start(self, tag: str, about: dict[str, str]) -> None:
        """An element begins."""
        if tag == "c":
            self._begin_cell(about)
        elif tag in ("v", "t"):
            self._takes = not self._is_spoken
        elif tag == "f":
            self._has_formula = True
        elif tag == "row":
            self._begin_row(about)
        elif tag == "rPh":
            self._is_spoken = True
        elif tag == "mergeCell":
            self.are_merged = True

    def text(self, text: str) -> None:
        """A text, or a part of one."""
        if self._takes:
            self._words.add(text)

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == "c":
            self._end_cell()
        elif tag in ("v", "t"):
            self._takes = False
        elif tag == "row":
            self.found.append(Line(self._number, self._cells, self._faults, self._numeric))
        elif tag == "rPh":
            self._is_spoken = False

    def _begin_row(self, about: dict[str, str]) -> None:
        number = int(about["r"]) if "r" in about else self._number + 1
        if not self._number < number <= _LAST_ROW:
            raise Malformed("Rows stand in no order.")
        self._number, self._at = number, -1
        self._cells, self._faults, self._numeric = [], {}, set()

    def _begin_cell(self, about: dict[str, str]) -> None:
        self._at = _column(about["r"]) if "r" in about else self._at + 1
        self._kind, self._style = about.get("t", "n"), int(about.get("s", "0"))
        self._has_formula = False
        self._words.take()

    def _end_cell(self) -> None:
        raw, cells = self._words.take(), self._cells
        if not raw and not (self._has_formula and self._kind != "str"):
            return
        if not 0 <= self._at < MOST_COLUMNS:
            raise SpreadsheetRefused(f"Row {self._number} has more than {MOST_COLUMNS} columns.")
        cells.extend([""] * (self._at + 1 - len(cells)))
        if not raw:
            self._faults[self._at] = _NO_RESULT
        elif self._kind == "e":
            self._faults[self._at] = f"The cell holds an error of the spreadsheet program: {raw[:20]}."
        else:
            cells[self._at] = self._written(raw)

    def _written(self, raw: str) -> str:
        """The value as one would write it into a CSV file."""
        if self._kind == "s":
            return _unescaped(self._texts[int(raw)])
        if self._kind in ("str", "inlineStr"):
            return _unescaped(raw)
        if self._kind == "b":
            return "true" if raw.strip() in ("1", "true") else "false"
        if self._kind == "d":
            return raw.strip()
        if self._style in self._dates:
            self._numeric.add(self._at)
            return _moment(from_excel(float(raw), self._book.epoch))
        written = _number(
            raw, self._book.formats[self._style] if self._style < len(self._book.formats) else ""
        )
        if not written.startswith("0"):
            self._numeric.add(self._at)
        return written


def _column(place: str) -> int:
    """From 0: "AB12" is 27."""
    found = _PLACE.fullmatch(place)
    if found is None:
        raise Malformed("A cell without a place.")
    at = 0
    for letter in found.group(1):
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


def _unescaped(text: str) -> str:
    """Characters that XML does not know are written as `_x000D_` (22.4.2.4)."""
    if len(text) > LONGEST_CELL:
        raise SpreadsheetRefused(f"A cell has more than {LONGEST_CELL} characters.")
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text


def _moment(value: Any) -> str:
    """A day without a time of day as a day."""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time | timedelta):
        return str(value)
    raise Malformed("A date that is none.")


def _number(raw: str, number_format: str) -> str:
    """As many digits as programs show (15); "00123" where the format adds the zeros.

    Three decimals become four: "1.234" may also be read as a thousand and some.
    """
    written = raw if _DIGITS.fullmatch(raw) else f"{Decimal(format(float(raw), '.15g')):f}"
    if _LEADING_ZEROS.fullmatch(number_format) and written.isdigit():
        return written.zfill(len(number_format))
    whole, _, decimals = written.partition(".")
    return f"{whole}.{decimals}0" if len(decimals) == 3 else written
