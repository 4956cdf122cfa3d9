"""Words of politeness: greetings, thanks, goodbyes, a yes, a no. None of them is a question, so none is a miss."""

import re
import unicodedata
from enum import StrEnum

from shop.bot.understanding.normalising import finds, found_phrases, listed, without, words_in
from shop.bot.understanding.words.courtesies.greetings import FAREWELLS, GREETINGS, SOFTENERS, THANKS
from shop.bot.understanding.words.courtesies.small_talk import PRAISE, SMALL_TALK
from shop.bot.understanding.words.courtesies.yes_and_no import GO_AHEAD, NO, YES

POLITENESS = (GREETINGS, THANKS, FAREWELLS, SOFTENERS)
_ALL = (GREETINGS, THANKS, FAREWELLS, YES, NO, SMALL_TALK, PRAISE, SOFTENERS)
_MEANT_BY = {
    "yes": "👍👌✅🆗🙆☑✔💯",
    "no": "👎❌🙅",
    "greeting": "👋",
    "upset": "😡🤬😠💢🖕",
}


_LAUGHTER = re.compile(r"(?:j[aei]){2,}j?|(?:a?h[aei]){2,}h?|(?:rs){2,}|k+|lo+l")


_HUMS = frozenset({"hm", "hmm", "mm", "m", "uy", "ay", "oh", "ah", "eh", "ui"})


class Courtesy(StrEnum):
    """What a message of nothing but politeness says."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    YES = "yes"
    NO = "no"
    SMALL_TALK = "small_talk"
    UPSET = "upset"


def courtesy_of(text: str) -> Courtesy | None:
    """What it says, if it holds nothing but courtesies or emoji; None if it holds more, or nothing."""
    written = words_in(text)
    if not written:
        return _courtesy_of_emoji(text)
    words = [word for word in written if not _LAUGHTER.fullmatch(word)]
    words = [word for word in words if word not in _HUMS] or words
    if without(words, *_ALL):
        return None
    if words and not without(words, YES, SOFTENERS):
        return Courtesy.YES if finds(words, YES) else Courtesy.SMALL_TALK
    if _refuses(words):
        return Courtesy.NO
    kinds = ((THANKS, Courtesy.THANKS), (FAREWELLS, Courtesy.FAREWELL), (GREETINGS, Courtesy.GREETING))
    return next((kind for table, kind in kinds if finds(words, table)), Courtesy.SMALL_TALK)


def _refuses(words: list[str]) -> bool:
    """A no, whatever politeness stands beside it; "no, perfecto" is none, "vale, no" is one."""
    said = set(found_phrases(words, *_ALL))
    return bool(said & NO) and not (said & YES) - _MILD


_MILD = frozenset({"vale", "ok", "okay"})


def affirms(text: str) -> bool:
    """A yes, with thanks or without: "vale, gracias" says yes where something was asked."""
    words = words_in(text)
    if not words:
        return courtesy_of(text) is Courtesy.YES
    return finds(words, YES, GO_AHEAD) and not without(words, YES, GO_AHEAD, THANKS, SOFTENERS)


def says_yes_firmly(text: str) -> bool:
    """A yes that is more than an "ok", which people also say to what they were told."""
    return finds(words_in(text), _FIRM, GO_AHEAD)


_FIRM = YES - listed(
    words="""
    vale, ok, okay, okey, oka, okis, okk, okas, oki, okidoki, okey makey, perfecto, genial, estupendo, fenomenal,
    great, fine, perfect, alright, all right, perfeito, otimo, beleza, certo, ta bom, esta bem, blz, ta, combinado
    """,
)


def without_courtesies(words: list[str]) -> list[str]:
    """What is asked for when the politeness is taken away; a yes or a no is no mere politeness."""
    return without(words, *POLITENESS)


def says_only(text: str, meant: frozenset[str], *beside: frozenset[str]) -> bool:
    """A phrase of `meant` with politeness and words of `beside` around it, and nothing else; a question is more."""
    words = words_in(text)
    phrases = set(found_phrases(words, meant, *beside, *POLITENESS))
    return "?" not in text and bool(phrases & meant) and not without(words, meant, *beside, *POLITENESS)


def _courtesy_of_emoji(text: str) -> Courtesy | None:
    """The first emoji that has a meaning; any other is a smile."""
    emoji = [c for c in text if unicodedata.category(c) in ("So", "Sk")]
    for name, meaning in _MEANT_BY.items():
        if any(c in meaning for c in emoji):
            return Courtesy(name)
    return Courtesy.SMALL_TALK if emoji or _trails_off(text) else None


def _trails_off(text: str) -> bool:
    """ "...": dots and nothing that is asked."""
    return bool(text.strip()) and not set(text.strip()) - set(".…-, ")
