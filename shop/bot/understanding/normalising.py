"""Text as the tables of this package hold it: lower case, no accents, no punctuation, words apart."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache

from shop.bot.understanding.slips import put_right

LONGEST_READ = 1000  # characters; nobody asks for something after a thousand of them
_CLAUSE_ENDS = re.compile(r"[.,;:!?¡¿()\n\r…\u3002\uff01\uff0c\uff1f]+")
_ORDINALS = str.maketrans("ºª°", "   ")  # "nº 7" is no "no"
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")  # "holaaa"


def normalised(text: str) -> str:
    """Lower case, no accents, no punctuation, single spaces, "holaaa" as "hola", "canselar" as "cancelar"."""
    letters = unicodedata.normalize("NFKD", text[:LONGEST_READ].lower().translate(_ORDINALS))
    kept = "".join(c if c.isalnum() or c.isspace() else " " for c in letters if not unicodedata.combining(c))
    return put_right(" ".join(_DRAWN_OUT.sub(r"\1", kept).split()))


def words_in(text: str) -> list[str]:
    """The words, normalised."""
    return normalised(text).split()


def clauses_of(text: str) -> list[list[str]]:
    """The words of each part between full stops, commas and their like; empty parts are left out."""
    parts = (words_in(part) for part in _CLAUSE_ENDS.split(_without_apostrophes(text[:LONGEST_READ])))
    return [part for part in parts if part]


def listed(**languages: str) -> frozenset[str]:
    """A table of phrases: for each language, phrases with commas between them, normalised as written."""
    return frozenset(
        " ".join(each.split()) for column in languages.values() for each in column.split(",")
    ) - {""}


def finds(words: Sequence[str], *tables: frozenset[str]) -> bool:
    """Does a phrase of the tables stand in the words?"""
    return next(found_phrases(words, *tables), None) is not None


def found_phrases(words: Sequence[str], *tables: frozenset[str]) -> Iterator[str]:
    """The phrases that stand in the words, the longest at each place, in their order."""
    by_first = _by_first_word(tables)
    position = 0
    while position < len(words):
        length = _phrase_length(words, position, by_first)
        if length:
            yield " ".join(words[position : position + length])
        position += length or 1


def without(words: Sequence[str], *tables: frozenset[str]) -> list[str]:
    """The words that belong to no phrase of the tables."""
    by_first = _by_first_word(tables)
    left: list[str] = []
    position = 0
    while position < len(words):
        length = _phrase_length(words, position, by_first)
        if not length:
            left.append(words[position])
        position += length or 1
    return left


# The phrases of some tables by their first word, each as its words, the longest first.
_ByFirstWord = dict[str, tuple[tuple[str, ...], ...]]


@cache
def _by_first_word(tables: tuple[frozenset[str], ...]) -> _ByFirstWord:
    """Built once for each combination of tables: there are some dozens in the code."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in frozenset().union(*tables):
        words = tuple(phrase.split())
        found.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(phrases, key=len, reverse=True)) for first, phrases in found.items()}


def _phrase_length(words: Sequence[str], position: int, by_first: _ByFirstWord) -> int:
    for phrase in by_first.get(words[position], ()):
        if len(phrase) == 1 or tuple(words[position : position + len(phrase)]) == phrase:
            return len(phrase)
    return 0


def _without_apostrophes(text: str) -> str:
    """ "don't" is read as two words wherever it stands."""
    return text.replace("'", " ").replace("\u2019", " ")
