"""In which language somebody writes, and how much it takes to believe it.

A word of our own texts that shoppers are told to write ("*pedido*", "STOP") says nothing of the language of who writes
it. For somebody of whom nothing is known one word is enough, and the country of the number decides between languages
that share it; who wrote in a language before is not taken for a speaker of another by one word.
"""

import re
from collections.abc import Sequence

from shop.bot.understanding.courtesies import Courtesy, courtesy_of, without_courtesies
from shop.bot.understanding.normalising import (
    LONGEST_READ,
    finds,
    found_phrases,
    normalised,
    without,
    words_in,
)
from shop.bot.understanding.requests import gives_thanks, thanks_for_something
from shop.bot.understanding.words import language_words as says

CLEARLY = 2  # words more than the other language has
_ONLY_IN = {"es": "ñ¿¡", "pt": "ãõçêôà"}
_WRITTEN_SO = {
    "es": ("sí", "qué", "cómo", "cuánto", "más", "está"),
    "pt": ("olá", "é", "está", "você", "até", "só"),
}
_SHARED = {"ola": ("es", "pt")}  # "ola" is a Spanish "hola" in a hurry as often as an "olá"
# Country calling codes (ITU E.164) of the countries whose language is one of these.
_COUNTRIES = {
    "es": (
        "34",
        "52",
        "54",
        "56",
        "57",
        "51",
        "58",
        "591",
        "593",
        "595",
        "598",
        "502",
        "503",
        "504",
        "505",
        "506",
        "507",
    ),
    "en": ("44", "353", "61", "64", "1"),
    "pt": ("351", "55", "244", "258", "238", "245", "239", "670"),
}
_SPANISH_IN_NANP = ("1787", "1939", "1809", "1829", "1849")


def language_of(
    texts: Sequence[str], *, known: str | None, phone: str | None = None, default: str = ""
) -> str | None:
    """The language to answer in, None to keep what is. `known` is what they wrote in before, `default` the shop's."""
    heard = language_heard(texts, known=known, phone=phone, default=default)
    if heard is not None or known is not None or not _is_spoken(default):
        return heard
    return _likeliest(_keyword_languages(texts), phone=phone, default=default)


def language_heard(
    texts: Sequence[str], *, known: str | None, phone: str | None = None, default: str = ""
) -> str | None:
    """The language that they speak, worth to be noted: by words of their own, never by those that we told them to write."""
    if chosen := [language for text in texts if (language := language_asked_for(text))]:
        return chosen[-1]
    if known is not None:
        said, own = _beside_courtesies(texts), known.partition("_")[0]
        return _changed(votes_of(said), own) or _sentence_of_a_neighbour(said, own)
    votes = votes_of(texts)
    if not _is_spoken(default):  # words that we cannot read look like a few of another language
        return _changed(votes, _own(default))
    return _likeliest(_most(votes), phone=phone, default=default)


def _own(default: str) -> str:
    return default.replace("-", "_").partition("_")[0]


def _is_spoken(default: str) -> bool:
    return not default or _own(default) in says.SPOKEN


def _likeliest(candidates: Sequence[str], *, phone: str | None, default: str) -> str | None:
    """Between languages that are as likely the number's country decides, then the shop's own."""
    likely = (country_language(phone), _own(default))
    return next((language for language in likely if language in candidates), next(iter(candidates), None))


def language_asked_for(text: str) -> str | None:
    """The language that is wished for and nothing besides: "english please", "no hablo inglés"; else None."""
    if words_in(text)[:1] == ["te"]:
        return None  # "té inglés"
    words = without_courtesies(words_in(text))
    asked = [language for language, names in says.ASKED_FOR.items() if names & set(words)]
    if len(asked) != 1 or without(
        words, says.ASKED_FOR[asked[0]], says.AROUND_LANGUAGES, *says.NOT_SPOKEN.values()
    ):
        return None
    return next((own for own, denied in says.NOT_SPOKEN.items() if finds(words, denied)), asked[0])


def _beside_courtesies(texts: Sequence[str]) -> list[str]:
    """ "Ok thank you", "muito obrigada, boa noite" are said by people of any language; a no is more than that."""
    return [each for each in texts if courtesy_of(each) in (None, Courtesy.NO) and not _only_thanks(each)]


