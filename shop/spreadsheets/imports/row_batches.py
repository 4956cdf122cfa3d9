"""A spreadsheet's rows as they are stored in the database, some thousands at a time. Pure."""

import re
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from itertools import islice
from uuid import UUID

import msgspec

from shop.catalog.rules import storable
from shop.spreadsheets.columns import Column
from shop.spreadsheets.files.formula_guard import unguard_text
from shop.spreadsheets.files.rows import SpreadsheetRow
from shop.spreadsheets.imports.build_products import RowProblem
from shop.spreadsheets.models import Severity

ROWS_AT_ONCE = 2_000
LONGEST_KEY = 200  # characters of a SKU or of a product's name that are compared as they are

# What spreadsheet programs make of "8412345678901".
_SHORTENED_NUMBER = re.compile(r"\d[.,]\d+E\+\d+")


class StoredRow(msgspec.Struct, frozen=True):
    """A row of `product_import_row`, in the order of the statement that inserts it. `cells` is JSON."""

    number: int
    product: str
    sku: str
    is_sound: bool
    cells: bytes


class RowBatch(msgspec.Struct):
    """Some rows, and those of their problems that do not depend on what the columns mean."""

    rows: list[StoredRow]
    problems: list[RowProblem]


class RowBatches:
    """Takes rows from a spreadsheet and counts what its `notes` tell of all of them."""

    def __init__(self, rows: Iterator[SpreadsheetRow], columns: Sequence[Column]) -> None:
        self._rows, self._columns = rows, columns
        self._places = {column.field: nth for nth, column in enumerate(columns)}
        self._numeric_skus = self._first_numeric_sku = 0

    def next(self, read_to: int) -> RowBatch:
        """The next rows behind the one numbered `read_to`; none at the end. Raises SpreadsheetRefused."""
        problems: list[RowProblem] = []
        rows = (row for row in self._rows if row.number > read_to and not row.is_blank)
        return RowBatch([self._stored(row, problems) for row in islice(rows, ROWS_AT_ONCE)], problems)

    def notes(self) -> Iterator[str]:
        """What is to be said of all rows, once they were taken."""
        if self._numeric_skus:
            yield (
                f"In {self._numeric_skus} rows (the first is {self._first_numeric_sku}) the SKU is a number or a date "
                "to the spreadsheet program: zeros in front, if there were any, are lost, and long ones are shortened. "
                "Format the column as text before you write them."
            )

    def _stored(self, row: SpreadsheetRow, problems: list[RowProblem]) -> StoredRow:
        cells, is_sound = [], True
        for column in self._columns:
            text, fault = _cell(row, column.at)
            if fault is not None:
                problems.append(RowProblem(row.number, column.name, fault, Severity.ERROR))
                text, is_sound = "", False
            cells.append(unguard_text(text))
        sku = cells[self._places["sku"]].strip()
        self._count_numeric(row, sku)
        product = cells[self._places["product"]].strip() if "product" in self._places else ""
        return StoredRow(
            row.number, _key(normalised_product(product)), _key(sku), is_sound, msgspec.json.encode(cells)
        )

    def _count_numeric(self, row: SpreadsheetRow, sku: str) -> None:
        if self._columns[self._places["sku"]].at in row.numeric or _SHORTENED_NUMBER.fullmatch(sku):
            self._numeric_skus += 1
            self._first_numeric_sku = self._first_numeric_sku or row.number


def normalised_product(product: str) -> str:
    """An id of ours is the same with and without its dashes: Meta is told it without."""
    try:
        return str(UUID(product)) if len(product) in (32, 36) else product
    except ValueError:
        return product


def _cell(row: SpreadsheetRow, at: int) -> tuple[str, str | None]:
    """The text of a cell, and why it has no value."""
    text = row.cells[at] if at < len(row.cells) else ""
    if (fault := row.faults.get(at)) is None and not storable(text):
        fault = "A text holds a NUL or half a character, which cannot be stored."
    return text, fault


def _key(text: str) -> str:
    """Short enough for an index; different texts stay different."""
    return text if len(text) <= LONGEST_KEY else f"#{blake2b(text.encode(), digest_size=16).hexdigest()}"
