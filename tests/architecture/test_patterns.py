"""No regular expression takes time that grows faster than its text: a pattern holds the interpreter while it tries."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.architecture.hostile_strings import hostile_strings
from tests.architecture.patterns import ANYWHERE, UsedPattern, all_patterns

SHORT = (12, 18, 24, 200)  # characters: what is exponential shows here
LONG = 2_000
SLOW_SECONDS = 0.05  # for so few characters nothing that is linear takes so long
NOTABLE_SECONDS = 0.005  # from here on a text of four times the length is tried
GROWTH = 9.0  # by which a try takes longer then: four times for a linear one, sixteen times for a square one
PATTERNS = all_patterns()


def slowest(used: UsedPattern) -> str:
    """The first text for which trying takes more than its share of time, or ""."""
    pattern, methods = used
    attempts: list[Callable[[Any], object]] = [pattern.fullmatch, pattern.match]
    if methods & ANYWHERE:
        attempts += [pattern.search, lambda text: pattern.sub(text[:0], text)]
    for beginning, piece, end in hostile_strings(pattern):
        for attempt in attempts:

            def seconds(length: int, attempt: Callable[[Any], object] = attempt) -> float:
                text: Any = beginning + piece * (length // len(piece)) + end  # noqa: B023
                if isinstance(pattern.pattern, bytes):
                    text = text.encode("latin-1", "replace")
                began = time.perf_counter()
                attempt(text)
                return time.perf_counter() - began

            if grows_too_fast(seconds):
                return f"{beginning!r} + {piece!r} * n + {end!r}"
    return ""


def grows_too_fast(seconds: Callable[[int], float]) -> bool:
    """Whether a try takes far longer for a longer text; another program's time is not counted."""
    if any(
        seconds(length) > SLOW_SECONDS and min(seconds(length) for _ in range(2)) > SLOW_SECONDS
        for length in SHORT
    ):
        return True
    if seconds(LONG) < NOTABLE_SECONDS:
        return False
    return min(seconds(4 * LONG) for _ in range(3)) > GROWTH * min(seconds(LONG) for _ in range(3))


@pytest.mark.parametrize("where", sorted(PATTERNS))
def test_a_pattern_takes_time_in_proportion_to_its_text(where: str) -> None:
    text = slowest(PATTERNS[where])
    assert not text, f"{PATTERNS[where].pattern.pattern!r} takes ever longer for {text}"


@pytest.mark.parametrize(
    "pattern",
    [
        r"(a+)+$",
        r"<!--(\s*<!--.*?)*<svg",
        r"\d+\s*\s*x",
        r"\s+$",
        r"^(?:[^<]|<(?!svg))*<svg",
        r"(\[[^]]*\])*;(\[[^]]*)*x",
        r"x(a|aa)+y",
        r"[a-z]+@[a-z]+$",
    ],
)
def test_one_that_does_not_is_found(pattern: str) -> None:
    assert slowest(UsedPattern(re.compile(pattern, re.DOTALL), frozenset(ANYWHERE)))


def test_every_pattern_of_the_program_is_among_them() -> None:
    assert len(PATTERNS) > 100
    for known in (
        "shop.images.formats",
        "shop.spreadsheets.cells",
        "catalog_sync/drift.py",
        "shop/api/products/inputs.py",
    ):
        assert [where for where in PATTERNS if where.startswith(known)]
