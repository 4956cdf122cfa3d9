"""Several values in one cell: tags ("verano, playa"), pairs ("color: azul, talla: M") and URLs. Pure.

A backslash before a character takes away its special meaning, so that whatever is written can be read again.
"""

import re
from collections.abc import Iterable, Iterator, Mapping

from shop.spreadsheets.errors import CellRefused

_SEPARATORS = ",;|\n"
_NEEDS_NO_ESCAPE = re.compile(r"\w+")
_NAME_ENDS = ":="
# What an escape takes with it, or one of the characters at which is cut.
_ESCAPED_OR_NOT = {
    between: re.compile(rf"\\.|[{between}]", re.DOTALL) for between in (_SEPARATORS, _NAME_ENDS)
}
# A comma belongs to the URL that holds it; it separates two URLs only before the next one or before a space.
_URL_SEPARATORS = re.compile(r"\s+|(?<!\\)[,;|](?=https?://)")
_WOULD_SEPARATE = re.compile(r"([,;|])(?=$|https?://)")
_ESCAPED_SEPARATOR = re.compile(r"\\([,;|])")


def join_tags(tags: Iterable[str]) -> str:
    """Tags, as one cell."""
    return ", ".join(_escaped(tag, _SEPARATORS) for tag in tags)


def split_tags(text: str) -> list[str]:
    """The tags of a cell."""
    return [tag for tag in _unescaped_parts(text) if tag]


def join_pairs(pairs: Mapping[str, str]) -> str:
    """Options or attributes, as one cell."""
    return ", ".join(
        f"{_escaped(name, _SEPARATORS + _NAME_ENDS)}: {_escaped(value, _SEPARATORS)}"
        for name, value in pairs.items()
    )


def split_pairs(text: str) -> dict[str, str]:
    """The options or attributes of a cell. Raises CellRefused."""
    pairs: dict[str, str] = {}
    for raw in _parts(text, _SEPARATORS):
        if not _unescaped(raw):
            continue
        name, *rest = _parts(raw, _NAME_ENDS, most=2)
        if not rest:
            raise CellRefused(f"“{_unescaped(raw)[:100]}” has no value: write name: value, name: value.")
        word = _unescaped(name)
        if word in pairs:
            raise CellRefused(f"{word[:100]} stands twice.")
        pairs[word] = _unescaped(rest[0])
    return pairs


def join_urls(urls: Iterable[str]) -> str:
    """Images, as one cell."""
    return " ".join(_WOULD_SEPARATE.sub(r"\\\1", url) for url in urls)


def split_urls(text: str) -> list[str]:
    """The images of a cell."""
    bare = map(_without_separators_behind, _URL_SEPARATORS.split(text))
    return [_ESCAPED_SEPARATOR.sub(r"\1", part) for part in bare if part]


def _without_separators_behind(part: str) -> str:
    bare = part.rstrip(",;|")
    is_escaped = bare.endswith("\\") and bare != part
    return part[: len(bare) + 1] if is_escaped else bare


def _unescaped_parts(text: str) -> Iterator[str]:
    return (_unescaped(part) for part in _parts(text, _SEPARATORS))


def _escaped(text: str, special: str) -> str:
    """With a backslash before what would otherwise separate it, and before spaces around it."""
    if _NEEDS_NO_ESCAPE.fullmatch(text):
        return text
    begin, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return "".join(
        f"\\{c}" if c in special or c == "\\" or not begin <= at < end else c for at, c in enumerate(text)
    )


def _parts(text: str, between: str, *, most: int = 0) -> list[str]:
    """Cut at unescaped characters of `between`, into `most` parts at most (0: any number); escapes stay."""
    parts: list[str] = []
    start = 0
    for found in _ESCAPED_OR_NOT[between].finditer(text):
        if found.group() in between and len(parts) + 1 != most:
            parts.append(text[start : found.start()])
            start = found.end()
    return [*parts, text[start:]]


def _unescaped(part: str) -> str:
    """Without the spaces around that were not escaped, and without the backslashes."""
    if "\\" not in part:
        return part.strip()
    kept: list[tuple[str, bool]] = []
    at = 0
    while at < len(part):
        if part[at] == "\\" and at + 1 < len(part):
            kept.append((part[at + 1], True))
            at += 2
        else:
            kept.append((part[at], False))
            at += 1
    shown = [nth for nth, (c, escaped) in enumerate(kept) if escaped or not c.isspace()]
    return "".join(c for c, _ in kept[shown[0] : shown[-1] + 1]) if shown else ""
