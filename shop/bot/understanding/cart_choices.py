"""A typed answer to the three buttons about a second cart: replace the order, add to it, or keep both. Pure."""

from enum import StrEnum

from shop.bot.understanding.courtesies import says_only
from shop.bot.understanding.normalising import finds, found_phrases, words_in
from shop.bot.understanding.words import choice_words as says
from shop.bot.understanding.words.cancel_words import NOT
from shop.bot.understanding.words.courtesies.yes_and_no import YES


class CartChoice(StrEnum):
    """What shall become of the cart. OLD: it is left, and the order stays."""

    REPLACE = "replace"
    ADD = "add"
    BOTH = "both"
    OLD = "old"


_TABLES = {
    CartChoice.BOTH: says.BOTH,
    CartChoice.ADD: says.ADD,
    CartChoice.REPLACE: says.REPLACE,
    CartChoice.OLD: says.OLD,
}


_ANY = frozenset().union(*_TABLES.values())


def cart_choice(text: str) -> CartChoice | None:
    """One of them and nothing besides; None for several, a "don't …", a question, or other words."""
    words = words_in(text)
    if says_only(text, says.OLD_UNWANTED, YES):
        return CartChoice.REPLACE
    if finds(words, NOT) or not says_only(text, _ANY, says.BESIDE, YES):
        return None
    found = {choice for phrase in found_phrases(words, _ANY) for choice in _choices_of(phrase)}
    return found.pop() if len(found) == 1 else None


def _choices_of(phrase: str) -> list[CartChoice]:
    return [choice for choice, table in _TABLES.items() if phrase in table]
