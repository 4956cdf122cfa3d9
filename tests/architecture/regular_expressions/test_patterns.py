"""No regular expression takes time that grows faster than its text: a pattern holds the interpreter while it tries."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest

from tests.architecture.regular_expressions.hostile_strings import hostile_strings
from tests.architecture.regular_expressions.patterns import ANYWHERE, UsedPattern, all_patterns

FEW = range(2, 61)  # times that a piece is repeated: what is exponential shows here
MANY = 2_000  # characters
SLOW_SECONDS = 0.05  # for so few nothing that is linear takes so long
NOTABLE_SECONDS = (
    0.0003  # from here on a text of four times the length is tried; a cheap step is square all the same
)
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

            def seconds(times: int, attempt: Callable[[Any], object] = attempt) -> float:
                text: Any = beginning + piece * times + end  # noqa: B023
                if isinstance(pattern.pattern, bytes):
                    text = text.encode("latin-1", "replace")
                began = time.thread_time()  # other programs' time is not counted
                attempt(text)
                return time.thread_time() - began

            if grows_too_fast(seconds, many=MANY // len(piece)):
                return f"{beginning!r} + {piece!r} * n + {end!r}"
    return ""


def grows_too_fast(seconds: Callable[[int], float], *, many: int) -> bool:
    """Whether a try takes far longer for a longer text."""
    for times in FEW:
        if seconds(times) > SLOW_SECONDS and seconds(times) > SLOW_SECONDS:
            return True
    if seconds(many) < NOTABLE_SECONDS:
        return False
    return min(seconds(4 * many) for _ in range(5)) > GROWTH * min(seconds(many) for _ in range(5))


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
        r"(\[[^]]*\])*;(\[[^]]*)*x",
        r"x(a|aa)+y",
        r"[a-z]+@[a-z]+$",
        r"“[^”]*”",
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
