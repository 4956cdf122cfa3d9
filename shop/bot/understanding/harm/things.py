"""Harm by things: what was swallowed or spilled, what fell, burnt or was in it that should not be. Pure. See `telling`."""

from collections.abc import Sequence

from shop.bot.understanding.normalising import finds
from shop.bot.understanding.words.harm import causes, felt
from shop.bot.understanding.words.harm import foreign_objects as goods
from shop.bot.understanding.words.harm import signs as says

_NEAR = 4  # words


def is_felt(words: Sequence[str]) -> bool:
    """ "It itches a lot", "my baby got red dots", "the tea went over me", "the doctor says it was your cream"."""
    if " ".join(words) in felt.FELT_ALONE or finds(words, felt.BODILY):
        return True
    if finds(words, goods.SPOILED) and finds(words, goods.HAD):
        return True
    if finds(words, causes.TASTES) and finds(words, causes.CHEMICALS) and finds(words, goods.FOOD):
        return True
    if finds(words, causes.TASTED_BAD) and finds(words, causes.EATEN_BY_SOMEBODY):
        return True
    if _stands_behind(words, felt.DOCTOR, felt.SAYS) and finds(words, felt.BLAMED):
        return True
    if finds(words, felt.HOT) and finds(words, felt.SPILLED) and finds(words, felt.OVER_SOMEBODY):
        return True
    return finds(words, says.ONES_OWN) and _stands_behind(words, felt.APPEARED, felt.MARKS)


def is_hit_or_burnt(words: Sequence[str]) -> bool:
    """ "The shelf fell on my son", "the plug melted"."""
    if finds(words, felt.ELECTRIC) and finds(words, felt.BURNT, felt.HOT_OR_SMOKING):
        return True
    if finds(words, felt.BURSTING) and finds(words, felt.BURST):
        return True
    return finds(words, felt.FALLING) and finds(words, felt.UPON) and finds(words, felt.PERSONS)


def is_swallowed(words: Sequence[str]) -> bool:
    """A small thing, by anybody; what is no food, by a child; whatever it was, by an animal, but a parcel."""
    if finds(words, goods.SWALLOWING) and finds(words, goods.POISON):
        return True
    is_not_theirs = finds(words, goods.PETS) or (finds(words, goods.CHILDREN) and finds(words, goods.NO_FOOD))
    if is_not_theirs and finds(words, goods.EATEN):
        return not finds(words, goods.PARCELS)
    return finds(words, goods.SWALLOWED) and finds(words, goods.SMALL_THINGS, goods.PIECES)


def was_not_to_have_it(words: Sequence[str]) -> bool:
    """ "I'm allergic, and there were nuts in it"."""
    return finds(words, goods.ALLERGIC) and finds(words, goods.GIVEN, goods.EATEN, causes.EATEN_BY_SOMEBODY)


def _stands_behind(words: Sequence[str], first: frozenset[str], second: frozenset[str]) -> bool:
    """A phrase of `second` a few words behind one of `first`."""
    for place in range(len(words)):
        for length in (1, 2, 3):
            end = place + length
            if " ".join(words[place:end]) in first and finds(words[end : end + _NEAR], second):
                return True
    return False
