"""Workbooks of a test, and what is read of them."""

import io
import zipfile

from shop.spreadsheets.files.detect import detect_file_kind
from shop.spreadsheets.files.xlsx import open_xlsx
from tests.support.files.importer import workbook


def read(content: bytes) -> tuple[list[tuple[int, list[str]]], list[str]]:
    """The rows that are not blank with the header, and the notes."""
    file = io.BytesIO(content)
    detect_file_kind(file)
    sheet = open_xlsx(file)
    lines = [sheet.header_row, *(line for line in sheet.rows if not line.is_blank)]
    return [(line.number, line.cells) for line in lines], sheet.notes


def sheet_of(rows: str, *, before: str = "") -> bytes:
    """A workbook whose sheet holds these rows, as they stand."""
    book = io.BytesIO(workbook(("x",)))
    made = io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "xl/worksheets/sheet1.xml":
                space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
                content = (
                    f'{before}<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()
                )
            new.writestr(entry, content)
    return made.getvalue()
