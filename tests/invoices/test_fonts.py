import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.invoices.fonts import printable


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Camiseta 🎉 fiesta 👨‍👩‍👧", "Camiseta fiesta"),
        ("🎉", "?"),
        ("商店 Sol", "商店 Sol"),
        ("ラーメン 3個", "ラーメン 3個"),
        ("김치 볶음", "김치 볶음"),
        ("ต้มยำกุ้ง", "ต้มยำกุ้ง"),
        ("ខ្មែរ Sol", "??? Sol"),
        ("Ｆｕｌｌ 𝟚 ㎏", "Full 2 kg"),
        ("uno\ndos\ttres\x00", "uno dos tres"),
        ("Pagado \u202e00,1\u202c", "Pagado 00,1"),
        ("cafe\u0301 com açúcar ñandú ₹ № ½", "café com açúcar ñandú ₹ № ½"),
        ("Ağaç Şişli Łódź Žižkov Nguyễn", "Ağaç Şişli Łódź Žižkov Nguyễn"),
        ("Ελιά Борщ दुकान متجر חנות", "Ελιά Борщ दुकान متجر חנות"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_what_no_font_has_is_replaced(name: str, printed: str) -> None:
    assert printable(name) == printed


@given(st.text())
def test_what_is_printable_stays_as_it_is(text: str) -> None:
    assert printable(printable(text)) == printable(text)


@given(st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1))
def test_a_text_never_becomes_nothing(text: str) -> None:
    assert printable(text)


def test_marks_that_would_cover_the_rows_above_are_left_out() -> None:
    assert len(printable("T" + "\u0301" * 60)) <= 6
