"""What commands print: tables for people, JSON for machines (`--json`). A pipe gets neither colours nor cut lines."""

import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from rich.cells import cell_len
from rich.console import Console, RenderableType
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from shop.kit.stdout import say

Row = Mapping[str, Any]
LONGEST_CELL = 70
NARROWEST = 40  # of a column that may wrap
MAY_WRAP = ("reason", "paused_reason")  # prose; ids and names stay whole, to be copied


def print_rows(rows: Sequence[Row], columns: Sequence[str], *, as_json: bool, empty: str) -> None:
    """A table of `columns`, or all that the rows hold as a JSON list."""
    if as_json:
        print_json(list(rows))
        return
    if not rows:
        say(empty)
        return
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    cells = [[_shorten(_for_people(row[column])) for column in columns] for row in rows]
    heads = [column.upper().replace("_", " ") for column in columns]
    for column, head, *below in zip(columns, heads, *cells, strict=True):
        whole, may_wrap = max(map(cell_len, (head, *below))), column in MAY_WRAP
        table.add_column(head, min_width=min(whole, NARROWEST) if may_wrap else whole, no_wrap=not may_wrap)
    for line in cells:
        table.add_row(*map(Text, line))
    print_whole(table)


def print_one(row: Row, *, as_json: bool) -> None:
    """One thing: a line for each of its members, or all of it as a JSON object."""
    if as_json:
        print_json(dict(row))
        return
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in row.items():
        table.add_row(name, Text(_for_people(value)))
    print_whole(table)


def print_done(sentence: str, *, as_json: bool, **facts: Any) -> None:
    """What was done."""
    if as_json:
        print_json(facts)
    else:
        say(sentence)


def print_json(answer: Any) -> None:
    """One line of JSON."""
    say(msgspec.json.encode(answer).decode())


def print_whole(found: RenderableType) -> None:
    """To standard output, where nothing that must not wrap is cut; a pipe has room for every line."""
    is_terminal = sys.stdout.isatty()
    console = Console(file=sys.stdout, force_terminal=is_terminal, highlight=False, legacy_windows=False)
    needed = Measurement.get(console, console.options.update(max_width=sys.maxsize), found)
    console.width = max(console.width, needed.minimum) if is_terminal else needed.maximum
    with console.capture() as captured:
        console.print(found)
    lines = captured.get().splitlines()
    say("\n".join(lines if is_terminal else (line.rstrip() for line in lines)))


def _for_people(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)


def _shorten(cell: str) -> str:
    line = " ".join(cell.split())
    return line if len(line) <= LONGEST_CELL else f"{line[: LONGEST_CELL - 1]}…"
