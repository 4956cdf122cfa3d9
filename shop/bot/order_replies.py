"""Answers about the shopper's latest order. Pure."""

from shop.bot.actions import Action, CancelOrder, reply
from shop.bot.facts import BotFacts
from shop.bot.money_replies import told_of_money
from shop.kit.money import format_money
from shop.kit.translations import t
from shop.orders.models import OrderStatus


def order_status(facts: BotFacts) -> list[Action]:
    """How the latest order stands."""
    order = facts.order
    if order is None:
        return [reply("no_order", t(facts.locale, "You have no order yet."))]
    if (money := told_of_money(order, facts.locale)) is not None:
        return [reply("order_money", money)]
    if order.status is OrderStatus.PENDING:
        said = t(
            facts.locale,
            "Your order {number} is waiting for the payment of {total}: {url}",
            number=order.number,
            total=format_money(order.total_minor, facts.currency, facts.locale),
            url=order.url,
        )
        return [reply("order_pending", said)]
    if order.status is OrderStatus.PAID:
        said = t(facts.locale, "Your order {number} is paid and we are preparing it.", number=order.number)
        return [reply("order_paid", said)]
    said = t(
        facts.locale,
        "Your order {number} is no longer open. Send me another cart whenever you like.",
        number=order.number,
    )
    return [reply("order_closed", said)]


def cancel_pending(facts: BotFacts) -> list[Action]:
    """Only what nobody has paid is cancelled by a word."""
    if facts.order is None or facts.order.status is not OrderStatus.PENDING:
        said = t(facts.locale, "You have no unpaid order. To change a paid one, write *person*.")
        return [reply("nothing_to_cancel", said)]
    if (money := told_of_money(facts.order, facts.locale)) is not None:
        return [reply("order_money", money)]
    said = t(facts.locale, "I have cancelled order {number}. Nothing was charged.", number=facts.order.number)
    return [CancelOrder(), reply("cancelled", said)]
