"""The parts of a text in which something is cancelled, and whether a no denies it there. Pure."""

from collections.abc import Sequence

from shop.bot.understanding.normalising import clauses_of, listed
from shop.bot.understanding.orders.order_numbers import ungrouped
from shop.bot.understanding.words import cancel_words as says
from shop.bot.understanding.words.intent_words import ORDERS

ANY_FORM = says.CANCELLED | says.BEING_CANCELLED
CONJUNCTIONS = listed(es="y, pero, sino", en="and, but", pt="e, mas")
ARTICLES = listed(
    words="el, la, los, mi, mis, o, a, os, meu, minha, do, da, de, del, al, the, my, number, that, this"
)


def parts_of(text: str) -> list[list[str]]:
    """The words between full stops, commas and conjunctions."""
    return [part for clause in clauses_of(ungrouped(text)) for part in _between(clause, CONJUNCTIONS)]


def _between(words: Sequence[str], marks: frozenset[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for word in words:
        if word in marks:
            parts.append([])
        else:
            parts[-1].append(word)
    return [part for part in parts if part]


def is_denied(clause: Sequence[str], place: int) -> bool:
    """Does a no stand before this word of cancelling?"""
    before = list(clause[:place])
    while before and before[-1] in says.BETWEEN and before[-1] not in says.NOT:
        before.pop()
    return any(" ".join(before[-length:]) in says.NOT for length in (1, 2))


def abbreviates_number(words: Sequence[str], place: int) -> bool:
    """ "order no. 1041": this "no" refuses nothing."""
    behind = words[place + 1] if place + 1 < len(words) else ""
    return words[place] == "no" and place > 0 and words[place - 1] in ORDERS and behind.isdigit()
