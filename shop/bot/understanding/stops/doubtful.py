"""May a message be a stop, so that one question is worth asking? Pure."""

from collections.abc import Sequence

from shop.bot.understanding.normalising import finds, normalised, without, words_in
from shop.bot.understanding.stops.afterthoughts import is_an_afterthought, without_afterthought
from shop.bot.understanding.stops.complaints import GOING_ON, is_or_else, threatens_over_messages
from shop.bot.understanding.stops.keywords import POLITE, is_a_number, is_annoyed, is_said_alone
from shop.bot.understanding.words import annoyance_words as annoyance
from shop.bot.understanding.words import stop_words as says
from shop.bot.understanding.words.cancel_words import WHY
from shop.bot.understanding.words.courtesies.greetings import THANKS

_BECAUSE = frozenset({"because", "cause", "porque", "pq", "pois", "pues"})
_LONGEST_SHOUT = 3  # words of a message with our keyword in capitals
_LONGEST_SIGNED = 5  # words: the keyword, a telephone number and a name
_PRINTED = frozenset({"BAJA", "STOP", "SAIR"})  # as our own texts print them


def may_be_one(text: str, clauses: Sequence[Sequence[str]]) -> bool:
    """ "para", "no promotions", "…, please stop", or our keyword in capitals beside a word or two ("BAJA Juan García")."""
    said = [clause for clause in clauses if not is_an_afterthought(clause)]
    rest = [left for clause in said if (left := _core(clause))]
    core = " ".join(word for part in rest for word in without(part, annoyance.OF_YOU))
    if core in annoyance.NOTHING_WANTED and _is_thanked(clauses):
        return False  # "no quiero más, gracias" declines what was offered
    if core in annoyance.MAYBE | annoyance.NOTHING_WANTED or normalised(text) in annoyance.MAYBE:
        return True
    if len(rest) > 1 and is_said_alone(rest[0]) and _BECAUSE & set(words_in(text)):
        return True
    if any(finds(clause, annoyance.THREATS) for clause in clauses) or threatens_over_messages(text, clauses):
        return True
    if any(is_or_else(clause) for clause in clauses) or _wants_nothing(rest) or _wants_out(rest):
        return True
    if rest and all(is_annoyed(part) for part in rest):
        return True
    if _is_asked_why(words_in(text)):
        return True
    if rest and (is_said_alone(rest[-1]) if len(rest) > 1 else _is_no_messages(rest[0])):
        return True
    if rest and is_said_alone(rest[0][:1]) and any(is_a_number(word) for word in rest[0]):
        return len(rest[0]) <= _LONGEST_SIGNED  # "baja 600123123 Juan"
    shouted = [word for word in text.replace(",", " ").split() if word.strip(".!:") in _PRINTED]
    return len(shouted) == 1 and not text.isupper() and len(text.split()) <= _LONGEST_SHOUT


def _wants_out(rest: Sequence[Sequence[str]]) -> bool:
    """ "No longer interested, please remove"."""
    words = [without(part, annoyance.UNWANTED) for part in rest]
    return len(rest) > 1 and " ".join(word for part in words for word in part) in annoyance.MAYBE


def _wants_nothing(rest: Sequence[Sequence[str]]) -> bool:
    """ "Stop, I don't need anything", "stop I'm not buying anything": a keyword, and behind it that nothing is wanted."""
    words = [word for part in rest for word in part]
    return any(
        is_said_alone(words[:length])
        and finds(words[length:], annoyance.UNWANTED, annoyance.NOTHING_WANTED)
        and not without(words[length:], annoyance.UNWANTED, annoyance.NOTHING_WANTED, says.FILLING)
        for length in (1, 2)
    )


def _core(clause: Sequence[str]) -> list[str]:
    """What is left of a clause without its politeness, and its reproach where that is not all it says."""
    left = without(clause, *POLITE)
    return left if is_annoyed(left) else without(without_afterthought(clause), *POLITE)


def _is_asked_why(words: Sequence[str]) -> bool:
    """ "Why do you keep writing to me?": they have enough of it."""
    return finds(words, WHY) and finds(words, GOING_ON) and finds(words, says.WRITING, says.MESSAGES)


def _is_thanked(clauses: Sequence[Sequence[str]]) -> bool:
    return any(finds(clause, THANKS) for clause in clauses) and not any(
        finds(clause, annoyance.OF_YOU) for clause in clauses
    )


def _is_no_messages(words: Sequence[str]) -> bool:
    """ "no promotions", "nada de publicidad": of a question nothing is known without its mark."""
    return (
        words[0] in says.NONE
        and finds(words, says.MESSAGES)
        and not without(words[1:], says.MESSAGES, says.RECEIVING, says.FILLING)
    )
