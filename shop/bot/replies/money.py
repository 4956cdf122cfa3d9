"""Answers about an order whose money is neither plainly there nor plainly missing. Pure."""

from shop.bot.facts import OrderFact
from shop.kit.translations import t
from shop.payments.financial_status import WORDS


def told_of_money(order: OrderFact, locale: str) -> str | None:
    """What is so about the order's money; None where its status says all."""
    if order.financial_status not in WORDS:
        return None
    title, text = (t(locale, words) for words in WORDS[order.financial_status])
    return "\n".join([t(locale, "Order *{number}*", number=order.number), title, text])
