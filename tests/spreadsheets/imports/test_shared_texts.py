"""Cells that share a text: it is looked through once, and what the rows amount to is bounded, however small the file."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from shop.spreadsheets.errors import SpreadsheetRefused
from shop.spreadsheets.files.detect import FileKind
from shop.spreadsheets.imports.file_reader import write_rows
from tests.spreadsheets.files.workbooks import sheet_of

SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def sharing(text: str, rows: int) -> bytes:
    """A workbook of so many rows, each a SKU and the one text."""
    named = "".join(
        f'<c r="{at}1" t="inlineStr"><is><t>{name}</t></is></c>'
        for at, name in (("A", "sku"), ("B", "title"))
    )
    head = f'<row r="1">{named}</row>'
    lines = "".join(
        f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="s"><v>0</v></c></row>'
        for n in range(2, rows + 2)
    )
    book, made = io.BytesIO(sheet_of(head + lines)), io.BytesIO()
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename.lower() != "xl/sharedstrings.xml":
                new.writestr(entry, old.read(entry))
        new.writestr("xl/sharedStrings.xml", f'<sst xmlns="{SPACE}"><si><t>{text}</t></si></sst>')
    return made.getvalue()


def test_rows_that_amount_to_too_much_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "book.xlsx"
    source.write_bytes(sharing("a" * 131_000, 20_000))
    with pytest.raises(SpreadsheetRefused, match="400 MB of text"):
        write_rows(source, tmp_path / "rows", FileKind.XLSX, 0)
    assert (tmp_path / "rows").stat().st_size < 1_500_000_000


def test_a_text_full_of_escapes_is_looked_through_once(tmp_path: Path) -> None:
    source = tmp_path / "book.xlsx"
    seconds = []
    for rows in (1, 400):
        source.write_bytes(sharing("_x000D_" * 18_000, rows))
        began = time.process_time()
        write_rows(source, tmp_path / "rows", FileKind.XLSX, 0)
        seconds.append(time.process_time() - began)
    assert seconds[1] < 20 * max(seconds[0], 0.05)  # it was some hundred times as much
