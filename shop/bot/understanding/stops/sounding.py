"""Does a text that nobody understood sound like a stop? Then one question is worth asking. Pure.

Stems and not words: "txting", "excluam", "escribierais" stand in no table, and whoever writes them waits for an end.
"""

from collections.abc import Sequence

from shop.bot.understanding.normalising import clauses_of, finds, listed, without, words_in
from shop.bot.understanding.orders.order_numbers import ORDER_WORDS
from shop.bot.understanding.stops.deliveries import asks_to_write, did_not_write
from shop.bot.understanding.stops.keywords import POLITE
from shop.bot.understanding.stops.other_matters import OTHER_THINGS, is_another_matter
from shop.bot.understanding.words.annoyance_words import NO_SPAM
from shop.bot.understanding.words.cancel_words import WHY
from shop.bot.understanding.words.stop_words import CEASING, MORE, TROUBLE

_LONGEST = 16  # words; a stop in a long text is said in plain words, too
_ENDING = (
    *("dejar", "dejad", "dejei", "dejes", "dejen", "parad", "parei", "paren", "parem", "basta", "cesad"),
    *(
        "cesen",
        "cese",
        "cesar",
        "cessem",
        "cessar",
        "deteng",
        "deteneos",
        "suspend",
        "interromp",
        "interrump",
    ),
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
_WRITTEN = tuple(stem for stem in _WRITING if stem != "baja")  # "la persiana no baja"
_SENDING = ("mand", "envi", "send", "recib", "receb", "receiv")
_CART = listed(words="carrito, cart, carrinho")
_NOT = listed(words="no, nao, don t, dont, do not, not, never, nunca, rather not, tampoco, nem")


def sounds_like_a_stop(text: str) -> bool:
    """An ending beside writing, or a no to more of it; no trouble with a message, no order, no thing that bears words."""
    words = without(words_in(text), NO_SPAM)
    if len(words) > _LONGEST or set(words) & (ORDER_WORDS | TROUBLE) or is_another_matter(text):
        return False
    if finds(words, OTHER_THINGS, _CART, _ONE_PARCEL) or any(map(asks_to_write, clauses_of(text))):
        return False
    if begins_with_our_word(text):
        return True
    if _is_to_go_on(words):
        return False
    writes, sends = _has(words, _WRITING), _has(words, _SENDING)
    if _has(words, _ENDING):
        return writes or sends
    if did_not_write(words):
        return False
    return finds(words, _NOT) and (_has(words, _WRITTEN) or (sends and bool(MORE & set(words))))


def _is_to_go_on(words: Sequence[str]) -> bool:
    """ "Nunca dejéis de escribirme", "don't stop sending me offers"; not "why don't you stop", nor "if you don't stop"."""
    if finds(words, WHY, _IF):
        return False
    said = [
        place
        for place in range(1, len(words))
        for length in (1, 2)
        if " ".join(words[place : place + length]) in CEASING
    ]
    return any(_is_denied(words[:place]) for place in said)


def _is_denied(before: Sequence[str]) -> bool:
    """ "No quiero" before "dejar de", "don't want to" before "stop"."""
    said = [word for word in before if word not in _WISHING]
    return bool(said) and (said[-1] in _NOT or " ".join(said[-2:]) in _NOT)


_WISHING = listed(words="quiero, quisiera, quero, queria, want, wish, to")


_IF = frozenset({"si", "if", "se"})
_ONE_PARCEL = listed(
    es="""
    el envio, mi envio, este envio, ese envio, un envio, envio gratis, gastos de envio, envio urgente, direccion de
    envio
    """,
    en="the shipment, my shipment, this shipment, shipping",
    pt="o envio, meu envio, este envio, esse envio, um envio, envio gratis, portes de envio, custos de envio",
)


def begins_with_our_word(text: str) -> bool:
    """ "BAJA, que no me entero": the word that our own texts print stands first and alone, and something unread behind it.

    "Stop" is none of them: it is cried out to a van as well.
    """
    said = [core for clause in clauses_of(text) if (core := without(clause, *POLITE))]
    return len(said) > 1 and " ".join(said[0]) in _OURS


_OURS = frozenset({"baja", "sair"})


def _has(words: Sequence[str], stems: Sequence[str]) -> bool:
    return any(word.startswith(tuple(stems)) for word in words)
