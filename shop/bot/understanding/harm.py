"""Was somebody harmed by what was sold, or is something in it that may harm? Pure.

What is asked before buying ("can it cause a rash?"), a gift for somebody who is ill and a remedy are no harm. Where it
is not clear a person is called in vain, which costs less than one who is not called.
"""

from collections.abc import Sequence

from shop.bot.understanding.foreign_objects import is_found_in_goods, is_stuck_in_somebody
from shop.bot.understanding.normalising import clauses_of, finds, found_phrases, without, words_in
from shop.bot.understanding.words import felt_words as felt
from shop.bot.understanding.words import foreign_object_words as goods
from shop.bot.understanding.words import harm_words as says

_NEAR = 4  # words between "got" and "sick"


def tells_of_harm(text: str) -> bool:
    """In one of its clauses, or in lines that belong together."""
    together = words_in(text)
    seeks = finds(together, says.SEEKING)
    if any(_is_harmed(words, seeks=seeks) for words in (*clauses_of(text), together)):
        return True
    is_asked = "?" in text or seeks
    if is_found_in_goods(together, is_asked=is_asked) or is_stuck_in_somebody(together):
        return True
    return _was_not_to_have_it(together) or (not is_asked and _is_felt(together))


def _is_felt(words: Sequence[str]) -> bool:
    """ "it itches a lot", "my baby got red dots", "the tea went over me", "the doctor says it was your cream"."""
    if " ".join(words) in felt.FELT_ALONE:
        return True
    if finds(words, felt.BODILY) or _is_hit_or_burnt(words):
        return True
    if finds(words, goods.SPOILED) and finds(words, goods.HAD):
        return True
    if finds(words, felt.DOCTOR) and finds(words, felt.BLAMED):
        return True
    if finds(words, felt.HOT) and finds(words, felt.SPILLED) and finds(words, felt.OVER_SOMEBODY):
        return True
    return finds(words, says.ONES_OWN) and _stands_behind(words, felt.APPEARED, felt.MARKS)


def _is_hit_or_burnt(words: Sequence[str]) -> bool:
    """ "the shelf fell on my son", "the plug melted"."""
    if finds(words, felt.ELECTRIC) and finds(words, felt.BURNT):
        return True
    return finds(words, felt.FALLING) and finds(words, felt.UPON) and finds(words, felt.PERSONS)


def _stands_behind(words: Sequence[str], first: frozenset[str], second: frozenset[str]) -> bool:
    """A phrase of `second` at most two words behind one of `first`."""
    for place in range(len(words)):
        for length in (1, 2, 3):
            end = place + length
            if " ".join(words[place:end]) in first and finds(words[end : end + _NEAR], second):
                return True
    return False


def _is_harmed(words: Sequence[str], *, seeks: bool) -> bool:
    """`seeks`: something is looked for, a gift or an ease, which takes the weight from the weaker signs."""
    words = without(words, says.NO_SIGNS)
    if finds(words, says.VITAL):
        return True
    if _is_asked_before(words):
        return False
    signs = [sign for sign in found_phrases(words, says.SIGNS) if not _is_eased(words, sign)]
    if signs or (finds(words, says.BODY) and finds(words, says.SWELLING)) or _is_swallowed(words):
        return True
    return not seeks and (_hurts(words) or _is_ill_from_it(words))


def _is_asked_before(words: Sequence[str]) -> bool:
    return finds(words, says.ASKING) and not finds(words, says.DONE)


def _is_eased(words: Sequence[str], sign: str) -> bool:
    """ "a cream for rashes", "té para el dolor de barriga"."""
    first = sign.split()
    place = next(n for n in range(len(words)) if list(words[n : n + len(first)]) == first)
    before = [word for word in words[:place] if word not in says.ARTICLES]
    return bool(before) and before[-1] in says.REMEDY


def _is_swallowed(words: Sequence[str]) -> bool:
    """A small thing, by anybody; what is no food, by a child; whatever it was, by an animal."""
    if finds(words, goods.SWALLOWING) and finds(words, goods.POISON):
        return True
    is_not_theirs = finds(words, goods.PETS) or (finds(words, goods.CHILDREN) and finds(words, goods.NO_FOOD))
    if is_not_theirs and finds(words, goods.EATEN):
        return True
    return finds(words, goods.SWALLOWED) and finds(words, goods.SMALL_THINGS, goods.PIECES)


def _was_not_to_have_it(words: Sequence[str]) -> bool:
    """ "I'm allergic, and there were nuts in it"."""
    return finds(words, goods.ALLERGIC) and finds(words, goods.GIVEN, goods.EATEN)


def _hurts(words: Sequence[str]) -> bool:
    body = [part for part in found_phrases(words, says.BODY) if not _is_eased(words, part)]
    return bool(body) and finds(words, says.HURTING) and finds(words, says.ONES_OWN, says.BECAUSE_OF)


def _is_ill_from_it(words: Sequence[str]) -> bool:
    """ "got sick", or "sick after …"."""
    if not finds(words, says.ILL):
        return False
    return finds(words, says.BECAUSE_OF) or any(
        word in _SUDDENLY and finds(words[place : place + _NEAR], says.ILL)
        for place, word in enumerate(words)
    )


_SUDDENLY = frozenset({"got", "became", "fell", "made", "makes", "making", "felt"})
