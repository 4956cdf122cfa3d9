"""A cart waits and something is to be cancelled: is it the cart, or an order? Pure."""

from shop.bot.actions import Action, CancelOrder, Question, Reply
from shop.bot.facts import BotFacts, OrderFact
from shop.bot.replies.cart import DROP, drop, show_cart_again
from shop.bot.replies.orders.cancelling import (
    ask_about_cancelling,
    cancel,
    cancel_one,
    order_kept,
    told_of_cancelling,
)
from shop.bot.replies.orders.questions import CANCEL, KEEP, WHICH
from shop.bot.understanding.courtesies import says_only
from shop.bot.understanding.normalising import finds, words_in
from shop.bot.understanding.orders.answers import is_asked_or_denied
from shop.bot.understanding.orders.order_numbers import BOTH, means_all, means_none, order_numbers
from shop.bot.understanding.orders.unspecific import asks_what_cancelling_means
from shop.bot.understanding.words.cancel_words import AROUND_CANCELLING, CANCELLED, CARTS
from shop.bot.understanding.words.courtesies.yes_and_no import YES
from shop.bot.understanding.words.intent_words import ORDERS
from shop.kit.translations import t
from shop.orders.models import OrderStatus
from shop.whatsapp.outgoing import Button, ButtonsMessage


def call_off(text: str, facts: BotFacts) -> list[Action]:
    """What is to be cancelled for certain: an order that is named, or the cart; where both may be meant one asks."""
    if facts.cart_id is None or order_numbers(text):
        return cancel(text, facts)
    if _names_the_cart(text) or not _living(facts):
        return drop(facts)
    if finds(words_in(text), BOTH):
        return [*drop(facts), *ask_about_cancelling("", facts)]
    return [_ask_which(facts)]


def call_off_in_doubt(text: str, facts: BotFacts) -> list[Action]:
    """ "¿Puedo cancelar?": a cart that waits is shown with its two buttons; beside an order one asks which is meant."""
    if asks_what_cancelling_means(text) and facts.unpaid:
        return told_of_cancelling(text, facts)
    if facts.cart_id is None or order_numbers(text):
        return ask_about_cancelling(text, facts)
    if _names_one(text) and _names_the_cart(text) and not is_asked_or_denied(text):
        return drop(facts)
    if not _living(facts):
        return show_cart_again(Question.REST, facts)
    return [_ask_which(facts)]


def call_off_order(text: str, facts: BotFacts) -> list[Action]:
    """The order beside a cart was named: it is cancelled, and the cart is asked about."""
    done = cancel(text, facts)
    is_done = any(isinstance(each, CancelOrder) for each in done)
    return [*done, *show_cart_again(Question.REST, facts)] if is_done and facts.cart_id is not None else done


def answer_cart_or_order(text: str, facts: BotFacts) -> list[Action] | None:
    """ "The cart", "el pedido", "both" or "neither", typed; None where the text says something else."""
    if means_none(text):
        return [order_kept(facts)]
    if means_all(text):
        return [*_cart_dropped(facts), *ask_about_cancelling("", facts)]
    if not _names_one(text):
        return [_ask_which(facts)] if says_only(text, YES) and facts.cart_id is not None else None
    if is_asked_or_denied(text) or (finds(words_in(text), CARTS) and finds(words_in(text), ORDERS)):
        return [_ask_which(facts)] if facts.cart_id is not None else None
    if _names_the_cart(text):
        return _cart_dropped(facts)
    living = _living(facts)
    return cancel_one(living[0], facts) if len(living) == 1 else ask_about_cancelling("", facts)


def answers_cart_or_order(text: str) -> bool:
    """Is it one of these answers?"""
    return means_none(text) or means_all(text) or _names_one(text)


def _names_one(text: str) -> bool:
    said = text.replace("?", " ")
    return says_only(said, CARTS | ORDERS, CANCELLED, AROUND_CANCELLING, YES) and not order_numbers(text)


def _names_the_cart(text: str) -> bool:
    return finds(words_in(text), CARTS) and not finds(words_in(text), ORDERS)


def _living(facts: BotFacts) -> list[OrderFact]:
    """The orders that "the order" may mean beside a cart."""
    return [each for each in facts.likely if each.status is OrderStatus.PENDING or facts.is_recent(each)]


def _cart_dropped(facts: BotFacts) -> list[Action]:
    return drop(facts) if facts.cart_id is not None else [order_kept(facts)]


def _ask_which(facts: BotFacts) -> Reply:
    """The order, the cart, or neither: one tap decides."""
    living = _living(facts)
    named = f"{CANCEL}{living[0].id}" if len(living) == 1 else WHICH
    said = t(facts.locale, "What shall I cancel: your order, or the cart that is not ordered yet?")
    buttons = [
        # Translators: a button of at most 20 characters.
        Button(id=named, title=t(facts.locale, "Cancel the order")),
        # Translators: a button of at most 20 characters.
        Button(id=f"{DROP}{facts.cart_id}", title=t(facts.locale, "Cancel the cart")),
        # Translators: a button of at most 20 characters.
        Button(id=KEEP, title=t(facts.locale, "Neither")),
    ]
    content = ButtonsMessage(body=said, buttons=buttons)
    return Reply(content, "bot.cart_or_order", asks=Question.CART_OR_ORDER)
