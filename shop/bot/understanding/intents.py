"""What a shopper's words ask for: by phrases and by what stands around them, never by one word out of context. Pure.

What we say is translated in `shop/locale`; what we understand stands in the tables of this package, language by language.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import lru_cache

from shop.bot.understanding.courtesies import Courtesy, courtesy_of, without_courtesies
from shop.bot.understanding.data_requests import data_request
from shop.bot.understanding.harm import tells_of_harm
from shop.bot.understanding.languages import language_asked_for
from shop.bot.understanding.normalising import LONGEST_READ, finds, without, words_in
from shop.bot.understanding.orders.cancelling import is_sure_to_cancel, keeps_order, speaks_of_cancelling
from shop.bot.understanding.orders.unspecific import asks_what_cancelling_means
from shop.bot.understanding.requests import (
    asks_for_catalog,
    asks_for_hours,
    asks_for_its_contents,
    asks_for_ones_own,
    asks_how_it_stands,
    calls_a_person,
    gives_thanks,
    is_a_complaint,
    is_about_orders,
    is_place,
    names_only_numbers,
    only_thanks,
    thanks_for_something,
    wants_to_order,
)
from shop.bot.understanding.stops.meaning import Stop, stop_meant
from shop.bot.understanding.stops.sounding import sounds_like_a_stop
from shop.bot.understanding.stops.taking_back import takes_back
from shop.bot.understanding.words import intent_words as asks
from shop.bot.understanding.words import shopping_words as shopping
from shop.bot.understanding.words.cancel_words import BEING_CANCELLED
from shop.bot.understanding.words.courtesies.greetings import GREETINGS, SOFTENERS, THANKS
from shop.bot.understanding.words.courtesies.small_talk import SMALL_TALK
from shop.bot.understanding.words.opt_in_words import OPT_IN


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
    if not calls_a_person(words) and (of_an_order := _about_cancelling(text, words)) is not None:
        return of_an_order
    if takes_back(text):
        return Intent.NOT_MEANT
    found = next((intent for intent, is_asked in _ASKED if is_asked(words)), Intent.UNKNOWN)
    if found is Intent.THANKS and "?" in text:
        found = Intent.UNKNOWN
    return Intent.OPT_OUT_DOUBT if found in _MAY_SOUND and sounds_like_a_stop(text) else found


def _about_cancelling(text: str, words: Sequence[str]) -> Intent | None:
    if keeps_order(text):
        return Intent.KEEP
    if speaks_of_cancelling(words) or _asks_what_becomes(text):
        return Intent.CANCEL if is_sure_to_cancel(text) else Intent.CANCEL_DOUBT
    return None


def _asks_what_becomes(text: str) -> bool:
    """ "Will it get cancelled if I don't pay?": of what happens by itself."""
    return finds(words_in(text), BEING_CANCELLED) and asks_what_cancelling_means(text)


_MAY_SOUND = frozenset({Intent.UNKNOWN, Intent.GREETING})


def is_mere_politeness(text: str) -> bool:
    """Thanks, a goodbye, small talk, and nothing besides?"""
    if courtesy_of(text) in (Courtesy.THANKS, Courtesy.FAREWELL, Courtesy.SMALL_TALK):
        return True
    return gives_thanks(words_in(text)) or intent_of(text) is Intent.THANKS


def is_only_greeted(text: str) -> bool:
    """A greeting, or the wish to begin, and nothing besides?"""
    return not without(without_courtesies(words_in(text)), asks.STARTS, SMALL_TALK)


# In this order; the first that is asked counts.
_ASKED: tuple[tuple[Intent, Callable[[Sequence[str]], bool]], ...] = (
    (Intent.MACHINE, lambda words: finds(words, asks.MACHINE)),
    (Intent.PERSON, calls_a_person),
    (Intent.CATALOG, wants_to_order),
    (Intent.TROUBLE, is_a_complaint),
    (Intent.PAYING, lambda words: finds(words, shopping.PAYING)),
    (Intent.THANKS, gives_thanks),
    (Intent.UNKNOWN, is_place),
    (Intent.ORDER_MATTER, asks_for_its_contents),
    (Intent.ORDER_STATUS, names_only_numbers),
    (Intent.ORDER_STATUS, asks_for_ones_own),
    (Intent.ORDER_STATUS, asks_how_it_stands),
    (Intent.ORDER_MATTER, is_about_orders),
    (Intent.ORDER_MATTER, lambda words: finds(words, asks.PAPERS)),
    (Intent.HOURS, asks_for_hours),
    (Intent.CATALOG, asks_for_catalog),
    (Intent.THANKS, thanks_for_something),
    (Intent.GREETING, lambda words: finds(words, GREETINGS, asks.STARTS)),
    (Intent.THANKS, only_thanks),
)
