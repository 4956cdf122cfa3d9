import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shop.kit.texts.lines import one_line
from shop.whatsapp.outgoing import clip


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [
        ("hello", 5, "hello"),
        ("hello!", 5, "hell…"),
        ("hello", 1, "…"),
        ("hello", 0, ""),
        ("one two", 5, "one…"),
        ("ab👨‍👩‍👧cd", 6, "ab…"),
        ("ab👍🏽cd", 4, "ab…"),
        ("a🇪🇸🇵🇹b", 4, "a🇪🇸…"),
        ("a🇪🇸🇵🇹b", 5, "a🇪🇸…"),
        ("cafe\u0301s y", 5, "caf…"),
        ("a\r\nbcd", 3, "a…"),
        ("❤\ufe0fabc", 2, "…"),
    ],
)
def test_a_cut_never_falls_inside_a_sign(text: str, limit: int, cut: str) -> None:
    assert clip(text, limit) == cut


@settings(deadline=None)
@given(st.text(), st.integers(0, 20))
def test_a_clipped_text_fits_and_begins_like_the_original(text: str, limit: int) -> None:
    cut = clip(text, limit)
    assert len(cut) <= limit
    assert text.startswith(cut.removesuffix("…")) or text == cut


@settings(deadline=None)
@given(st.text(), st.integers(2, 20))
def test_a_clipped_text_never_loses_only_an_accent(text: str, limit: int) -> None:
    cut = clip(text, limit)
    rest = text[len(cut.removesuffix("…")) :]
    assert cut in (text, "…") or not unicodedata.combining(rest[0])


@settings(deadline=None)
@given(st.text(st.characters(codec=None)))
def test_a_templates_value_becomes_one_line(text: str) -> None:
    value = one_line(text)
    assert not set("\n\r\t\0") & set(value)
    assert "  " not in value
    value.encode()
