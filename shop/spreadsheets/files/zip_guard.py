"""Refuses zip archives (an XLSX file is one) that would unpack to too much, before anything is unpacked.

The sizes that the directory states can be relied on: `zipfile` reads no more of an entry than its directory says.
They are summed by entry, so that entries that share their bytes count each time.
"""

import struct
import zipfile
from os import SEEK_END
from typing import BinaryIO

from shop.spreadsheets.errors import SpreadsheetRefused
from shop.spreadsheets.limits import (
    HIGHEST_RATIO,
    LARGEST_SHARED_TEXTS,
    LARGEST_UNPACKED,
    LARGEST_ZIP_DIRECTORY,
    MOST_ZIP_ENTRIES,
)

_DAMAGED = "The file begins like an .xlsx workbook and is damaged: save it again."
_TOO_MUCH = "The workbook would unpack to more than we take: send fewer rows, or CSV."
_END, _END_SIZE = b"PK\x05\x06", 22
_LOCATOR_SIZE, _END_64_SIZE = 20, 56
# Bytes that may follow the end of the directory.
_LONGEST_COMMENT = 65_535
# Bytes; below, a high ratio does no harm.
_SMALL = 5_000_000


def check_zip(file: BinaryIO) -> set[str]:
    """The names of its entries. Raises SpreadsheetRefused for what is damaged, encrypted or a bomb."""
    _check_directory(file)
    try:
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, UnicodeDecodeError, struct.error) as error:
        raise SpreadsheetRefused(_DAMAGED) from error
    if any(entry.flag_bits & 1 for entry in entries):
        raise SpreadsheetRefused("The workbook has a password: save it without one.")
    _check_sizes(entries)
    return {entry.filename for entry in entries}


def _check_directory(file: BinaryIO) -> None:
    """Refuse an archive whose directory is too long: reading one takes memory by its length."""
    size = file.seek(0, SEEK_END)
    start = max(0, size - _LONGEST_COMMENT - _END_SIZE - _LOCATOR_SIZE - _END_64_SIZE)
    file.seek(start)
    tail = file.read()
    at = tail.rfind(_END)
    if at < 0 or len(tail) < at + _END_SIZE:
        raise SpreadsheetRefused(_DAMAGED)
    lengths = [struct.unpack_from("<L", tail, at + 12)[0]]
    if tail[at - _LOCATOR_SIZE : at].startswith(b"PK\x06\x07") and at >= _LOCATOR_SIZE + _END_64_SIZE:
        lengths = [struct.unpack_from("<Q", tail, at - _LOCATOR_SIZE - _END_64_SIZE + 40)[0]]
    if lengths[0] > LARGEST_ZIP_DIRECTORY:
        raise SpreadsheetRefused(_TOO_MUCH)


def _check_sizes(entries: list[zipfile.ZipInfo]) -> None:
    texts = sum(entry.file_size for entry in entries if entry.filename.lower().endswith("sharedstrings.xml"))
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ZIP_ENTRIES or unpacked > LARGEST_UNPACKED or texts > LARGEST_SHARED_TEXTS:
        raise SpreadsheetRefused(_TOO_MUCH)
    if any(entry.file_size > max(_SMALL, entry.compress_size * HIGHEST_RATIO) for entry in entries):
        raise SpreadsheetRefused(_TOO_MUCH)
