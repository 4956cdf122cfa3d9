"""Values of single cells in the notations of many countries; what could be two values is refused."""

import contextlib
import time
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.kit.money import exponent, to_major
from shop.spreadsheets import cells
from shop.spreadsheets.errors import CellRefused
from shop.spreadsheets.files.xlsx_numbers import is_date_code
from tests.support.cast import MADRID
from tests.support.pace import allowance


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("12.50", 1250),
        ("12,50", 1250),
        ("12,5", 1250),
        ("12", 1200),
        (" 12 ", 1200),
        ("12.", 1200),
        ("12.500", None),
        ("12,500", None),
        ("1.234,50", 123450),
        ("1,234.50", 123450),
        ("1.234.567", 123456700),
        ("1 234,50", 123450),
        ("1\u202f234,50", 123450),
        ("1'234.50", 123450),
        ("12.50 EUR", 1250),
        ("12,50 €", 1250),
        ("€12.50", 1250),
        ("EUR 12.50", 1250),
        ("eur12.50", 1250),
        ("1234.500", 123450),
        ("0,125", None),
        ("12.345,678", None),
        ("1,23.45", None),
        ("1.2.3", None),
        ("12.50 USD", None),
        ("12.50 $", None),
        ("1e3", None),
        ("twelve", None),
        (".50", None),
        ("", None),
        ("９", 900),
        ("-5", -500),
        ("nan", None),
        ("1" * 40, None),
    ],
)
def test_an_amount_in_euros_is_read_in_cents_or_refused(text: str, minor: int | None) -> None:
    if minor is None:
        with pytest.raises(CellRefused):
            cells.amount(text, "EUR")
    else:
        assert cells.amount(text, "EUR") == minor


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("1,500", "JPY", 1500),
        ("1.500", "CLP", 1500),
        ("¥1,500", "JPY", 1500),
        ("1.500", "KWD", 1500),
        ("R$ 10,00", "BRL", 1000),
        ("$10.00", "USD", 1000),
        ("US$ 10.00", "USD", 1000),
        ("$ 1.500.000", "COP", 150000000),
        ("CHF 10.50", "CHF", 1050),
    ],
)
def test_an_amount_is_read_with_the_decimals_of_its_currency(text: str, currency: str, minor: int) -> None:
    assert cells.amount(text, currency) == minor


@given(minor=st.integers(0, 10**12), currency=st.sampled_from(["EUR", "JPY", "KWD", "CLF"]))
def test_an_amount_as_we_write_it_is_read_as_it_was(minor: int, currency: str) -> None:
    assert cells.amount(f"{to_major(minor, currency):f}", currency) == minor
    assert exponent(currency) in (0, 2, 3, 4)


@given(
    text=st.text(max_size=20) | st.text("0123456789.,'€ -+EURe", max_size=12),
    currency=st.sampled_from(["EUR", "JPY"]),
)
def test_whatever_stands_there_is_a_number_or_refused(text: str, currency: str) -> None:
    readers: list[Callable[[], int]] = [
        lambda: cells.amount(text, currency),
        lambda: cells.weight(text),
        lambda: cells.count(text),
    ]
    for read in readers:
        with contextlib.suppress(CellRefused):
            assert isinstance(read(), int)


