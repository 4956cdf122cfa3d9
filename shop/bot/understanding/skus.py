"""A text that may hold an SKU: our own catalog's link opens the chat with one ("https://wa.me/…?text=FARO-TAZA-AZUL")."""

from shop.bot.understanding.courtesies import without_courtesies
from shop.bot.understanding.normalising import words_in

LONGEST_SKU = 100  # as `shop.catalog.rules` has it
MOST_CANDIDATES = 12
_MOST_WORDS = 12
_EDGES = ".,;:!?¡¿()[]{}\"'«»“”*"


def sku_candidates(text: str) -> list[str]:
    """What may be an SKU in a short text: the whole of it, and what looks like a code or stands nearly alone."""
    whole = text.strip()
    parts = [part.strip(_EDGES) for part in whole.split()[: _MOST_WORDS + 1]]
    if not whole or len(parts) > _MOST_WORDS:
        return []
    alone = len(without_courtesies(words_in(whole[:LONGEST_SKU]))) <= 2
    codes = [part for part in parts if part and (alone or _looks_like_a_code(part))]
    asked = [whole, whole.strip(_EDGES), *codes]
    return [each for each in dict.fromkeys(asked) if 0 < len(each) <= LONGEST_SKU][:MOST_CANDIDATES]


def names_sku(text: str, sku: str) -> bool:
    """Is it this SKU that the text holds, in capitals or not?"""
    return sku.lower() in (candidate.lower() for candidate in sku_candidates(text))


def is_sku(text: str, sku: str) -> bool:
    """Does the text hold this SKU and nothing besides, as our own link writes it?"""
    return text.strip().strip(_EDGES).lower() == sku.strip(_EDGES).lower()


def may_be_a_code(text: str) -> bool:
    """One word that looks like a code, whatever its parts would mean: "CANCEL-1", "10023"."""
    word = text.strip().strip(_EDGES)
    return len(word.split()) == 1 and len(word) <= LONGEST_SKU and _looks_like_a_code(word)


def without_sku(text: str, sku: str) -> str:
    """What is said besides the SKU."""
    place = text.lower().find(sku.lower())
    return text if place < 0 else f"{text[:place]} {text[place + len(sku) :]}"


def _looks_like_a_code(part: str) -> bool:
    return any(c.isdigit() or c in "-_/." for c in part) or (len(part) > 2 and part.isupper())
