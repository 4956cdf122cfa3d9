"""Does somebody ask about their own data: to have it erased, to see it, or where it comes from? Pure."""

import re
from enum import StrEnum

from shop.bot.understanding.normalising import finds, without, words_in
from shop.bot.understanding.words import data_words as says

# "According to the GDPR": why it is asked, and no part of what is asked.
_LAW = re.compile(
    r"\b(?:seg[uú]n|por|conforme|de acuerdo con|en virtud de|amparad[oa] en|according to|under|as per|per|by|"
    r"segundo|de acordo com|pel[ao]|nos termos d[ao]|com base n[ao])\s+(?:al?\s+)?(?:el\s+|la\s+|the\s+|a\s+|o\s+)?"
    r"(?:ley\s+(?:org[aá]nica\s+)?de\s+|lei\s+(?:geral\s+)?de\s+|law\s+of\s+)?"
    r"(?:rgpd|gdpr|lgpd|lopd(?:gdd)?|protecci[oó]n\s+de\s+datos|data\s+protection(?:\s+law)?|prote[cç][aã]o\s+de\s+dados)\b",
    re.IGNORECASE,
)


def without_the_law(text: str) -> str:
    """ "Dejen de mandarme publicidad", without "según el RGPD"."""
    return _LAW.sub(" ", text)


def objects(text: str) -> bool:
    """The right to object: to what is done with the data, or to what we write?"""
    return finds(words_in(text), says.OBJECTING)


class DataRequest(StrEnum):
    """What is wanted."""

    ERASE = "erase"
    SEE = "see"


def data_request(text: str) -> DataRequest | None:
    """None where the text asks nothing of the kind; how an order's data may be changed is another matter."""
    words = without(words_in(text), says.TELLING)
    if finds(words, says.OTHER_MATTERS):
        return None
    if finds(words, says.ALWAYS_ERASES) or (
        finds(words, says.ERASING) and finds(words, says.ONES_DATA, says.ABOUT_ME)
    ):
        return DataRequest.ERASE
    if finds(words, says.ALWAYS_SEES) or (finds(words, says.DATA) and finds(words, says.ABOUT_ME, says.MINE)):
        return DataRequest.SEE
    return None
