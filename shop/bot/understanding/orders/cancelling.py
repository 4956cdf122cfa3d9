"""Is an order to be cancelled for certain, perhaps, or not at all? Pure."""

import re
from collections.abc import Sequence
from itertools import pairwise

from shop.bot.understanding.courtesies import SOFTENERS, YES, without_courtesies
from shop.bot.understanding.normalising import clauses_of, finds, listed, without, words_in
from shop.bot.understanding.orders.order_numbers import (
    BOTH,
    ORDER_WORDS,
    OTHERS,
    are_joined,
    order_numbers,
    ungrouped,
)
from shop.bot.understanding.orders.unspecific import asks_in_general, means_one_of_several
from shop.bot.understanding.words import cancel_words as says
from shop.bot.understanding.words.intent_words import ORDERS

_FIRM = frozenset({"sí", "yes", "sim", "ok", "vale"})
ANY_FORM = says.CANCELLED | says.BEING_CANCELLED


def speaks_of_cancelling(words: Sequence[str]) -> bool:
    """Is it about cancelling, however it is meant? Why something was cancelled is another question."""
    if (
        finds(words, says.NO_CANCELLING)
        or _is_of_elsewhere(words)
        or (finds(words, says.WHY) and not finds(words, says.NOT))
    ):
        return False
    if finds(words, says.CANCELLED, says.UNWANTED):
        return True
    if " ".join(without_courtesies(list(words))) in says.NOT_PAYING:
        return True
    return any(_refuses_an_order(words, place) for place in range(len(words)))


def _is_of_elsewhere(words: Sequence[str]) -> bool:
    """ "cancelé la tarjeta", "han cancelado la boda": another thing is cancelled, and no order is named."""
    if set(words) & ORDER_WORDS or any(order_numbers(word) for word in words):
        return False
    return finds(words, ANY_FORM) and finds(words, says.ELSEWHERE)


def _refuses_an_order(words: Sequence[str], place: int) -> bool:
    """ "ya no quiero el 1041", "delete order 1041": right behind it an order, or the number of one, and then no more."""
    for length in (3, 2, 1):
        if " ".join(words[place : place + length]) in says.REFUSING:
            behind = without_courtesies(without(words[place + length :], _ARTICLES, _ANY_MORE))
            named = [word for word in behind if word in ORDER_WORDS or order_numbers(word)]
            return bool(named) and named == behind
    return False


_ARTICLES = listed(
    words="el, la, los, mi, mis, o, a, os, meu, minha, do, da, de, del, al, the, my, number, that, this"
)
_ANY_MORE = listed(words="ya, mas, mais, anymore, any more, now, ahora, agora")


def part_to_cancel(text: str) -> str:
    """The text without the clauses that keep an order: "no canceles el 1042, cancela el 1041" is about 1041."""
    parts = [part for clause in clauses_of(ungrouped(text)) for part in _between(clause, _CONJUNCTIONS)]
    meant = [part for part in parts if not _keeps(part)]
    if len(meant) == len(parts) or not any(finds(part, says.CANCEL) for part in meant):
        return text
    return ", ".join(" ".join(part) for part in meant)


def numbers_excepted(text: str) -> set[int]:
    """ "cancela todos menos el 1042": the orders that are not meant."""
    words = words_in(text)
    return {
        number
        for place in range(len(words))
        if any(" ".join(words[place : place + length]) in says.EXCEPT for length in (1, 2))
        for number in order_numbers(" ".join(words[place + 1 :]))
    }


def means_others(text: str) -> bool:
    """ "Cancela el otro", "the rest": whichever are not named; "cancela el 1041 y el otro me lo quedo" names its own."""
    parts = [part for clause in clauses_of(ungrouped(text)) for part in _between(clause, _CONJUNCTIONS)]
    cancelling = [part for part in parts if finds(part, ANY_FORM)] or [words_in(text)]
    return any(finds(part, OTHERS) and not order_numbers(" ".join(part)) for part in cancelling)


