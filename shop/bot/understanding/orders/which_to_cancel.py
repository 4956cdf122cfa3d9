"""Which orders does a cancel name, except, or leave? Pure."""

from collections.abc import Sequence

from shop.bot.understanding.normalising import finds, listed, without, words_in
from shop.bot.understanding.orders.order_numbers import OTHERS, order_numbers
from shop.bot.understanding.orders.parts import ANY_FORM, ARTICLES, abbreviates_number, is_denied, parts_of
from shop.bot.understanding.words import cancel_words as says
from shop.bot.understanding.words.courtesies.greetings import SOFTENERS
from shop.bot.understanding.words.courtesies.yes_and_no import YES
from shop.bot.understanding.words.intent_words import ORDERS


def part_to_cancel(text: str) -> str:
    """The text without the clauses that keep an order: "no canceles el 1042, cancela el 1041" is about 1041."""
    parts = parts_of(text)
    meant = [part for part in parts if not _keeps(part)]
    is_told = any(finds(part, says.CANCEL) or order_numbers(" ".join(part)) for part in meant)
    if len(meant) == len(parts) or not is_told:
        return text
    return ", ".join(" ".join(part) for part in meant)


def numbers_excepted(text: str) -> set[int]:
    """ "cancela todos menos el 1042": the orders that are not meant."""
    words = words_in(text)
    return {
        number
        for place in range(len(words))
        if any(" ".join(words[place : place + length]) in says.EXCEPT for length in (1, 2))
        and not (words[place] == "but" and finds(words[:place], says.NOT))  # "not 1042 but 1041"
        for number in order_numbers(" ".join(words[place + 1 :]))
    }


def means_others(text: str) -> bool:
    """ "Cancela el otro", "the rest": whichever are not named; "cancela el 1041 y el otro me lo quedo" names its own."""
    parts = parts_of(text)
    if any(_says_yes_to_others(part) for part in parts):
        return True
    cancelling = [part for part in parts if finds(part, ANY_FORM)] or [words_in(text)]
    return any(finds(part, OTHERS) and not order_numbers(" ".join(part)) for part in cancelling)


def says_yes_to_another(text: str) -> bool:
    """ "No canceles el 1042, el otro sí", "… pero sí el 1041": what is denied of one is said of another."""
    parts = parts_of(text)
    told = [part for part in parts if finds(part, ANY_FORM)]
    behind = [part for part in parts if part not in told]
    return bool(told) and any(_says_yes_to_others(part) or _says_yes_to_a_number(part) for part in behind)


def _says_yes_to_others(part: Sequence[str]) -> bool:
    """ "… el otro sí", "só o outro": behind an order that is to stay, and nothing besides."""
    return (
        finds(part, OTHERS)
        and finds(part, YES, _ONLY)
        and not without(part, OTHERS, YES, _ONLY, ORDERS, ARTICLES, SOFTENERS)
    )


def _says_yes_to_a_number(part: Sequence[str]) -> bool:
    numbers = order_numbers(" ".join(part))
    named = [word for word in without(part, YES, _ONLY, ORDERS, ARTICLES, SOFTENERS) if not word.isdigit()]
    return bool(numbers) and finds(part, YES, _ONLY) and not named


_ONLY = listed(
    es="solo, solamente, unicamente, en cambio", en="only, just, instead, one", pt="so, apenas, somente"
)


def _keeps(part: Sequence[str]) -> bool:
    """It names an order, and denies that it is to be cancelled, or says that it is to stay."""
    if not order_numbers(" ".join(part)):
        return False
    if any(word in says.CANCELLED and is_denied(part, place) for place, word in enumerate(part)):
        return True
    if finds(part, says.LEAVING) and not finds(part, says.CANCELLED):
        return True
    return _is_refused(without(part, SOFTENERS))


def _is_refused(part: Sequence[str]) -> bool:
    """ "El 1042 no", "cancel not 1042"; before the rest of its part a no may correct what was said ("no, el 1042")."""
    return any(
        word.isdigit() and finds([*part[1:place][-1:], *part[place + 1 : place + 2]], says.NOT)
        for place, word in enumerate(part)
        if not abbreviates_number(part, place - 1)
    )
