"""Answers about the shopper's orders: a number that is named decides; among several that are meant alike one asks. Pure."""

from collections.abc import Sequence
from uuid import UUID

from shop.bot.actions import Action, CancelOrder, Question, Reply, reply
from shop.bot.facts import BotFacts, OrderFact
from shop.bot.replies.order_questions import CANCEL, KEEP, PREFIXES, STATUS, ask_whether, ask_which
from shop.bot.replies.order_state import status_of, told_of_money
from shop.bot.replies.person import offer_person
from shop.bot.understanding.normalising import finds, words_in
from shop.bot.understanding.orders.cancelling import (
    means_others,
    numbers_excepted,
    part_to_cancel,
    wants_to_keep,
)
from shop.bot.understanding.orders.order_numbers import (
    BOTH,
    SEVERAL,
    bare_numbers,
    chooses,
    means_all,
    means_none,
    order_numbers,
    place_meant,
)
from shop.bot.understanding.orders.unspecific import may_mean_a_part, means_one_of_several
from shop.kit.translations import t
from shop.orders.models import OrderStatus
from shop.whatsapp.outgoing.interactive import MOST_BUTTONS


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
        return [_no_order(facts)]
    return cancel_one(order, facts) if choice.startswith(CANCEL) else [reply(*status_of(order, facts))]


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


def order_status(text: str, facts: BotFacts) -> list[Action]:
    """How the order that is named stands; else the one that is meant; else which?"""
    if numbers := order_numbers(text):
        return [action for number in numbers for action in _status_of_number(number, facts)]
    if not facts.likely:
        return [_no_order(facts)]
    if len(facts.likely) == 1:
        return [reply(*status_of(facts.likely[0], facts))]
    return [ask_which(Question.STATUS, facts.likely, t(facts.locale, "Which order do you mean?"), facts)]


def paying(facts: BotFacts) -> list[Action]:
    """In which ways one can pay; with the link, where an order waits for it."""
    said = t(
        facts.locale,
        "You pay on a secure page: it shows the ways there are, such as cards. I send you its link with your order.",
    )
    waiting = [reply(*status_of(facts.unpaid[0], facts))] if len(facts.unpaid) == 1 else []
    return [reply("paying", said), *waiting]


def cancel(text: str, facts: BotFacts) -> list[Action]:
    """Cancel what is named, or the only one there is; among several one asks."""
    if means_others(text) or means_one_of_several(text):
        return ask_about_cancelling(text, facts)
    if numbers := order_numbers(text):
        return [action for number in numbers for action in _cancel_number(number, facts)]
    is_about_all = finds(words_in(text), BOTH, SEVERAL) and facts.unpaid
    if is_about_all and not (len(facts.orders) == 1 and may_mean_a_part(words_in(text))):
        return _answer_about_all(Question.CANCEL, facts.likely, facts)
    if len(facts.unpaid) == 1 and not _may_mean_another(text, facts):
        return _answer_about_all(Question.CANCEL, facts.unpaid, facts)
    return ask_about_cancelling(text, facts)


def _may_mean_another(text: str, facts: BotFacts) -> bool:
    """There is another that lives, and was perhaps just spoken of; or words choose: "el último", "el de 32,90"."""
    if len(facts.orders) == 1 and may_mean_a_part(words_in(text)):
        return True
    living = [order for order in facts.orders if order.status in (OrderStatus.PENDING, OrderStatus.PAID)]
    return len(living) > 1 or any(c.isdigit() for c in text) or (len(facts.orders) > 1 and chooses(text))


def ask_about_cancelling(text: str, facts: BotFacts) -> list[Action]:
    """Said in doubt, or of several: one tap decides."""
    numbers, kept = order_numbers(part_to_cancel(text)), numbers_excepted(text)
    if means_others(text):
        numbers, kept = [], kept | set(order_numbers(text))
    named = [
        order
        for number in numbers
        if number not in kept and (order := facts.order_numbered(number)) is not None
    ]
    meant = named or [order for order in facts.unpaid if order.number not in kept]
    unpaid = [order for order in meant if order.status is OrderStatus.PENDING]
    if not unpaid:
        return _nothing_to_cancel(facts)
    if len(unpaid) == 1:
        return [ask_whether(unpaid[0], facts)]
    return [ask_which(Question.CANCEL, unpaid, t(facts.locale, "Which order shall I cancel?"), facts)]


