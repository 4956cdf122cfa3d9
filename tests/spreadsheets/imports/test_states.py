"""An import's state changes by its own verbs, which refuse what is not possible any more."""

import re
from collections.abc import Callable
from uuid import uuid4

import pytest

from shop.kit.clock import now
from shop.spreadsheets import models
from shop.spreadsheets.columns import Column
from shop.spreadsheets.files.detect import FileKind
from shop.spreadsheets.models import ImportMovedOn, ImportState, ProductImport

NOW = now()
COLUMNS = [Column("sku", "id", 0)]
CHANGES: list[Callable[[ProductImport], None]] = [
    lambda each: each.add_rows(2, read_to=3, at=NOW),
    lambda each: each.begin_applying(COLUMNS, ["As CSV."], at=NOW),
    lambda each: each.advance(2, done=2, at=NOW),
    *(
        lambda each, state=state: each.finish(state, at=NOW)
        for state in (ImportState.DONE, ImportState.REFUSED, ImportState.FAILED)
    ),
]


def import_in(state: ImportState) -> ProductImport:
    return ProductImport(
        merchant_id=uuid4(), dry_run=False, kind=FileKind.CSV, bytes=1, actor="tests", state=state
    )


def test_the_table_of_states_is_what_the_code_allows() -> None:
    assert models.__doc__ is not None
    rows = [[cell.strip() for cell in line.strip("| ").split("|")] for line in models.__doc__.splitlines()]
    told = {(row[0], row[2]) for row in rows if len(row) == 3 and re.fullmatch("[a-z]+", row[0])}
    allowed = set()
    for state in ImportState:
        for change in CHANGES:
            each = import_in(state)
            try:
                change(each)
            except ImportMovedOn:
                assert each.state is state
            else:
                allowed.add((str(state), str(each.state)))
    assert told == allowed


def test_rows_that_were_stored_and_taken_up_are_counted() -> None:
    each = import_in(ImportState.READING)
    each.add_rows(2, read_to=3, at=NOW)
    each.add_rows(1, read_to=4, at=NOW)
    each.notes = ["Of the problems the first 100000 are kept."]
    each.begin_applying(COLUMNS, ["As CSV."], at=NOW)
    each.advance(2, done=2, at=NOW)
    assert (each.rows, each.read_to, each.done, each.position) == (3, 4, 2, 2)
    assert each.notes == ["As CSV.", "Of the problems the first 100000 are kept."]
    assert each.known_columns() == COLUMNS


def test_an_import_that_is_done_has_taken_up_every_row() -> None:
    each = import_in(ImportState.WORKING)
    each.rows = 3
    each.finish(ImportState.DONE, at=NOW)
    assert (each.done, each.finished_at, each.fault) == (3, NOW, "")


@pytest.mark.parametrize("state", [ImportState.DONE, ImportState.REFUSED, ImportState.FAILED])
def test_a_finished_import_ends_once(state: ImportState) -> None:
    each = import_in(state)
    with pytest.raises(ImportMovedOn, match=f"is {state}"):
        each.finish(ImportState.FAILED, at=NOW)