def _between(words: Sequence[str], marks: frozenset[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for word in words:
        if word in marks:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


_CONJUNCTIONS = listed(es="y, pero, sino", en="and, but", pt="e, mas")


def _keeps(part: Sequence[str]) -> bool:
    """It names an order, and denies that it is to be cancelled, or says that it is to stay."""
    if not order_numbers(" ".join(part)):
        return False
    if any(word in says.CANCELLED and is_denied(part, place) for place, word in enumerate(part)):
        return True
    return finds(part, says.LEAVING) and not finds(part, says.CANCELLED)


def is_sure_to_cancel(text: str) -> bool:
    """Nothing besides, and no doubt: "sí, cancela" is none, though "si" alone is an if."""
    if not _is_in_one_breath(text) or not are_joined(text) or _is_wondered(text):
        return False
    unsaid = words_in(" ".join(word for word in text.split() if word.strip(".,;:!¡").lower() not in _FIRM))
    unsaid = [word for place, word in enumerate(unsaid) if not _abbreviates_number(unsaid, place)]
    words = words_in(text)
    if asks_in_general(text) or means_one_of_several(text):
        return False
    return finds(words, says.CANCEL) and not finds(unsaid, says.UNSURE) and not _beside(words)


def _is_wondered(text: str) -> bool:
    """Asked, smiled at, thanked for, refused by a sign, or told of the past ("ya cancelé"): no order to cancel."""
    if ("?" in text and not finds(words_in(text), _POLITELY)) or words_in(text)[:1] in _OR_ELSE:
        return True
    if finds(words_in(text), _THANKED_FOR):
        return True
    return any(sign in text for sign in SIGNS) or bool(_PAST.search(text.lower()))


_THANKED_FOR = listed(
    es="gracias por cancelar, gracias por anular, gracias por cancelarlo, gracias por haber cancelado",
    en="thanks for cancelling, thanks for canceling, thank you for cancelling, thank you for canceling",
    pt="obrigado por cancelar, obrigada por cancelar, obrigado por cancelarem, obrigada por cancelarem",
)
_OR_ELSE = (["o"], ["or"], ["ou"])  # "… o cancelo" threatens


_POLITELY = listed(
    es="puedes, podeis, podrias, podriais, puede, pueden, podria, me cancelas, me anulas",
    en="can you, could you, would you, will you, please",
    pt="podes, poderia, poderiam, me cancela, pode me, podem me, voce pode, voces podem",
)


SIGNS = "👎❌🙅🤔😂🤣"
_PAST = re.compile(r"\b(?:cancel|anul)é\b")


def _is_in_one_breath(text: str) -> bool:
    """Every part of it cancels or is a number of its own, and none is an alternative.

    "Quiero el 1042, cancela el otro" is two things, "cancela 1041 o 1042" a choice.
    """
    text = ungrouped(text)
    parts = [part for clause in clauses_of(text) for part in _between(clause, _CONJUNCTIONS)]
    parts = [core for part in parts if (core := without(without_courtesies(part), YES, _ARTICLES))]
    if any(_offers_a_choice(words_in(clause)) for clause in _CLAUSES.split(text)):
        return False
    return all(
        finds(part, says.CANCELLED, BOTH) or all(order_numbers(word) for word in part) for part in parts
    )


def _offers_a_choice(words: Sequence[str]) -> bool:
    """An "or" between two numbers; before a Portuguese number "o" is an article."""
    numbers = [place for place, word in enumerate(words) if word.isdigit()]
    between = [set(words[first + 1 : second]) for first, second in pairwise(numbers)]
    return any(_OR & each and not each & _CONJUNCTIONS for each in between)


_CLAUSES = re.compile(r"[.;!?\n]")
_OR = frozenset({"o", "ou", "or", "u"})


def keeps_order(text: str) -> bool:
    """ "no lo canceles", "I don't want to cancel": every word of it is denied in its own clause."""
    words = words_in(text)
    if finds(words, says.WHY):
        return False
    if finds(words, says.KEEPING) and not without(words, says.KEEPING, says.AROUND_CANCELLING, SOFTENERS):
        return True
    told = [
        is_denied(clause, place)
        for clause in clauses_of(text)
        for place, word in enumerate(clause)
        if word in says.CANCELLED or (word in ANY_FORM and is_denied(clause, place))
    ]
    return bool(told) and all(told)


def is_denied(clause: Sequence[str], place: int) -> bool:
    """Does a no stand before this word of cancelling?"""
    before = list(clause[:place])
    while before and before[-1] in says.BETWEEN and before[-1] not in says.NOT:
        before.pop()
    return any(" ".join(before[-length:]) in says.NOT for length in (1, 2))


def _beside(words: Sequence[str]) -> list[str]:
    """What is said besides: "cancela mi cita", "anula el 1041 y deja el 1042". An order is not closed on a guess."""
    core = without(without_courtesies(list(words)), says.CANCELLED, says.UNWANTED, ORDERS, YES, BOTH)
    return [word for word in without(core, says.AROUND_CANCELLING) if not word.isdigit()]


def _abbreviates_number(words: Sequence[str], place: int) -> bool:
    """ "order no. 1041": this "no" refuses nothing."""
    behind = words[place + 1] if place + 1 < len(words) else ""
    return words[place] == "no" and place > 0 and words[place - 1] in ORDERS and behind.isdigit()
