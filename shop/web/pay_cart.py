"""The page of a cart that waits, and what its buttons do; beside an unpaid order the shopper says what becomes of that."""

import contextlib
from datetime import datetime
from typing import NamedTuple

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.carts.models import Cart, CartState
from shop.inbox.locking import lock_conversation
from shop.merchants.accounts import this_merchant
from shop.orders.cart_checkout import BesideOrder, cost_of_cart, look_at_cart, resume_cart
from shop.orders.checkout import CartIsEmpty
from shop.orders.links import pay_url_of
from shop.orders.reading import UnpaidOrder, order_of_cart
from shop.payments.financial_status.status import FinancialStatus
from shop.payments.waiting_order import waiting_order
from shop.web.pay_page import cart_page, page


class CartAnswer(NamedTuple):
    """A page, or the address of the order that the cart has become."""

    html: str = ""
    url: str = ""


async def show_cart(session: AsyncSession, cart: Cart, locale: str, *, chat: str, at: datetime) -> CartAnswer:
    """What the cart would be today, or what became of it."""
    merchant = await this_merchant(session)
    if cart.state is CartState.ORDERED and (order := await order_of_cart(session, cart.id)) is not None:
        return CartAnswer(url=pay_url_of(session, order.pay_token))
    waiting = await _waiting_order(session, cart)
    check = await look_at_cart(session, cart, locale=locale, at=at, instead_of=waiting)
    if cart.state is not CartState.OPEN:
        return CartAnswer(page("cart_closed", locale, shop=merchant.name, chat=chat))
    if not check.available:
        return CartAnswer(page("cart_sold_out", locale, shop=merchant.name, chat=chat))
    both = waiting is None or (
        (await look_at_cart(session, cart, locale=locale, at=at)).available == check.available
    )
    cost = await cost_of_cart(session, merchant, cart, check, locale=locale, at=at)
    return CartAnswer(cart_page(merchant, cost, locale, chat=chat, waiting=waiting, both=both))


async def place_cart(
    session: AsyncSession, cart: Cart, wish: tuple[BesideOrder, str] | None, *, at: datetime
) -> None:
    """Place its order, unless another waits than the one whose fate was said: the page asks again."""
    await lock_conversation(session, cart.conversation_id)  # the chat may close that order meanwhile
    await session.refresh(cart)
    waiting = await _waiting_order(session, cart)
    if waiting is not None and (wish is None or wish[1] != str(waiting.id)):
        return
    fate = wish[0] if wish is not None else BesideOrder.BOTH
    with contextlib.suppress(CartIsEmpty):  # pressed twice, dropped, or sold out since the page was shown
        instead_of = waiting if fate is not BesideOrder.BOTH else None
        await resume_cart(session, cart, at=at, instead_of=instead_of, adds=fate is BesideOrder.ADD)


async def _waiting_order(session: AsyncSession, cart: Cart) -> UnpaidOrder | None:
    """The unpaid order of the cart's conversation; one for which money came is not to be replaced."""
    order, status = await waiting_order(session, cart.conversation_id) or (None, None)
    return order if status is FinancialStatus.NOTHING else None
