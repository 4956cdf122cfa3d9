"""A cart that waited becomes an order because its owner followed our link and said so there."""

from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.carts.check import CartCheck, check_variants
from shop.carts.models import Cart, CartState
from shop.carts.open_cart import items_of
from shop.customers.models import Customer
from shop.inbox.locking import lock_conversation
from shop.merchants.accounts import this_merchant
from shop.merchants.locales import reader_locale
from shop.orders.checkout import CartIsEmpty, place_order
from shop.orders.models import Order


async def resume_cart(session: AsyncSession, cart: Cart, *, at: datetime) -> Order:
    """Place what can be had of the cart at today's prices. Raises CartIsEmpty if it no longer waits."""
    conversation = await lock_conversation(session, cart.conversation_id)
    await session.refresh(cart)
    if cart.state is not CartState.OPEN:
        raise CartIsEmpty("This cart is no longer open.")
    merchant = await this_merchant(session)
    customer = await session.get_one(Customer, (merchant.id, conversation.customer_id))
    locale = reader_locale(merchant, customer.locale, phone=customer.phone)
    check = await check_variants(session, items_of(cart), locale=locale, at=at)
    return await place_order(session, merchant, conversation, cart, check, locale=locale, at=at)


async def look_at_cart(session: AsyncSession, cart: Cart, *, locale: str, at: datetime) -> CartCheck:
    """What the cart would be today; nothing is held."""
    return await check_variants(session, items_of(cart), locale=locale, at=at, lock=False)
