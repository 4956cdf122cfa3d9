"""Reads a foreign file in a process that can be killed, and leaves its rows in a file of our own.

The process is given two paths: the file, and where to write the rows, a batch at a time (msgpack, each behind its length).
What it reads is hostile, what it writes is not.
"""

import struct
from collections.abc import Generator
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

import msgspec

from shop.kit.processes.killable import Budget, KillableProcesses, OverBudget
from shop.spreadsheets.columns import Column, read_header
from shop.spreadsheets.errors import SpreadsheetRefused
from shop.spreadsheets.files.csv import open_csv
from shop.spreadsheets.files.detect import FileKind
from shop.spreadsheets.files.rows import Opener
from shop.spreadsheets.files.xlsx import open_xlsx
from shop.spreadsheets.imports.row_batches import RowBatch, RowBatches
from shop.spreadsheets.limits import LARGEST_READING, MOST_ROWS

FILES_AT_ONCE = 2  # of each merchant one
# 250,000 rows of thirty columns in an XLSX take about a minute of a core [M], and 500 MB.
BUDGET = Budget(cpu_seconds=600, memory=2_000_000_000, patience=3600)
_OPENERS: dict[FileKind, Opener] = {FileKind.CSV: open_csv, FileKind.XLSX: open_xlsx}
_LENGTH = struct.Struct(">I")


class FileReading(msgspec.Struct, frozen=True):
    """What is to be known of a file besides its rows: the columns that are read, and what is to be said of it."""

    columns: list[Column]
    notes: list[str]
    is_empty: bool


class FileReader:
    """One per process and event loop."""

    def __init__(self, budget: Budget = BUDGET) -> None:
        self._processes = KillableProcesses(budget, at_once=FILES_AT_ONCE)

    async def read(
        self, source: Path, target: Path, kind: FileKind, *, merchant_id: UUID, read_to: int
    ) -> FileReading:
        """Write the rows behind the one numbered `read_to` to `target`. Raises SpreadsheetRefused."""
        try:
            return await self._processes.run(write_rows, source, target, kind, read_to, owner=merchant_id)
        except OverBudget as error:
            raise SpreadsheetRefused(
                "The file takes too long or too much memory to read. Save it as a plain CSV, or send it in parts."
            ) from error


def write_rows(source: Path, target: Path, kind: FileKind, read_to: int) -> FileReading:
    """What the process does. Raises SpreadsheetRefused."""
    with source.open("rb") as file, target.open("wb") as output:
        spreadsheet = _OPENERS[kind](file)
        header = read_header(spreadsheet.header_row.cells)
        batches = RowBatches(spreadsheet.rows, header.columns)
        count = 0
        while (batch := batches.next(read_to)).rows:
            count += len(batch.rows)
            if count > MOST_ROWS:
                raise SpreadsheetRefused(f"The file has more than {MOST_ROWS} rows: send it in parts.")
            _write(output, batch)
            if output.tell() > LARGEST_READING:
                raise SpreadsheetRefused("The rows hold more than 400 MB of text: send the file in parts.")
        notes = [*spreadsheet.notes, *header.notes, *batches.notes()]
    return FileReading(header.columns, notes, is_empty=count == 0)


def stored_batches(path: Path) -> Generator[RowBatch]:
    """The batches that `write_rows` left, in their order."""
    with path.open("rb") as file:
        while length := file.read(_LENGTH.size):
            yield msgspec.msgpack.decode(file.read(_LENGTH.unpack(length)[0]), type=RowBatch)


def _write(output: BinaryIO, batch: RowBatch) -> None:
    encoded = msgspec.msgpack.encode(batch)
    output.write(_LENGTH.pack(len(encoded)) + encoded)
