"""What stands behind a stop and adds nothing: "ya lo dije ayer", "jeez", "señorita", "a ver si contestáis". Pure."""

from collections.abc import Sequence

from shop.bot.understanding.normalising import finds, without
from shop.bot.understanding.words import reproach_words as says
from shop.bot.understanding.words import stop_words as stops
from shop.bot.understanding.words.cancel_words import NOT
from shop.bot.understanding.words.removal_words import KEYWORDS, REMOVALS
from shop.bot.understanding.words.trouble_words import TROUBLE

_TELLING = (says.TOLD, says.STRANGERS, says.OFTEN, says.HEEDED, says.SIGHS, says.ADDRESSES, stops.SAYING)
_ALL = (*_TELLING, says.AROUND, says.WHEN)


def is_an_afterthought(words: Sequence[str]) -> bool:
    """A reproach, a sigh or an address, and nothing besides: "stop, I asked for a refund" names something.

    "No lo pedí" and "no es lo que pedí" are of goods; with a stop in it, it is none ("I told you to stop").
    """
    if finds(without(words, says.STRANGERS), KEYWORDS, REMOVALS, TROUBLE) or finds(
        without(words, *_TELLING), NOT
    ):
        return False
    return finds(words, *_TELLING) and not without(words, *_ALL, stops.FILLING)


def without_afterthought(words: Sequence[str]) -> list[str]:
    """What stands before the reproach in the same breath: "BAJA a ver si contestáis de una vez"."""
    for place in range(1, len(words)):
        if is_an_afterthought(words[place:]) and _begins(words[place:]):
            return list(words[:place])
    return list(words)


def _begins(words: Sequence[str]) -> bool:
    """No filling of what stands before it: "baja de la lista, ya lo dije" keeps its list."""
    return any(
        " ".join(words[:length]) in table
        for table in (*_TELLING, says.AROUND, says.WHEN)
        for length in (1, 2, 3, 4, 5)
    )