@pytest.mark.parametrize(
    ("text", "timestamp"),
    [
        ("2026-11-20T10:00+01:00", datetime(2026, 11, 20, 9, tzinfo=UTC)),
        ("2026-11-20T10:00:00.5Z", datetime(2026, 11, 20, 10, 0, 0, 500000, tzinfo=UTC)),
        ("2026-11-20 10:00", datetime(2026, 11, 20, 9, tzinfo=UTC)),
        ("2026-11-20", datetime(2026, 11, 19, 23, tzinfo=UTC)),
        ("20/11/2026", datetime(2026, 11, 19, 23, tzinfo=UTC)),
        ("11/20/2026", datetime(2026, 11, 19, 23, tzinfo=UTC)),
        ("5.11.2026 18:30", datetime(2026, 11, 5, 17, 30, tzinfo=UTC)),
        ("11/11/2026", datetime(2026, 11, 10, 23, tzinfo=UTC)),
        ("5/11/2026", None),
        ("2026-13-01", None),
        ("31/02/2026", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_a_time_is_read_in_the_shops_zone_or_refused(text: str, timestamp: datetime | None) -> None:
    if timestamp is None:
        with pytest.raises(CellRefused):
            cells.timestamp(text, MADRID)
    else:
        assert cells.timestamp(text, MADRID) == timestamp


def test_a_day_as_an_end_lasts_until_midnight() -> None:
    assert cells.timestamp("2026-11-30", MADRID, is_end=True) == datetime(2026, 11, 30, 23, tzinfo=UTC)
    assert cells.timestamp("30/11/2026", MADRID, is_end=True) == datetime(2026, 11, 30, 23, tzinfo=UTC)
    assert cells.timestamp("2026-11-30T12:00Z", MADRID, is_end=True) == datetime(2026, 11, 30, 12, tzinfo=UTC)
    with pytest.raises(CellRefused):
        cells.timestamp("9999-12-31", MADRID, is_end=True)


@given(text=st.text(max_size=30) | st.text("0123456789-/.: TZ+W", max_size=25))
def test_whatever_stands_there_is_a_time_or_refused(text: str) -> None:
    try:
        found = cells.timestamp(text, MADRID, is_end=True)
    except CellRefused:
        return
    assert found.tzinfo is not None


@pytest.mark.parametrize(
    ("text", "grams"),
    [("350", 350), ("350 g", 350), ("1.2 kg", 1200), ("1,2kg", 1200), ("12 oz", 340), ("1 LB", 454)],
)
def test_a_weight_is_read_in_grams(text: str, grams: int) -> None:
    assert cells.weight(text) == grams


@pytest.mark.parametrize("text", ["", "heavy", "1.2 stone", "1 2 3 kg g"])
def test_a_text_that_is_no_weight_is_refused(text: str) -> None:
    with pytest.raises(CellRefused):
        cells.weight(text)


def test_counts_and_booleans_are_read_in_several_notations() -> None:
    assert [cells.count(text) for text in ("4", "4.0", "4,00", "1 000", "-3")] == [4, 4, 4, 1000, -3]
    for text in ("4.5", "four", "", "1" * 30):
        with pytest.raises(CellRefused):
            cells.count(text)
    assert [cells.boolean(text) for text in ("true", "SÍ", "Não", "0")] == [True, True, False, False]
    with pytest.raises(CellRefused):
        cells.boolean("perhaps")


@pytest.mark.parametrize(
    "text", [f"1{' ' * 25_000}!", "1 " * 12_000 + "!", f"{'1.' * 12_000}x!", " " * 30_000]
)
def test_a_long_cell_is_refused_at_once(text: str) -> None:
    began = time.perf_counter()
    with pytest.raises(CellRefused):
        cells.weight(text)
    assert time.perf_counter() - began < allowance(0.1)


@pytest.mark.parametrize("code", ["[" * 150_000, '"' * 150_001, "[h" * 70_000, "[$" * 70_000])
def test_a_long_number_format_shows_no_date_and_is_read_at_once(code: str) -> None:
    began = time.perf_counter()
    assert not is_date_code(code)
    assert time.perf_counter() - began < allowance(0.1)


@pytest.mark.parametrize("digits", [50, 500, 130_000])
@pytest.mark.parametrize("read", [lambda text: cells.amount(text, "EUR"), cells.weight])
def test_a_number_of_thousands_of_digits_is_refused_shortly_and_at_once(
    digits: int, read: Callable[[str], int]
) -> None:
    """To make a whole number of them takes time in proportion to their square."""
    for text in ("9" * digits, "1." + "0" * digits, "9" * digits + ",5", "1" * 3 + ",111" * (digits // 4)):
        began = time.thread_time()
        with pytest.raises(CellRefused) as refused:
            read(text)
        assert time.thread_time() - began < allowance(0.1)
        assert len(str(refused.value)) < 300
