"""Codes as people type them."""

import unicodedata

import pytest

from shop.discounts.codes import ALPHABET, RANDOM_SIGNS, fold_code, random_code, shown_code


@pytest.mark.parametrize(
    "typed",
    [
        " verano10 ",
        "Verano 10",
        "VERANO-10",
        "véràno10",
        "ＶＥＲＡＮＯ１０",
        "verano١٠",
        "VERANO\u200b10",
        "*VERANO10*",
    ],
)
def test_a_code_is_what_is_meant(typed: str) -> None:
    assert fold_code(typed) == "VERANO10"


@pytest.mark.parametrize("code", ["", " ", "-", "🎉", "\u0301"])
def test_what_holds_no_letter_and_no_digit_is_no_code(code: str) -> None:
    assert fold_code(code) == ""


@pytest.mark.parametrize("code", ["straße", "ﬁesta", "İstanbul", "ıı", "夏10", "лето"])
def test_folding_again_changes_nothing(code: str) -> None:
    once = fold_code(code)
    assert once
    assert fold_code(once) == once == unicodedata.normalize("NFKC", once)


def test_random_codes_hold_no_signs_that_are_taken_for_each_other() -> None:
    assert not set(ALPHABET) & set("0O1IL2Z5S8BU")
    assert len(set(ALPHABET)) == len(ALPHABET) == 22
    assert not set(ALPHABET) & set("AEIOU")


def test_random_codes_are_their_own_fold_behind_their_prefix() -> None:
    codes = {random_code("NAVIDAD") for _ in range(1000)}
    assert len(codes) == 1000
    assert all(fold_code(code) == code and len(code) == 7 + RANDOM_SIGNS for code in codes)


def test_what_is_said_back_fits_on_a_line() -> None:
    assert shown_code("A\nB\u202e") == "A B"
    assert len(shown_code("A" * 500)) == 40
