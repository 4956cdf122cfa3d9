"""Is somebody at a doctor's or not waking, did goods burst or spark, has a child something in its mouth? Pure."""

from collections.abc import Sequence

from shop.bot.understanding.courtesies import without_courtesies
from shop.bot.understanding.normalising import finds
from shop.bot.understanding.words.harm import emergencies as says
from shop.bot.understanding.words.harm import no_signs
from shop.bot.understanding.words.harm.felt import PERSONS
from shop.bot.understanding.words.harm.foreign_objects import CHILDREN
from shop.bot.understanding.words.harm.signs import BODY

_NEAR = 4  # words


def is_an_emergency(words: Sequence[str], *, is_asked: bool) -> bool:
    """ "Emergency!", "soltó chispas", "tuvimos que ir al médico", "my baby put it in his mouth"."""
    if " ".join(without_courtesies(list(words))) in says.ALONE:
        return True
    if finds(words, CHILDREN) and finds(words, says.IN_ITS_MOUTH):
        return True
    if finds(words, PERSONS, CHILDREN) and finds(words, says.NOT_WAKING):
        return True
    return not is_asked and (finds(words, says.HAPPENED) or _is_at_a_doctors(words) or _is_irritated(words))


def _is_at_a_doctors(words: Sequence[str]) -> bool:
    """ "Mi marido está ingresado"; not "flores para mi madre, está ingresada", nor who waits for a parcel."""
    return finds(words, says.AT_A_DOCTORS) and not finds(words, says.FOR_SOMEBODY, no_signs.DELIVERY)


def _is_irritated(words: Sequence[str]) -> bool:
    """ "Fiquei com a pele irritada": had, a part of the body, and irritated right behind it."""
    if not finds(words, says.HAVING):
        return False
    return any(
        word in BODY and finds(words[place + 1 : place + _NEAR], says.IRRITATED)
        for place, word in enumerate(words)
    )
