"""A tap on a delivery, and a code that was typed. Pure."""

from shop.bot.actions import Action, AskForAddress, ChooseDelivery, UseCode, reply
from shop.bot.facts import BotFacts, CodeFact
from shop.bot.replies.orders.state import tell
from shop.bot.replies.orders.status import no_order
from shop.kit.translations import t
from shop.orders.delivering.taps import delivery_tapped
from shop.orders.models import OrderStatus
from shop.payments.financial_status.status import FinancialStatus


def answer_delivery_tap(choice: str, facts: BotFacts) -> list[Action] | None:
    """How the order shall come; how it stands where that cannot be chosen any more. None for any other button."""
    if (tap := delivery_tapped(choice)) is None:
        return None
    order = facts.order_with(tap.order_id)
    if order is None:
        return [no_order(facts)]
    if order.status is not OrderStatus.PENDING or order.financial_status is not FinancialStatus.NOTHING:
        return [tell(order, facts)]
    return [AskForAddress(tap.order_id) if tap.method_id is None else ChooseDelivery(tap)]


def code_typed(code: CodeFact, facts: BotFacts) -> list[Action]:
    """It is used for the order that can be paid; without one it waits for a cart."""
    open_ = [order for order in facts.unpaid if order.financial_status is FinancialStatus.NOTHING]
    if open_:
        return [UseCode(open_[0].id, code.code)]
    said = t(
        facts.locale,
        "A code is for an order: send me your cart first, and then the code {code} once more.",
        code=code.code,
    )
    return [reply("code_first", said, with_catalog=facts.catalog_ready)]
