"""Codes as shoppers type them, folded to what they mean; and random ones without lookalike signs. Pure."""

import secrets
import unicodedata

from shop.kit.texts.lines import one_line

LONGEST_CODE = 40
# No 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, U and V, and no vowels, of which words are made.
ALPHABET = "CDFGHJKMNPQRTVWXY34679"
RANDOM_SIGNS = 10  # 22 ** 10: of ten thousand codes one is guessed in two thousand million trials


def fold_code(typed: str) -> str:
    """What a code means: its letters and digits, without case, accents, spaces and dashes; "" where there are none.

    " verano-10 " and "VERANO10" are one code; so are full-width letters and the digits of other scripts.
    """
    parts = unicodedata.normalize("NFKD", typed.upper())
    return "".join(_folded(sign) for sign in parts).upper()


def shown_code(typed: str) -> str:
    """A code as it is said back to whoever typed it: on one line, and no longer than a code may be."""
    return one_line(typed)[:LONGEST_CODE]


def random_code(prefix: str = "") -> str:
    """A new code behind a prefix of the merchant's."""
    number = secrets.randbelow(len(ALPHABET) ** RANDOM_SIGNS)
    signs = []
    for _ in range(RANDOM_SIGNS):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return prefix + "".join(signs)


def _folded(sign: str) -> str:
    match unicodedata.category(sign):
        case "Nd":
            return str(unicodedata.digit(sign))
        case kind if kind[0] in "LN":
            return sign
        case _:
            return ""
