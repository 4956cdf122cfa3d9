"""Reading workbooks: numbers, dates, formulas, sheets, and files that only look like workbooks."""

import io
from datetime import date, datetime

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from shop.spreadsheets.errors import SpreadsheetRefused
from tests.spreadsheets.files.workbooks import read, sheet_of
from tests.support.files.importer import Importer, saved, workbook

HEAD = ("sku", "title", "price")


def test_values_are_read_as_one_would_write_them() -> None:
    when = datetime(2026, 11, 30, 18, 30)  # noqa: DTZ001 - a workbook knows no zones
    rows, _ = read(
        workbook(HEAD, (8412345678901, True, 9.99), (3 * 1.1, date(2026, 11, 30), when), (10, None, 1.234))
    )
    assert rows[1:] == [
        (2, ["8412345678901", "true", "9.99"]),
        (3, ["3.3", "2026-11-30", "2026-11-30T18:30:00"]),
        (4, ["10", "", "1.2340"]),
    ]


def test_long_numbers_keep_their_digits() -> None:
    cells = "".join(
        f"<c><v>{raw}</v></c>" for raw in ("12345678901234567", "1.2345678901234E+15", "1E-07", "-5", "007")
    )
    assert read(sheet_of(f"<row>{cells}</row>"))[0] == [
        (1, ["12345678901234567", "1234567890123400", "0.0000001", "-5", "007"])
    ]


def test_dates_since_1904_are_the_same_days() -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["sku", date(2026, 11, 30)])  # type: ignore[union-attr]
    assert read(saved(book))[0] == [(1, ["sku", "2026-11-30"])]


def test_empty_rows_count_and_are_passed_over() -> None:
    rows, _ = read(workbook((), HEAD, (), ("A", "a", 1), (None, None), ("B", "b", 2)))
    assert [number for number, _ in rows] == [2, 4, 6]


async def test_a_formula_counts_by_its_result_and_is_told_where_there_is_none(importer: Importer) -> None:
    imported = await importer.import_file(workbook(HEAD, ("A", "a", "=1+1"), ("B", "b", 2)))
    ((row, column, said),) = await importer.problems(imported)
    assert (row, column) == (2, "price")
    assert "formula whose result the file does not tell" in said
    assert set(await importer.variants()) == {"B"}


def test_a_formula_with_a_result_is_its_result() -> None:
    cells = (
        '<c r="B1"><f>1+1</f><v>2</v></c><c r="C1" t="str"><f>A1&amp;""</f><v>x&lt;</v></c>'
        '<c r="D1" t="str"><f>""</f><v></v></c>'
    )
    rows, _ = read(sheet_of(f'<row r="1"><c r="A1" t="inlineStr"><is><t>sku</t></is></c>{cells}</row>'))
    assert rows == [(1, ["sku", "2", "x<"])]


async def test_an_error_of_the_program_is_told(importer: Importer) -> None:
    book = openpyxl.Workbook()
    for row in (HEAD, ("A", "a", "#REF!")):
        book.active.append(row)  # type: ignore[union-attr]
    imported = await importer.import_file(saved(book))
    assert await importer.problems(imported) == [
        (2, "price", "The cell holds an error of the spreadsheet program: #REF!.")
    ]


async def test_numbers_as_skus_are_warned_of_once(importer: Importer) -> None:
    imported = await importer.import_file(workbook(HEAD, (123, "a", 1), ("00124", "b", 1), (125, "c", 1)))
    assert imported.created == 3
    assert imported.notes[0].startswith("In 2 rows (the first is 2) the SKU is a number or a date")
    assert set(await importer.variants()) == {"123", "00124", "125"}


async def test_zeros_that_the_format_adds_are_kept(importer: Importer) -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(HEAD, (123, "a", 1))))
    book.active["A2"].number_format = "00000"  # type: ignore[index]
    imported = await importer.import_file(saved(book))
    assert set(await importer.variants()) == {"00123"}
    assert imported.notes == []


def test_the_first_sheet_that_is_shown_is_read_and_the_others_are_named() -> None:
    book = openpyxl.Workbook()
    book.active.title = "Hidden"  # type: ignore[union-attr]
    book.active.sheet_state = "hidden"  # type: ignore[union-attr]
    book.create_sheet("Goods").append(["sku"])
    book.create_sheet("More").append(["nothing"])
    rows, notes = read(saved(book))
    assert rows == [(1, ["sku"])]
    assert notes == ["The sheet “Goods” was read; the others were not."]


async def test_merged_cells_are_mentioned(importer: Importer) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook(("product", *HEAD), ("m", "A", "a", 1), ("m", "B", None, 1)))
    )
    book.active.merge_cells("C2:C3")  # type: ignore[union-attr]
    imported = await importer.import_file(saved(book))
    assert imported.created == 1
    assert imported.notes == ["The sheet has merged cells: only the first cell of each holds a value."]


def test_a_text_in_parts_is_one_text_without_how_it_is_spoken() -> None:
    parts = "<is><r><t>Ta</t></r><r><rPr><b/></rPr><t>za</t></r><rPh><t>no</t></rPh></is>"
    rows, _ = read(sheet_of(f'<row r="1"><c r="A1" t="inlineStr">{parts}</c></row>'))
    assert rows == [(1, ["Taza"])]


def test_an_escaped_character_is_that_character() -> None:
    rows, _ = read(sheet_of('<row><c t="inlineStr"><is><t>a_x000D_b_x005F_x0041_</t></is></c></row>'))
    assert rows == [(1, ["a\rb_x0041_"])]


@pytest.mark.parametrize(
    "rows",
    [
        "<row r='2'/><row r='1'/>",
        "<row r='99999999999'/>",
        "<row r='x'/>",
        "<row><c t='s'><v>5</v></c></row>",
        "<row><c t='s'><v>-x</v></c></row>",
        "<row><c r='??1'><v>1</v></c></row>",
        "<row><c r='ZZZ1'><v>1</v></c></row>",
        "<row><c s='99999'><v>x</v></c></row>",
        "<row><c><v>1e999</v></c></row><row r='1048577'><c><v>1</v></c></row>",
        "<row><c>",
        "</worksheet>",
    ],
)
def test_a_sheet_that_is_none_is_refused_with_a_sentence(rows: str) -> None:
    with pytest.raises(SpreadsheetRefused):
        read(sheet_of(rows))
