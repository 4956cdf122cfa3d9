"""What every format is read as: lines of texts, numbered as a spreadsheet program numbers them."""

from collections.abc import Callable, Iterator, Set
from typing import BinaryIO

import msgspec

from shop.spreadsheets.columns import understood
from shop.spreadsheets.errors import SpreadsheetRefused


class Line(msgspec.Struct, frozen=True):
    """A row. `faults` says by place why a cell has no value; `numeric` are the places of numbers."""

    number: int
    cells: list[str]
    faults: dict[int, str] = {}
    numeric: Set[int] = frozenset()

    @property
    def is_blank(self) -> bool:
        return not self.faults and not any(cell.strip() for cell in self.cells)


class Sheet(msgspec.Struct):
    """A file that was opened: its first row, and the others as one asks for them. `notes` may grow until the end."""

    head: Line
    lines: Iterator[Line]
    notes: list[str]


Opener = Callable[[BinaryIO], Sheet]


def with_head(lines: Iterator[Line], notes: list[str]) -> Sheet:
    """The first row that is neither blank nor a remark names the columns: Meta's template begins with "# Required".

    Raises SpreadsheetRefused.
    """
    for line in lines:
        first = next((cell.strip() for cell in line.cells if cell.strip()), "")
        if line.is_blank or (first.startswith("#") and not understood(line.cells)):
            continue
        return Sheet(line, lines, notes)
    raise SpreadsheetRefused(
        "The file holds no rows. The first one must name the columns, one of them `sku`."
    )
