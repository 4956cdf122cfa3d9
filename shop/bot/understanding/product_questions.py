"""What somebody wants to know of a product, and the sentences of its description that say it. Pure.

A question about health is answered by the shop's own words or by a person, never by a price and never by a guess:
that a description does not name an allergen does not mean that there is none.
"""

import re
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from shop.bot.understanding.courtesies import without_courtesies
from shop.bot.understanding.health_questions import is_about_health, told_of_health
from shop.bot.understanding.normalising import finds, without, words_in
from shop.bot.understanding.words import health
from shop.bot.understanding.words import product_words as says
from shop.bot.understanding.words.courtesies.small_talk import SMALL_TALK
from shop.bot.understanding.words.courtesies.yes_and_no import YES

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
    """A question and the sentences that answer it, none where the description does not.

    `is_sure`: nothing stands in the question that was not read.
    """

    about: About
    sentences: tuple[str, ...] = ()
    is_sure: bool = True


def read_question(text: str, descriptions: Sequence[str]) -> ProductQuestion:
    """What is asked, and what the first of `descriptions` that answers it says: the reader's language comes first."""
    words = without_courtesies(words_in(text))
    if is_about_health(text, of_a_product=True):
        told = told_of_health(text, [_sentences(each) for each in descriptions])
        return ProductQuestion(About.HEALTH, told.sentences[:MOST_SENTENCES], told.is_sure)
    if finds(words, says.MADE_OF):
        return _made_of(descriptions)
    if _is_price_or_stock(words):
        return ProductQuestion(About.PRICE_AND_STOCK)
    return ProductQuestion(About.SOMETHING_ELSE, _told_of(words, descriptions))


def _made_of(descriptions: Sequence[str]) -> ProductQuestion:
    """What is inside, where a description lists it; else the material."""
    for about, table in ((About.HEALTH, health.LISTS), (About.SOMETHING_ELSE, says.MATERIAL)):
        for description in descriptions:
            found = tuple(each for each in _sentences(description) if finds(words_in(each), table))
            if found:
                return ProductQuestion(about, found[:MOST_SENTENCES])
    return ProductQuestion(About.SOMETHING_ELSE)


def _is_price_or_stock(words: Sequence[str]) -> bool:
    """Price, stock, or nothing in particular: "hola", "me interesa esta"."""
    plain = (says.PRICE, says.STOCK, says.NOTHING_IN_PARTICULAR, YES, SMALL_TALK)
    rest = [word for word in without(words, *plain) if not word.isdigit()]
    return not rest


def _told_of(words: Sequence[str], descriptions: Sequence[str]) -> tuple[str, ...]:
    for description in descriptions:
        found = tuple(sentence for sentence in _sentences(description) if _tells(words, words_in(sentence)))
        if found:
            return found[:MOST_SENTENCES]
    return ()


def _sentences(description: str) -> list[str]:
    parts = (part.strip() for part in _SENTENCE_ENDS.split(description))
    return [part[:LONGEST_SENTENCE] for part in parts if part]


def _tells(words: Sequence[str], sentence: Sequence[str]) -> bool:
    """A sentence of the same topic, or with a telling word of the question."""
    if any(finds(words, table) and finds(sentence, table) for table in says.TOPICS):
        return True
    telling = {
        word
        for word in without(words, says.NOTHING_IN_PARTICULAR, says.STOCK, says.COMMON)
        if len(word) >= _SHORTEST_WORD
    }
    return bool(telling & set(sentence))
