"""Questions about orders, and the buttons that answer them: which one, and shall it be cancelled? Pure."""

from collections.abc import Sequence
from datetime import timedelta

from shop.bot.actions import Question, Reply
from shop.bot.facts import BotFacts, OrderFact
from shop.kit.money import format_money
from shop.kit.translations import t
from shop.orders.models import OPEN
from shop.whatsapp.outgoing import Button, ButtonsMessage, Content, ListMessage, ListRow, ListSection, clip
from shop.whatsapp.outgoing.interactive import (
    LONGEST_BODY,
    LONGEST_LABEL,
    LONGEST_TITLE,
    MOST_BUTTONS,
    MOST_ROWS,
)

CANCEL = "order:cancel:"
STATUS = "order:status:"
KEEP = "order:keep"
WHICH = "order:which"
PREFIXES = {Question.CANCEL: CANCEL, Question.STATUS: STATUS}


def ask_whether(order: OrderFact, facts: BotFacts) -> Reply:
    """Before an order is cancelled in doubt: this one, by its number?"""
    said = t(facts.locale, "Shall I cancel order {number}?", number=order.number)
    buttons = [
        # Translators: a button of at most 20 characters.
        Button(id=f"{CANCEL}{order.id}", title=t(facts.locale, "Yes, cancel it")),
        # Translators: a button of at most 20 characters.
        Button(id=KEEP, title=t(facts.locale, "No, keep it")),
    ]
    content = ButtonsMessage(body=said, buttons=buttons)
    return Reply(content, "bot.ask_cancel", asks=Question.CANCEL, order_id=order.id)


def what_cancelling_means(order: OrderFact | None, facts: BotFacts) -> Reply:
    """Nothing is asked: an "ok" to it cancels nothing."""
    said = t(
        facts.locale,
        "Until it is paid, cancelling an order costs nothing. An order that is not paid closes by itself after {hours} "
        "hours, and nothing is charged.",
        hours=OPEN // timedelta(hours=1),
    )
    buttons = [
        # Translators: a button of at most 20 characters.
        Button(id=f"{CANCEL}{order.id}" if order else WHICH, title=t(facts.locale, "Cancel the order")),
        # Translators: a button of at most 20 characters.
        Button(id=KEEP, title=t(facts.locale, "No, keep it")),
    ]
    content = ButtonsMessage(body=said, buttons=buttons)
    return Reply(
        content, "bot.cancelling_told", asks=Question.CANCEL_TOLD, order_id=order.id if order else None
    )


def ask_which(question: Question, orders: Sequence[OrderFact], words: str, facts: BotFacts) -> Reply:
    """Buttons for up to three, a list for more; the ids name the orders."""
    prefix = PREFIXES[question]
    content: Content
    if len(orders) <= MOST_BUTTONS:
        buttons = [
            Button(id=f"{prefix}{order.id}", title=_label(order, facts, LONGEST_LABEL)) for order in orders
        ]
        content = ButtonsMessage(body=clip(words, LONGEST_BODY), buttons=buttons)
    else:
        rows = [
            ListRow(id=f"{prefix}{order.id}", title=_label(order, facts, LONGEST_TITLE))
            for order in orders[:MOST_ROWS]
        ]
        # Translators: a button of at most 20 characters; it opens a list of orders.
        open_list = t(facts.locale, "See the orders")
        content = ListMessage(
            body=clip(words, LONGEST_BODY), button=open_list, sections=[ListSection(rows=rows)]
        )
    return Reply(content, f"bot.which_order_{question}", asks=question)


def _label(order: OrderFact, facts: BotFacts, longest: int) -> str:
    """ "1041 · 12,50 €": the number always, the total where it fits."""
    total = format_money(order.total_minor, facts.currency, facts.locale)
    label = f"{order.number} · {total}"
    return label if len(label) <= longest else str(order.number)
