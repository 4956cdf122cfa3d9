"""Which orders a text names: "cancela el pedido 1041", "#1041", "1041 y 1042"."""

import re
from itertools import pairwise

from shop.bot.understanding.courtesies import says_only, without_courtesies
from shop.bot.understanding.normalising import LONGEST_READ, finds, listed, normalised, without
from shop.bot.understanding.words.courtesies.yes_and_no import YES

ORDER_WORDS = listed(
    es="pedido, pedidos, orden, ordenes, compra, compras",
    en="order, orders, purchase",
    pt="encomenda, encomendas, pedido, pedidos, compra, compras",
)
BOTH = listed(
    es="las dos cosas, los dos, ambos, las dos, ambas, todos, todo, todas, los tres",
    en="both, all, all of them, everything, both of them",
    pt="as duas coisas, os dois, ambos, as duas, ambas, todos, tudo, todas",
)
SEVERAL = listed(
    words="mis pedidos, los pedidos, my orders, the orders, meus pedidos, os pedidos, minhas encomendas, as encomendas"
)
_NONE = listed(
    es="""
    ninguno, ninguna, ningun, ni uno ni otro, nada, ninguno de los dos, ninguna de las dos, ni una cosa ni la
    otra, ni una ni otra, ni lo uno ni lo otro
    """,
    en="none, none of them, neither, neither one, neither of them, neither of those, neither of the two, not any",
    pt="""
    nenhum, nenhuma, nem um nem outro, nada, nenhum dos dois, nenhuma das duas, nem uma coisa nem outra, nem uma
    coisa nem a outra, nem uma nem outra
    """,
)
_LAST = listed(
    es="ultimo, ultima, mas reciente, mas nuevo, reciente",
    en="last, latest, newest, most recent",
    pt="ultimo, ultima, mais recente, mais novo, mais nova, recente",
)
_OTHER = listed(
    es="otro, otra, otros, otras, resto, los demas, anterior, viejo, vieja, antiguo, antigua, nuevo, nueva, penultimo",
    en="other, others, rest, one of, previous, old, older, oldest, new, earlier, former",
    pt="outro, outra, outros, outras, resto, anterior, velho, velha, antigo, antiga, novo, nova, penultimo",
)
OTHERS = listed(
    es="otro, otra, otros, otras, el resto, los demas",
    en="other, others, the rest",
    pt="outro, outra, outros, outras, o resto",
)
# Where it stands among the buttons that were shown, the newest first.
_PLACES = (
    listed(es="primero, primera, 1", en="first, 1st, 1", pt="primeiro, primeira, 1"),
    listed(es="segundo, segunda, 2", en="second, 2nd, 2", pt="segundo, segunda, 2"),
    listed(es="tercero, tercera, 3", en="third, 3rd, 3", pt="terceiro, terceira, 3"),
)
_MARKS = frozenset(
    {"n", "no", "num", "numero", "number", "nro", "nr", "ref", "referencia", "el", "la", "o", "a", "the"}
)
_BESIDE = listed(
    es="solo, solamente, es, del, de, ese, este, mi, los, las, numero, vale, si",
    en="only, just, it is, it s, is, that, this, my, one, of, them, number, ok, yes",
    pt="so, apenas, e o, e a, e, do, da, esse, este, essa, esta, meu, minha, os, as, sim, ok",
)
_AROUND = (ORDER_WORDS, _MARKS, _BESIDE)
_LONGEST = 15  # digits; beyond that it is no number of an order
_SHORTEST_ALONE = 4  # "2 tazas" names no order, nor does "a las 10"
_LONGEST_ALONE = 8  # "611000001" is a telephone
# Dates, times, amounts, percentages, measures: numbers of something else.
_OTHER_NUMBERS = re.compile(
    r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}[:h]\d{2}|\d{1,9}[.,]\d{1,2}(?!\d)|[€$£]\s?\d{1,9}|"
    r"\d{1,9}\s?(?:€|%|eur\b|euros?\b|reais\b|g\b|kg\b|ml\b|cm\b|mm\b|uds?\b|h\b)|\+\d{6,15}",
    re.IGNORECASE,
)
_MARKED = re.compile(r"(?:#|n[º°o]\.?)\s?(\d{1,15})(?!\d)", re.IGNORECASE)
_GROUPED = re.compile(
    r"(pedido|orden|order|encomenda|#|n[º°]) ?(\d{1,3})[.,](\d{3})(?![\d.,])", re.IGNORECASE
)
_ABBREVIATED = re.compile(r"\bno\.? ?#|\bno\. ?\d|\b(?:order|pedido|encomenda) no\b", re.IGNORECASE)
_JOINED = re.compile(r"\b(?:pedido|order|encomenda)(\d{1,15})\b")


