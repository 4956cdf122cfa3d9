"""Is somebody told of who hurt themselves, lies in intensive care, or had to see a doctor because of it? Pure."""

from collections.abc import Sequence

from shop.bot.understanding.normalising import finds, without
from shop.bot.understanding.words.harm import causes, felt, injuries
from shop.bot.understanding.words.harm.signs import BECAUSE_OF


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


def sees_a_doctor_for_it(words: Sequence[str]) -> bool:
    """ "Estoy en el centro de salud, que es por la crema"; "por la tarde" blames nothing."""
    said = without(words, causes.TIMES_OF_DAY)
    at_a_clinic = finds(said, causes.IS_AT) and finds(said, causes.CLINICS)
    return at_a_clinic and finds(said, causes.BLAMED_ON, BECAUSE_OF)


def fell_with_it(words: Sequence[str]) -> bool:
    """ "The ladder broke and my dad fell", "se rompió la silla y se cayó mi madre"."""
    if not finds(words, causes.BROKE):
        return False
    if finds(words, causes.ON_IT):
        return True
    return any(
        finds(words[place : place + length], causes.FELL) and _is_of_a_person(words, place, length)
        for length in (3, 2, 1)
        for place in range(len(words) - length + 1)
        if " ".join(words[place : place + length]) in causes.FELL
    )


def _is_of_a_person(words: Sequence[str], place: int, length: int) -> bool:
    said_of_oneself = {"me", "i", "cai"} & set(words[max(0, place - 1) : place + length])
    around = [*words[max(0, place - _NEAR) : place], *words[place + length : place + length + _NEAR]]
    return bool(said_of_oneself) or finds(around, _PERSONS)


_NEAR = 2  # words
_PERSONS = felt.PERSONS - {"me"}
_IS_THERE = frozenset({"esta en", "estan en", "is in", "are in", "esta na", "estao na", "esta nos"})
