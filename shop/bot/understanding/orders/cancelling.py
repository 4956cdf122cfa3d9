"""Is an order to be cancelled for certain, perhaps, or not at all? Pure."""

import re
from collections.abc import Sequence
from itertools import pairwise

from shop.bot.understanding.courtesies import without_courtesies
from shop.bot.understanding.normalising import clauses_of, finds, listed, without, words_in
from shop.bot.understanding.orders.order_numbers import (
    BOTH,
    ORDER_WORDS,
    are_joined,
    order_numbers,
    ungrouped,
)
from shop.bot.understanding.orders.parts import (
    ANY_FORM,
    ARTICLES,
    CONJUNCTIONS,
    abbreviates_number,
    is_denied,
    parts_of,
)
from shop.bot.understanding.orders.unspecific import asks_in_general, means_one_of_several
from shop.bot.understanding.orders.which_to_cancel import says_yes_to_another
from shop.bot.understanding.words import cancel_words as says
from shop.bot.understanding.words.courtesies.greetings import SOFTENERS
from shop.bot.understanding.words.courtesies.yes_and_no import YES
from shop.bot.understanding.words.intent_words import ORDERS

_FIRM = frozenset({"sí", "yes", "sim", "ok", "vale"})


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
            behind = without_courtesies(without(words[place + length :], ARTICLES, _ANY_MORE))
            named = [word for word in behind if word in ORDER_WORDS or order_numbers(word)]
            return bool(named) and named == behind
    return False


_ANY_MORE = listed(words="ya, mas, mais, anymore, any more, now, ahora, agora")


def is_sure_to_cancel(text: str) -> bool:
    """Nothing besides, and no doubt: "sí, cancela" is none, though "si" alone is an if."""
    if not _is_in_one_breath(text) or not are_joined(text) or _is_wondered(text):
        return False
    unsaid = words_in(" ".join(word for word in text.split() if word.strip(".,;:!¡").lower() not in _FIRM))
    unsaid = [word for place, word in enumerate(unsaid) if not abbreviates_number(unsaid, place)]
    words = words_in(text)
    if asks_in_general(text) or means_one_of_several(text):
        return False
    return finds(words, says.CANCEL) and not finds(unsaid, says.UNSURE) and not _beside(words)


def _is_wondered(text: str) -> bool:
    """Asked, smiled at, thanked for, refused by a sign, or told of the past ("ya cancelé"): no order to cancel."""
    if "?" in text or words_in(text)[:1] in _OR_ELSE:
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


SIGNS = "👎❌🙅🤔😂🤣"
_PAST = re.compile(r"\b(?:cancel|anul)é\b")


def _is_in_one_breath(text: str) -> bool:
    """Every part of it cancels or is a number of its own, and none is an alternative.

    "Quiero el 1042, cancela el otro" is two things, "cancela 1041 o 1042" a choice.
    """
    text = ungrouped(text)
    parts = parts_of(text)
    parts = [core for part in parts if (core := without(without_courtesies(part), YES, ARTICLES))]
    if any(_offers_a_choice(words_in(clause)) for clause in _CLAUSES.split(text)):
        return False
    return all(
        finds(part, says.CANCELLED, BOTH) or all(order_numbers(word) for word in part) for part in parts
    )


def _offers_a_choice(words: Sequence[str]) -> bool:
    """An "or" between two numbers; before a Portuguese number "o" is an article."""
    numbers = [place for place, word in enumerate(words) if word.isdigit()]
    between = [set(words[first + 1 : second]) for first, second in pairwise(numbers)]
    return any(_OR & each and not each & CONJUNCTIONS for each in between)


_CLAUSES = re.compile(r"[.;!?\n]")
_OR = frozenset({"o", "ou", "or", "u"})


def keeps_order(text: str) -> bool:
    """ "no lo canceles", "I don't want to cancel": every word of it is denied in its own clause, and no other is named."""
    words = words_in(text)
    if finds(words, says.WHY) or says_yes_to_another(text):
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


def _beside(words: Sequence[str]) -> list[str]:
    """What is said besides: "cancela mi cita", "anula el 1041 y deja el 1042". An order is not closed on a guess."""
    core = without(without_courtesies(list(words)), says.CANCELLED, says.UNWANTED, ORDERS, YES, BOTH)
    return [word for word in without(core, says.AROUND_CANCELLING) if not word.isdigit()]
