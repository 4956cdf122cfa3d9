"""CSV as people send it: any of four encodings, any of four separators, found out and said."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import BinaryIO, TextIO

import msgspec

from shop.spreadsheets.columns import understood
from shop.spreadsheets.errors import SpreadsheetRefused
from shop.spreadsheets.files.rows import Line, Sheet, with_head
from shop.spreadsheets.limits import LONGEST_CELL

_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
_SAMPLE = 65_536  # characters in which the header must stand
_CHUNK = 1_000_000
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LETTERS = re.compile(r"[^\x00-\x7f\ufffd]")
_OLD = "The file is not UTF-8; it was read as {name}. Look whether letters with accents are right."


class _Encoding(msgspec.Struct, frozen=True):
    name: str
    note: str = ""


class _Borrowed(io.TextIOWrapper):
    """Reads from a file that its owner closes."""

    def close(self) -> None:
        """Not here."""


def open_csv(file: BinaryIO) -> Sheet:
    """The rows of the file. Raises SpreadsheetRefused, also while the rows are read."""
    encoding = _encoding_of(file)
    file.seek(0)
    text = _Borrowed(file, encoding.name, errors="surrogatepass", newline="")
    separator = _separator_of(text, encoding)
    notes = [encoding.note] if encoding.note else []
    if separator != ",":
        notes.append(f"The cells were taken to be separated by {_SEPARATORS[separator]}.")
    return with_head(_lines(text, separator), notes)


def _encoding_of(file: BinaryIO) -> _Encoding:
    """By its mark, by its zeros, or because all of it can be read so. Raises SpreadsheetRefused."""
    file.seek(0)
    sample = file.read(4096)
    for mark, name in _MARKS:
        if sample.startswith(mark):
            return _checked(file, name)
    if (wide := _wide(sample)) is not None:
        return _checked(file, wide)
    if _fits(file, "utf-8"):
        return _Encoding("utf-8")
    _check_utf8(file)
    if _fits(file, "cp1252"):
        return _Encoding("cp1252", _OLD.format(name="Windows-1252"))
    return _Encoding("latin-1", _OLD.format(name="Latin-1"))


def _checked(file: BinaryIO, name: str) -> _Encoding:
    if not _fits(file, name):
        shown = name.removesuffix("-sig").upper()
        raise SpreadsheetRefused(
            f"The file begins as {shown} and goes on as something else: save it again as UTF-8."
        )
    return _Encoding(name, "" if name.startswith("utf-8") else f"The file was read as {name.upper()}.")


def _check_utf8(file: BinaryIO) -> None:
    """Text that is almost UTF-8 is damaged, and read as anything else it would be rubbish. Raises SpreadsheetRefused."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    broken = whole = 0
    while chunk := file.read(_CHUNK):
        text = decoder.decode(chunk)
        broken += text.count("\ufffd")
        whole += len(_LETTERS.findall(text))
    if whole > broken:
        raise SpreadsheetRefused(
            f"The file is UTF-8, and {broken} of its characters are broken: save it again as UTF-8."
        )


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of western text is zero."""
    half = max(1, len(sample) // 2)
    odd, even = sample[1::2].count(0), sample[::2].count(0)
    if odd > 0.4 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 * half and odd < 0.1 * half else None


def _fits(file: BinaryIO, name: str) -> bool:
    """Can the whole file be read so?"""
    file.seek(0)
    decoder = codecs.getincrementaldecoder(name)("surrogatepass")
    try:
        while chunk := file.read(_CHUNK):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _separator_of(text: TextIO, encoding: _Encoding) -> str:
    """The one with which most columns are known; the text is wound back to its first row."""
    sample = text.read(_SAMPLE)
    declared = sample.split("\n", 1)[0].strip().lower()
    text.seek(0)
    if declared.startswith("sep=") and declared[4:] in (",", ";", "|", ""):
        text.readline()
        return declared[4:] or "\t"
    return max(_SEPARATORS, key=lambda separator: _understood_with(sample, separator))


def _understood_with(sample: str, separator: str) -> tuple[int, int]:
    """How many columns are known, and how many there are, in the best of the first rows."""
    best = (0, 0)
    try:
        for nth, row in enumerate(csv.reader(io.StringIO(sample, newline=""), delimiter=separator)):
            best = max(best, (understood(row), len(row)))
            if nth == 4:
                break
    except csv.Error:
        pass
    return best


def _lines(text: TextIO, separator: str) -> Iterator[Line]:
    """A row that a program shows is a row here, blank ones and those with breaks in them, too.

    Strict: a quotation mark that is not closed would otherwise swallow all rows behind it without a word.
    """
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(text, delimiter=separator, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(rows, None)
        except csv.Error as error:
            raise SpreadsheetRefused(_told(number, str(error))) from error
        except UnicodeError as error:
            raise SpreadsheetRefused(f"Row {number} holds bytes that are no text.") from error
        if cells is None:
            return
        yield Line(number, cells)


def _told(number: int, error: str) -> str:
    if "field larger" in error:
        return f"A cell in row {number} has more than {LONGEST_CELL} characters. Is a quotation mark not closed there?"
    return (
        f"Row {number} cannot be taken apart: a quotation mark in it is not closed, or stands within a quoted cell "
        "without another one before it. Nothing was imported."
    )
