"""An option's value for readers of another language than the merchant's: word by word, as colours are put together.

Titles and descriptions are translated by the merchant, options are not. A value is a common word ("Rojo"), a colour with
its shade ("Verde menta", "Mint green"), or several of them ("Azul y blanco", "Rojo/Azul", "Azul marino, M"). A word that
is in none of the tables stays as the merchant wrote it.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache

from shop.catalog.options.words import COLOURS, CONCEPTS, LANGUAGES, SHADES, Concept
from shop.kit.translations import fallbacks

_AND = {"es": "y", "en": "and", "pt": "e"}
_APART = re.compile(r"( ?[,/+&()] ?| - | (?:y|e|and) )", re.IGNORECASE)
_ENGLISH = LANGUAGES.index("en")


def option_in(value: str, locale: str) -> str:
    """An option's value as a reader of the locale knows it; what the tables have not stays as it is."""
    language = fallbacks(locale)[0].partition("_")[0]
    if language not in LANGUAGES:
        return value
    if (whole := _term_in(value, language)) is not None:
        return whole
    parts = _APART.split(" ".join(value.split()))
    if len(parts) == 1:
        return value
    said = [
        _joint_in(part, language) if place % 2 else _part_in(part, language)
        for place, part in enumerate(parts)
    ]
    return "".join(said)


def _part_in(part: str, language: str) -> str:
    """In lower case where the merchant wrote it so."""
    known = _term_in(part, language)
    if known is None:
        return part
    return known if part[:1].isupper() else f"{known[:1].lower()}{known[1:]}"


def _joint_in(joint: str, language: str) -> str:
    """What stands between two values: an "and" is the reader's own, a comma is a comma."""
    return f" {_AND[language]} " if joint.strip().lower() in _AND.values() else joint


def _term_in(value: str, language: str) -> str | None:
    """A word of the tables, or a colour with its shade; None for anything else."""
    column = LANGUAGES.index(language)
    if (concept := _by_word(CONCEPTS).get(_folded(value))) is not None:
        said = _words(concept[column])
        return value if _folded(value) in map(_folded, said) else said[0]
    if (shaded := _shaded(value)) is None:
        return None
    colour, shade, written_in = shaded
    if column in written_in:
        return value
    base, tone = _words(colour[column])[0], _words(shade[column])[0]
    return f"{tone} {base.lower()}" if column == _ENGLISH else f"{base} {tone.lower()}"


def _shaded(value: str) -> tuple[Concept, Concept, frozenset[int]] | None:
    """ "Verde menta" or "Mint green": the colour, its shade, and the languages that write both words so."""
    words = re.split(r"[\s-]+", _folded(value))
    for place in range(1, len(words)):
        first, second = " ".join(words[:place]), " ".join(words[place:])
        for colour, shade, is_english in ((first, second, False), (second, first, True)):
            found = _by_word(COLOURS).get(colour), _by_word(SHADES).get(shade)
            if found[0] is None or found[1] is None:
                continue
            written_in = _columns(found[0], colour) & _columns(found[1], shade)
            if written := frozenset(c for c in written_in if (c == _ENGLISH) is is_english):
                return found[0], found[1], written
    return None


def _columns(concept: Concept, word: str) -> frozenset[int]:
    """The languages that have the word."""
    return frozenset(n for n, words in enumerate(concept) if word in map(_folded, _words(words)))


def _words(column: str) -> list[str]:
    return [word.strip() for word in column.split(",")]


@cache
def _by_word(concepts: Sequence[Concept]) -> dict[str, Concept]:
    return {_folded(word): concept for concept in concepts for column in concept for word in _words(column)}


def _folded(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.strip().lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
