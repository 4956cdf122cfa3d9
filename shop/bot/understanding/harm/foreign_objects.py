"""Is something in goods that has no place there, or in somebody's nose? Pure. See `harm`."""

from collections.abc import Sequence

from shop.bot.understanding.normalising import finds, without
from shop.bot.understanding.words.harm import foreign_objects as says

_NEAR = 2  # words between "in" and the food: "in my dark chocolate"


def is_found_in_goods(words: Sequence[str], *, is_asked: bool) -> bool:
    """ "hay cristal dentro", "glass in the jam", "full of worms"."""
    found = finds(words, says.FOUND)
    told = found or (finds(words, says.THERE_IS) and not is_asked)
    if not is_asked and _is_no_ware(words):
        return True
    if finds(words, says.PESTS):
        return told and finds(words, says.INSIDE, says.FOOD, says.CONTAINERS, says.FULL)
    if not finds(words, says.SHARP):
        return False
    places = says.FOOD | says.CONTAINERS
    if (told and _is_in(words, says.SHARP, places)) or (not is_asked and _is_in(words, says.SHARDS, places)):
        return True
    return (told and finds(words, says.INSIDE)) or (found and finds(words, says.PIECES, places))


def _is_no_ware(words: Sequence[str]) -> bool:
    """ "cucaracha!", "worms in my rice", "a piece of metal in my chocolate"."""
    if words and not without(words, says.VERMIN, says.AROUND_VERMIN):
        return finds(words, says.VERMIN)
    return _is_in(words, says.PESTS, says.FOOD | says.CONTAINERS) or _is_in(words, says.SHARP, says.FOOD)


def is_stuck_in_somebody(words: Sequence[str]) -> bool:
    """ "he put the bead in his ear"."""
    return _is_in(words, says.SMALL_THINGS, says.OPENINGS)


def _is_in(words: Sequence[str], things: frozenset[str], places: frozenset[str]) -> bool:
    """A thing, "in" right behind it, and soon after the place."""
    return any(
        word in says.IN
        and finds(words[max(0, place - 1) : place], things)
        and finds(words[place + 1 : place + 2 + _NEAR], places)
        for place, word in enumerate(words)
    )
