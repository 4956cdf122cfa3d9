"""Reads XLSX: the rows of the first visible sheet.

Format: ECMA-376 part 1, 18.3.1. Why no library reads it: docs/decisions/0023-own-xlsx-reader.md.
"""

import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ExpatError

from defusedxml import DefusedXmlException  # type: ignore[import-untyped]

from shop.spreadsheets.errors import SpreadsheetRefused
from shop.spreadsheets.files.rows import Spreadsheet, SpreadsheetRow, with_header_row
from shop.spreadsheets.files.workbook import Workbook, open_workbook, read_shared_texts
from shop.spreadsheets.files.xlsx_numbers import date_text, number_text
from shop.spreadsheets.files.xml_stream import CellText, MalformedWorkbook, stream
from shop.spreadsheets.limits import LONGEST_CELL, MOST_COLUMNS

# What parsers raise for a damaged workbook; MalformedWorkbook is a ValueError, NotImplementedError an unknown compression.
MALFORMED = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    ExpatError,
    DefusedXmlException,
    LookupError,
    ValueError,
    ArithmeticError,
    EOFError,
    NotImplementedError,
)
_DAMAGED = (
    "The workbook is damaged, or was made by a program that keeps to no standard: save it again as .xlsx."
)
_NO_RESULT = "The cell holds a formula whose result the file does not tell: save it in a spreadsheet program, or as CSV."
_MERGED = "The sheet has merged cells: only the first cell of each holds a value."
_LAST_ROW = 1_048_576  # of a sheet, by its format
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d+)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def open_xlsx(file: BinaryIO) -> Spreadsheet:
    """The first visible sheet. Raises SpreadsheetRefused, also while its rows are read."""
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
        book = open_workbook(archive)
        texts = read_shared_texts(archive)
    except MALFORMED as error:
        raise SpreadsheetRefused(_DAMAGED) from error
    notes = []
    if book.sheets > 1:
        notes.append(f"The sheet “{book.title}” was read; the others were not.")
    return with_header_row(_rows(archive, book, _SheetReader(book, texts), notes), notes)


def _rows(
    archive: zipfile.ZipFile, book: Workbook, reader: "_SheetReader", notes: list[str]
) -> Iterator[SpreadsheetRow]:
    """The size that the sheet states is not used: it may be wrong."""
    try:
        for _ in stream(archive, book.path, reader):
            yield from reader.take()
    except MALFORMED as error:
        raise SpreadsheetRefused(_DAMAGED) from error
    if reader.has_merged_cells:
        notes.append(_MERGED)


class _SheetReader:
    """Takes a sheet's elements and makes rows of them. A cell's place is counted from 0."""

    def __init__(self, book: Workbook, shared_texts: list[str]) -> None:
        self.has_merged_cells = False
        self._book, self._shared_texts = book, shared_texts
        self._unescaped_texts: dict[
            int, str
        ] = {}  # a text that thousands of cells share is looked through once
        self._found: list[SpreadsheetRow] = []
        # Of the row that is being read:
        self._number, self._at = 0, -1
        self._cells: list[str] = []
        self._faults: dict[int, str] = {}
        self._numeric: set[int] = set()
        # Of the cell that is being read:
        self._type, self._style = "n", 0
        self._text = CellText()
        self._has_formula = self._in_value = self._in_pronunciation = False

    def take(self) -> list[SpreadsheetRow]:
        """The rows that ended since."""
        found, self._found = self._found, []
        return found

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._start_cell(attributes)
        elif tag in ("v", "t"):
            self._in_value = not self._in_pronunciation
        elif tag == "f":
            self._has_formula = True
        elif tag == "row":
            self._start_row(attributes)
        elif tag == "rPh":
            self._in_pronunciation = True
        elif tag == "mergeCell":
            self.has_merged_cells = True

    def text(self, text: str) -> None:
        if self._in_value:
            self._text.add(text)

    def end(self, tag: str) -> None:
        if tag == "c":
            self._end_cell()
        elif tag in ("v", "t"):
            self._in_value = False
        elif tag == "row":
            self._found.append(SpreadsheetRow(self._number, self._cells, self._faults, self._numeric))
        elif tag == "rPh":
            self._in_pronunciation = False

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = int(attributes["r"]) if "r" in attributes else self._number + 1
        if not self._number < number <= _LAST_ROW:
            raise MalformedWorkbook("Rows are not in order.")
        self._number, self._at = number, -1
        self._cells, self._faults, self._numeric = [], {}, set()

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self._at = _column(attributes["r"]) if "r" in attributes else self._at + 1
        self._type, self._style = attributes.get("t", "n"), int(attributes.get("s", "0"))
        self._has_formula = False
        self._text.take()

    def _end_cell(self) -> None:
        raw, cells = self._text.take(), self._cells
        if not raw and not (self._has_formula and self._type != "str"):
            return
        if not 0 <= self._at < MOST_COLUMNS:
            raise SpreadsheetRefused(f"Row {self._number} has more than {MOST_COLUMNS} columns.")
        cells.extend([""] * (self._at + 1 - len(cells)))
        if not raw:
            self._faults[self._at] = _NO_RESULT
        elif self._type == "e":
            self._faults[self._at] = f"The cell holds an error of the spreadsheet program: {raw[:20]}."
        else:
            cells[self._at] = self._value(raw)

    def _value(self, raw: str) -> str:
        """The value as one would write it into a CSV file."""
        if self._type == "s":
            return self._shared_text(int(raw))
        if self._type in ("str", "inlineStr"):
            return _unescaped(raw)
        if self._type == "b":
            return "true" if raw.strip() in ("1", "true") else "false"
        if self._type == "d":
            return raw.strip()
        return self._number_value(raw)

    def _shared_text(self, number: int) -> str:
        if number not in self._unescaped_texts:
            self._unescaped_texts[number] = _unescaped(self._shared_texts[number])
        return self._unescaped_texts[number]

    def _number_value(self, raw: str) -> str:
        """Numbers and dates are noted, but for those that show zeros in front: they lost nothing."""
        shown = self._book.format_of(self._style)
        if shown.is_date:
            self._numeric.add(self._at)
            return date_text(float(raw), self._book.epoch)
        written = number_text(raw, shown.code)
        if not written.startswith("0"):
            self._numeric.add(self._at)
        return written


def _column(reference: str) -> int:
    """The place of a cell in its row: "AB12" is 27."""
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise MalformedWorkbook("A cell has no place.")
    at = 0
    for letter in found.group(1):
        at = at * 26 + ord(letter) - ord("A") + 1
    return at - 1


def _unescaped(text: str) -> str:
    """Characters that XML cannot hold are written as `_x000D_` (22.4.2.4)."""
    if len(text) > LONGEST_CELL:
        raise SpreadsheetRefused(f"A cell has more than {LONGEST_CELL} characters.")
    return _ESCAPED.sub(lambda found: chr(int(found.group(1), 16)), text) if "_x" in text else text
