"""What a shopper's words ask for: by phrases and by what stands around them, never by one word out of context. Pure.

What we say is translated in `shop/locale`; what we understand stands in the tables of this package, language by language.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import lru_cache

from shop.bot.understanding.courtesies import (
    GREETINGS,
    SMALL_TALK,
    SOFTENERS,
    THANKS,
    YES,
    Courtesy,
    courtesy_of,
    without_courtesies,
)
from shop.bot.understanding.data_requests import data_request
from shop.bot.understanding.harm import tells_of_harm
from shop.bot.understanding.languages import language_asked_for
from shop.bot.understanding.normalising import LONGEST_READ, finds, listed, without, words_in
from shop.bot.understanding.orders.cancelling import (
    is_sure_to_cancel,
    keeps_order,
    speaks_of_cancelling,
)
from shop.bot.understanding.orders.order_numbers import order_numbers
from shop.bot.understanding.stops.meaning import Stop, stop_meant
from shop.bot.understanding.stops.sounding import sounds_like_a_stop
from shop.bot.understanding.stops.taking_back import takes_back
from shop.bot.understanding.words import intent_words as asks
from shop.bot.understanding.words import shopping_words as shopping
from shop.bot.understanding.words import trouble_words as troubles
from shop.bot.understanding.words.opt_in_words import OPT_IN

_LONGEST_CALL = 12  # words; a call for a person in a long text is a phrase like "talk to a person"
_BETWEEN = 4  # words between "talk to" and the person


class Intent(StrEnum):
    HARM = "harm"
    DATA = "data"  # about the shopper's own data
    GREETING = "greeting"
    CATALOG = "catalog"
    ORDER_STATUS = "order_status"
    ORDER_MATTER = "order_matter"  # about an order, and not how it stands
    CANCEL = "cancel"
    CANCEL_DOUBT = "cancel_doubt"
    KEEP = "keep"  # nothing is to be cancelled
    PERSON = "person"
    LANGUAGE = "language"  # is another language spoken?
    MACHINE = "machine"  # is a machine talking?
    NOT_MEANT = "not_meant"  # what was said before
    TROUBLE = "trouble"
    OPT_IN = "opt_in"
    OPT_OUT = "opt_out"
    OPT_OUT_DOUBT = "opt_out_doubt"
    HOURS = "hours"
    PAYING = "paying"  # in which ways can it be paid?
    THANKS = "thanks"
    FAREWELL = "farewell"
    SMALL_TALK = "small_talk"
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


_STOPS = {Stop.YES: Intent.OPT_OUT, Stop.ASK: Intent.OPT_OUT_DOUBT}
_COURTESIES = {
    Courtesy.GREETING: Intent.GREETING,
    Courtesy.THANKS: Intent.THANKS,
    Courtesy.FAREWELL: Intent.FAREWELL,
    Courtesy.YES: Intent.YES,
    Courtesy.NO: Intent.NO,
    Courtesy.SMALL_TALK: Intent.SMALL_TALK,
    Courtesy.UPSET: Intent.TROUBLE,
}


def intent_of(text: str, *, shop: str = "") -> Intent:
    """The first thing the words ask for: harm first, then a stop, people before machines. `shop` is the shop's name."""
    return _intent_of(text[:LONGEST_READ], shop)


@lru_cache(maxsize=256)
def _intent_of(text: str, shop: str) -> Intent:
    """Asked several times while one message is attended to."""
    if tells_of_harm(text):
        return Intent.HARM
    if data_request(text) is not None:
        return Intent.DATA
    if (stop := stop_meant(text, shop=shop)) is not Stop.NO:
        return _STOPS[stop]
    if " ".join(without(words_in(text), SOFTENERS, THANKS)) in OPT_IN:
        return Intent.OPT_IN
    if (courtesy := courtesy_of(text)) is not None:
        return _COURTESIES[courtesy]
    if language_asked_for(text) is not None:
        return Intent.LANGUAGE
    words = words_in(text)
    if keeps_order(text):
        return Intent.KEEP
    if speaks_of_cancelling(words) and not _calls_a_person(words):
        return Intent.CANCEL if is_sure_to_cancel(text) else Intent.CANCEL_DOUBT
    if takes_back(text):
        return Intent.NOT_MEANT
    found = next((intent for intent, is_asked in _ASKED if is_asked(words)), Intent.UNKNOWN)
    return Intent.OPT_OUT_DOUBT if found in _MAY_SOUND and sounds_like_a_stop(text) else found


_MAY_SOUND = frozenset({Intent.UNKNOWN, Intent.GREETING})


def is_only_greeted(text: str) -> bool:
    """A greeting, or the wish to begin, and nothing besides?"""
    return not without(without_courtesies(words_in(text)), asks.STARTS, SMALL_TALK)


def _calls_a_person(words: Sequence[str]) -> bool:
    """A person and nothing besides, or "talk to" one: "alguien me recomendó la tienda" calls nobody."""
    core = without_courtesies(list(words))
    names_one = len(core) <= _LONGEST_CALL and finds(core, asks.PEOPLE)
    if names_one and not without(core, asks.PEOPLE, asks.TALKING, asks.AROUND):
        return True
    if _asks_for_a_call(core) or _names_somebody(core):
        return True
    return any(_talks_to(words[place:]) for place in range(len(words)))


