"""Which kind of file it is, found out from its bytes: its name and its declared type may be wrong."""

from enum import StrEnum
from typing import BinaryIO

from shop.spreadsheets.errors import SpreadsheetRefused
from shop.spreadsheets.files.zip_guard import check_zip


class FileKind(StrEnum):
    """The kinds that are read; CSV may also have semicolons, tabs or bars."""

    CSV = "csv"
    XLSX = "xlsx"


_TAKEN = "Send CSV or XLSX."
_SIGNATURES = (
    (
        b"\xd0\xcf\x11\xe0",
        "This is an old .xls workbook, or one with a password: save it as .xlsx without a password.",
    ),
    (b"%PDF", f"This is a PDF, not a spreadsheet. {_TAKEN}"),
    (b"\x89PNG", f"This is a picture, not a spreadsheet. {_TAKEN}"),
    (b"\xff\xd8\xff", f"This is a picture, not a spreadsheet. {_TAKEN}"),
    (b"GIF8", f"This is a picture, not a spreadsheet. {_TAKEN}"),
    (b"\x1f\x8b", "This file is compressed with gzip: unpack it first."),
    (b"Rar!", f"This is an archive, not a spreadsheet. {_TAKEN}"),
    (b"7z\xbc\xaf", f"This is an archive, not a spreadsheet. {_TAKEN}"),
)
_MARKUP = (b"<?xml", b"<!doctype", b"<html", b"<table", b"{\\rtf")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def detect_file_kind(file: BinaryIO) -> FileKind:
    """Raises SpreadsheetRefused for a file of any other kind, and for an archive that is damaged or a bomb."""
    file.seek(0)
    head = file.read(512)
    file.seek(0)
    if not head:
        raise SpreadsheetRefused("The file is empty.")
    if head.startswith(b"PK"):
        _check_workbook(check_zip(file))
        return FileKind.XLSX
    for signature, sentence in _SIGNATURES:
        if head.startswith(signature):
            raise SpreadsheetRefused(sentence)
    if head.removeprefix(_BYTE_ORDER_MARK).lstrip().lower().startswith(_MARKUP):
        raise SpreadsheetRefused(
            f"This is a page or a document, not a spreadsheet, whatever its name says. {_TAKEN}"
        )
    return FileKind.CSV


def _check_workbook(names: set[str]) -> None:
    """Raises SpreadsheetRefused if an archive with these entries is no XLSX workbook."""
    if "xl/workbook.xml" in names:
        return
    if "xl/workbook.bin" in names:
        raise SpreadsheetRefused("This is an .xlsb workbook: save it as .xlsx.")
    if "content.xml" in names and "mimetype" in names:
        raise SpreadsheetRefused("This is an OpenDocument file (.ods): save it as .xlsx or .csv.")
    if "word/document.xml" in names:
        raise SpreadsheetRefused(f"This is a text document, not a spreadsheet. {_TAKEN}")
    if any(name.startswith("Index/") or name.endswith(".iwa") for name in names):
        raise SpreadsheetRefused("This is a Numbers document: export it as .xlsx or .csv.")
    raise SpreadsheetRefused(
        "This is a zip archive without a workbook in it. Send the .xlsx or .csv file itself."
    )
