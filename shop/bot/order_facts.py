"""The shopper's orders, as far as the messages may be about them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.bot.facts import BotState, OrderFact, UnpaidFact
from shop.bot.parcel_facts import parcels_told
from shop.bot.replies.orders.answering import order_chosen
from shop.bot.replies.orders.questions import WHICH
from shop.bot.replies.person import SHOW_ORDER
from shop.bot.understanding.intents import Intent, intent_of
from shop.bot.understanding.orders.answers import says_unwanted
from shop.bot.understanding.orders.order_numbers import bare_numbers, order_numbers
from shop.inbox.conversations.models import Conversation
from shop.merchants.models import Merchant
from shop.orders.delivering.taps import delivery_tapped
from shop.orders.life.progress import stages_by_id
from shop.orders.models import OrderStatus
from shop.orders.reading import OrderSummary, UnpaidOrder, orders_of_customer
from shop.payments.financial_status.loading import financial_statuses
from shop.payments.financial_status.status import FinancialStatus
from shop.whatsapp.incoming import IncomingMessage


async def orders_meant(
    session: AsyncSession,
    conversation: Conversation,
    messages: Sequence[IncomingMessage],
    merchant: Merchant,
    locale: str,
    *,
    at: datetime,
    is_about_code: bool = False,
) -> tuple[OrderFact, ...]:
    """The shopper's orders, where one of the messages is about them, or names a code that is for one."""
    state = msgspec.convert(conversation.bot_state, BotState)
    asks = state.question(at) is not None or is_about_code
    about = [m for m in messages if asks or _is_about_orders(m)]
    if not about or conversation.customer_id is None:
        return ()
    numbers = [number for m in about for number in (*order_numbers(m.text), *bare_numbers(m.text))]
    ids = [order_id for m in about if m.choice and (order_id := _order_tapped(m.choice))]
    found = await orders_of_customer(session, conversation.customer_id, numbers=numbers, ids=ids)
    return await _facts(session, found, merchant, locale) if found else ()


async def _facts(
    session: AsyncSession, found: Sequence[OrderSummary], merchant: Merchant, locale: str
) -> tuple[OrderFact, ...]:
    """With the truth about their money, and where they are."""
    money = await financial_statuses(session, [order.id for order in found])
    paid = [order.id for order in found if order.status is OrderStatus.PAID]
    stages, parcels = await stages_by_id(session, paid), await parcels_told(session, paid, merchant, locale)
    return tuple(
        OrderFact(
            order.number,
            order.status,
            order.total_minor,
            order.pay_url,
            order.id,
            order.placed_at,
            money[order.id],
            order.closed_at,
            order.waits_for_delivery,
            stages.get(order.id),
            *parcels.get(order.id, ((), False)),
        )
        for order in found
    )


def _order_tapped(choice: str) -> UUID | None:
    tap = delivery_tapped(choice)
    return order_chosen(choice) if tap is None else tap.order_id


def _is_about_orders(message: IncomingMessage) -> bool:
    if message.choice is not None and (
        message.choice in (SHOW_ORDER, WHICH) or _order_tapped(message.choice)
    ):
        return True
    return message.cart is None and (intent_of(message.text) in _ABOUT_ORDERS or says_unwanted(message.text))


_ABOUT_ORDERS = frozenset(
    {
        Intent.ORDER_STATUS,
        Intent.CANCEL,
        Intent.CANCEL_DOUBT,
        Intent.KEEP,
        Intent.TROUBLE,
        Intent.PAYING,
        Intent.ORDER_MATTER,
        Intent.OPT_OUT_DOUBT,
    }
)


def unpaid_fact(order: UnpaidOrder, money: FinancialStatus) -> UnpaidFact:
    """The order that waits for its payment, with the truth about its money."""
    return UnpaidFact(
        order.id,
        order.number,
        order.total_minor,
        order.pay_url,
        order.placed_at,
        order.cart_id,
        order.items,
        money,
    )
