"""Is an ingredient asked about, or is it part of a name: "jarra de leche", "milk jug", "en mostaza"? Pure.

In doubt it is asked about: with health nothing is guessed.
"""

from collections.abc import Sequence

from shop.bot.understanding.normalising import finds, without
from shop.bot.understanding.words import ingredient_words as says


def only_names_goods(words: Sequence[str], in_names: frozenset[str], *, of_a_product: bool) -> bool:
    """Does every word of `in_names` belong to a name? `words` hold no other word of health.

    Where a product is spoken of ("peanut oil?") only ware and colours are named so.
    """
    if finds(words, says.CONTAINING):
        return False
    is_in_a_name = _is_ware_or_colour if of_a_product else _is_in_a_name
    return all(is_in_a_name(words, place) for place, word in enumerate(words) if word in in_names)


def _is_in_a_name(words: Sequence[str], place: int) -> bool:
    before = without(words[:place], says.ARTICLES)
    return (
        _names_what_stands_behind(words, place)
        or _belongs_to_a_noun(before)
        or _is_wanted_itself(before)
        or (bool(before) and before[-1] in says.WARE | says.COLOURS | says.ENGLISH)
    )


def _is_ware_or_colour(words: Sequence[str], place: int) -> bool:
    before = without(words[:place], says.ARTICLES, says.JOINING - says.COLOURS)
    behind = words[place + 1 : place + 2]
    return finds(before[-1:], says.WARE, says.COLOURS) or finds(behind, says.WARE)


def _names_what_stands_behind(words: Sequence[str], place: int) -> bool:
    """ "milk jug"; in other languages what follows is no noun of it."""
    behind = words[place + 1] if place + 1 < len(words) else ""
    return words[place] in says.ENGLISH and bool(behind) and behind not in says.NO_NAME_BEHIND


def _belongs_to_a_noun(before: Sequence[str]) -> bool:
    """ "taza de café con leche", but neither "es con leche" nor "algo de leche"."""
    if len(before) < 2 or before[-1] not in says.JOINING or before[-2] in says.NO_GOODS:
        return False
    return not (before[-1] in says.BESIDE and finds(before, says.BEING))


def _is_wanted_itself(before: Sequence[str]) -> bool:
    """ "do you sell cheese": right behind the wish."""
    return any(" ".join(before[-length:]) in says.SHOPPING for length in (1, 2) if len(before) >= length)
