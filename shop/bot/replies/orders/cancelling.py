"""An order is cancelled: a number that is named decides; among several that are meant alike one asks. Pure."""

from collections.abc import Sequence

from msgspec import structs

from shop.bot.actions import Action, CancelOrder, Question, Reply, reply
from shop.bot.facts import BotFacts, OrderFact
from shop.bot.replies.orders.questions import ask_whether, ask_which, what_cancelling_means
from shop.bot.replies.orders.state import status_of, tell, told_of_money
from shop.bot.replies.orders.status import not_yours, order_status
from shop.bot.replies.person import offer_person
from shop.bot.understanding.normalising import finds, words_in
from shop.bot.understanding.orders.order_numbers import (
    BOTH,
    SEVERAL,
    chooses,
    order_numbers,
)
from shop.bot.understanding.orders.unspecific import (
    calls_it_paid,
    may_mean_a_part,
    means_everything,
    means_one_of_several,
)
from shop.bot.understanding.orders.which_to_cancel import means_others, numbers_excepted, part_to_cancel
from shop.kit.translations import t
from shop.orders.models import OrderStatus
from shop.whatsapp.outgoing.interactive import MOST_BUTTONS


def cancel(text: str, facts: BotFacts) -> list[Action]:
    """Cancel what is named, or the only one there is; among several one asks."""
    if means_others(text) or means_one_of_several(text):
        return ask_about_cancelling(text, facts)
    if (told := _just_told(text, facts)) is not None and len(_living(facts)) > 1:
        return _ask_about(told, facts)
    if numbers := order_numbers(text):
        return [action for number in numbers for action in _cancel_number(number, facts)]
    if paid := _called_paid(text, facts):
        return _answer_about_paid(paid, facts)
    if means_everything(text) and len(facts.unpaid) > 1:
        return ask_about_cancelling(text, facts)
    is_about_all = finds(words_in(text), BOTH, SEVERAL) and facts.unpaid
    if is_about_all and not (len(facts.orders) == 1 and may_mean_a_part(words_in(text))):
        return cancel_all(facts.likely, facts)
    if len(facts.unpaid) == 1 and not _may_mean_another(text, facts):
        return cancel_all(facts.unpaid, facts)
    return ask_about_cancelling(text, facts)


def _called_paid(text: str, facts: BotFacts) -> list[OrderFact]:
    """ "The order I paid": those that are."""
    paid = [order for order in facts.orders if order.status is OrderStatus.PAID]
    return paid if calls_it_paid(text) else []


def _answer_about_paid(paid: Sequence[OrderFact], facts: BotFacts) -> list[Action]:
    if len(paid) == 1:
        return cancel_one(paid[0], facts)
    return [ask_which(Question.CANCEL, paid, t(facts.locale, "Which order shall I cancel?"), facts)]


def _may_mean_another(text: str, facts: BotFacts) -> bool:
    """Another lives or was cancelled a moment ago, and may be spoken of; or words choose: "el último", "el de 32,90"."""
    if facts.just_cancelled:
        return True
    if len(facts.orders) == 1 and may_mean_a_part(words_in(text)):
        return True
    return (
        len(_living(facts)) > 1 or any(c.isdigit() for c in text) or (len(facts.orders) > 1 and chooses(text))
    )


def _living(facts: BotFacts) -> list[OrderFact]:
    return [order for order in facts.orders if order.status in (OrderStatus.PENDING, OrderStatus.PAID)]


def _just_told(text: str, facts: BotFacts) -> OrderFact | None:
    """The order that was spoken of a moment ago, where the words choose no other: "cancélalo"."""
    if calls_it_paid(text) or chooses(text) or any(c.isdigit() for c in text):
        return None
    return None if finds(words_in(text), BOTH, SEVERAL) else next(iter(_spoken_of(facts)), None)


def _spoken_of(facts: BotFacts) -> list[OrderFact]:
    return [each for each in _living(facts) if each.id == facts.spoken_of]


def _ask_about(order: OrderFact, facts: BotFacts) -> list[Action]:
    """Before it is cancelled one asks by its number; of what is paid, or on its way to it, the truth is told."""
    is_unpaid = order.status is OrderStatus.PENDING and told_of_money(order, facts.locale) is None
    return [ask_whether(order, facts)] if is_unpaid else cancel_one(order, facts)


