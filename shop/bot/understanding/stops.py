"""Does a shopper ask for no more promotions? By meaning, not by a single word; in doubt they are asked.

A stop is a keyword alone ("BAJA", "Stop. Thank you"), or a clause that says nothing else: to be taken off, that writing
ends, that no more messages are wanted. A clause that names anything besides is about something else ("stop, the van is
late", "quiero dar de baja la luz"), or, where it speaks of messages, in doubt.
"""

from collections.abc import Sequence
from enum import StrEnum

from shop.bot.understanding.courtesies import FAREWELLS, GREETINGS, NO, SOFTENERS, THANKS
from shop.bot.understanding.normalising import clauses_of, finds, found_phrases, normalised, without
from shop.bot.understanding.words import stop_words as says
from shop.bot.understanding.words.removal_words import KEYWORDS, REMOVALS

_LONGEST_ASIDE = 2  # words beside a clear "do not write to me" that leave a doubt and not another subject
_POLITE = (GREETINGS, THANKS, FAREWELLS, SOFTENERS)
_MEANS = (
    REMOVALS,
    says.CEASING,
    says.CANCELLING,
    says.NEGATIONS,
    says.WANTING,
    says.RECEIVING,
    says.WRITING,
    says.SENDING,
    says.MESSAGES,
    says.FILLING,
    says.DOUBTING,
    *_POLITE,
)


_SIGNS = "🛑⛔🚫"


class Stop(StrEnum):
    """YES: promotions end now. ASK: one question with a button. NO: it is about something else."""

    YES = "yes"
    ASK = "ask"
    NO = "no"


def is_opt_out(text: str, *, shop: str = "") -> bool:
    """Does the text end promotions without a question?"""
    return stop_meant(text, shop=shop) is Stop.YES


def stop_meant(text: str, *, shop: str = "") -> Stop:
    """Whether a text asks for no more promotions, whoever holds the conversation. `shop` is the shop's name.

    Its lines are read one by one, and as one sentence: "no me", "escribáis", "más".
    """
    own = frozenset(normalised(shop).split())
    apart = _meant(text, own)
    if apart is Stop.YES or "\n" not in text.strip():
        return apart
    together = _meant(" ".join(text.split()), own)
    return together if together is not Stop.NO or _begins_something_else(text) else apart


def _meant(text: str, own: frozenset[str]) -> Stop:
    clauses = [part for clause in clauses_of(text) for part in _parts(clause)]
    if not clauses:
        return Stop.ASK if any(sign in text for sign in _SIGNS) else Stop.NO
    if _is_keyword(clauses):
        return Stop.YES
    meant = [_clause_meant(clause, own) for clause in clauses]
    if Stop.YES in meant:
        return Stop.YES
    if Stop.ASK in meant or _may_be_one(text, clauses):
        return Stop.ASK
    return Stop.NO


def _begins_something_else(text: str) -> bool:
    """ "para", "mi madre": the line that may be a stop goes on in the next."""
    return text.split()[0].lower() == "para"


def _is_keyword(clauses: Sequence[Sequence[str]]) -> bool:
    """Nothing but a keyword, politeness and a no, in one clause or several ("Stop. Thank you", "no me interesa, baja")."""
    rest = [without(clause, *_POLITE) for clause in clauses if without(clause, *_POLITE, NO)]
    return bool(rest) and all(_is_said_alone(part) for part in rest)


def _is_said_alone(part: Sequence[str]) -> bool:
    words = [word for word in without(part, says.SAYING) if not _is_a_number(word)]
    return " ".join(words) in KEYWORDS or _keyword_with_filling(words)


def _keyword_with_filling(words: Sequence[str]) -> bool:
    """ "baja de la lista", "stop promotions", "stop messages now": a keyword first, then nothing that is a subject."""
    for length in (2, 1):
        head, tail = " ".join(words[:length]), words[length:]
        if head in KEYWORDS and tail and not without(tail, says.FILLING, says.MESSAGES, *_POLITE):
            return bool(finds(tail, says.MESSAGES)) or any(word in says.WHERE for word in tail)
    return False


def _is_a_number(word: str) -> bool:
    """A phone number beside the keyword names who wants it."""
    return word.isdigit() and len(word) >= 7


def _parts(clause: Sequence[str]) -> list[list[str]]:
    """A clause between its conjunctions: "… because I am not interested"."""
    parts: list[list[str]] = [[]]
    for word in clause:
        if word in says.CONJUNCTIONS and parts[-1]:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def _clause_meant(clause: Sequence[str], own: frozenset[str]) -> Stop:
    words = [word for word in clause if not _is_a_number(word)]
    if _is_tired_of_messages(words):
        return Stop.ASK
    if not _speaks_of_ending(words) or finds(words, says.OTHER_MESSAGES):
        return Stop.NO
    beside = [word for word in without(words, *_MEANS) if word not in own]
    if not beside:
        return Stop.ASK if _is_doubted(words) else Stop.YES
    few = len(beside) <= _LONGEST_ASIDE
    if finds(words, says.MESSAGES) or (_tells_not_to_write(words) and few) or _ends_in_removal(words, own):
        return Stop.ASK
    return Stop.NO