def _only_thanks(text: str) -> bool:
    words = words_in(text)
    return gives_thanks(words) or thanks_for_something(words)


def votes_of(texts: Sequence[str]) -> dict[str, int]:
    """How many words speak for each language; a word of ours for none."""
    votes = dict.fromkeys(says.SPOKEN, 0)
    for text in map(_own_words, texts):
        words = words_in(text)
        for language, table in says.SPOKEN.items():
            found = set(found_phrases(words, table)) - _ANY_KEYWORD
            votes[language] += len(found) + _letters(text[:LONGEST_READ].lower(), language, found)
        for word, languages in _SHARED.items():
            for language in languages if word in words else ():
                votes[language] += 1
    return votes


def _own_words(text: str) -> str:
    """Without what stands in quotation marks or is to be written on something: "que ponga: happy birthday"."""
    said = _QUOTED.sub(" ", text[:LONGEST_READ])
    dictated = _DICTATED.search(said)
    return said[: dictated.end()] if dictated else said


_QUOTED = re.compile(r"\"[^\"]*\"|“[^“”]*”|«[^«»]*»|‘[^‘’]*’|(?<!\w)'[^']*'(?!\w)")
_DICTATED = re.compile(
    r"\b(?:que (?:ponga|diga|lleve escrito|esteja escrito)|pone(?:d|r)?(?:le)? en la tarjeta|(?:that|which) (?:says|reads)|"
    r"saying|(?:tarjeta|dedicatoria|felicitaci[oó]n|grabado|grabar|texto|mensaje|nota|card|dedication|engrav(?:e|ed|ing)|"
    r"message|text|note|inscription|cart[aã]o|grava(?:r|do|[cç][aã]o)|dedicat[oó]ria|mensagem)(?: [^\s:]{1,20}){0,4}\s?:)",
    re.IGNORECASE,
)


def country_language(phone: str | None) -> str | None:
    """The language of the country that a number belongs to, if it is one of ours."""
    digits = (phone or "").lstrip("+")
    if digits.startswith(_SPANISH_IN_NANP):
        return "es"
    return next((language for language, codes in _COUNTRIES.items() if digits.startswith(codes)), None)


def _changed(votes: dict[str, int], known: str) -> str | None:
    """Another language only where it is clearly written."""
    others = {language: count for language, count in votes.items() if language != known}
    best = max(others, key=lambda language: others[language])
    is_clear = others[best] >= votes.get(known, 0) + CLEARLY
    return best if is_clear and list(others.values()).count(others[best]) == 1 else None


def _sentence_of_a_neighbour(texts: Sequence[str], known: str) -> str | None:
    """ "Cancela el pedido 1041 por favor": Spanish and Portuguese share most words, so that in a sentence one tells."""
    neighbour = {"es": "pt", "pt": "es"}.get(known)
    words = [word for text in texts for word in words_in(_own_words(text))]
    if neighbour is None or sum(word.isalpha() and len(word) > 1 for word in words) < _SENTENCE:
        return None
    own, other = (set(found_phrases(words, says.SPOKEN[each])) - _ANY_KEYWORD for each in (known, neighbour))
    others = [votes for language, votes in votes_of(texts).items() if language not in (known, neighbour)]
    return neighbour if other - own and not own - other and len(other) > max(others) else None


_SENTENCE = 4  # words of more than a letter


def _most(votes: dict[str, int]) -> list[str]:
    most = max(votes.values())
    return [language for language, count in votes.items() if count == most] if most else []


def _letters(text: str, language: str, found: set[str]) -> int:
    """Letters and accents that only this language writes; a word that is known already counts once."""
    words = {word.strip(".,!?;:") for word in text.split()}
    marked = {word for word in words if any(letter in word for letter in _ONLY_IN.get(language, ""))}
    written = {word.strip("¿¡") for word in words} & set(_WRITTEN_SO.get(language, ()))
    return sum(any(normalised(word) not in found for word in each) for each in (marked, written))


def _keyword_languages(texts: Sequence[str]) -> list[str]:
    """Of somebody new, a keyword says at least in which languages it stands."""
    words = {word for text in texts for word in words_in(text)}
    return [language for language, table in says.KEYWORDS.items() if words and words <= table]


_ANY_KEYWORD = frozenset().union(*says.KEYWORDS.values())