def ask_about_cancelling(text: str, facts: BotFacts) -> list[Action]:
    """Said in doubt, or of several: one tap decides."""
    numbers, kept = order_numbers(part_to_cancel(text)), numbers_excepted(text)
    if means_others(text):
        numbers, kept = [], kept | set(order_numbers(text)) | {each.number for each in _spoken_of(facts)}
    named = [
        order
        for number in numbers
        if number not in kept and (order := facts.order_numbered(number)) is not None
    ]
    if not numbers and (paid := _called_paid(text, facts)):
        return _answer_about_paid(paid, facts)
    if (told := _just_told(text, facts)) is not None and told.number not in kept:
        return _ask_about(told, facts)
    meant = named or [order for order in facts.unpaid if order.number not in kept]
    unpaid = [order for order in meant if order.status is OrderStatus.PENDING]
    if not unpaid:
        return _nothing_to_cancel(facts)
    if len(unpaid) == 1 and told_of_money(unpaid[0], facts.locale) is not None:
        return cancel_one(unpaid[0], facts)
    if len(unpaid) == 1:
        return [ask_whether(unpaid[0], facts)]
    return [ask_which(Question.CANCEL, unpaid, t(facts.locale, "Which order shall I cancel?"), facts)]


def told_of_cancelling(text: str, facts: BotFacts) -> list[Action]:
    """What becomes of an order that is cancelled, or never paid: asked, and not wanted. One tap cancels it."""
    named = [order for number in order_numbers(text) if (order := facts.order_numbered(number)) is not None]
    meant = named or list(facts.unpaid)
    if len(meant) == 1 and (
        meant[0].status is not OrderStatus.PENDING or told_of_money(meant[0], facts.locale)
    ):
        return cancel_one(meant[0], facts)
    if not meant:
        return _nothing_to_cancel(facts)
    return [what_cancelling_means(meant[0] if len(meant) == 1 else None, facts)]


def nothing_cancelled(text: str, facts: BotFacts) -> list[Action]:
    """Nothing is to be cancelled: how the orders stand that may be meant. What is cancelled already is said to be."""
    named = [order for number in order_numbers(text) if (order := facts.order_numbered(number)) is not None]
    if too_late := named or facts.just_cancelled:
        return [tell(order, facts) for order in too_late[:MOST_BUTTONS]]
    if not facts.likely:
        return order_status("", facts)
    only = facts.likely[0].id if len(facts.likely) == 1 else None
    keys, told = zip(*(status_of(order, facts) for order in facts.likely[:MOST_BUTTONS]), strict=True)
    is_open = any(order.status in (OrderStatus.PENDING, OrderStatus.PAID) for order in facts.likely)
    kept = [t(facts.locale, "Don't worry, nothing has been cancelled.")] if is_open else []
    return [structs.replace(reply(keys[0], "\n\n".join([*kept, *told])), order_id=only)]


def cancel_one(order: OrderFact, facts: BotFacts) -> list[Action]:
    """Only what nobody has paid is cancelled by a word."""
    if (money := told_of_money(order, facts.locale)) is not None:
        return offer_person(facts, "order_money", money)  # what becomes of their wish is for a person to see
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
    return [tell(order, facts)]


def cancel_all(orders: Sequence[OrderFact], facts: BotFacts) -> list[Action]:
    """Each of them; but no more than a "both" can mean: of more the shopper says which."""
    if len(orders) > _MOST_AT_ONCE:
        return ask_about_cancelling("", facts)
    return [action for order in orders for action in cancel_one(order, facts)]


_MOST_AT_ONCE = 2


def order_kept(facts: BotFacts) -> Reply:
    """Nothing is cancelled."""
    return reply("order_kept", t(facts.locale, "All right. I'm here whenever you like."))


def _cancel_number(number: int, facts: BotFacts) -> list[Action]:
    order = facts.order_numbered(number)
    if order is not None:
        return cancel_one(order, facts)
    if not facts.unpaid:
        return not_yours(number, facts)
    said = t(
        facts.locale,
        "I find no order {number} of yours. Which one shall I cancel?",
        number=number,
    )
    return [ask_which(Question.CANCEL, facts.unpaid, said, facts)]


def _nothing_to_cancel(facts: BotFacts) -> list[Action]:
    said = t(facts.locale, "You have no unpaid order. To change a paid one, write *person*.")
    return offer_person(facts, "nothing_to_cancel", said)
