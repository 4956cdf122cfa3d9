"""Several things in one cell, and texts that look like formulas: what is written is what is read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.spreadsheets.errors import CellRefused
from shop.spreadsheets.files.formula_guard import as_text, from_text, typed_text
from shop.spreadsheets.multi_values import (
    join_addresses,
    join_pairs,
    join_words,
    split_addresses,
    split_pairs,
    split_words,
)

TRICKY = st.text(st.sampled_from(list(" ,;|\\:=\n\t\u2003ab'-")), max_size=8) | st.text(max_size=8)
WORD = TRICKY.filter(bool)
ADDRESS = st.text(st.sampled_from(list(",;|ab/:?")), max_size=10).map(
    lambda path: f"https://a.example/{path}"
)


@given(words=st.lists(WORD))
def test_words(words: list[str]) -> None:
    assert split_words(join_words(words)) == words


@given(pairs=st.dictionaries(WORD, TRICKY))
def test_pairs(pairs: dict[str, str]) -> None:
    assert split_pairs(join_pairs(pairs)) == pairs


@given(addresses=st.lists(ADDRESS))
def test_addresses(addresses: list[str]) -> None:
    assert split_addresses(join_addresses(addresses)) == addresses


@given(text=TRICKY | st.text(st.sampled_from(list("'=+-@\t\r\n＝a")), max_size=5))
def test_formulas(text: str) -> None:
    assert from_text(as_text(text)) == from_text(typed_text(text)) == text
    assert as_text(text)[:1] not in tuple("=+-@\t\r\n＝＋－＠")


def test_lists_as_people_write_them() -> None:
    assert split_words("verano, playa;;  sol ") == ["verano", "playa", "sol"]
    assert split_pairs("Color: azul; Talla = M\nTejido: lino") == {
        "Color": "azul",
        "Talla": "M",
        "Tejido": "lino",
    }
    assert split_pairs("Hora: 10:30") == {"Hora": "10:30"}
    several = (
        "https://a.example/1.jpg,https://a.example/2.jpg, https://a.example/w_1,h_2/3.jpg\n/images/4.jpg,"
    )
    assert split_addresses(several) == [
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