def _asks_for_a_call(words: Sequence[str]) -> bool:
    """ "¿me llamas?", "call me at 611000001"."""
    rest = [word for word in without(words, asks.CALL_ME, asks.AROUND) if not word.isdigit()]
    return finds(words, asks.CALL_ME) and not set(rest) - _AT


def _names_somebody(words: Sequence[str]) -> bool:
    """ "hablar con Marta"; "hablar con mi madre" is another matter."""
    said = " ".join(words)
    named = without(words, asks.TALKING, asks.AROUND)
    return any(f"{verb} " in said for verb in _TALK_TO) and len(named) == 1 and not finds(named, asks.LATER)


_AT = frozenset({"al", "at", "on", "no", "para", "o", "numero", "number"})
_TALK_TO = ("hablar con", "talk to", "talk with", "speak to", "speak with", "falar com")


def _talks_to(words: Sequence[str]) -> bool:
    """ "hablar con …" at the beginning, and a person soon after."""
    for length in (4, 3, 2):
        phrase = " ".join(words[:length])
        if phrase in asks.TALKING and phrase not in _WEAK:
            return finds(words[length : length + _BETWEEN], asks.PEOPLE)
    return False


_WEAK = frozenset({"i want", "i need", "help me", "quiero hablar"})


def _gives_thanks(words: Sequence[str]) -> bool:
    """ "gracias por el pedido" asks nothing."""
    return finds(words, THANKS) and not without(
        without_courtesies(list(words)), asks.ORDERS, asks.THANKED_FOR
    )


def _is_place(words: Sequence[str]) -> bool:
    return finds(words, asks.PLACES)


def _is_about_orders(words: Sequence[str]) -> bool:
    return finds(words, asks.ORDERS)


def _asks_how_it_stands(words: Sequence[str]) -> bool:
    """An order, and nothing around it that is another matter."""
    if finds(words, asks.TRACKING):
        return True
    rest = [word for word in without(without_courtesies(list(words)), asks.ORDERS) if not word.isdigit()]
    names_one = _is_about_orders(words) or any(order_numbers(word) for word in words)
    return names_one and not without(rest, asks.AROUND_ORDERS, asks.TRACKING_ALONE, troubles.PAID, YES)


def _wants_to_order(words: Sequence[str]) -> bool:
    """ "how do I order?", "otro pedido"."""
    alone = " ".join(without_courtesies(list(words))) in shopping.ORDERING_ALONE
    return alone or (finds(words, shopping.ORDERING) and not finds(words, _NOT_WANTED))


_NOT_WANTED = listed(
    words="no quiero, no voy a, don t want, do not want, not going to, won t, nao quero, nao vou"
)


def _asks_for_hours(words: Sequence[str]) -> bool:
    return finds(words, asks.HOURS) or " ".join(without_courtesies(list(words))) in asks.HOURS_ALONE


def _asks_for_catalog(words: Sequence[str]) -> bool:
    return (
        finds(words, shopping.CATALOG) or " ".join(without_courtesies(list(words))) in shopping.CATALOG_ALONE
    )


def _names_only_numbers(words: Sequence[str]) -> bool:
    """ "1041", "el 1041 y el 1042"."""
    core = [word for word in without_courtesies(list(words)) if word not in _BEFORE_NUMBERS]
    return bool(core) and all(order_numbers(word) for word in core)


_BEFORE_NUMBERS = frozenset({"el", "la", "o", "a", "the", "n", "no", "status", "estado", "track"})


def _is_a_complaint(words: Sequence[str]) -> bool:
    """Named so, charged twice, or paid and nothing came. To pay on delivery ("contra reembolso") is none."""
    words = without(words, troubles.NO_TROUBLE)
    if finds(words, troubles.TROUBLE):
        return True
    if finds(words, troubles.CHARGED, troubles.PAID) and finds(words, troubles.TWICE, troubles.MISSING):
        return True
    paid = finds(words, troubles.PAID) and not finds(words, troubles.UNPAID)
    return paid and finds(words, troubles.NOTHING)


def _asks_for_ones_own(words: Sequence[str]) -> bool:
    """ "¿y lo mío?", "cadê?", "ya he pagado": without a word for the order."""
    return " ".join(without_courtesies(list(words))) in asks.TRACKING_ALONE


# In this order; the first that is asked counts.
_ASKED: tuple[tuple[Intent, Callable[[Sequence[str]], bool]], ...] = (
    (Intent.MACHINE, lambda words: finds(words, asks.MACHINE)),
    (Intent.PERSON, _calls_a_person),
    (Intent.CATALOG, _wants_to_order),
    (Intent.TROUBLE, _is_a_complaint),
    (Intent.PAYING, lambda words: finds(words, shopping.PAYING)),
    (Intent.THANKS, _gives_thanks),
    (Intent.UNKNOWN, _is_place),
    (Intent.ORDER_STATUS, _names_only_numbers),
    (Intent.ORDER_STATUS, _asks_for_ones_own),
    (Intent.ORDER_STATUS, _asks_how_it_stands),
    (Intent.ORDER_MATTER, _is_about_orders),
    (Intent.ORDER_MATTER, lambda words: finds(words, asks.PAPERS)),
    (Intent.HOURS, _asks_for_hours),
    (Intent.CATALOG, _asks_for_catalog),
    (Intent.GREETING, lambda words: finds(words, GREETINGS, asks.STARTS)),
    (Intent.THANKS, lambda words: finds(words, THANKS)),
)
