"""Does a text that nobody understood sound like a stop? Then one question is worth asking. Pure.

Stems and not words: "txting", "excluam", "escribierais" stand in no table, and whoever writes them waits for an end.
"""

from collections.abc import Sequence

from shop.bot.understanding.normalising import finds, listed, words_in
from shop.bot.understanding.orders.order_numbers import ORDER_WORDS
from shop.bot.understanding.stops.other_matters import OTHER_THINGS, is_another_matter
from shop.bot.understanding.words.stop_words import MORE, TROUBLE

_LONGEST = 16  # words; a stop in a long text is said in plain words, too
_ENDING = (
    *("dejar", "dejad", "dejei", "dejes", "dejen", "parad", "parei", "paren", "parem", "basta", "cesad"),
    *("stop", "quit", "ceas", "retir", "exclu", "elimin", "borr", "quitad", "quiten", "remov", "delet"),
    *("saqu", "sacad", "tirem", "tira", "opon", "oppose", "object", "descad", "desinsc", "desusc", "unsub"),
)
_WRITING = (
    *("mensaj", "mensag", "messag", "msg", "msj", "txt", "texting", "publici", "promo", "propag", "escrib"),
    *(
        "escriv",
        "escrev",
        "contact",
        "contat",
        "newsl",
        "market",
        "whats",
        "wasap",
        "spam",
        "incomod",
        "molest",
    ),
    *("advert", "notific", "list", "numero", "bother", "harass", "suscri", "subscri", "baja", "zap"),
)
_SENDING = ("mand", "envi", "send", "recib", "receb", "receiv")
_CART = listed(words="carrito, cart, carrinho")
_NOT = listed(words="no, nao, don t, dont, do not, not, never, nunca, rather not, tampoco, nem")


def sounds_like_a_stop(text: str) -> bool:
    """An ending beside writing, or a no to more of it; no trouble with a message, no order, no thing that bears words."""
    words = words_in(text)
    if len(words) > _LONGEST or set(words) & (ORDER_WORDS | TROUBLE) or is_another_matter(text):
        return False
    if finds(words, OTHER_THINGS, _CART):
        return False
    writes, sends = _has(words, _WRITING), _has(words, _SENDING)
    if _has(words, _ENDING):
        return writes or sends
    return finds(words, _NOT) and (writes or (sends and bool(MORE & set(words))))


def _has(words: Sequence[str], stems: Sequence[str]) -> bool:
    return any(word.startswith(tuple(stems)) for word in words)
