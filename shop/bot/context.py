"""Gathering what an answer may rest on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.bot.facts import BotFacts, BotState, OrderFact, UnpaidFact
from shop.bot.product_facts import product_meant
from shop.bot.replies.cart import cart_named
from shop.bot.replies.orders import order_chosen
from shop.bot.replies.person import SHOW_ORDER
from shop.bot.replies.second_cart import ADD, BOTH
from shop.bot.understanding.intents import Intent, intent_of
from shop.bot.understanding.languages import language_of
from shop.bot.understanding.order_numbers import bare_number, order_numbers
from shop.carts.check import NOTHING, CartCheck, check_cart_message, check_variants
from shop.carts.models import Cart, CartState
from shop.carts.open_cart import find_cart, items_of, open_cart
from shop.catalog.meta_approval import catalog_is_ready
from shop.inbox.conversations.models import Conversation
from shop.kit.db.sql import execute_sql, fetch_one
from shop.merchants.accounts import this_merchant
from shop.merchants.locales import reader_locale
from shop.merchants.models import Merchant
from shop.merchants.opening_hours import OpeningHours
from shop.orders.links import pay_url
from shop.orders.reading import UnpaidOrder, orders_of_customer, unpaid_order
from shop.payments.financial_status import financial_statuses
from shop.whatsapp.incoming import IncomingMessage

_LOCALE = "SELECT locale, phone FROM customer WHERE merchant_id = $1 AND id = $2"
_SPEAKS = "UPDATE customer SET locale = $3 WHERE merchant_id = $1 AND id = $2"


@dataclass
class BotContext:
    """The facts, and the rows behind them that an action may change."""

    facts: BotFacts
    merchant: Merchant
    conversation: Conversation
    messages: Sequence[IncomingMessage]
    cart: Cart | None


async def load_context(
    session: AsyncSession, conversation: Conversation, messages: Sequence[IncomingMessage], *, at: datetime
) -> BotContext:
    """Everything the dialogue needs, read under the conversation's lock; stock is locked if a cart is meant."""
    merchant = await this_merchant(session)
    locale = await _locale(session, conversation, merchant, messages)
    asks = any(message.cart is None for message in messages)  # a cart is answered from its review alone
    cart = await _cart_meant(session, conversation, messages)
    unpaid = await unpaid_order(session, conversation.id) if _is_about_a_cart(messages, cart) else None
    facts = BotFacts(
        at=at,
        shop=merchant.name,
        locale=locale,
        currency=merchant.currency,
        zone=merchant.time_zone,
        hours=OpeningHours.parse(merchant.hours),
        catalog_ready=asks and await catalog_is_ready(session, conversation.number_id),
        orders=await _orders(session, conversation, messages, at=at),
        product=await product_meant(session, conversation, messages, locale, at=at),
        review=await _review(session, merchant, messages, cart, unpaid, locale, at=at),
        cart_id=cart.id if cart else None,
        waiting_order=_unpaid_fact(unpaid),
        holder=conversation.held_by,
    )
    return BotContext(facts, merchant, conversation, messages, cart)


async def _locale(
    session: AsyncSession, conversation: Conversation, merchant: Merchant, messages: Sequence[IncomingMessage]
) -> str:
    """What they write in; else what they wrote in before; else the merchant's; all in the merchant's region."""
    who = (conversation.merchant_id, conversation.customer_id)
    known = await fetch_one(session, _LOCALE, *who)
    if known is None:
        raise LookupError("Nobody is known in this conversation.")
    written = [message.text for message in messages if message.choice is None]
    spoken = language_of(written, known=known["locale"], phone=known["phone"], default=merchant.locale)
    if spoken and spoken != known["locale"]:
        await execute_sql(session, _SPEAKS, *who, spoken)
    return reader_locale(merchant, spoken or known["locale"], phone=known["phone"])


async def _orders(
    session: AsyncSession, conversation: Conversation, messages: Sequence[IncomingMessage], *, at: datetime
) -> tuple[OrderFact, ...]:
    """The shopper's orders, where one of the messages is about them."""
    state = msgspec.convert(conversation.bot_state, BotState)
    about = [m for m in messages if state.question(at) is not None or _is_about_orders(m)]
    if not about or conversation.customer_id is None:
        return ()
    numbers = [number for m in about for number in (*order_numbers(m.text), bare_number(m.text)) if number]
    ids = [order_id for m in about if m.choice and (order_id := order_chosen(m.choice))]
    found = await orders_of_customer(session, conversation.customer_id, numbers=numbers, ids=ids)
    money = await financial_statuses(session, [order.id for order in found]) if found else {}
    return tuple(
        OrderFact(
            order.number,
            order.status,
            order.total_minor,
            pay_url(order),
            order.id,
            order.placed_at,
            money[order.id],
        )
        for order in found
    )


def _is_about_orders(message: IncomingMessage) -> bool:
    if message.choice is not None and (message.choice == SHOW_ORDER or order_chosen(message.choice)):
        return True
    return message.cart is None and intent_of(message.text) in _ABOUT_ORDERS


_ABOUT_ORDERS = frozenset(
    {
        Intent.ORDER_STATUS,
        Intent.CANCEL,
        Intent.CANCEL_DOUBT,
        Intent.KEEP,
        Intent.TROUBLE,
        Intent.OPT_OUT_DOUBT,
    }
)


def _is_about_a_cart(messages: Sequence[IncomingMessage], cart: Cart | None) -> bool:
    """Is an order that waits for its payment worth looking for?"""
    named = any(m.choice is not None and cart_named(m.choice) is not None for m in messages)
    return cart is not None or named or any(m.cart is not None for m in messages)


def _unpaid_fact(order: UnpaidOrder | None) -> UnpaidFact | None:
    if order is None:
        return None
    return UnpaidFact(
        order.id,
        order.number,
        order.total_minor,
        pay_url(order),
        order.placed_at,
        order.cart_id,
        order.items,
    )


async def _cart_meant(
    session: AsyncSession, conversation: Conversation, messages: Sequence[IncomingMessage]
) -> Cart | None:
    """The open cart a button names, or the one a plain yes or no is about."""
    named = [cart_id for m in messages if m.choice and (cart_id := cart_named(m.choice))]
    if named:
        cart = await find_cart(session, conversation, named[-1])
        return cart if cart is not None and cart.state is CartState.OPEN else None
    if any(intent_of(m.text) in (Intent.YES, Intent.NO) for m in messages):
        return await open_cart(session, conversation)
    return None


async def _review(
    session: AsyncSession,
    merchant: Merchant,
    messages: Sequence[IncomingMessage],
    cart: Cart | None,
    unpaid: UnpaidOrder | None,
    locale: str,
    *,
    at: datetime,
) -> CartCheck | None:
    """What can be had, as if the unpaid order gave its goods back, unless both are to be kept."""
    choice = next((m.choice for m in messages if m.choice), "")
    returning = unpaid.items if unpaid and unpaid.is_held and not choice.startswith(BOTH) else NOTHING
    sent = next((m.cart for m in messages if m.cart is not None), None)
    if sent is not None:
        currency = merchant.currency
        return await check_cart_message(
            session, sent.lines, currency=currency, locale=locale, at=at, returning=returning
        )
    if cart is not None:
        items = Counter(dict(items_of(cart)))
        if unpaid is not None and choice.startswith(ADD):
            items.update(unpaid.items)
        return await check_variants(session, list(items.items()), locale=locale, at=at, returning=returning)
    return None
