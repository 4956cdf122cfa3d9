"""What somebody wants to know of a product, and the sentences of its description that say it. Pure.

A question about health is answered by the shop's own words or by a person, never by a price and never by a guess:
that a description does not name an allergen does not mean that there is none.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from enum import StrEnum

import msgspec

from shop.bot.understanding.courtesies import SMALL_TALK, YES, without_courtesies
from shop.bot.understanding.ingredients import only_names_goods
from shop.bot.understanding.normalising import finds, found_phrases, without, words_in
from shop.bot.understanding.words import health_words as health
from shop.bot.understanding.words import product_words as says
from shop.bot.understanding.words.ingredient_words import IN_NAMES

MOST_SENTENCES = 4
LONGEST_SENTENCE = 300
_SENTENCE_ENDS = re.compile(r"(?<=[.!?;])\s+|\n+")
_SHORTEST_WORD = 4  # letters of a word that may stand in a description by itself


class About(StrEnum):
    """What a question is about."""

    PRICE_AND_STOCK = "price_and_stock"
    HEALTH = "health"
    SOMETHING_ELSE = "something_else"


class ProductQuestion(msgspec.Struct, frozen=True):
    """A question and the sentences that answer it, none where the description does not."""

    about: About
    sentences: tuple[str, ...] = ()


def is_about_health(text: str, *, of_a_product: bool = False) -> bool:
    """Does it ask what may harm somebody? An ingredient that is part of a name asks nothing.

    Of a product that is spoken of more is a question: "honey?", "for my baby?".
    """
    words = words_in(text)
    if _names_soy(words):
        return True
    found = set(found_phrases(words, *_ASKED, health.ALLERGENS, health.INGREDIENTS))
    if found - IN_NAMES:
        return True
    if of_a_product:
        found |= set(found_phrases(words, health.WEAK))
    is_said_plainly = any(" " in phrase for phrase in found)
    return is_said_plainly or (bool(found) and not only_names_goods(words, IN_NAMES | health.WEAK))


def _names_soy(words: Sequence[str]) -> bool:
    """ "soy?", "does it have soy?": at the end it is no "I am"."""
    return words[-1:] == ["soy"] and not set(words) & _SPANISH_BEFORE_SOY


_SPANISH_BEFORE_SOY = frozenset({"quien", "como", "donde", "yo", "que", "lo", "no", "si"})


def read_question(text: str, descriptions: Sequence[str]) -> ProductQuestion:
    """What is asked, and what the first of `descriptions` that answers it says: the reader's language comes first."""
    words = without_courtesies(words_in(text))
    if is_about_health(text, of_a_product=True):
        return ProductQuestion(About.HEALTH, _told_of_health(words, descriptions))
    if _is_price_or_stock(words):
        return ProductQuestion(About.PRICE_AND_STOCK)
    told = _first(descriptions, lambda sentence: _tells(words, sentence))
    return ProductQuestion(About.SOMETHING_ELSE, told)


def _is_price_or_stock(words: Sequence[str]) -> bool:
    """Price, stock, or nothing in particular: "hola", "me interesa esta"."""
    plain = (says.PRICE, says.STOCK, says.NOTHING_IN_PARTICULAR, YES, SMALL_TALK)
    rest = [word for word in without(words, *plain) if not word.isdigit()]
    return not rest


def _first(descriptions: Sequence[str], tells: Callable[[list[str]], bool]) -> tuple[str, ...]:
    for description in descriptions:
        found = tuple(sentence for sentence in _sentences(description) if tells(words_in(sentence)))
        if found:
            return found[:MOST_SENTENCES]
    return ()


def _sentences(description: str) -> Iterable[str]:
    parts = (part.strip() for part in _SENTENCE_ENDS.split(description))
    return (part[:LONGEST_SENTENCE] for part in parts if part)


def _told_of_health(words: Sequence[str], descriptions: Sequence[str]) -> tuple[str, ...]:
    """The sentences of one description that tell of everything that is asked; none where one thing is passed over."""
    topics = _topics_asked(words)
    for description in descriptions:
        sentences = [(sentence, words_in(sentence)) for sentence in _sentences(description)]
        if _names_something_unknown(words, description):
            continue
        if all(any(finds(said, told) for _, said in sentences) for told in topics):
            return tuple(text for text, said in sentences if finds(said, *topics))[:MOST_SENTENCES]
    return ()


def _names_something_unknown(words: Sequence[str], description: str) -> bool:
    """ "Egg and strawberries": allergic to something that no table holds and the description does not name."""
    if not finds(words, health.ALLERGENS, says.ALTERNATIVES):
        return False
    known = (*_ASKED, health.WEAK, health.ALLERGENS, health.INGREDIENTS, says.AROUND_HEALTH)
    rest = without(words, *known, says.NOTHING_IN_PARTICULAR, says.STOCK)
    return bool({word for word in rest if len(word) >= _SHORTEST_WORD} - set(words_in(description)))


def _topics_asked(words: Sequence[str]) -> list[frozenset[str]]:
    """For each thing that is asked the words that tell of it; asked in general, whatever lists what is inside."""
    asked = [
        each
        for each in health.HEALTH
        if finds(words, each.asked) or ("soy" in each.told and _names_soy(words))
    ]
    is_general = finds(words, health.ALLERGENS, health.INGREDIENTS)
    named = [each.told for each in asked if each is not health.SAFETY or not is_general]
    return named or [health.LISTS]


_ASKED = tuple(each.asked - health.WEAK for each in health.HEALTH)


def _tells(words: Sequence[str], sentence: Sequence[str]) -> bool:
    """A sentence of the same topic, or with a telling word of the question."""
    if any(finds(words, table) and finds(sentence, table) for table in says.TOPICS):
        return True
    telling = {
        word for word in without(words, says.NOTHING_IN_PARTICULAR, says.STOCK) if len(word) >= _SHORTEST_WORD
    }
    return bool(telling & set(sentence))
