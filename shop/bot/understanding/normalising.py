"""Text as the tables of this package hold it: lower case, no accents, no punctuation, words apart."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

LONGEST_READ = 1000  # characters; nobody asks for something after a thousand of them
MOST_WORDS_OF_A_PHRASE = 6
_CLAUSE_ENDS = re.compile(r"[.,;:!?¡¿()\n\r…\u3002\uff01\uff0c\uff1f]+")
_ORDINALS = str.maketrans("ºª°", "   ")  # "nº 7" is no "no"
_DRAWN_OUT = re.compile(r"([a-z])\1{2,}")  # "holaaa"


def normalised(text: str) -> str:
    """Lower case, no accents, no punctuation, single spaces, "holaaa" as "hola"."""
    letters = unicodedata.normalize("NFKD", text[:LONGEST_READ].lower().translate(_ORDINALS))
    kept = "".join(c if c.isalnum() or c.isspace() else " " for c in letters if not unicodedata.combining(c))
    return " ".join(_DRAWN_OUT.sub(r"\1", kept).split())


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


def finds(words: Sequence[str], phrases: frozenset[str]) -> bool:
    """Does one of the phrases stand in the words?"""
    return next(found_phrases(words, phrases), None) is not None


def found_phrases(words: Sequence[str], phrases: frozenset[str]) -> Iterator[str]:
    """The phrases that stand in the words, the longest at each place, in their order."""
    position = 0
    while position < len(words):
        length = _phrase_length(words, position, phrases)
        if length:
            yield " ".join(words[position : position + length])
        position += length or 1


def without(words: Sequence[str], *tables: frozenset[str]) -> list[str]:
    """The words that belong to no phrase of the tables."""
    phrases = frozenset().union(*tables)
    left: list[str] = []
    position = 0
    while position < len(words):
        length = _phrase_length(words, position, phrases)
        if not length:
            left.append(words[position])
        position += length or 1
    return left


def starts_with_any(words: Iterable[str], stems: tuple[str, ...]) -> bool:
    """Does one of the words begin with one of the stems?"""
    return any(word.startswith(stems) for word in words)


def _phrase_length(words: Sequence[str], position: int, phrases: frozenset[str]) -> int:
    longest = min(MOST_WORDS_OF_A_PHRASE, len(words) - position)
    for length in range(longest, 0, -1):
        if " ".join(words[position : position + length]) in phrases:
            return length
    return 0


def _without_apostrophes(text: str) -> str:
    """ "don't" is read as two words wherever it stands."""
    return text.replace("'", " ").replace("\u2019", " ")
