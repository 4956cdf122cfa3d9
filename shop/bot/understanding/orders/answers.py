"""A typed answer to "shall I cancel it?": a yes, a no, or neither. Pure."""

from shop.bot.understanding.courtesies import says_only
from shop.bot.understanding.normalising import clauses_of, finds, listed, without, words_in
from shop.bot.understanding.orders.cancelling import SIGNS
from shop.bot.understanding.orders.order_numbers import BOTH, chooses
from shop.bot.understanding.orders.parts import ANY_FORM, is_denied
from shop.bot.understanding.words import cancel_words as says
from shop.bot.understanding.words.courtesies.greetings import SOFTENERS
from shop.bot.understanding.words.courtesies.yes_and_no import GO_AHEAD, NO, YES
from shop.bot.understanding.words.intent_words import ORDERS


def says_unwanted(text: str) -> bool:
    """ "No lo quiero": a no to the order, and not to cancelling it."""
    return finds(words_in(text), _UNWANTED_IT)


def wants_to_keep(text: str) -> bool:
    """A no to "shall I cancel it?", said by what is wanted instead ("me lo quedo"), or by a no to cancelling."""
    words = words_in(text)
    if finds(words, says.CANCELLED, says.BEING_CANCELLED) or set(words) & _CANCEL_IT:
        return finds(words, says.NOT, _NOT_AT_ALL)
    if says_only(text, says.KEEPING_ALONE | says.MIND_CHANGED, NO):
        return True
    return finds(without(words, _UNWANTED_IT), says.KEEPING, says.KEEPING_IT)


def refuses_and_cancels(text: str) -> bool:
    """ "No, cancélalo": a no, and behind it a cancel that nothing denies. Which of the two counts?"""
    clauses = clauses_of(text)
    return any(
        word in ANY_FORM | _CANCEL_IT and not is_denied(clause, place)
        for clause in clauses[1:]
        for place, word in enumerate(clause)
    ) and finds(clauses[0], says.NOT)


def insists_on_cancelling(text: str) -> bool:
    """ "Que sí, cancélalo", "que lo canceles": cancelled once more, and nothing denied, chosen or asked.

    "Si lo cancelo" without its accent wonders.
    """
    words = words_in(text)
    if is_asked_or_denied(text) or chooses(text) or finds(words, BOTH) or any(sign in text for sign in SIGNS):
        return False
    if {"si", "se", "if"} & set(words) and set(words) & _SAID_OF_ONESELF:
        return False
    beside = (YES, GO_AHEAD, says.AROUND_CANCELLING, ORDERS, says.SAYING_SO)
    return says_only(" ".join(word for word in words if not word.isdigit()), says.CANCELLED, *beside)


_SAID_OF_ONESELF = frozenset(
    {"cancelo", "cancelas", "cancelais", "anulo", "anulas", "anulais", "cancelar", "anular"}
)


def is_asked_or_denied(text: str) -> bool:
    """A question, or a no in it: nothing to act upon."""
    return "?" in text or finds(words_in(text), says.NOT)


def hedges(text: str) -> bool:
    """ "I guess so", "vale, lo dejo", and nothing besides: neither a yes nor a no."""
    if says_only(text, says.MIND_CHANGED, YES):
        return finds(words_in(text), YES)
    return says_only(text, says.HEDGING, YES, SOFTENERS) or (
        _is_a_yes_and_more(text) and not wants_to_keep(text)
    )


def asks_what_follows(text: str) -> bool:
    """ "Depende, ¿me cobráis?", "y si no?", and nothing besides: asked back before it is answered."""
    words = words_in(text)
    if " ".join(words) in _IF_NOT:
        return True
    return (
        "?" in text
        and finds(words, _COSTS)
        and not without(words, _COSTS, _AROUND_COSTS, says.HEDGING, SOFTENERS)
    )


_IF_NOT = listed(
    es="y si no, si no que, y si no que", en="and if not, if not, what if not", pt="e se nao, se nao"
)
_COSTS = listed(
    es="cobrais, cobran, cobras, cobra, cobro, cuesta, coste, gratis, penalizacion, multa, gastos, pagar algo",
    en="charge, charged, cost, costs, fee, free, penalty, pay anything",
    pt="cobram, cobra, cobranca, custa, custo, gratis, multa, taxa, pagar algo",
)
_AROUND_COSTS = listed(
    es="me, nos, algo, lo, eso, por, cancelar, cancelarlo, cancelo, si, es, hay, tiene, cuanto, y, pero, la, el, una",
    en="""
    me, us, anything, something, it, that, for, to, cancel, cancelling, if, i, is, there, do, does, will, you, a, any,
    and, but, be, am, depends, it depends
    """,
    pt="me, algo, isso, por, para, cancelar, se, eu, e, ha, tem, voces, quanto, mas, a, o, uma, alguma",
)


def _is_a_yes_and_more(text: str) -> bool:
    """ "Sí, pero quiero otro": a yes, and nobody knows what the rest makes of it."""
    clause = clauses_of(text)[:1]
    begins = [word for part in clause for word in part[:2]]
    return begins[:1] in _YESES and begins[1:] not in _IF_BEHIND


_YESES = (["si"], ["yes"], ["yeah"], ["yep"], ["sim"])
_IF_BEHIND = (["no"], ["cancelo"], ["pago"], ["lo"], ["me"], ["se"])  # "si no pago" is an if
_CANCEL_IT = frozenset({"cancelarlo", "cancelarla", "cancelo", "anularlo"})
_UNWANTED_IT = listed(
    es="no lo quiero, no la quiero, no los quiero, ya no lo quiero, no me lo quedo, no lo voy a pagar, no voy a pagar",
    en="don t want it, i don t want it, don t keep it, not paying",
    pt="nao quero, nao o quero, nao vou pagar, ja nao quero",
)
_NOT_AT_ALL = listed(words="nada de, desisti de, no longer, ja nao, jamas, jamais")
