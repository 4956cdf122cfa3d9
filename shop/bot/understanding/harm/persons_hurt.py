"""Is somebody told of who hurt themselves, lies in intensive care, or had to see a doctor because of it? Pure."""

from collections.abc import Sequence

from shop.bot.understanding.normalising import finds
from shop.bot.understanding.words.harm import felt, injuries


def hurt_itself(words: Sequence[str]) -> bool:
    """ "Mi hija se quemó", "my son cut himself"; not "mi hijo se cortó el pelo"."""
    return (
        finds(words, felt.PERSONS, felt.CREATURES)
        and finds(words, injuries.HURT_ITSELF)
        and not finds(words, injuries.NOT_THE_BODY)
    )


def needs_doctors(words: Sequence[str]) -> bool:
    """In intensive care; or at a hospital or doctor's, and what for is told."""
    is_told = finds(words, felt.PERSONS) or finds(words, _IS_THERE)
    if is_told and finds(words, injuries.INTENSIVE_CARE):
        return True
    if finds(words, injuries.BROKEN_BONES) and finds(words, injuries.GAVE_WAY):
        return True
    went = finds(words, injuries.WENT) and finds(words, injuries.HOSPITAL, felt.DOCTOR)
    return went and finds(words, injuries.WHY)


_IS_THERE = frozenset({"esta en", "estan en", "is in", "are in", "esta na", "estao na", "esta nos"})
