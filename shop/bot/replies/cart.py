"""Talking about a cart: order it, offer the rest, or say kindly what is not there. Pure."""

from uuid import UUID

from shop.bot.actions import Action, DropCart, Question, Reply, SaveCart
from shop.bot.facts import BotFacts
from shop.bot.replies.cart_lines import lines_listed, problems_listed
from shop.bot.replies.second_cart import (
    SECOND,
    answer_second,
    ask_about_second,
    place_or_ask,
    same_order,
    typed_choice,
)
from shop.bot.understanding.cart_choices import CartChoice, cart_choice
from shop.carts.check import CheckedLine, LineStatus
from shop.kit.translations import t
from shop.whatsapp.incoming import IncomingMessage
from shop.whatsapp.outgoing import Button, ButtonsMessage, TextMessage

GO = "cart:go:"
DROP = "cart:drop:"


def answer_cart(message: IncomingMessage, facts: BotFacts) -> list[Action]:
    """A cart message: all of it, part of it, or nothing of it can be had."""
    check = facts.check
    if check is None or not check.lines:
        said = t(facts.locale, "The cart arrived empty. Add something from the catalog and send it again.")
        return [Reply(TextMessage(body=said), "bot.cart_empty")]
    if check.is_fine:
        return place_or_ask(facts, note=message.cart.note if message.cart is not None else "")
    if any(line.fit in (LineStatus.BAD_QUANTITY, LineStatus.FOREIGN_CURRENCY) for line in check.lines):
        # The message itself is wrong: nothing of it is ordered, however good the rest looks.
        return [_nothing_left(facts, check.problems)]
    if not check.available:
        return [_nothing_left(facts, check.problems)]
    return [SaveCart()]


def offer_rest(facts: BotFacts, cart_id: UUID) -> Reply:
    """Ask whether to go on with what can be had; the buttons name the cart that was kept."""
    if facts.check is None:
        raise LookupError("There is no cart to offer the rest of.")
    rest = lines_listed(facts.check.available, facts)
    if facts.check.problems:
        body = t(
            facts.locale,
            "Almost everything:\n{problems}\n\nI can prepare:\n{rest}\n\nShall I go on with that?",
            problems=problems_listed(facts.check.problems, facts),
            rest=rest,
        )
    else:
        body = t(facts.locale, "I can prepare:\n{rest}\n\nShall I go on with that?", rest=rest)
    buttons = [
        # Translators: a button of at most 20 characters.
        Button(id=f"{GO}{cart_id}", title=t(facts.locale, "Yes, go on")),
        # Translators: a button of at most 20 characters.
        Button(id=f"{DROP}{cart_id}", title=t(facts.locale, "No, leave it")),
    ]
    return Reply(ButtonsMessage(body=body, buttons=buttons), "bot.cart_part", asks=Question.REST)


def cart_named(choice: str) -> UUID | None:
    """The cart a button of ours names, None for any other button."""
    for prefix in (GO, DROP, *SECOND):
        if choice.startswith(prefix):
            try:
                return UUID(choice.removeprefix(prefix).partition(":")[0])
            except ValueError:
                return None
    return None


def answer_choice(choice: str, facts: BotFacts) -> list[Action] | None:
    """A tap on a button about a cart; None if the button is about something else."""
    if (cart_id := cart_named(choice)) is None:
        return None
    if (order := facts.waiting_order) is not None and order.cart_id == cart_id:
        return [same_order(order, facts)]  # tapped twice
    if facts.cart_id is None or facts.cart_id != cart_named(choice):
        said = t(facts.locale, "That cart is no longer open. Send me another whenever you like.")
        return [Reply(TextMessage(body=said), "bot.cart_gone")]
    if choice.startswith(DROP):
        return drop(facts)
    if choice.startswith(SECOND):
        return answer_second(choice, facts) or _gone(facts)
    return take_rest(facts)


def answer_second_typed(text: str, facts: BotFacts, *, shown: UUID | None) -> list[Action] | None:
    """One of the three buttons in words; what says none of them brings the buttons again. None without the cart.

    `shown` is the order that was asked about.
    """
    if facts.cart_id is None:
        return None
    if cart_choice(text) is CartChoice.OLD:
        return drop(facts)
    if (prefix := typed_choice(text)) is not None:
        named = f":{shown}" if shown is not None else ""
        return answer_choice(f"{prefix}{facts.cart_id}{named}", facts)
    order = facts.waiting_order
    asks_again = (
        order is not None and not order.has_money and facts.check is not None and facts.check.available
    )
    return [ask_about_second(facts, facts.cart_id)] if asks_again else None


def show_cart_again(asked: Question, facts: BotFacts) -> list[Action]:
    """What was asked about the cart that waits, as it can be had now: something else was spoken of since."""
    if facts.cart_id is None or facts.check is None or not facts.check.available:
        return _gone(facts)
    order = facts.waiting_order
    if asked is Question.SECOND and order is not None and not order.has_money:
        return [ask_about_second(facts, facts.cart_id)]
    return [offer_rest(facts, facts.cart_id)]


def drop(facts: BotFacts) -> list[Action]:
    """The cart that waits is not wanted."""
    return [DropCart(), cart_dropped(facts)]


def cart_dropped(facts: BotFacts) -> Reply:
    """The cart is left alone."""
    said = t(facts.locale, "All right, I leave it. I'm here whenever you like.")
    return Reply(TextMessage(body=said), "bot.cart_dropped")


def take_rest(facts: BotFacts) -> list[Action]:
    """A yes to the cart that waits: what can still be had of it is ordered."""
    if facts.check is None or not facts.check.available:
        return _gone(facts)
    return place_or_ask(facts)


def _gone(facts: BotFacts) -> list[Action]:
    """Nothing of the cart that waits can be had any more."""
    return [DropCart(), _nothing_left(facts, facts.check.problems if facts.check else ())]


def _nothing_left(facts: BotFacts, problems: tuple[CheckedLine, ...]) -> Reply:
    body = t(
        facts.locale,
        "I'm sorry, there is nothing in this cart that I can sell you:\n{problems}",
        problems=problems_listed(problems, facts),
    )
    return Reply(TextMessage(body=body), "bot.cart_nothing_left")
