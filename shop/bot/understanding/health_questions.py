"""What is asked about health, and the sentences of a description that tell of all of it. Pure.

That a description does not name an allergen does not mean that there is none; and what is near in words ("oil of almonds")
is another thing.
"""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache

import msgspec

from shop.bot.understanding.courtesies import without_courtesies
from shop.bot.understanding.ingredients import only_names_goods
from shop.bot.understanding.normalising import finds, found_phrases, listed, without, words_in
from shop.bot.understanding.words import health
from shop.bot.understanding.words import product_words as says
from shop.bot.understanding.words.harm.foreign_objects import CHILDREN
from shop.bot.understanding.words.health import HealthTopic
from shop.bot.understanding.words.ingredient_words import IN_NAMES

_SHORTEST_WORD = 4  # letters of a word that may stand in a description by itself
_E_NUMBER = re.compile(r"\b(?:[eE]-?|E )(\d{3,4}[a-z]?)\b")
_E_WORD = re.compile(r"e\d{3,4}[a-z]?")


class Told(msgspec.Struct, frozen=True):
    """The sentences that tell of what is asked. `is_sure`: every word of the question was read."""

    sentences: tuple[str, ...] = ()
    is_sure: bool = True


def is_about_health(text: str, *, of_a_product: bool = False) -> bool:
    """Does it ask what may harm somebody? An ingredient that is part of a name asks nothing.

    Of a product that is spoken of more is a question: "honey?", "for my baby?", "peanut oil?".
    """
    words = _spelt_right(_read(text)) if of_a_product else _read(text)
    if _named_otherwise(words, of_a_product=of_a_product) or _asks_whether_safe(words):
        return True
    found = set(found_phrases(words, *_ASKED, health.ALLERGENS, health.INGREDIENTS))
    if found - IN_NAMES:
        return True
    if of_a_product:
        found |= set(found_phrases(words, *_NAMED))
    is_said_plainly = any(" " in phrase for phrase in found)
    in_names = IN_NAMES | health.WEAK
    return is_said_plainly or (
        bool(found) and not only_names_goods(words, in_names, of_a_product=of_a_product)
    )


def told_of_health(text: str, descriptions: Iterable[Sequence[str]]) -> Told:
    """What the first description says that tells of everything that is asked: sentences; none where one is passed over."""
    words = without_courtesies(_spelt_right(_read(text)))
    topics = _topics_asked(words)
    for sentences in descriptions:
        said = {sentence: _told_by(_read(sentence)) for sentence in sentences}
        unread = _unread(words, sentences)
        if unread and finds(words, health.ALLERGENS, says.ALTERNATIVES):
            continue  # "eggs and strawberries": the other thing is not passed over
        if all(any(found & topic.told for found in said.values()) for topic in topics):
            telling = tuple(text for text, found in said.items() if any(found & each.told for each in topics))
            if _tells_of_traces(topics, said.values()):
                return Told(telling, is_sure=not unread)
    return Told()


def _read(text: str) -> list[str]:
    """The words, "E-120" as one of them; that "there is no other remedy" tells of no medicine."""
    return without(words_in(_E_NUMBER.sub(r"e\1", text)), health.NO_REMEDY, _AGE_OF_THE_SHOP)


_AGE_OF_THE_SHOP = listed(
    es="que edad tiene la tienda, que edad teneis, que edad tienes, que edad tiene vuestra tienda",
    en="what age is the shop, what age is your shop, what age are you",
    pt="que idade tem a loja, que idade tens, que idade tem a vossa loja, que idade tem a empresa",
)


def _spelt_right(words: Sequence[str]) -> list[str]:
    """ "glutten" as "gluten": a slip in a long word that asks about health."""
    return [_corrected(word) if len(word) >= _LONG_WORD else word for word in words]


@cache
def _corrected(word: str) -> str:
    if word in _PARTS or finds([word], health.WEAK, says.AROUND_HEALTH, *says.TOPICS):
        return word
    return next(iter(get_close_matches(word, _LONG_WORDS, n=1, cutoff=_ALIKE)), word)


def _named_otherwise(words: Sequence[str], *, of_a_product: bool = True) -> list[HealthTopic]:
    """What no table of phrases can hold: soy, a child's age, the number of an additive."""
    found = [HealthTopic(frozenset({word}), frozenset({word})) for word in words if _E_WORD.fullmatch(word)]
    if _names_soy(words):
        found.append(_SOY)
    if of_a_product:
        found += [HealthTopic(frozenset({w}), frozenset({w})) for w in words if _is_an_illness(w)]
        found += [health.AGE] if _names_an_age(words) else []
    return found


