"""How an order stands, and what is so about money that is neither plainly there nor plainly missing. Pure."""

from msgspec import structs

from shop.bot.actions import Reply, reply
from shop.bot.facts import BotFacts, OrderFact, UnpaidFact
from shop.bot.replies.orders.parcels import parcels_of
from shop.kit.money import format_money
from shop.kit.translations import t
from shop.orders.models import OrderStatus
from shop.payments.financial_status.words import WORDS, said_of_money


def tell(order: OrderFact, facts: BotFacts) -> Reply:
    """How an order stands, remembered as the one that was spoken of."""
    return structs.replace(reply(*status_of(order, facts)), order_id=order.id)


def status_of(order: OrderFact, facts: BotFacts) -> tuple[str, str]:
    """How an order stands, with the key of what is said."""
    parcels = parcels_of(order, facts.locale)
    if (money := told_of_money(order, facts.locale)) is not None:
        return "order_money", "\n\n".join([money, *parcels])
    if parcels:
        return "order_parcels", "\n\n".join(parcels)
    if order.status is OrderStatus.PENDING:
        return _pending(order, facts)
    if order.status is OrderStatus.PAID:
        said = t(facts.locale, "Your order {number} is paid and we are preparing it.", number=order.number)
        return "order_paid", said
    said = t(
        facts.locale,
        "Your order {number} is no longer open. Send me another cart whenever you like.",
        number=order.number,
    )
    return "order_closed", said


def _pending(order: OrderFact, facts: BotFacts) -> tuple[str, str]:
    """What it waits for: its payment, or first the shopper's word how it shall come."""
    if order.waits_for_delivery:
        said = t(
            facts.locale,
            "Your order {number} waits for one word of yours: how would you like to receive it? {url}",
            number=order.number,
            url=order.url,
        )
        return "order_undelivered", said
    said = t(
        facts.locale,
        "Your order {number} is waiting for the payment of {total}: {url}",
        number=order.number,
        total=format_money(order.total_minor, facts.currency, facts.locale),
        url=order.url,
    )
    return "order_pending", said


def told_of_money(order: OrderFact | UnpaidFact, locale: str) -> str | None:
    """What is so about the order's money; None where its status says all."""
    if order.financial_status not in WORDS:
        return None
    return said_of_money(locale, order.number, order.financial_status)
