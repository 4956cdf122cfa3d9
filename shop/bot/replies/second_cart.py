"""A cart while an order waits for its payment: the same one again, instead of it, added to it, or beside it. Pure.

One open unpaid order a conversation is the rule; a second one is the shopper's own choice, by a tap.
"""

from datetime import timedelta
from uuid import UUID

from shop.bot.actions import (
    Action,
    AddNote,
    DropCart,
    PlaceOrder,
    Question,
    ReplaceOrder,
    Reply,
    SaveCart,
    reply,
)
from shop.bot.facts import BotFacts, UnpaidFact
from shop.bot.replies.cart_lines import lines_listed, problems_listed
from shop.bot.replies.orders.state import told_of_money
from shop.bot.understanding.cart_choices import CartChoice, cart_choice
from shop.kit.money import format_money
from shop.kit.texts.lines import one_line
from shop.kit.translations import t
from shop.orders.words import LONGEST_NOTE
from shop.whatsapp.outgoing import Button, ButtonsMessage, clip

REPLACE = "cart:replace:"
ADD = "cart:add:"
BOTH = "cart:both:"
SECOND = (REPLACE, ADD, BOTH)
SAME_WITHIN = timedelta(minutes=10)  # a cart of the same goods is the same cart, sent or tapped twice


def place_or_ask(facts: BotFacts, *, note: str = "") -> list[Action]:
    """Order what can be had of the cart, unless an order waits: then ask, or say that this is it.

    `note` is what was written with a cart that was just sent.
    """
    order = facts.waiting_order
    if order is None:
        return [PlaceOrder()]
    if _is_the_same(order, facts):
        noted: list[Action] = [AddNote(order.id, note), note_read(note, facts)] if note.strip() else []
        return [*([DropCart()] if facts.cart_id else []), *noted, same_order(order, facts)]
    if order.has_money:
        return [_truth(order, facts), PlaceOrder()]
    if facts.cart_id is not None:
        return [ask_about_second(facts, facts.cart_id)]
    return [SaveCart(Question.SECOND, order.id)]


def answer_second(choice: str, facts: BotFacts) -> list[Action] | None:
    """A tap on one of the three buttons; None where nothing of the cart can be had any more.

    Where another order waits than the one that was shown, the question comes again.
    """
    if facts.check is None or not facts.check.available:
        return None
    lost = [_no_longer_there(facts)] if facts.check.problems else []
    order = facts.waiting_order
    if order is not None and facts.cart_id is not None and _order_shown(choice) not in ("", str(order.id)):
        return [*lost, ask_about_second(facts, facts.cart_id)]
    if order is None or choice.startswith(BOTH):  # closed meanwhile: what is left is to order the cart
        return [*lost, PlaceOrder()]
    if order.has_money:
        return [*lost, _truth(order, facts), PlaceOrder()]
    adds = choice.startswith(ADD)
    said = _added(order, facts) if adds else _replaced(order, facts)
    return [*lost, ReplaceOrder(order.id, keeps_note=adds), said, PlaceOrder()]


def _order_shown(choice: str) -> str:
    """The order that the button was about; "" for a button of before they named one."""
    return choice.split(":")[3] if choice.count(":") == _PARTS - 1 else ""


_PARTS = 4  # cart:replace:<cart>:<order>


def typed_choice(text: str) -> str | None:
    """The beginning of the button that would say what was typed; None where it says none of the three."""
    return _BUTTONS.get(cart_choice(text))


_BUTTONS: dict[CartChoice | None, str] = {
    CartChoice.REPLACE: REPLACE,
    CartChoice.ADD: ADD,
    CartChoice.BOTH: BOTH,
}


def ask_about_second(facts: BotFacts, cart_id: UUID) -> Reply:
    """What shall become of the order that waits? The buttons name the cart that was kept."""
    order, check = facts.waiting_order, facts.check
    if order is None or check is None:
        raise LookupError("There is no unpaid order beside a cart.")
    body = t(
        facts.locale,
        "Your order {number} ({total}) is not paid yet. What shall I do with this cart?\n{lines}",
        number=order.number,
        total=format_money(order.total_minor, facts.currency, facts.locale),
        lines=lines_listed(check.available, facts),
    )
    buttons = [
        # Translators: a button of at most 20 characters.
        Button(id=f"{REPLACE}{cart_id}:{order.id}", title=t(facts.locale, "Replace the order")),
        # Translators: a button of at most 20 characters.
        Button(id=f"{ADD}{cart_id}:{order.id}", title=t(facts.locale, "Add to the order")),
        # Translators: a button of at most 20 characters.
        Button(id=f"{BOTH}{cart_id}:{order.id}", title=t(facts.locale, "Keep both")),
    ]
    content = ButtonsMessage(body=body, buttons=buttons)
    return Reply(content, "bot.cart_second", asks=Question.SECOND, order_id=order.id)


def same_order(order: UnpaidFact, facts: BotFacts) -> Reply:
    """The cart is an order already; where money came, that is said and no second payment asked for."""
    if order.has_money:
        return _truth(order, facts)
    said = t(
        facts.locale,
        "That is your order {number} ({total}) already. You can pay it here: {url}",
        number=order.number,
        total=format_money(order.total_minor, facts.currency, facts.locale),
        url=order.url,
    )
    return reply("order_same", said)


def note_read(note: str, facts: BotFacts) -> Reply:
    """What came with the cart once more goes to the people who pack it."""
    said = t(facts.locale, "The team reads your note: “{note}”", note=clip(one_line(note), LONGEST_NOTE))
    return reply("note_read", said)


def _is_the_same(order: UnpaidFact, facts: BotFacts) -> bool:
    """The same goods, and placed a moment ago."""
    if facts.check is None or facts.at - order.placed_at > SAME_WITHIN:
        return False
    return {line.variant_id: line.wanted for line in facts.check.lines} == order.items


def _truth(order: UnpaidFact, facts: BotFacts) -> Reply:
    """What is so about the money of an order that is not settled."""
    said = told_of_money(order, facts.locale)
    if said is None:
        raise LookupError("Nothing is to be said of this order's money.")
    return reply("order_money", said)


def _replaced(order: UnpaidFact, facts: BotFacts) -> Reply:
    said = t(facts.locale, "Order {number} is cancelled; this one takes its place.", number=order.number)
    return reply("order_replaced", said)


def _added(order: UnpaidFact, facts: BotFacts) -> Reply:
    said = t(facts.locale, "Added: order {number} is part of this one now.", number=order.number)
    return reply("order_added_to", said)


def _no_longer_there(facts: BotFacts) -> Reply:
    problems = facts.check.problems if facts.check else ()
    said = t(
        facts.locale,
        "Not everything is there any more:\n{problems}",
        problems=problems_listed(problems, facts),
    )
    return reply("cart_part_gone", said)