def nothing_cancelled(text: str, facts: BotFacts) -> list[Action]:
    """Nothing is to be cancelled: how the orders stand that may be meant. What is cancelled already is said to be."""
    named = [order for number in order_numbers(text) if (order := facts.order_numbered(number)) is not None]
    if too_late := named or facts.just_cancelled:
        return [reply(*status_of(order, facts)) for order in too_late[:MOST_BUTTONS]]
    if not facts.likely:
        return order_status("", facts)
    keys, told = zip(*(status_of(order, facts) for order in facts.likely[:MOST_BUTTONS]), strict=True)
    is_open = any(order.status in (OrderStatus.PENDING, OrderStatus.PAID) for order in facts.likely)
    kept = [t(facts.locale, "Don't worry, nothing has been cancelled.")] if is_open else []
    return [reply(keys[0], "\n\n".join([*kept, *told]))]


def cancel_one(order: OrderFact, facts: BotFacts) -> list[Action]:
    """Only what nobody has paid is cancelled by a word."""
    if (money := told_of_money(order, facts.locale)) is not None:
        return [reply("order_money", money)]
    if order.status is OrderStatus.PENDING and facts.more_is_said:
        return [ask_whether(order, facts)]
    if order.status is OrderStatus.PENDING:
        said = t(facts.locale, "I have cancelled order {number}. Nothing was charged.", number=order.number)
        return [CancelOrder(order.id), reply("cancelled", said)]
    if order.status is OrderStatus.PAID:
        said = t(
            facts.locale,
            "Order {number} is paid. Someone from the team can see what is still possible.",
            number=order.number,
        )
        return offer_person(facts, "paid_not_cancelled", said)
    return [reply(*status_of(order, facts))]


def _answer_about(question: Question, order: OrderFact, facts: BotFacts) -> list[Action]:
    return cancel_one(order, facts) if question is Question.CANCEL else [reply(*status_of(order, facts))]


def _answer_about_number(question: Question, number: int, facts: BotFacts) -> list[Action]:
    order = facts.order_numbered(number)
    return _answer_about(question, order, facts) if order is not None else _not_yours(number, facts)


def _answer_about_placed(question: Question, order: OrderFact, facts: BotFacts) -> list[Action]:
    """The newest, or the first that was shown? Before it is cancelled one asks by its number."""
    return (
        [ask_whether(order, facts)] if question is Question.CANCEL else _answer_about(question, order, facts)
    )


def _answer_about_all(question: Question, orders: Sequence[OrderFact], facts: BotFacts) -> list[Action]:
    """Each of them; but no more are cancelled than a "both" can mean: of more the shopper says which."""
    if question is Question.CANCEL and len(orders) > _MOST_AT_ONCE:
        return ask_about_cancelling("", facts)
    return [action for order in orders for action in _answer_about(question, order, facts)]


_MOST_AT_ONCE = 2


def _no_order(facts: BotFacts) -> Reply:
    """No dead end: whoever wrote "order" may want to."""
    return reply("no_order", t(facts.locale, "You have no order yet."), with_catalog=facts.catalog_ready)


def order_kept(facts: BotFacts) -> Reply:
    """Nothing is cancelled."""
    return reply("order_kept", t(facts.locale, "All right. I'm here whenever you like."))


def _nothing_to_cancel(facts: BotFacts) -> list[Action]:
    said = t(facts.locale, "You have no unpaid order. To change a paid one, write *person*.")
    return offer_person(facts, "nothing_to_cancel", said)


def _status_of_number(number: int, facts: BotFacts) -> list[Action]:
    order = facts.order_numbered(number)
    return [reply(*status_of(order, facts))] if order is not None else _not_yours(number, facts)


def _cancel_number(number: int, facts: BotFacts) -> list[Action]:
    order = facts.order_numbered(number)
    if order is not None:
        return cancel_one(order, facts)
    if not facts.unpaid:
        return _not_yours(number, facts)
    said = t(
        facts.locale,
        "I find no order {number} of yours. Which one shall I cancel?",
        number=number,
    )
    return [ask_which(Question.CANCEL, facts.unpaid, said, facts)]


def _not_yours(number: int, facts: BotFacts) -> list[Action]:
    """Whether somebody else has such an order is nobody's business."""
    said = t(facts.locale, "I find no order {number} of yours.", number=number)
    return offer_person(facts, "order_unknown", said)
