"""A complaint: what is known of the order, and a person is offered. Pure."""

from shop.bot.actions import Action
from shop.bot.facts import BotFacts, OrderFact
from shop.bot.replies.orders.state import status_of
from shop.bot.replies.person import offer_person
from shop.bot.understanding.normalising import finds, words_in
from shop.bot.understanding.orders.order_numbers import order_numbers
from shop.bot.understanding.words.trouble_words import ABOUT_THE_ORDER
from shop.kit.translations import t


def trouble(text: str, facts: BotFacts) -> list[Action]:
    """Something went wrong for them."""
    sorry = t(facts.locale, "I'm sorry about that. Shall someone from the team look at it?")
    told = [status_of(order, facts)[1] for order in _orders_meant(text, facts)]
    return offer_person(facts, "trouble", "\n\n".join([*told, sorry]))


def orders_named(text: str, facts: BotFacts) -> tuple[OrderFact, ...]:
    """The shopper's own orders whose numbers stand in the text."""
    named = (facts.order_numbered(number) for number in order_numbers(text))
    return tuple(order for order in named if order is not None)


def tells_of_money_or_arrival(text: str) -> bool:
    """Is it a trouble of which the state of the order says something?"""
    return finds(words_in(text), ABOUT_THE_ORDER)


def _orders_meant(text: str, facts: BotFacts) -> tuple[OrderFact, ...]:
    """Those that are named; else the only one, where money or arrival is the trouble."""
    if known := orders_named(text, facts):
        return known
    is_about_one = len(facts.likely) == 1 and tells_of_money_or_arrival(text)
    return facts.likely if is_about_one else ()
