"""Reads CSV in the encodings and with the separators that spreadsheet programs use; both are found out and noted."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, TextIO

import msgspec

from shop.spreadsheets.columns import count_known
from shop.spreadsheets.errors import SpreadsheetRefused
from shop.spreadsheets.files.rows import Spreadsheet, SpreadsheetRow, with_header_row
from shop.spreadsheets.limits import LONGEST_CELL

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
# Characters in which the header must stand.
_SAMPLE = 65_536
_CHUNK = 1_000_000
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f\ufffd]")
_NOT_UTF8 = "The file is not UTF-8; it was read as {name}. Look whether letters with accents are right."


class _Encoding(msgspec.Struct, frozen=True):
    name: str
    note: str = ""


class _UnclosingText(io.TextIOWrapper):
    """Leaves the file below it open: whoever opened it closes it."""

    def close(self) -> None:
        """Nothing; also called when this object is collected."""


def open_csv(file: BinaryIO) -> Spreadsheet:
    """The rows of the file. Raises SpreadsheetRefused, also while the rows are read."""
    encoding = _encoding_of(file)
    file.seek(0)
    text = _UnclosingText(file, encoding.name, errors="surrogatepass", newline="")
    separator = _separator_of(text)
    notes = [encoding.note] if encoding.note else []
    if separator != ",":
        notes.append(f"The cells were taken to be separated by {_SEPARATORS[separator]}.")
    return with_header_row(_rows(text, separator), notes)


def _encoding_of(file: BinaryIO) -> _Encoding:
    """By its byte order mark, by its zeros, or because all of it can be decoded so. Raises SpreadsheetRefused."""
    file.seek(0)
    sample = file.read(4096)
    for mark, name in _BYTE_ORDER_MARKS:
        if sample.startswith(mark):
            return _checked(file, name)
    if (utf16 := _utf16_without_mark(sample)) is not None:
        return _checked(file, utf16)
    if _can_decode(file, "utf-8"):
        return _Encoding("utf-8")
    _check_utf8(file)
    if _can_decode(file, "cp1252"):
        return _Encoding("cp1252", _NOT_UTF8.format(name="Windows-1252"))
    return _Encoding("latin-1", _NOT_UTF8.format(name="Latin-1"))


def _checked(file: BinaryIO, name: str) -> _Encoding:
    if not _can_decode(file, name):
        shown = name.removesuffix("-sig").upper()
        raise SpreadsheetRefused(
            f"The file begins as {shown} and goes on as something else: save it again as UTF-8."
        )
    return _Encoding(name, "" if name.startswith("utf-8") else f"The file was read as {name.upper()}.")


def _check_utf8(file: BinaryIO) -> None:
    """Raises SpreadsheetRefused for damaged UTF-8: it could be read as another encoding, and its letters would be wrong."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    broken = whole = 0
    while chunk := file.read(_CHUNK):
        text = decoder.decode(chunk)
        broken += text.count("\ufffd")
        whole += len(_NOT_ASCII.findall(text))
    if whole > broken:
        raise SpreadsheetRefused(
            f"The file is UTF-8, and {broken} of its characters are broken: save it again as UTF-8."
        )


def _utf16_without_mark(sample: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of western text is zero."""
    half = max(1, len(sample) // 2)
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.1 * half else None


def _can_decode(file: BinaryIO, name: str) -> bool:
    """Whether the whole file can be decoded so."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(name)("surrogatepass")
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _separator_of(text: TextIO) -> str:
    """The separator with which most columns are known; the text is put back to its first row."""
    sample = text.read(_SAMPLE)
    declaration = sample.split("\n", 1)[0].strip().lower()
    text.seek(0)
    if declaration.startswith("sep=") and declaration[4:] in (",", ";", "|", ""):
        text.readline()
        return declaration[4:] or "\t"
    return max(_SEPARATORS, key=lambda separator: _columns_with(sample, separator))


def _columns_with(sample: str, separator: str) -> tuple[int, int]:
    """How many columns are known, and how many there are, in the best of the first five rows."""
    best = (0, 0)
    try:
        for nth, row in enumerate(csv.reader(io.StringIO(sample, newline=""), delimiter=separator)):
            best = max(best, (count_known(row), len(row)))
            if nth == 4:
                break
    except csv.Error:
        pass
    return best


def _rows(text: TextIO, separator: str) -> Iterator[SpreadsheetRow]:
    """Every row that a program shows, also blank ones and those with line breaks in them.

    Strict: a quotation mark that is not closed would otherwise take in all rows behind it silently.
    """
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(text, delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            raise SpreadsheetRefused(_sentence_for(number, str(error))) from error
        except UnicodeError as error:
            raise SpreadsheetRefused(f"Row {number} holds bytes that are no text.") from error
        if cells is None:
            return
        yield SpreadsheetRow(number, cells)


def _sentence_for(number: int, error: str) -> str:
    if "field larger" in error:
        return f"A cell in row {number} has more than {LONGEST_CELL} characters. Is a quotation mark not closed there?"
    return (
        f"Row {number} cannot be taken apart: a quotation mark in it is not closed, or stands within a quoted cell "
        "without another one before it. Nothing was imported."
    )
