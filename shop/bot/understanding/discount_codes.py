"""A text that may hold a discount code: "VERANO10", "tengo un cupón: verano 10", "does FARO5 still work?"."""

import itertools

from shop.bot.understanding.normalising import finds, listed, normalised, without, words_in
from shop.bot.understanding.skus import may_be_a_code

LONGEST_CODE = 40
MOST_WORDS = 14
MOST_CANDIDATES = 12
_ALONE = 3  # words of a text that is nothing but a code, which may be written apart
_EDGES = ".,;:!?¡¿()[]{}\"'«»“”*"
_CODES = listed(
    es="codigo, codigos, cupon, cupones, vale descuento, vale de descuento",
    en="code, codes, coupon, coupons, voucher, vouchers",
    pt="codigo, codigos, cupom, cupons, cupao, cupoes, vale desconto",
)
_REDUCTIONS = listed(
    es="descuento, promocion, promo, bono", en="discount, promo, promotion", pt="desconto, promocao, promo"
)
_OTHER_CODES = listed(
    es="""
    codigo postal, codigo de pedido, codigo del pedido, codigo de barras, codigo de seguimiento, codigo qr,
    codigo del producto, codigo de producto, codigo de pais
    """,
    en="postal code, post code, zip code, order code, bar code, tracking code, qr code, product code, country code",
    pt="codigo postal, codigo do pedido, codigo de barras, codigo de rastreio, codigo qr, codigo do produto",
)


def names_a_code(text: str) -> bool:
    """Is a discount code spoken of?"""
    return finds(without(words_in(text), _OTHER_CODES), _CODES, _REDUCTIONS)


def code_candidates(text: str) -> list[str]:
    """What may be a code in a short text: the whole of it, and each word of one that speaks of codes."""
    whole = text.strip().strip(_EDGES)
    parts = [part for each in whole.split()[: MOST_WORDS + 1] if (part := each.strip(_EDGES))]
    if not parts or len(parts) > MOST_WORDS:
        return []
    is_alone = len(parts) <= _ALONE
    pairs = [" ".join(pair) for pair in itertools.pairwise(parts)]
    found = [*([whole] if is_alone else []), *([*parts, *pairs] if names_a_code(text) else [])]
    kept = [
        each
        for each in found
        if normalised(each) not in _CODES | _REDUCTIONS and 2 < len(each) <= LONGEST_CODE
    ]
    return sorted(dict.fromkeys(kept), key=lambda each: not may_be_a_code(each))[:MOST_CANDIDATES]


def code_written(text: str) -> str | None:
    """What was surely meant as a code, known or not: it is spoken of, and one word looks like one."""
    if not finds(without(words_in(text), _OTHER_CODES), _CODES):
        return None
    return next((each for each in code_candidates(text) if _is_surely_one(each, text)), None)


def _is_surely_one(part: str, text: str) -> bool:
    """Letters and digits together, or capitals where the rest is not shouted as well."""
    has_letters, has_digits = any(map(str.isalpha, part)), any(map(str.isdigit, part))
    return may_be_a_code(part) and has_letters and (has_digits or not text.isupper())
