"""Is a cancel asked in general, about a part, or about one of several? Then one asks which. Pure."""

from collections.abc import Sequence

from shop.bot.understanding.normalising import finds, listed, words_in
from shop.bot.understanding.orders.order_numbers import ORDER_WORDS, order_numbers
from shop.bot.understanding.words import trouble_words as troubles

_ONE_OF = listed(
    es="uno de, una de, un de, el ultimo de, la ultima de, el primero de, uno solo, solo uno, solo una",
    en="one of, 1 of, the last of, the first of, just one, only one",
    pt="um de, uma de, um dos, uma das, o ultimo de, o ultimo dos, so um, so uma",
)
# No order in particular: "do you cancel orders?".
_IN_GENERAL = listed(
    es="cancelar pedidos, cancelais pedidos, canceláis pedidos, un pedido, se puede, se pueden, una compra",
    en="cancel orders, an order, do you, do you guys, orders be cancelled, can i, could i, can one",
    pt="cancelar pedidos, cancelar encomendas, um pedido, uma encomenda, uma compra, da para, posso",
)
# Of one order these mean some of its pieces.
_PIECES = listed(
    es="uno, una, dos, tres, las dos, los dos, ambas, ambos, mitad, la mitad, alguno, alguna",
    en="one, two, three, half, both, some",
    pt="um, uma, dois, duas, tres, os dois, as duas, metade, ambos, ambas",
)


def means_one_of_several(text: str) -> bool:
    """ "One of my orders", "una de las dos": which one is not said."""
    words = words_in(text)
    return finds(words, _ONE_OF) and not order_numbers(text)


def asks_in_general(text: str) -> bool:
    """ "Can you cancel orders?": no order in particular."""
    return finds(words_in(text), _IN_GENERAL) and not order_numbers(text)


def asks_what_cancelling_means(text: str) -> bool:
    """ "¿Si no pago se cancela?", "what happens if I cancel?": a question, and no wish."""
    words = words_in(text)
    if finds(words, _ASKS_WHAT_HAPPENS) and "como" not in words:
        return True
    return "?" in text and finds(words, _IF)


_ASKS_WHAT_HAPPENS = listed(
    es="""
    que pasa si, que ocurre si, que sucede si, que pasaria si, se cancela, se anula, se cancelara, se cancelaria, se me
    cancela, cancela solo, cancela sola, cancela automaticamente, cuesta cancelar, cobrais por cancelar, cobran por
    cancelar, cobrais si cancelo, penalizacion, hasta cuando puedo cancelar, tiempo tengo para cancelar
    """,
    en="""
    what happens if, what happens when, what if i, cancel automatically, cancelled automatically, cancel itself, does it
    cancel, will it cancel, get cancelled, gets cancelled, cost to cancel, charge for cancelling, fee for cancelling,
    charge if i cancel, until when can i cancel, how long do i have to cancel, charge me if i cancel
    """,
    pt="""
    o que acontece se, que acontece se, o que acontece quando, cancela se, se cancela, cancela
    sozinho, cancela sozinha, cancela automaticamente, custa cancelar, cobram para cancelar, cobram por cancelar, multa,
    ate quando posso cancelar, tempo tenho para cancelar
    """,
)
_IF = listed(
    es="""
    si no pago, si no lo pago, si no la pago, si no se paga, si al final no pago, si cancelo, si lo cancelo, si anulo, si
    lo anulo, si cancelara, si lo cancelara
    """,
    en="if i cancel, if i don t pay, if i do not pay, if i never pay, if it isn t paid, if it s not paid, if i cancelled",
    pt="se eu cancelar, se cancelar, se eu nao pagar, se nao pagar, se eu cancelo, se cancelo, se nao for pago",
)


def may_mean_a_part(words: Sequence[str]) -> bool:
    """ "Cancel one", where there is one order: of its pieces."""
    return finds(words, _PIECES) and not set(words) & ORDER_WORDS


def means_everything(text: str) -> bool:
    """ "Cancel everything": the orders, a cart, or what we write? "All my orders" says it."""
    words = words_in(text)
    return finds(words, _EVERYTHING) and not set(words) & ORDER_WORDS


def calls_it_paid(text: str) -> bool:
    """ "The paid order", "el que ya pagué": not the one that waits for payment."""
    words = words_in(text)
    return finds(words, troubles.PAID, _PAID) and not finds(words, troubles.UNPAID, _NOT_PAID)


_EVERYTHING = listed(es="todo", en="everything, all", pt="tudo")
_PAID = listed(es="pagado, pagada, pagados, pagadas", en="paid for", pt="pago, paga, pagos, pagas, ja paguei")
_NOT_PAID = listed(
    es="no pagado, no pagada, no esta pagado, no ha sido pagado, pagar, no pago, pago con, pago en, como pago",
    en="not been paid, isn t paid, not yet paid, never paid, won t be paid",
    pt="nao pago, nao paga, nao esta pago, nao foi pago, pagar, pago com, pago em, como pago",
)
