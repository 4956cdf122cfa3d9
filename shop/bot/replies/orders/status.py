"""How the shopper's orders stand: the one that is named, else the one that is meant, else which? Pure."""

from shop.bot.actions import Action, Question, Reply, reply
from shop.bot.facts import BotFacts
from shop.bot.replies.orders.questions import ask_which
from shop.bot.replies.orders.state import tell
from shop.bot.replies.person import offer_person
from shop.bot.understanding.orders.order_numbers import (
    order_numbers,
)
from shop.kit.translations import t


def order_status(text: str, facts: BotFacts) -> list[Action]:
    """How the order that is named stands; else the one that is meant; else which?"""
    if numbers := order_numbers(text):
        return [action for number in numbers for action in _status_of_number(number, facts)]
    if not facts.likely:
        return [no_order(facts)]
    if len(facts.likely) == 1:
        return [tell(facts.likely[0], facts)]
    return [ask_which(Question.STATUS, facts.likely, t(facts.locale, "Which order do you mean?"), facts)]


def paying(facts: BotFacts) -> list[Action]:
    """In which ways one can pay; with the link, where an order waits for it."""
    said = t(
        facts.locale,
        "You pay on a secure page: it shows the ways there are, such as cards. I send you its link with your order.",
    )
    waiting = [tell(facts.unpaid[0], facts)] if len(facts.unpaid) == 1 else []
    return [reply("paying", said), *waiting]


def _status_of_number(number: int, facts: BotFacts) -> list[Action]:
    order = facts.order_numbered(number)
    return [tell(order, facts)] if order is not None else not_yours(number, facts)


def no_order(facts: BotFacts) -> Reply:
    """No dead end: whoever wrote "order" may want to."""
    return reply("no_order", t(facts.locale, "You have no order yet."), with_catalog=facts.catalog_ready)


def not_yours(number: int, facts: BotFacts) -> list[Action]:
    """Whether somebody else has such an order is nobody's business."""
    said = t(facts.locale, "I find no order {number} of yours.", number=number)
    return offer_person(facts, "order_unknown", said)