def _is_tired_of_messages(words: Sequence[str]) -> bool:
    """ "estoy harta de tantos mensajes"; a mug with many messages is another subject."""
    few = len(without(words, says.TOO_MANY, *_MEANS)) <= _LONGEST_ASIDE
    return few and finds(words, says.TOO_MANY) and finds(words, says.MESSAGES)


def _ends_in_removal(words: Sequence[str], own: frozenset[str]) -> bool:
    """ "si no llega hoy me doy de baja": the subject would stand behind ("… la luz")."""
    if not finds(words, REMOVALS):
        return False
    before = _before(words, REMOVALS)
    return not [word for word in without(words[len(before) :], *_MEANS) if word not in own]


def _speaks_of_ending(words: Sequence[str]) -> bool:
    if finds(words, REMOVALS):
        return not _is_negated(words)
    if finds(words, says.CEASING) and _about_messages(words):
        return not finds(_before(words, says.CEASING), says.NEGATIONS)
    if finds(words, says.CANCELLING) and finds(words, says.MESSAGES):
        return not finds(words, says.NEGATIONS)
    return _refuses_messages(words)


def _is_negated(words: Sequence[str]) -> bool:
    """ "don't unsubscribe me", "no me quiero dar de baja"; but "no molestar" negates itself."""
    for word in reversed(_before(words, REMOVALS)):
        if word in says.NEGATIONS:
            return True
        if word not in says.FILLING and word not in says.WANTING:
            return False
    return False


def _before(words: Sequence[str], table: frozenset[str]) -> list[str]:
    """What stands before the first phrase of a table."""
    first = next(found_phrases(words, table), "").split()
    starts = range(len(words) - len(first) + 1)
    place = next((n for n in starts if list(words[n : n + len(first)]) == first), 0)
    return list(words[:place])


def _about_messages(words: Sequence[str]) -> bool:
    """Writing is always to us; sending is of messages, or of nothing that is named."""
    rest = without(words, says.CEASING)
    if finds(rest, says.WRITING) or finds(rest, says.MESSAGES):
        return True
    return finds(rest, says.SENDING, says.RECEIVING) and bool(says.NOTHING_NAMED & set(rest))


def _refuses_messages(words: Sequence[str]) -> bool:
    """A "no" together with messages, or with writing that is forbidden."""
    if not finds(words, says.NEGATIONS):
        return False
    refused = without(words, says.NEGATIONS)
    if finds(refused, says.WRITING) and not _tells_what_happened(words):
        return True
    asks = finds(refused, says.WANTING) or finds(refused, says.SENDING) or says.MORE & set(words)
    if finds(refused, says.MESSAGES):
        return bool(asks) and not _tells_what_happened(words)
    wants_none = finds(refused, says.RECEIVING) and finds(refused, says.WANTING)
    return (wants_none and bool(says.MORE & set(words))) or _sends_nothing_more(words, refused)


def _sends_nothing_more(words: Sequence[str], refused: Sequence[str]) -> bool:
    """ "no me mandéis nada más" names nothing of ours."""
    return finds(refused, says.SENDING) and bool(says.MORE & set(words)) and "me" in words


def _tells_what_happened(words: Sequence[str]) -> bool:
    """ "I did not get your message", "no puedo enviar el mensaje": a trouble, no wish."""
    return bool(says.TROUBLE & set(words))


def _tells_not_to_write(words: Sequence[str]) -> bool:
    return finds(words, says.WRITING) and finds(words, says.NEGATIONS, says.CEASING)


def _is_doubted(words: Sequence[str]) -> bool:
    """Asked how, or said on a condition."""
    return finds(words, says.DOUBTING)


def _may_be_one(text: str, clauses: Sequence[Sequence[str]]) -> bool:
    """ "para", "no promotions", "…, please stop", or our keyword in capitals beside a word or two ("BAJA Juan García")."""
    rest = [left for clause in clauses if (left := without(clause, *_POLITE))]
    if (
        " ".join(word for part in rest for word in part) in says.MAYBE | says.NOTHING_WANTED
        or normalised(text) in says.MAYBE
    ):
        return True
    if rest and all(_is_annoyed(part) for part in rest):
        return True
    if rest and (_is_said_alone(rest[-1]) if len(rest) > 1 else _is_no_messages(rest[0])):
        return True
    shouted = [word for word in text.replace(",", " ").split() if word.strip(".!:") in _PRINTED]
    return len(shouted) == 1 and not text.isupper() and len(text.split()) <= _LONGEST_ASIDE + 1


def _is_annoyed(words: Sequence[str]) -> bool:
    """ "qué pesados", "basta ya", and nothing besides."""
    return " ".join(words) in says.MAYBE or (
        finds(words, says.ANNOYED) and not without(words, says.ANNOYED, says.MAYBE, says.FILLING)
    )


def _is_no_messages(words: Sequence[str]) -> bool:
    """ "no promotions", "nada de publicidad": of a question nothing is known without its mark."""
    return (
        words[0] in says.NONE
        and finds(words, says.MESSAGES)
        and not without(words[1:], says.MESSAGES, says.FILLING)
    )


_PRINTED = frozenset({"BAJA", "STOP", "SAIR"})  # as our own texts print them
