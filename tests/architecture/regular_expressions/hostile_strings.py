"""Strings that make a backtracking engine try again and again, made from the pattern they are for."""

import re
from collections.abc import Iterator
from re import _constants as op
from re import _parser
from typing import Any

REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT)
OFTEN = "a0 \t\n<-!\".,/[{(_é%=&:;'*"  # what a class is tried with, and every pattern
LAST = ("", "\0", "!")  # after which it must fail, or give up what it took
SAMPLES, FEW = 6, 2  # of one part; where parts are combined


def hostile_strings(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str, str]]:
    """(beginning, piece to repeat, end): for each repeated part, what leads to it, what it takes, and what it cannot."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    parsed = _parser.parse(text, pattern.flags & ~re.UNICODE & ~re.DEBUG)
    found = {("", piece) for piece in OFTEN}
    _walk(list(parsed), [""], found)
    for beginning, piece in sorted(found):
        for end in LAST:
            yield beginning, piece, end


def _walk(nodes: list[Any], before: list[str], found: set[tuple[str, str]]) -> list[str]:
    """Note what is repeated among `nodes`; returns what may stand before whatever follows them."""
    for number, node in enumerate(nodes):
        kind, about = node
        for inner in _inner(kind, about):
            _walk(list(inner), before, found)
        if kind in REPEATS:
            pieces = _samples([*about[2]])
            following = _samples(nodes[number + 1 : number + 3])[:FEW]
            for piece in [*pieces, *(each + other for each in pieces for other in following)]:
                found.update((beginning, piece) for beginning in before if piece)
                found.update(("", beginning + piece) for beginning in before[:1])
        before = [beginning + sample for beginning in before[:FEW] for sample in _samples([node])[:1]]
    return before


def _inner(kind: Any, about: Any) -> list[Any]:
    if kind in REPEATS:
        return [about[2]]
    if kind is op.SUBPATTERN:
        return [about[3]]
    if kind is op.BRANCH:
        return list(about[1])
    if kind is op.ATOMIC_GROUP:
        return [about]
    if kind in {op.ASSERT, op.ASSERT_NOT}:
        return [about[1]]
    return []


def _samples(nodes: list[Any]) -> list[str]:
    """Strings that the nodes take, a few of the many."""
    texts = [""]
    for kind, about in nodes:
        texts = [text + sample for text in texts for sample in _of_node(kind, about)][:SAMPLES]
    return list(dict.fromkeys(texts))


def _of_node(kind: Any, about: Any) -> list[str]:
    if kind is op.LITERAL:
        return [chr(about)]
    if kind is op.NOT_LITERAL:
        return [char for char in OFTEN if ord(char) != about][:SAMPLES]
    if kind is op.ANY:
        return ["a", " "]
    if kind is op.IN:
        return _of_class(about)
    if kind in REPEATS:
        least, _, inner = about
        return [text * max(least, 1) for text in _samples([*inner])] + ([""] if least == 0 else [])
    if kind is op.SUBPATTERN:
        return _samples([*about[3]])
    if kind is op.ATOMIC_GROUP:
        return _samples([*about])
    if kind is op.BRANCH:
        return [sample for branch in about[1] for sample in _samples([*branch])[:2]]
    return [""]


def _of_class(members: list[Any]) -> list[str]:
    source = _pattern_of(members)
    own = [
        chr(about if kind is op.LITERAL else about[0])
        for kind, about in members
        if kind in {op.LITERAL, op.RANGE}
    ]
    taken = [char for char in dict.fromkeys([*OFTEN, *own]) if source.fullmatch(char)]
    return taken[:SAMPLES] or [char for char in map(chr, range(0x3000)) if source.fullmatch(char)][:1]


def _pattern_of(members: list[Any]) -> re.Pattern[str]:
    """A pattern of one class again, from what the parser made of it."""
    parts = []
    for kind, about in members:
        if kind is op.NEGATE:
            parts.append("^")
        elif kind is op.LITERAL:
            parts.append(re.escape(chr(about)))
        elif kind is op.RANGE:
            parts.append(f"{re.escape(chr(about[0]))}-{re.escape(chr(about[1]))}")
        elif kind is op.CATEGORY:
            parts.append(_CATEGORIES[about])
    return re.compile(f"[{''.join(parts)}]")


_CATEGORIES = {
    op.CATEGORY_DIGIT: r"\d",
    op.CATEGORY_NOT_DIGIT: r"\D",
    op.CATEGORY_SPACE: r"\s",
    op.CATEGORY_NOT_SPACE: r"\S",
    op.CATEGORY_WORD: r"\w",
    op.CATEGORY_NOT_WORD: r"\W",
}