def order_numbers(text: str) -> list[int]:
    """The numbers that can only be meant as those of orders, each once, in their order."""
    text = ungrouped(text[:LONGEST_READ])
    found = [int(number) for number in _MARKED.findall(text)]
    plain = normalised(_OTHER_NUMBERS.sub(" ", text))
    found += [int(number) for number in _JOINED.findall(plain)]
    words = plain.split()
    found += [int(word) for place, word in enumerate(words) if _names_an_order(words, place)]
    return list(dict.fromkeys(found))


def ungrouped(text: str) -> str:
    """ "pedido 1.041" as "pedido 1041": no amount, and no end of a sentence."""
    return _GROUPED.sub(r"\1 \2\3", text)


def are_joined(text: str) -> bool:
    """Between its numbers stands nothing but an "and": "1042, sorry 1041" is a correction, "1041, 1042 sí" a choice."""
    words = normalised(ungrouped(text[:LONGEST_READ])).split()
    numbers = [place for place, word in enumerate(words) if _names_an_order(words, place)]
    if len(numbers) > 1 and finds(words[numbers[-1] + 1 :], YES):
        return False
    return all(set(words[first + 1 : second]) <= _JOINING for first, second in pairwise(numbers))


_JOINING = ORDER_WORDS | listed(
    es="y, e, el, la, los, las, tambien, n, num, numero",
    en="and, the, also, number",
    pt="o, a, os, as, tambem",
)


def bare_numbers(text: str) -> list[int]:
    """The numbers of a message that holds nothing else of weight: "1041 y 1042"."""
    words = normalised(text[:LONGEST_READ]).split()
    numbers = [word for word in words if word.isascii() and word.isdigit()]
    if (
        "?" in text
        or not numbers
        or not are_joined(text)
        or any(len(number) > _LONGEST for number in numbers)
    ):
        return []
    if "no" in words and not _ABBREVIATED.search(
        text
    ):  # "no. 1041" names it, "no 1041" and "el 1041 no" may refuse
        return []
    rest = without(without_courtesies(words), ORDER_WORDS, _MARKS, _BESIDE)
    return [int(number) for number in dict.fromkeys(numbers)] if rest == numbers else []


def means_none(text: str) -> bool:
    """ "None of them", and nothing else of weight."""
    return says_only(text, _NONE, *_AROUND)


def chooses(text: str) -> bool:
    """Does it choose among several: the last, the first, the other, an old one?"""
    return finds(normalised(text).split(), _LAST, *_PLACES, _OTHER)


def place_meant(text: str) -> int | None:
    """The place among the orders, the newest first: "the last one", "el primero", "a segunda"; else None."""
    if says_only(text, _LAST, *_AROUND):
        return 0
    return next((place for place, words in enumerate(_PLACES) if says_only(text, words, *_AROUND)), None)


def points_at_one(text: str) -> bool:
    """ "El de ayer", "the cheapest one": one of them is meant, and nobody knows which."""
    words = normalised(text).split()
    return "?" not in text and 1 < len(words) <= _LONGEST_POINTER and words[0] in _POINTING


_LONGEST_POINTER = 6  # words
_POINTING = listed(
    es="el, la, los, las, ese, esa, este, esta, aquel, aquella, lo",
    en="the, that",
    pt="o, a, os, as, esse, essa, aquele",
)


def tells_which(text: str) -> bool:
    """May it answer the question which order is meant?"""
    return bool(bare_numbers(text)) or means_all(text) or means_none(text) or place_meant(text) is not None


def means_all(text: str) -> bool:
    """ "Both", "all of them", and nothing else of weight; "todo bien" and "gracias a todos" are none."""
    return says_only(text, BOTH, ORDER_WORDS)


def _names_an_order(words: list[str], place: int) -> bool:
    """Four digits or more, or any right behind a word for an order."""
    word = words[place]
    if not (word.isascii() and word.isdigit() and len(word) <= _LONGEST):
        return False
    before = [each for each in words[max(0, place - 3) : place] if each not in _MARKS and not each.isdigit()]
    if before and before[-1] in ORDER_WORDS:
        return True
    return _SHORTEST_ALONE <= len(word) <= _LONGEST_ALONE
