"""Several values in one cell, and texts that look like formulas: what is written is what is read."""

import contextlib
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.spreadsheets.errors import CellRefused
from shop.spreadsheets.files.formula_guard import guard_csv_text, guard_typed_text, unguard_text
from shop.spreadsheets.multi_values import (
    join_pairs,
    join_tags,
    join_urls,
    split_pairs,
    split_tags,
    split_urls,
)
from tests.support.pace import allowance

TRICKY = st.text(st.sampled_from(list(" ,;|\\:=\n\t\u2003ab'-")), max_size=8) | st.text(max_size=8)
WORD = TRICKY.filter(bool)
ADDRESS = st.text(st.sampled_from(list(",;|ab/:?")), max_size=10).map(
    lambda path: f"https://a.example/{path}"
)


@given(words=st.lists(WORD))
def test_tags_written_into_a_cell_are_read_back(words: list[str]) -> None:
    assert split_tags(join_tags(words)) == words


@given(pairs=st.dictionaries(WORD, TRICKY))
def test_pairs_written_into_a_cell_are_read_back(pairs: dict[str, str]) -> None:
    assert split_pairs(join_pairs(pairs)) == pairs


@given(addresses=st.lists(ADDRESS))
def test_urls_written_into_a_cell_are_read_back(addresses: list[str]) -> None:
    assert split_urls(join_urls(addresses)) == addresses


@given(text=TRICKY | st.text(st.sampled_from(list("'=+-@\t\r\n＝a")), max_size=5))
def test_guarded_texts_are_read_back_and_begin_no_formula(text: str) -> None:
    assert unguard_text(guard_csv_text(text)) == unguard_text(guard_typed_text(text)) == text
    assert guard_csv_text(text)[:1] not in tuple("=+-@\t\r\n＝＋－＠")


def test_values_are_split_as_people_separate_them() -> None:
    assert split_tags("verano, playa;;  sol ") == ["verano", "playa", "sol"]
    assert split_pairs("Color: azul; Talla = M\nTejido: lino") == {
        "Color": "azul",
        "Talla": "M",
        "Tejido": "lino",
    }
    assert split_pairs("Hora: 10:30") == {"Hora": "10:30"}
    several = (
        "https://a.example/1.jpg,https://a.example/2.jpg, https://a.example/w_1,h_2/3.jpg\n/images/4.jpg,"
    )
    assert split_urls(several) == [
        "https://a.example/1.jpg",
        "https://a.example/2.jpg",
        "https://a.example/w_1,h_2/3.jpg",
        "/images/4.jpg",
    ]


def test_a_pair_needs_a_value_and_a_name_of_its_own() -> None:
    with pytest.raises(CellRefused, match="has no value"):
        split_pairs("azul")
    with pytest.raises(CellRefused, match="stands twice"):
        split_pairs("color: azul, color: rojo")


@pytest.mark.parametrize("split", [split_tags, split_pairs, split_urls])
@pytest.mark.parametrize("text", ["9" * 130_000, "a: " + "b" * 130_000, " " * 130_000, "\\" * 130_000])
def test_a_cell_as_long_as_they_come_takes_no_tenth_of_a_second(
    split: Callable[[str], object], text: str
) -> None:
    began = time.thread_time()
    with contextlib.suppress(CellRefused):
        split(text)
    assert time.thread_time() - began < allowance(0.1)
