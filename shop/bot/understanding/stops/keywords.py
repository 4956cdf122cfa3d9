"""Is a message a stop by one word: "BAJA", "Stop. Thank you", "baja de la lista"? Pure."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from shop.bot.understanding.normalising import finds, without
from shop.bot.understanding.stops.afterthoughts import is_an_afterthought, without_afterthought
from shop.bot.understanding.words import annoyance_words as annoyance
from shop.bot.understanding.words import stop_words as says
from shop.bot.understanding.words.courtesies.greetings import FAREWELLS, GREETINGS, SOFTENERS, THANKS
from shop.bot.understanding.words.courtesies.yes_and_no import NO, YES
from shop.bot.understanding.words.removal_words import KEYWORDS
from shop.bot.understanding.words.reproach_words import STRANGERS

POLITE = (GREETINGS, THANKS, FAREWELLS, SOFTENERS)
_PRINTED = frozenset({"baja", "stop", "sair"})  # as our own texts print them


def is_keyword(clauses: Sequence[Sequence[str]]) -> bool:
    """Nothing but a keyword, politeness and a no, in one clause or several ("Stop. Thank you", "no me interesa, baja")."""
    if _is_printed_word([word for clause in clauses for word in clause]):
        return True
    known = [without(clause, STRANGERS) for clause in clauses]
    rest = [without(clause, *POLITE) for clause in known if without(clause, *POLITE, NO)]
    if not rest or not is_said_alone(rest[0]):
        return False
    return all(is_said_alone(part) or is_annoyed(part) or _adds_nothing(part) for part in rest[1:])


def _adds_nothing(part: Sequence[str]) -> bool:
    """A reproach, or "… pero ya"."""
    return is_an_afterthought(part) or not without(part, says.WHERE)


def _is_printed_word(words: Sequence[str]) -> bool:
    """ "ok, baja", "stop stop": a word of our own texts, with a yes or said again."""
    return set(without(words, *POLITE, YES)) <= _PRINTED and bool(_PRINTED & set(words))


def is_said_alone(part: Sequence[str]) -> bool:
    """A keyword, alone or with words that add nothing to it: "ya les dije que BAJA"."""
    if part[-1:] and part[-1] in _PRINTED and is_an_afterthought(part[:-1]):
        return True
    said = without(without_afterthought(part), says.SAYING)
    words = [word for word in said if not is_a_number(word)]
    if len(set(words)) == 1 and (words[0] in _PRINTED or _is_misspelt(words[0])):
        return True
    return " ".join(words) in KEYWORDS or _keyword_with_filling(words)


def _is_misspelt(word: str) -> bool:
    """ "stopp", "bajaa", "unsuscribe": a letter of our keywords held too long, or a slip in a long word."""
    if _DOUBLED.sub(r"\1", word) in _PRINTED:
        return True
    return any(
        word[:2] == right[:2] and abs(len(word) - len(right)) <= 2 and _alike(word, right) > _SLIP
        for right in _LONG_WORDS
    )


def _alike(word: str, right: str) -> float:
    return SequenceMatcher(a=word, b=right, autojunk=False).ratio()


_DOUBLED = re.compile(r"(.)\1")
_LONG_WORDS = (
    "unsubscribe",
    "desuscribirme",
    "desuscribir",
    "descadastrar",
    "desinscrever",
    "desapuntarme",
    "desapuntar",
)
_SLIP = 0.84  # of the letters in common: two slips in eleven letters


def _keyword_with_filling(words: Sequence[str]) -> bool:
    """ "baja de la lista", "stop promotions", "stop messages now": a keyword first, then nothing that is a subject."""
    for length in (2, 1):
        head, tail = " ".join(words[:length]), words[length:]
        if head in KEYWORDS and tail and not without(tail, says.FILLING, says.MESSAGES, *POLITE):
            return bool(finds(tail, says.MESSAGES)) or any(word in says.WHERE for word in tail)
    return False


def is_annoyed(words: Sequence[str]) -> bool:
    """ "qué pesados", "basta ya", and nothing besides."""
    return " ".join(words) in annoyance.MAYBE or (
        finds(words, annoyance.ANNOYED)
        and not without(words, annoyance.ANNOYED, annoyance.MAYBE, says.FILLING, says.MESSAGES)
    )


def is_a_number(word: str) -> bool:
    """A phone number beside the keyword names who wants it."""
    return word.isdigit() and len(word) >= 7
