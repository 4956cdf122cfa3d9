"""Does somebody not want to live, or was a life lost or nearly so? Pure. See `telling`.

In doubt a person is called: only a thing that one cannot do without ("no quiero vivir sin este vino") and a place ("…
en Madrid") say that nothing is meant.
"""

from collections.abc import Sequence

from shop.bot.understanding.normalising import finds, without, words_in
from shop.bot.understanding.words.harm import distress as says
from shop.bot.understanding.words.harm import foreign_objects as things
from shop.bot.understanding.words.intent_words import ORDERS

_LONGEST_PHRASE = 7  # words
_NEAR = 4  # words between "in" and the world
_MARKS_A_THING = 2  # words behind "without"


def is_in_distress(text: str) -> bool:
    """ "Ya no quiero vivir": said in earnest, for all that one knows."""
    words = without(words_in(text), says.JOKES)
    return finds(words, says.PLAIN) or any(
        not _is_of_a_thing(words[place + length :])
        for place in range(len(words))
        for length in _lengths(words, place)
    )


def _lengths(words: Sequence[str], place: int) -> list[int]:
    """The longest phrase that begins here."""
    found = (
        length
        for length in range(_LONGEST_PHRASE, 1, -1)
        if len(words) >= place + length and " ".join(words[place : place + length]) in says.NOT_LIVING
    )
    return [first] if (first := next(found, 0)) else []


def _is_of_a_thing(behind: Sequence[str]) -> bool:
    """ "… sin este vino", "… en un piso sin luz"; not "… sin mi hijo", "… en este mundo", "… con este dolor"."""
    if not behind:
        return False
    near = behind[1 : 1 + _NEAR]
    if behind[0] in says.WITHOUT:
        marks = len(near) > 1 and finds(near[:_MARKS_A_THING], says.THINGS)
        return (marks or finds(near[:1], things.FOOD)) and not finds(near[1:], says.LOVED)
    return behind[0] in says.PLACES and bool(near) and not finds(near, says.THIS_LIFE, says.LOVED)


def lost_a_life(words: Sequence[str]) -> bool:
    """ "Aborté después de tomar la infusión", "had a miscarriage"; not "aborte el pedido", nor a dear price."""
    if finds(words, says.LOST) and not finds(words, ORDERS):
        return True
    is_after = finds(words, says.CAME_AFTER) and finds(words, says.TAKEN)
    return is_after and finds(words, says.GRAVE) and not finds(words, ORDERS)
