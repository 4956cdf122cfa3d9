"""Numbers of workbooks as texts: which formats show dates, and which date a number is, as another reader sees them."""

from datetime import datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format
from openpyxl.utils.datetime import from_excel

from shop.spreadsheets.files.xlsx_numbers import (
    EPOCH_1900,
    EPOCH_1904,
    NumberFormat,
    date_text,
    is_date_code,
    number_format,
)


@pytest.mark.parametrize("number", BUILTIN_FORMATS)
def test_a_builtin_format_is_a_date_where_its_code_is(number: int) -> None:
    code = BUILTIN_FORMATS[number]
    assert number_format(number, {}).is_date is is_date_code(code) is is_date_format(code)


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("General", False),
        ("yyyy-mm-dd", True),
        ("DD/MM/YYYY", True),
        ("[h]:mm:ss", True),
        ("[$-40A]d mmmm", True),
        ('0.00 "days"', False),
        ('#,##0.00 "€";[Red]-#,##0.00', False),
        ("[$EUR ]#,##0.00", False),
        ("[Red]0", False),
        (r"0\d", False),
        ("0_d", False),
        ("0.00;yyyy", False),
        ("", False),
    ],
)
def test_a_format_is_a_date_if_it_shows_days_or_hours(code: str, is_date: bool) -> None:
    assert is_date_code(code) is is_date
    assert is_date_format(code) is is_date


def test_the_files_own_code_counts_before_the_builtin_one() -> None:
    assert number_format(14, {14: "0"}) == NumberFormat("0", is_date=False)
    assert number_format(164, {164: "d.m.yy"}) == NumberFormat("d.m.yy", is_date=True)


@pytest.mark.parametrize(
    ("days", "epoch", "text"),
    [
        (1, EPOCH_1900, "1900-01-01"),
        (59, EPOCH_1900, "1900-02-28"),
        (61, EPOCH_1900, "1900-03-01"),
        (46356, EPOCH_1900, "2026-11-30"),
        (44894, EPOCH_1904, "2026-11-30"),
        (46356.75, EPOCH_1900, "2026-11-30T18:00:00"),
        (0.75, EPOCH_1900, "18:00:00"),
        (0, EPOCH_1904, "00:00:00"),
        (0.999999999999, EPOCH_1904, "1904-01-02"),
    ],
)
def test_a_number_of_days_is_a_date(days: float, epoch: datetime, text: str) -> None:
    assert date_text(days, epoch) == text


@given(days=st.floats(-1000, 2_957_000), epoch=st.sampled_from([EPOCH_1900, EPOCH_1904]))
def test_another_reader_sees_the_same_date(days: float, epoch: datetime) -> None:
    found = from_excel(days, epoch)
    if isinstance(found, datetime) and found.time() == time():
        found = found.date()
    assert date_text(days, epoch) == found.isoformat()


@pytest.mark.parametrize("days", [float("inf"), float("nan"), 1e12, -1e12])
def test_a_number_that_is_no_date_raises(days: float) -> None:
    with pytest.raises((ValueError, ArithmeticError)):
        date_text(days, EPOCH_1900)
