"""Was a stop half of a sentence: "stop", then "it's the wrong size"; "no me escribáis", then "en inglés"? Pure.

By itself it counts at once. With what follows it may be no stop: then one question is asked, and nothing is guessed.
"""

from shop.bot.understanding.intents import Intent, intent_of
from shop.bot.understanding.normalising import finds, listed, normalised, words_in
from shop.bot.understanding.stops.limits import is_limited
from shop.bot.understanding.stops.meaning import Stop, stop_meant
from shop.bot.understanding.words.stop_words import SENDING, WRITING

_LONGEST_HALF = 5  # words
# Cried out they also hold up a parcel; in capitals, as our own texts print it, it is our keyword.
_HALTS = listed(
    words="stop, stop stop, stop it, stop please, para, pare, parem, parad, alto, quit, end, wait stop"
)
# What is held up, where nobody understood the rest.
_OF_GOODS = listed(
    es="talla, color, direccion, pedido, paquete, envio, envieis, enviais, mandeis el, producto, carrito, taza, regalo",
    en="size, colour, color, address, order, parcel, package, ship, ship it, shipping, send it, item, cart, mug, delivery",
    pt="tamanho, cor, morada, endereco, pedido, encomenda, pacote, envio, enviem, produto, carrinho, caneca, entrega",
)
_ANOTHER_MATTER = frozenset({Intent.TROUBLE, Intent.ORDER_MATTER})
_MIDDLE = listed(
    es="el, la, los, las, de, del, al",
    en="the, a, an, of, than",
    pt="o, a, os, as, do, da, dos, das, de",
)


def may_be_half(text: str) -> bool:
    """May a sentence go on behind it?"""
    words = words_in(text)
    return is_cried_out(text) or (len(words) <= _LONGEST_HALF and finds(words, WRITING, SENDING))


def takes_its_sense(first: str, then: str) -> bool:
    """With what goes on behind it, is it no stop any more? "Baja", "la persiana"; "stop", "it's the wrong size"."""
    goes_on = is_a_middle(then) and (is_cried_out(first) or intent_of(then) is not Intent.TROUBLE)
    if goes_on and intent_of(f"{first} {then}") is not Intent.OPT_OUT:
        return True
    if intent_of(first) is Intent.OPT_OUT and is_limited(first, then):
        return True
    if may_be_half(first) and intent_of(then) is Intent.LANGUAGE:
        return intent_of(f"{first} {then}") is not Intent.OPT_OUT
    return is_cried_out(first) and _is_another_matter(first, then)


def names_a_language(first: str, then: str) -> bool:
    """ "No me escribáis", "en inglés"."""
    return may_be_half(first) and intent_of(f"{first} {then}") is Intent.LANGUAGE


def is_a_middle(text: str) -> bool:
    """It begins as no sentence does, but a part of one: "la persiana", "of the month", "than two"."""
    return text[:1].islower() and bool(set(normalised(text).split()[:1]) & _MIDDLE)


def is_cried_out(text: str) -> bool:
    """A word that also holds up a parcel, and not our keyword in capitals?"""
    return normalised(text) in _HALTS and not text.isupper()


def _is_another_matter(first: str, then: str) -> bool:
    intent = intent_of(then)
    is_unread = intent is Intent.UNKNOWN and finds(words_in(then), _OF_GOODS)
    return (intent in _ANOTHER_MATTER or is_unread) and stop_meant(f"{first}, {then}") is not Stop.YES
