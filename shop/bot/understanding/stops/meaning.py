"""Does a shopper ask for no more promotions? By meaning, not by a single word; in doubt they are asked.

A stop is a keyword alone ("BAJA", "Stop. Thank you"), or a clause that says nothing else: to be taken off, that writing
ends, that no more messages are wanted. A clause that names anything besides is about something else ("stop, the van is
late", "quiero dar de baja la luz"), or, where it speaks of messages, in doubt.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

from shop.bot.understanding.normalising import clauses_of, finds, found_phrases, normalised, without
from shop.bot.understanding.stops.afterthoughts import without_afterthought
from shop.bot.understanding.stops.deliveries import asks_to_write
from shop.bot.understanding.stops.doubtful import may_be_one
from shop.bot.understanding.stops.keywords import POLITE, is_a_number, is_keyword
from shop.bot.understanding.stops.other_matters import (
    is_another_matter,
    is_of_one_product,
    is_of_one_thing,
    is_of_others,
    may_be_another,
    only_calls,
)
from shop.bot.understanding.stops.spelling import written_out
from shop.bot.understanding.words import annoyance_words as annoyance
from shop.bot.understanding.words import stop_words as says
from shop.bot.understanding.words.removal_words import KEYWORDS, LISTS, REMOVALS, TAKING_OFF
from shop.bot.understanding.words.reproach_words import ASKED_TO, OFTEN, WHEN

_LONGEST_ASIDE = 2  # words beside a clear "do not write to me" that leave a doubt and not another subject
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
    *POLITE,
)


_STUFF = frozenset({"stuff", "things", "crap", "rubbish", "cosas", "chorradas", "coisas", "porcarias"})
_SIGNS = "🛑⛔🚫"
_IS = re.compile(r"\b[éÉ]\b")  # the Portuguese verb; without its accent it would be an "and"


class Stop(StrEnum):
    """YES: promotions end now. ASK: one question with a button. NO: it is about something else."""

    YES = "yes"
    ASK = "ask"
    NO = "no"


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
    text = written_out(_IS.sub("seja", text))
    clauses = [part for clause in clauses_of(text) for part in _parts(clause)]
    if not clauses:
        return Stop.ASK if any(sign in text for sign in _SIGNS) else Stop.NO
    if any(asks_to_write(clause) for clause in clauses) or is_another_matter(text):
        return Stop.NO
    meant = [_clause_meant(clause, own) for clause in clauses]
    if is_keyword(clauses) or Stop.YES in meant:
        is_doubted = may_be_another(text, clauses) or _wants_something_else(clauses)
        return Stop.ASK if is_doubted else Stop.YES
    if Stop.ASK in meant or may_be_one(text, clauses):
        return Stop.ASK
    return Stop.NO


def _wants_something_else(clauses: Sequence[Sequence[str]]) -> bool:
    """ "No quiero ofertas, quiero el precio normal": beside what is refused something is wanted."""
    return any(
        clause[0] in _WISHES
        and not finds(clause, says.MESSAGES, says.CEASING, REMOVALS, KEYWORDS, says.NEGATIONS)
        and without(clause, *_MEANS)
        for clause in clauses
    )


_WISHES = frozenset({"quiero", "quisiera", "busco", "prefiero", "quero", "procuro", "prefiro"})


def _begins_something_else(text: str) -> bool:
    """ "para", "mi madre": the line that may be a stop goes on in the next."""
    return text.split()[0].lower() == "para"


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
    words = [word for word in without(clause, annoyance.NO_SPAM, ASKED_TO) if not is_a_number(word)]
    if _is_taken_off_a_list(words):
        return Stop.YES
    if _is_tired_of_messages(words):
        return Stop.ASK
    if not _speaks_of_ending(words) or finds(words, says.OTHER_MESSAGES):
        return Stop.NO
    idle = (says.SAYING, WHEN, OFTEN) if finds(words, REMOVALS) else ()  # "dame de baja hoy mismo, anda"
    said = without_afterthought(words) if idle else words
    beside = [word for word in without(said, *_MEANS, *idle) if word not in own]
    if not beside:
        doubts = (_is_doubted, is_of_one_thing, is_of_others, is_of_one_product)
        return Stop.ASK if any(is_so(words) for is_so in doubts) else Stop.YES
    if only_calls(words):
        return Stop.NO  # "no me llaméis antes de las 10"
    few = len(beside) <= _LONGEST_ASIDE
    if finds(words, says.MESSAGES) or (_tells_not_to_write(words) and few) or _ends_in_removal(words, own):
        return Stop.ASK
    return Stop.NO


def _is_taken_off_a_list(words: Sequence[str]) -> bool:
    """ "¿me podéis quitar de vuestra lista?", "pode me tirar da lista?": the list says what it is about."""
    return (
        finds(words, TAKING_OFF)
        and finds(words, LISTS)
        and bool(_ONESELF & set(words))
        and not finds(words, says.NEGATIONS)
    )


_ONESELF = frozenset({"me", "nos", "quitarme", "sacarme", "borrarme", "mi", "my"})


def _is_tired_of_messages(words: Sequence[str]) -> bool:
    """ "estoy harta de tantos mensajes"; a mug with many messages is another subject."""
    few = len(without(words, annoyance.TOO_MANY, *_MEANS)) <= _LONGEST_ASIDE
    return few and finds(words, annoyance.TOO_MANY) and finds(words, says.MESSAGES)


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
    passing = (says.SENDING, says.RECEIVING) if _is_doubted(rest) else (says.SENDING,)
    if finds(rest, *passing) and not without(rest, *passing, says.FILLING, says.DOUBTING, *POLITE):
        return True  # "parem de enviar", "como paro de receber?": nothing else is sent
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
    names_nothing = not without(refused, says.RECEIVING, says.WANTING, says.FILLING, *POLITE)
    if wants_none and (names_nothing or says.MORE & set(words)):
        return True
    return _sends_nothing_more(words, refused) or _sends_stuff(refused)


def _sends_nothing_more(words: Sequence[str], refused: Sequence[str]) -> bool:
    """ "no me mandéis nada más" names nothing of ours."""
    return finds(refused, says.SENDING) and bool(says.MORE & set(words)) and "me" in words


def _sends_stuff(refused: Sequence[str]) -> bool:
    """ "Don't send me stuff"; "esto" may be a product."""
    return finds(refused, says.SENDING) and "me" in refused and bool(_STUFF & set(refused))


def _tells_what_happened(words: Sequence[str]) -> bool:
    """ "I did not get your message", "no puedo enviar el mensaje": a trouble, no wish."""
    return bool(says.TROUBLE & set(words))


def _tells_not_to_write(words: Sequence[str]) -> bool:
    return finds(words, says.WRITING) and finds(words, says.NEGATIONS, says.CEASING)


def _is_doubted(words: Sequence[str]) -> bool:
    """Asked how, or said on a condition."""
    return finds(words, says.DOUBTING)
