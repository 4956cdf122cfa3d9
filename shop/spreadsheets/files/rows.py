"""What every kind of file is read as: rows of texts, numbered as a spreadsheet program numbers them."""

from collections.abc import Callable, Iterator, Set
from typing import BinaryIO

import msgspec

from shop.spreadsheets.columns import count_known
from shop.spreadsheets.errors import SpreadsheetRefused


class SpreadsheetRow(msgspec.Struct, frozen=True):
    """One row. By a cell's place, from 0: `faults` says why it has no value, `numeric` that it held a number or a date."""

    number: int
    cells: list[str]
    faults: dict[int, str] = {}
    numeric: Set[int] = frozenset()

    @property
    def is_blank(self) -> bool:
        return not self.faults and not any(cell.strip() for cell in self.cells)


class Spreadsheet(msgspec.Struct):
    """An opened file: the row that names the columns, and the rows below it, read as they are asked for.

    `notes` say how the file was read; the last ones may come with the last row.
    """

    header_row: SpreadsheetRow
    rows: Iterator[SpreadsheetRow]
    notes: list[str]


Opener = Callable[[BinaryIO], Spreadsheet]


def with_header_row(rows: Iterator[SpreadsheetRow], notes: list[str]) -> Spreadsheet:
    """The first row that is neither blank nor a remark names the columns: Meta's template begins with "# Required".

    Raises SpreadsheetRefused if there is none.
    """
    for row in rows:
        first = next((cell.strip() for cell in row.cells if cell.strip()), "")
        if row.is_blank or (first.startswith("#") and not count_known(row.cells)):
            continue
        return Spreadsheet(row, rows, notes)
    raise SpreadsheetRefused(
        "The file holds no rows. The first one must name the columns, one of them `sku`."
    )
