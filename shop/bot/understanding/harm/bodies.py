"""Does a part of the body hurt, bleed, break or turn red, or is somebody ill from it? Pure. See `telling`."""

from collections.abc import Sequence

from shop.bot.understanding.normalising import finds, found_phrases
from shop.bot.understanding.words.harm import causes, felt
from shop.bot.understanding.words.harm import foreign_objects as goods
from shop.bot.understanding.words.harm import signs as says

_NEAR = 4  # words between "got" and "sick"


def hurts(words: Sequence[str]) -> bool:
    """ "Me duele la boca", "my eyes burn"; an aching head only with its cause."""
    body = [part for part in found_phrases(words, says.BODY) if not _is_of_goods(words, part)]
    if body and finds(words, says.HURTING) and finds(words, says.ONES_OWN, says.BECAUSE_OF):
        return True
    if finds(words, felt.EYES) and finds(words, felt.GOT_IN):
        return True
    if body and finds(words, felt.ON_FIRE):
        return True
    return finds(words, says.HEAD) and finds(words, says.HURTING) and finds(words, says.BECAUSE_OF)


def reddens(words: Sequence[str]) -> bool:
    """ "La cara se me puso roja", "my face went red": the colour behind a part of the body, and of no goods."""
    for place, word in enumerate(words):
        if word not in says.BODY or _is_behind_goods(words, place):
            continue
        behind = [each for each in words[place + 1 : place + 6] if each not in felt.TURNING]
        if (
            behind[:1]
            and behind[0] in felt.RED
            and finds(words, says.ONES_OWN, says.BECAUSE_OF, felt.FEELING)
        ):
            return True
    return False


def cuts_or_breaks(words: Sequence[str]) -> bool:
    """ "Cut my foot", "my dad broke his wrist"."""
    owned = any(
        word in says.BODY and words[place - 1 : place] and words[place - 1] in felt.OWNED
        for place, word in enumerate(words)
    )
    if owned and finds(words, felt.CUTTING):
        return True
    return finds(words, felt.BREAKING) and finds(words, felt.BONES) and finds(words, felt.PERSONS)


def ails_from_it(words: Sequence[str], *, is_asked: bool) -> bool:
    """ "Me ha salido un eczema", "eczema after the cream"; who has one, and asks what eases it, tells of none."""
    if all(word not in causes.AILMENTS or _is_to_be_eased(words, place) for place, word in enumerate(words)):
        return False
    came_up, has_a_cause = finds(words, causes.CAME_UP), finds(words, says.BECAUSE_OF, causes.WITH_IT)
    return (came_up and has_a_cause) or ((came_up or has_a_cause) and not is_asked)


def cannot_see(words: Sequence[str]) -> bool:
    """ "I can't see out of my left eye"; not "no veo los ojos del peluche"."""
    if not finds(words, causes.CANNOT_SEE):
        return False
    of_somebody = any(
        word in felt.EYES
        and not finds(words[place + 1 : place + 2], causes.EYE_GOODS)
        and (
            finds(words[place - 1 : place], causes.OF_SOMEBODY)
            or finds(words[place + 1 : place + 2], causes.SIDES)
        )
        for place, word in enumerate(words)
    )
    return of_somebody or (finds(words, felt.GOT_IN) and finds(words, goods.NO_FOOD))


def is_ill_from_it(words: Sequence[str]) -> bool:
    """ "Got sick", or "sick after …"; an animal that died of it."""
    if finds(words, felt.DYING) and finds(words, felt.CREATURES):
        return True
    if not finds(words, says.ILL):
        return False
    return finds(words, says.BECAUSE_OF) or any(
        word in _SUDDENLY and finds(words[place : place + _NEAR], says.ILL)
        for place, word in enumerate(words)
    )


_SUDDENLY = frozenset({"got", "became", "fell", "made", "makes", "making", "felt"})


def _is_of_goods(words: Sequence[str], part: str) -> bool:
    """ "Crema de manos", "a cream for my face"."""
    return all(_is_behind_goods(words, place) for place, word in enumerate(words) if word == part)


def _is_to_be_eased(words: Sequence[str], place: int) -> bool:
    """ "Crema para la quemadura"."""
    before = [word for word in words[:place] if word not in says.ARTICLES]
    return bool(before) and before[-1] in says.REMEDY


def _is_behind_goods(words: Sequence[str], place: int) -> bool:
    before = [word for word in words[:place] if word not in says.ARTICLES]
    return bool(before) and before[-1] in says.REMEDY | felt.OF_GOODS
