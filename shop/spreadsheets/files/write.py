"""Writes exports as CSV or as the simplest XLSX (ECMA-376), piece by piece: a file is never in memory as a whole."""

import csv
import io
import re
import zipfile
from collections.abc import AsyncIterator, Iterator, Sequence
from decimal import Decimal
from xml.sax.saxutils import escape

from shop.spreadsheets.conversions import UNCHANGED
from shop.spreadsheets.exports import Cell, Export
from shop.spreadsheets.files.formula_guard import guard_csv_text, guard_typed_text

LONGEST_XLSX_CELL = 32_767  # characters, by its format
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'
)
_RELATIONSHIPS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"/></Relationships>'
)
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORKBOOK = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><workbook xmlns="{_MAIN}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="Products" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_SHEET = (
    f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><worksheet xmlns="{_MAIN}"><sheetViews>'
    '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    "</sheetView></sheetViews><sheetData>"
)
_SHEET_END = "</sheetData></worksheet>"
_TO_ESCAPE = re.compile(r"[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


async def as_csv(export: Export) -> AsyncIterator[bytes]:
    """UTF-8 with a byte order mark, which spreadsheet programs need, commas, and CRLF (RFC 4180)."""
    yield b"\xef\xbb\xbf" + _csv([export.columns])
    async for page in export.pages:
        yield _csv([[_csv_cell(cell) for cell in row] for row in page])


async def as_xlsx(export: Export) -> AsyncIterator[bytes]:
    """A workbook with one sheet. Amounts and counts are numbers, everything else is text."""
    buffer = _Buffer()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr(
            "_rels/.rels", _RELATIONSHIPS.format(kind="officeDocument", target="xl/workbook.xml")
        )
        archive.writestr("xl/workbook.xml", _WORKBOOK)
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            _RELATIONSHIPS.format(kind="worksheet", target="worksheets/sheet1.xml"),
        )
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=False) as sheet:
            sheet.write((_SHEET + _xlsx_row(export.columns)).encode())
            async for page in export.pages:
                sheet.write("".join(_xlsx_row(row) for row in page).encode())
                yield buffer.take()
            sheet.write(_SHEET_END.encode())
    yield buffer.take()


class _Buffer(io.RawIOBase):
    """Keeps what the archive writes until it is taken; not seekable, so `zipfile` writes sizes behind each entry."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        """Keep the bytes."""
        self._waiting.append(bytes(data))  # type: ignore[call-overload]
        return len(self._waiting[-1])

    def take(self) -> bytes:
        """What was written since."""
        taken, self._waiting = b"".join(self._waiting), []
        return taken


def _csv(rows: Sequence[Sequence[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def _csv_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guard_csv_text(cell)
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)


def _xlsx_row(cells: Sequence[Cell]) -> str:
    return f"<row>{''.join(_xlsx_cells(cells))}</row>"


def _xlsx_cells(cells: Sequence[Cell]) -> Iterator[str]:
    """A text too long for the format becomes `(unchanged)`, which an import leaves as it is."""
    for cell in cells:
        if cell is None or cell == "":
            yield "<c/>"
        elif isinstance(cell, str):
            text = guard_typed_text(cell)
            text = _escaped(text) if len(text) <= LONGEST_XLSX_CELL else UNCHANGED
            yield f'<c t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        else:
            yield f"<c><v>{cell}</v></c>"


def _escaped(text: str) -> str:
    """As XML can hold it (22.4.2.4): `_x000D_` for a carriage return, `_x005F_` for an underscore before such a code."""
    return escape(_TO_ESCAPE.sub(lambda found: f"_x{ord(found.group()):04X}_", text))
