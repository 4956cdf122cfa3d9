"""Gathering what an answer may rest on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.bot.actions import Question
from shop.bot.code_facts import code_meant
from shop.bot.facts import BotFacts, BotState
from shop.bot.order_facts import orders_meant, unpaid_fact
from shop.bot.product_facts import product_meant
from shop.bot.replies.cart import cart_named
from shop.bot.replies.second_cart import ADD, BOTH, typed_choice
from shop.bot.shopper_facts import shopper_of
from shop.bot.understanding.cart_choices import cart_choice
from shop.bot.understanding.cart_notes import is_note
from shop.bot.understanding.courtesies import affirms
from shop.bot.understanding.intents import Intent, intent_of
from shop.carts.check import NOTHING, CartCheck, check_cart_message, check_variants
from shop.carts.models import Cart, CartState
from shop.carts.open_cart import find_cart, items_of, open_cart
from shop.catalog.meta_approval import catalog_is_ready
from shop.inbox.conversations.models import Conversation
from shop.kit.texts.lines import one_line
from shop.merchants.accounts import this_merchant
from shop.merchants.models import Merchant
from shop.merchants.opening_hours import OpeningHours
from shop.orders.models import Order
from shop.orders.reading import UnpaidOrder
from shop.payments.waiting_order import waiting_order
from shop.whatsapp.incoming import IncomingMessage


@dataclass
class BotContext:
    """The facts, and the rows behind them that an action may change."""

    facts: BotFacts
    merchant: Merchant
    conversation: Conversation
    messages: Sequence[IncomingMessage]
    cart: Cart | None
    replaced: Order | None = None  # that gave way to what is placed next


async def load_context(
    session: AsyncSession, conversation: Conversation, messages: Sequence[IncomingMessage], *, at: datetime
) -> BotContext:
    """Everything the dialogue needs, read under the conversation's lock; stock is locked if a cart is meant."""
    merchant = await this_merchant(session)
    shopper = await shopper_of(session, conversation, merchant, messages)
    locale = shopper.locale
    asks = any(message.cart is None for message in messages)  # a cart is answered from its check alone
    cart = await _cart_meant(session, conversation, messages, at=at)
    unpaid, waiting = None, None
    if _is_about_a_cart(messages, cart) and (found := await waiting_order(session, conversation.id)):
        unpaid, waiting = found[0], unpaid_fact(*found)
    if waiting is not None and waiting.has_money:
        unpaid = None  # its goods are not given back for another cart
    code = await code_meant(session, messages)
    facts = BotFacts(
        at=at,
        shop=one_line(merchant.name),
        locale=locale,
        currency=merchant.currency,
        zone=merchant.time_zone,
        hours=OpeningHours.parse(merchant.hours),
        catalog_ready=asks and await catalog_is_ready(session, conversation.number_id),
        orders=await orders_meant(
            session, conversation, messages, merchant, locale, at=at, is_about_code=code is not None
        ),
        code=code,
        product=await product_meant(session, conversation, messages, locale, at=at),
        check=await _check(session, merchant, messages, cart, unpaid, locale, at=at),
        cart_id=cart.id if cart else None,
        waiting_order=waiting,
        holder=conversation.held_by,
        held_since=conversation.held_since,
        person_wrote_at=conversation.person_wrote_at,
        marketing=shopper.marketing,
        marketing_at=shopper.marketing_at,
    )
    return BotContext(facts, merchant, conversation, messages, cart)


def _is_about_a_cart(messages: Sequence[IncomingMessage], cart: Cart | None) -> bool:
    """Is an order that waits for its payment worth looking for?"""
    named = any(m.choice is not None and cart_named(m.choice) is not None for m in messages)
    return cart is not None or named or any(m.cart is not None or is_note(m.text) for m in messages)


async def _cart_meant(
    session: AsyncSession, conversation: Conversation, messages: Sequence[IncomingMessage], *, at: datetime
) -> Cart | None:
    """The open cart a button names, or the one a plain yes or no is about, or an answer to what was asked about it."""
    named = [cart_id for m in messages if m.choice and (cart_id := cart_named(m.choice))]
    if named:
        cart = await find_cart(session, conversation, named[-1])
        return cart if cart is not None and cart.state is CartState.OPEN else None
    asked = msgspec.convert(conversation.bot_state, BotState).question(at)
    if any(_may_answer_about_a_cart(m.text, asked) for m in messages if m.choice is None):
        return await open_cart(session, conversation)
    return None


def _may_answer_about_a_cart(text: str, asked: Question | None) -> bool:
    intent = intent_of(text)
    if intent in (Intent.YES, Intent.NO, Intent.CANCEL, Intent.CANCEL_DOUBT) or is_note(text):
        return True
    if asked is Question.SECOND and (intent is Intent.UNKNOWN or cart_choice(text) is not None):
        return True
    return asked is Question.CART_OR_ORDER or (asked in (Question.REST, Question.SECOND) and affirms(text))


async def _check(
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
    choice = next((choice for m in messages if (choice := m.choice or typed_choice(m.text))), "")
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
