"""Each file holds what shoppers wrote with one meaning, a sentence a line; the near ones mean something else."""

from pathlib import Path

import pytest

from tests.bot.facts import reasons, text, turn


def sentences(file: str) -> list[str]:
    return (Path(__file__).parent / file).read_text().splitlines()


@pytest.mark.parametrize("words", sentences("stops.txt"))
def test_a_stop_counts(words: str) -> None:
    assert "OptOut" in reasons(turn(text(words)))


@pytest.mark.parametrize("words", sentences("stops_asked.txt"))
def test_what_may_be_a_stop_is_asked_about(words: str) -> None:
    assert reasons(turn(text(words))) == ["consent.asked_to_stop"]


@pytest.mark.parametrize("words", sentences("no_stops.txt"))
def test_what_is_no_stop_is_none_and_nobody_asks(words: str) -> None:
    assert not {"OptOut", "consent.asked_to_stop"} & set(reasons(turn(text(words))))


@pytest.mark.parametrize("words", sentences("harm.txt"))
def test_harm_reaches_a_person(words: str) -> None:
    assert reasons(turn(text(words))) == ["bot.harm", "HandOver"]


@pytest.mark.parametrize("words", sentences("no_harm.txt"))
def test_what_is_no_harm_calls_nobody(words: str) -> None:
    assert "HandOver" not in reasons(turn(text(words)))
