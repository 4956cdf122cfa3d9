"""Does somebody tell what came of goods: a symptom with its cause, a broken tooth, what was eaten by mistake? Pure."""

from collections.abc import Sequence

from shop.bot.understanding.normalising import finds, without
from shop.bot.understanding.words.cancel_words import NOT
from shop.bot.understanding.words.harm import causes, felt, signs
from shop.bot.understanding.words.harm import foreign_objects as things
from shop.bot.understanding.words.harm import from_goods as says

_NEAR = 2  # words that may stand around the goods
_ALL_GOODS = says.GOODS | things.FOOD | things.NO_FOOD


def came_from_goods(words: Sequence[str]) -> bool:
    """ "Tengo la piel irritada por la crema", "itchy all over since the cream", "perdi um dente com o torrone"."""
    if finds(words, says.PLAIN) or _was_done_to_somebody(words):
        return True
    if finds(words, says.ILL_AGAIN) and finds(words, says.EACH_TIME):
        return True
    if finds(words, says.BY_MISTAKE) and finds(words, says.EATEN_BY_ONESELF):
        return finds(words, things.NO_FOOD, says.NOT_TO_EAT)
    if finds(words, says.SAW_A_DOCTOR):
        return finds(words, signs.SIGNS, causes.AILMENTS, says.SYMPTOMS)
    if not _has_goods_for_a_cause(words):
        return finds(words, says.TEETH) and finds(words, says.BROKEN) and finds(words, says.BITING)
    if finds(words, says.TEETH) and finds(words, says.BROKEN):
        return True
    is_of_a_body = finds(words, signs.BODY, says.PARTS) and finds(
        words, signs.ONES_OWN, says.TELLERS, says.PARTS
    )
    return is_of_a_body and (finds(without(words, felt.RED), says.SYMPTOMS) or _turned_red(words))


def was_caused(words: Sequence[str]) -> bool:
    """ "O creme causou-me uma alergia", "the soap gave me spots": done, not denied, and right behind it an ailment."""
    return any(
        " ".join(words[place : place + length]) in says.CAUSED
        and not finds(words[max(0, place - _DENIED) : place], NOT)
        and _is_an_ill(words[place + length : place + length + _NEAR_IT])
        for length in (3, 2, 1)
        for place in range(len(words) - length)
    )


def _is_an_ill(behind: Sequence[str]) -> bool:
    near = without(behind, says.CLITICS)[:2]
    return finds(near, says.CAUSED_ILLS) and not finds(near[:1], NOT, _NO)


_NO = frozenset({"ningun", "ninguna", "nenhum", "nenhuma", "menos", "less", "cero", "zero"})
_DENIED = 4  # words between a no and what it denies: "no me ha causado"
_NEAR_IT = 6  # words


def _turned_red(words: Sequence[str]) -> bool:
    """ "A pele toda vermelha": the colour behind the body, and nothing between them that bears it."""
    for place, word in enumerate(words):
        if word in signs.BODY:
            behind = [each for each in words[place + 1 : place + 5] if each not in felt.TURNING]
            if behind and behind[0] in felt.RED:
                return True
    return False


def _has_goods_for_a_cause(words: Sequence[str]) -> bool:
    """ "Since I use your cream": a cause, and goods right behind it."""
    for place in range(len(words)):
        for length in (3, 2, 1):
            if " ".join(words[place : place + length]) in says.CAUSES:
                behind = without(words[place + length :], says.USING, signs.ARTICLES)
                if finds(behind[:_NEAR], _ALL_GOODS):
                    return True
    return False


def _was_done_to_somebody(words: Sequence[str]) -> bool:
    """ "Quemó a mi hija", "le quemó la boca"."""
    for place, word in enumerate(words):
        if word not in says.DID:
            continue
        for length in (2, 1):
            to_a_person = " ".join(words[place + 1 : place + 1 + length]) in says.TO_A_PERSON
            if to_a_person and finds(
                words[place + 1 + length : place + 2 + length], felt.PERSONS, felt.CREATURES
            ):
                return True
        behind = [each for each in words[place + 1 : place + 4] if each not in signs.ARTICLES]
        if finds(words[max(0, place - 2) : place], says.TO_THEM) and finds(behind[:1], signs.BODY):
            return True
    return False
