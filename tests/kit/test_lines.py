"""A text of somebody else's in a line of ours."""

import unicodedata

import pytest

from shop.kit.texts.lines import MOST_MARKS, one_line

DIRECTIONS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@pytest.mark.parametrize("mark", DIRECTIONS + "\u200b\u2060\ufeff\u00ad\0\x1b\x7f\ud800")
def test_what_is_not_shown_and_changes_the_line_is_left_out(mark: str) -> None:
    assert one_line(f"Taza{mark} azul{mark}") == "Taza azul"


@pytest.mark.parametrize(
    "end", ["\n", "\r\n", "\t", "\v", "\x85", "\u2028", "\u2029", "\u00a0", "\n\n\n", " \u3000"]
)
def test_breaks_and_runs_of_spaces_are_one_space(end: str) -> None:
    assert one_line(f"{end}Taza{end}rara{end}") == "Taza rara"


ENGLAND = "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
WORDS = ["Cafe\u0301", "نمی\u200cخواهم", "กี่", "שָׁלוֹם", "क्षि"]


@pytest.mark.parametrize("text", ["👩\u200d🍳", "❤\ufe0f", "👍🏽", ENGLAND, *WORDS])
def test_signs_of_several_characters_stay_whole(text: str) -> None:
    assert one_line(text) == text


def test_a_letter_keeps_a_few_marks_and_covers_no_other_line() -> None:
    cut = one_line("T" + "\u0301" * 60 + "a" + "\u0301" * 60)
    assert sum(unicodedata.combining(each) > 0 for each in cut) == 2 * MOST_MARKS
    assert [each for each in cut if each.isalpha()] == ["T", "a"]
