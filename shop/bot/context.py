"""Gathering what an answer may rest on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.bot.cart_replies import cart_named
from shop.bot.facts import BotFacts, OrderFact, ProductFact
from shop.bot.intents import Intent, intent_of, language_spoken
from shop.carts.check import CartCheck, check_cart_message, check_variants
from shop.carts.models import Cart, CartState
from shop.carts.offers import offers_by_sku
from shop.carts.open_cart import find_cart, items_of, open_cart
from shop.catalog.meta_approval import catalog_is_ready
from shop.inbox.conversations.models import Conversation
from shop.kit.db.sql import execute_sql, fetch_one
from shop.merchants.accounts import this_merchant
from shop.merchants.locales import reader_locale
from shop.merchants.models import Merchant
from shop.merchants.opening_hours import OpeningHours
from shop.orders.links import pay_url
from shop.orders.reading import OrderSummary, latest_order
from shop.payments.standing import standing_by_id
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
    order: OrderSummary | None
    cart: Cart | None


async def load_context(
    session: AsyncSession, conversation: Conversation, messages: Sequence[IncomingMessage], *, at: datetime
) -> BotContext:
    """Everything the dialogue needs, read under the conversation's lock; stock is locked if a cart is meant."""
    merchant = await this_merchant(session)
    locale = await _locale(session, conversation, merchant, messages)
    asks = any(message.cart is None for message in messages)  # a cart is answered from its review alone
    order = await latest_order(session, conversation.id) if asks else None
    cart = await _cart_meant(session, conversation, messages)
    facts = BotFacts(
        at=at,
        shop=merchant.name,
        locale=locale,
        currency=merchant.currency,
        zone=merchant.time_zone,
        hours=OpeningHours.parse(merchant.hours),
        catalog_ready=asks and await catalog_is_ready(session, conversation.number_id),
        order=await _order_fact(session, order),
        product=await _product_asked(session, messages, locale, at=at),
        review=await _review(session, merchant, messages, cart, locale, at=at),
        cart_id=cart.id if cart else None,
        holder=conversation.held_by,
    )
    return BotContext(facts, merchant, conversation, messages, order, cart)


async def _locale(
    session: AsyncSession, conversation: Conversation, merchant: Merchant, messages: Sequence[IncomingMessage]
) -> str:
    """What they write in; else what they wrote in before; else the merchant's; all in the merchant's region."""
    who = (conversation.merchant_id, conversation.customer_id)
    known = await fetch_one(session, _LOCALE, *who)
    if known is None:
        raise LookupError("Nobody is known in this conversation.")
    spoken = next((s for m in reversed(messages) if (s := language_spoken(m.text))), None)
    if spoken and spoken != known["locale"]:
        await execute_sql(session, _SPEAKS, *who, spoken)
    return reader_locale(merchant, spoken or known["locale"], phone=known["phone"])


async def _order_fact(session: AsyncSession, order: OrderSummary | None) -> OrderFact | None:
    if order is None:
        return None
    standing = await standing_by_id(session, order.id)
    return OrderFact(order.number, order.status, order.total_minor, pay_url(order), standing)


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
    locale: str,
    *,
    at: datetime,
) -> CartCheck | None:
    sent = next((m.cart for m in messages if m.cart is not None), None)
    if sent is not None:
        return await check_cart_message(session, sent.lines, currency=merchant.currency, locale=locale, at=at)
    if cart is not None:
        return await check_variants(session, items_of(cart), locale=locale, at=at)
    return None


async def _product_asked(
    session: AsyncSession, messages: Sequence[IncomingMessage], locale: str, *, at: datetime
) -> ProductFact | None:
    asked = next((m.product for m in messages if m.product), None)
    if asked is None:
        return None
    offer = (await offers_by_sku(session, [asked], at=at, lock=False)).get(asked)
    if offer is None or not offer.is_sold:
        return None
    return ProductFact(offer.name(locale), offer.unit_minor, offer.left)
