"""A cart that waited becomes an order because its owner followed our link and said so there."""

from collections import Counter
from datetime import datetime
from enum import StrEnum

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.carts.check import NOTHING, CartCheck, check_variants
from shop.carts.models import Cart, CartState
from shop.carts.open_cart import items_of
from shop.customers.models import Customer
from shop.inbox.conversations.models import Conversation
from shop.inbox.locking import lock_conversation
from shop.merchants.accounts import this_merchant
from shop.merchants.locales import reader_locale
from shop.merchants.models import Merchant
from shop.orders.cancelling import give_way
from shop.orders.checkout import CartIsEmpty, place_order
from shop.orders.cost.computing import Cost
from shop.orders.cost.goods import goods_checked
from shop.orders.cost.loading import CostOwner, CostWishes, cost_of
from shop.orders.models import Order
from shop.orders.reading import UnpaidOrder


class BesideOrder(StrEnum):
    """What shall become of the unpaid order in whose conversation the cart waits."""

    REPLACE = "replace"
    ADD = "add"
    BOTH = "both"


async def resume_cart(
    session: AsyncSession,
    cart: Cart,
    *,
    at: datetime,
    instead_of: UnpaidOrder | None = None,
    adds: bool = False,
) -> Order:
    """Place what can be had of the cart at today's prices. Raises CartIsEmpty if it no longer waits.

    `instead_of` is cancelled, and its goods are free again; with `adds` they are ordered along.
    """
    conversation = await lock_conversation(session, cart.conversation_id)
    await session.refresh(cart)
    if cart.state is not CartState.OPEN:
        raise CartIsEmpty("This cart is no longer open.")
    merchant = await this_merchant(session)
    locale = await _locale_of(session, merchant, conversation)
    items = Counter(dict(items_of(cart))) + Counter(instead_of.items if instead_of and adds else {})
    free = instead_of.items if instead_of and instead_of.is_held else NOTHING
    check = await check_variants(session, list(items.items()), locale=locale, at=at, returning=free)
    gives_way = instead_of if check.available else None
    like = await _make_room(session, cart, gives_way, keeps_note=adds, at=at)
    return await place_order(session, merchant, conversation, cart, check, locale=locale, at=at, like=like)


async def _locale_of(session: AsyncSession, merchant: Merchant, conversation: Conversation) -> str:
    """In which language, and with which region's money and dates, the shopper reads."""
    customer = await session.get_one(Customer, (merchant.id, conversation.customer_id))
    return reader_locale(merchant, customer.locale, phone=customer.phone)


async def _make_room(
    session: AsyncSession, cart: Cart, waiting: UnpaidOrder | None, *, keeps_note: bool, at: datetime
) -> Order | None:
    """Cancel the order that waits, if one does; its note goes on where its goods do."""
    if waiting is None:
        return None
    cancelled = await give_way(session, waiting.id, at=at)
    if keeps_note:
        cart.add_note(cancelled.note)
    return cancelled


async def look_at_cart(
    session: AsyncSession, cart: Cart, *, locale: str, at: datetime, instead_of: UnpaidOrder | None = None
) -> CartCheck:
    """What the cart would be today, in place of an order that waits; nothing is held."""
    free = instead_of.items if instead_of is not None and instead_of.is_held else NOTHING
    return await check_variants(session, items_of(cart), locale=locale, at=at, lock=False, returning=free)


async def cost_of_cart(
    session: AsyncSession, merchant: Merchant, cart: Cart, check: CartCheck, *, locale: str, at: datetime
) -> Cost:
    """What can be had of the cart costs so much today, before its delivery is chosen."""
    conversation = await session.get_one(Conversation, (merchant.id, cart.conversation_id))
    if conversation.customer_id is None:
        raise CartIsEmpty("Nobody is known in this conversation.")
    goods = goods_checked(check.available)
    owner = CostOwner(conversation.customer_id, locale)
    return await cost_of(session, merchant, goods, CostWishes(), owner, at=at)
