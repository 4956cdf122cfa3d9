"""Several things in one cell: "verano, playa", "color: azul, talla: M", addresses one after the other. Pure.

A backslash takes its meaning from the character behind it, so that whatever is written can be read again.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from shop.spreadsheets.errors import CellRefused

_BETWEEN = ",;|\n"
_HARMLESS = re.compile(r"\w+")
_NAMED = ":="
# A comma within an address is the address's own; between two it stands before the next one or before a space.
_APART = re.compile(r"\s+|(?<!\\)[,;|](?=https?://)")
_ENDS = re.compile(r"(?<!\\)[,;|]+$")
_WOULD_PART = re.compile(r"([,;|])(?=$|https?://)")
_KEPT = re.compile(r"\\([,;|])")


def join_words(words: Iterable[str]) -> str:
    """Tags, as one cell."""
    return ", ".join(_escaped(word, _BETWEEN) for word in words)


def split_words(text: str) -> list[str]:
    """The tags of a cell."""
    return [word for word in _split(text) if word]


def join_pairs(pairs: Mapping[str, str]) -> str:
    """Options or attributes, as one cell."""
    return ", ".join(
        f"{_escaped(name, _BETWEEN + _NAMED)}: {_escaped(value, _BETWEEN)}" for name, value in pairs.items()
    )


def split_pairs(text: str) -> dict[str, str]:
    """The options or attributes of a cell. Raises CellRefused."""
    pairs: dict[str, str] = {}
    for raw in _parts(text, _BETWEEN):
        if not _plain(raw):
            continue
        name, *rest = _parts(raw, _NAMED, most=2)
        if not rest:
            raise CellRefused(f"“{_plain(raw)[:100]}” has no value: write name: value, name: value.")
        word = _plain(name)
        if word in pairs:
            raise CellRefused(f"{word[:100]} stands twice.")
        pairs[word] = _plain(rest[0])
    return pairs


def join_addresses(addresses: Iterable[str]) -> str:
    """Pictures, as one cell."""
    return " ".join(_WOULD_PART.sub(r"\\\1", address) for address in addresses)


def split_addresses(text: str) -> list[str]:
    """The pictures of a cell."""
    bare = (_ENDS.sub("", part) for part in _APART.split(text))
    return [_KEPT.sub(r"\1", part) for part in bare if part]


def _split(text: str) -> Iterator[str]:
    return (_plain(part) for part in _parts(text, _BETWEEN))


def _escaped(text: str, special: str) -> str:
    """With a backslash before what would otherwise part it, and before spaces around it."""
    if _HARMLESS.fullmatch(text):
        return text
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return "".join(
        f"\\{c}" if c in special or c == "\\" or not begin <= at < end else c for at, c in enumerate(text)
    )


def _parts(text: str, between: str, *, most: int = 0) -> list[str]:
    """Cut at unescaped characters of `between`, into `most` parts at most (0: any number); escapes stay."""
    parts: list[str] = []
    current, at = "", 0
    while at < len(text):
        c = text[at]
        if c == "\\" and at + 1 < len(text):
            current += text[at : at + 2]
            at += 2
            continue
        if c in between and len(parts) + 1 != most:
            parts.append(current)
            current = ""
        else:
            current += c
        at += 1
    return [*parts, current]


def _plain(part: str) -> str:
    """Without the spaces around that nobody marked, and without the marks."""
    kept: list[tuple[str, bool]] = []
    at = 0
    while at < len(part):
        if part[at] == "\\" and at + 1 < len(part):
            kept.append((part[at + 1], True))
            at += 2
        else:
            kept.append((part[at], False))
            at += 1
    marks = [nth for nth, (c, marked) in enumerate(kept) if marked or not c.isspace()]
    return "".join(c for c, _ in kept[marks[0] : marks[-1] + 1]) if marks else ""
