"""Does a text tell of harm? Pure.

What is asked before buying ("can it cause a rash?"), a gift for somebody who is ill and a remedy are no harm. Where it
is not clear a person is called in vain, which costs less than one who is not called.
"""

from collections.abc import Sequence

from shop.bot.understanding.harm.bodies import (
    ails_from_it,
    cannot_see,
    cuts_or_breaks,
    hurts,
    is_ill_from_it,
    reddens,
)
from shop.bot.understanding.harm.distress import is_in_distress, lost_a_life
from shop.bot.understanding.harm.emergencies import is_an_emergency
from shop.bot.understanding.harm.foreign_objects import is_found_in_goods, is_stuck_in_somebody
from shop.bot.understanding.harm.from_goods import came_from_goods, was_caused
from shop.bot.understanding.harm.persons_hurt import (
    fell_with_it,
    hurt_itself,
    needs_doctors,
    sees_a_doctor_for_it,
)
from shop.bot.understanding.harm.things import is_felt, is_hit_or_burnt, is_swallowed, was_not_to_have_it
from shop.bot.understanding.normalising import clauses_of, finds, found_phrases, without, words_in
from shop.bot.understanding.words.harm import causes, distress, felt, injuries, no_signs
from shop.bot.understanding.words.harm import signs as says


def tells_of_harm(text: str) -> bool:
    """In one of its clauses, or in lines that belong together."""
    if is_in_distress(text):
        return True
    no_sign = (no_signs.NO_SIGNS, distress.JOKES, *_meant_otherwise(text))
    together = without(words_in(text), *no_sign)
    seeks = finds(together, says.SEEKING)
    parts = [without(clause, *no_sign) for clause in clauses_of(text)]
    if any(_is_harmed(words, seeks=seeks) for words in (*parts, together)):
        return True
    is_asked = "?" in text or seeks
    if is_an_emergency(together, is_asked=is_asked) or ails_from_it(together, is_asked=is_asked):
        return True
    if is_found_in_goods(together, is_asked=is_asked) or is_stuck_in_somebody(together):
        return True
    return was_not_to_have_it(together) or (not is_asked and (is_felt(together) or is_hit_or_burnt(together)))


def _meant_otherwise(text: str) -> list[frozenset[str]]:
    """ "Estoy en el hospital, dejadlo al vecino", "me rompí el brazo, ¿lo subís?" say where a parcel shall go.

    Clothes that "sientan mal" do not fit.
    """
    words = words_in(text)
    blames = finds(without(words, causes.TIMES_OF_DAY), says.BECAUSE_OF, injuries.WHY, injuries.GAVE_WAY)
    waits = finds(words, no_signs.DELIVERY) and not blames
    explains = "?" in text or finds(words, no_signs.CANNOT)
    waiting = [no_signs.IN_HOSPITAL, *([felt.BONES] if explains else [])] if waits else []
    return [*waiting, *([no_signs.NOT_FITTING] if finds(words, no_signs.CLOTHES) else [])]


def _is_harmed(words: Sequence[str], *, seeks: bool) -> bool:
    """`seeks`: something is looked for, a gift or an ease, which takes the weight from the weaker signs."""
    if finds(words, says.VITAL):
        return True
    if _is_asked_before(words):
        return False
    signs = [
        sign for sign in found_phrases(words, says.SIGNS, injuries.INJURIES) if not _is_eased(words, sign)
    ]
    swells = finds(words, says.BODY) and finds(words, says.SWELLING)
    if signs or swells or is_swallowed(words) or cuts_or_breaks(words):
        return True
    if hurt_itself(words) or needs_doctors(words) or sees_a_doctor_for_it(words) or fell_with_it(words):
        return True
    if was_caused(words) or lost_a_life(words):
        return True
    if cannot_see(words) or (not seeks and came_from_goods(words)):
        return True
    return not seeks and (hurts(words) or reddens(words) or is_ill_from_it(words))


def _is_asked_before(words: Sequence[str]) -> bool:
    return finds(words, says.ASKING) and not finds(words, says.DONE)


def _is_eased(words: Sequence[str], sign: str) -> bool:
    """ "a cream for rashes", "té para el dolor de barriga"."""
    first = sign.split()
    place = next(n for n in range(len(words)) if list(words[n : n + len(first)]) == first)
    before = [word for word in words[:place] if word not in says.ARTICLES]
    return bool(before) and before[-1] in says.REMEDY
