"""A tap or a typed word after "which order?". Pure."""

from collections.abc import Sequence
from uuid import UUID

from shop.bot.actions import Action, Question
from shop.bot.facts import BotFacts, OrderFact
from shop.bot.replies.orders.cancelling import cancel_all, cancel_one, order_kept
from shop.bot.replies.orders.questions import CANCEL, KEEP, PREFIXES, STATUS, ask_whether
from shop.bot.replies.orders.state import tell
from shop.bot.replies.orders.status import no_order, not_yours
from shop.bot.understanding.orders.answers import wants_to_keep
from shop.bot.understanding.orders.order_numbers import (
    bare_numbers,
    means_all,
    means_none,
    place_meant,
)


def order_chosen(choice: str) -> UUID | None:
    """The order a button of ours names, None for any other button."""
    for prefix in (CANCEL, STATUS):
        if choice.startswith(prefix):
            try:
                return UUID(choice.removeprefix(prefix))
            except ValueError:
                return None
    return None


def answer_order_choice(choice: str, facts: BotFacts) -> list[Action] | None:
    """A tap on an order; None if the button is about something else."""
    if choice == KEEP:
        return [order_kept(facts)]
    if (order_id := order_chosen(choice)) is None:
        return None
    order = facts.order_with(order_id)
    if order is None:
        return [no_order(facts)]
    return cancel_one(order, facts) if choice.startswith(CANCEL) else [tell(order, facts)]


def answer_order_question(
    question: Question, text: str, facts: BotFacts, *, is_about_one: bool = False
) -> list[Action] | None:
    """Numbers, "both", "none" or "the last one" after "which order?"; None if the text says nothing of it.

    `is_about_one`: one order was asked about by its number, so that "all" answers nothing.
    """
    if question not in PREFIXES:
        return None
    if means_none(text) or (question is Question.CANCEL and wants_to_keep(text)):
        return [order_kept(facts)]
    wanted = facts.unpaid if question is Question.CANCEL else facts.likely
    if (place := place_meant(text)) is not None and place < len(wanted):
        return _answer_about_placed(question, wanted[place], facts)
    if means_all(text) and not is_about_one:
        return _answer_about_all(question, wanted, facts) or None
    numbers = bare_numbers(text)
    if not any(facts.order_numbered(number) for number in numbers):
        return None
    return [action for number in numbers for action in _answer_about_number(question, number, facts)]


def _answer_about(question: Question, order: OrderFact, facts: BotFacts) -> list[Action]:
    return cancel_one(order, facts) if question is Question.CANCEL else [tell(order, facts)]


def _answer_about_number(question: Question, number: int, facts: BotFacts) -> list[Action]:
    order = facts.order_numbered(number)
    return _answer_about(question, order, facts) if order is not None else not_yours(number, facts)


def _answer_about_placed(question: Question, order: OrderFact, facts: BotFacts) -> list[Action]:
    """The newest, or the first that was shown? Before it is cancelled one asks by its number."""
    return (
        [ask_whether(order, facts)] if question is Question.CANCEL else _answer_about(question, order, facts)
    )


def _answer_about_all(question: Question, orders: Sequence[OrderFact], facts: BotFacts) -> list[Action]:
    if question is Question.CANCEL:
        return cancel_all(orders, facts)
    return [tell(order, facts) for order in orders]