def _is_an_illness(word: str) -> bool:
    """ "Blefaritis": by its ending, where no table holds it."""
    return word.endswith(health.ILLNESS_ENDS) and not finds([word], *_NAMED)


def _names_an_age(words: Sequence[str]) -> bool:
    """ "My 2 year old", "para mi hijo de 2 años", "18 meses"; neither a warranty nor a size."""
    if not finds(words, health.YEARS) or finds(words, health.NO_AGE):
        return False
    is_counted = any(
        word.isdigit() and finds(words[place + 1 : place + 2], health.YEARS)
        for place, word in enumerate(words)
    )
    return finds(words, CHILDREN, health.OLD) or is_counted


def _asks_whether_safe(words: Sequence[str]) -> bool:
    """ "Safe for a 1 year old?", "can my baby have it?": of whom it may harm, though no product is named."""
    if not finds(words, CHILDREN, _SMALL) and not _names_an_age(words):
        return False
    if finds(words, health.RIGHT_FOR) or (finds(words, health.MAY) and finds(words, health.HAVING)):
        return True
    is_small = finds(words, health.BABIES.asked) or _names_an_age(words)
    return is_small and finds(words, health.MAY) and finds(words, health.GIVING)


_SMALL = health.BABIES.asked | listed(words="ninos, ninas, kids, children, criancas, miudos")


def _names_soy(words: Sequence[str]) -> bool:
    """ "soy?", "does it have soy?", "no soy please": at the end, or as English has it, it is no "I am"."""
    if "no soy" in " ".join(words):
        return bool(set(words) & _ENGLISH_AROUND_SOY)
    return words[-1:] == ["soy"] and not set(words) & _SPANISH_BEFORE_SOY


_SPANISH_BEFORE_SOY = frozenset({"quien", "como", "donde", "yo", "que", "lo", "no", "si"})
_ENGLISH_AROUND_SOY = listed(
    words="please, pls, there, has, have, is, in, contains, with, or, and, milk, want, need, it"
)


def _topics_asked(words: Sequence[str]) -> list[HealthTopic]:
    """Each thing that is asked; asked in general, whatever lists what is inside."""
    found = set(found_phrases(words, *_NAMED))
    asked = [each for each in health.HEALTH if found & each.asked]
    is_general = finds(words, health.ALLERGENS, health.INGREDIENTS)
    otherwise = _named_otherwise(words)
    passed = [health.SAFETY] if is_general else []
    if health.AGE in (*asked, *otherwise):
        passed.append(health.BABIES)  # "children from 3 years" tells of a baby as well
    named = [each for each in asked if each not in passed]
    return [*named, *otherwise] or [_IN_GENERAL]


def _told_by(sentence: Sequence[str]) -> frozenset[str]:
    """The phrases of health in a sentence, the longest at each place: "leche de coco" tells of no milk."""
    codes = {word for word in sentence if _E_WORD.fullmatch(word)}
    return frozenset(found_phrases(sentence, *_TELLING)) | codes


def _tells_of_traces(topics: Sequence[HealthTopic], said: Iterable[frozenset[str]]) -> bool:
    """Traces of a thing are told by a sentence that names both."""
    if health.TRACES not in topics:
        return True
    others = [each for each in topics if each is not health.TRACES]
    with_traces = [found for found in said if found & health.TRACES.told]
    return all(any(found & each.told for found in with_traces) for each in others)


def _unread(words: Sequence[str], sentences: Sequence[str]) -> bool:
    """Does a word stand beside that no table holds and the description does not say?"""
    known = (*_NAMED, health.ALLERGENS, health.INGREDIENTS, says.AROUND_HEALTH, health.YEARS, CHILDREN)
    rest = without(words, *known, says.NOTHING_IN_PARTICULAR, says.STOCK)
    described = {word for sentence in sentences for word in words_in(sentence)}
    return bool({word for word in rest if len(word) >= _SHORTEST_WORD} - described)


_ASKED = tuple(each.asked - health.WEAK for each in health.HEALTH)
_LONG_WORD = 6  # letters
_ALIKE = 0.9
_LONG_WORDS = sorted(
    {phrase for table in _ASKED for phrase in table if " " not in phrase and len(phrase) >= _LONG_WORD}
)
_PARTS = frozenset(part for table in _ASKED for phrase in table for part in phrase.split())
_NAMED = tuple(each.asked for each in health.HEALTH)
_IN_GENERAL = HealthTopic(health.LISTS, health.LISTS)
_TELLING = (*(each.told for each in health.HEALTH), health.LISTS)
_SOY = HealthTopic(listed(asked="soy"), listed(told="soy, soja, soya, soybeans, soybean"))
