"""What commands print: aligned text for people, JSON for machines (`--json`)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec

Row = Mapping[str, Any]
LONGEST_CELL = 70


def print_rows(rows: Sequence[Row], columns: Sequence[str], *, as_json: bool, empty: str) -> None:
    """A table of `columns`, or all that the rows hold as a JSON list."""
    if as_json:
        print(msgspec.json.encode(list(rows)).decode())
        return
    if not rows:
        print(empty)
        return
    cells = [[_short(_said(row[column])) for column in columns] for row in rows]
    heads = [column.upper().replace("_", " ") for column in columns]
    widths = [max(map(len, column)) for column in zip(heads, *cells, strict=True)]
    for line in (heads, *cells):
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip())


def print_one(row: Row, *, as_json: bool) -> None:
    """One thing: a line for each of its members, texts of several lines below their name."""
    if as_json:
        print(msgspec.json.encode(dict(row)).decode())
        return
    width = max(map(len, row))
    for name, value in row.items():
        said = _said(value)
        print(f"{name.ljust(width)}  {said}" if "\n" not in said else f"{name}:\n{said}")


def print_done(sentence: str, *, as_json: bool, **facts: Any) -> None:
    """What was done."""
    print(msgspec.json.encode(facts).decode() if as_json else sentence)


def _said(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _short(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= LONGEST_CELL else f"{line[: LONGEST_CELL - 1]}…"
