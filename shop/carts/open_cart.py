"""Carts that wait for the shopper's word: "go on with the rest?"."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.carts.check import CheckedLine
from shop.carts.models import DROP_OPEN, Cart, CartState, PickedLine
from shop.inbox.conversations.models import Conversation
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import execute_sql, insert_rows
from shop.kit.jobs import enqueue
from shop.kit.secrets import token
from shop.merchants.directory import enter
from shop.merchants.models import Lookup


async def save_cart(
    session: AsyncSession,
    conversation: Conversation,
    lines: Sequence[CheckedLine],
    *,
    state: CartState,
    at: datetime,
    wamid: str | None = None,
    note: str = "",
) -> Cart:
    """Keep what was picked; the cart is to be read. A newer one takes the place of an open one."""
    await _drop_open(session, conversation, at=at)
    cart = Cart(
        merchant_id=conversation.merchant_id,
        conversation_id=conversation.id,
        state=state,
        lines=[PickedLine(line.variant_id, line.quantity) for line in lines if line.variant_id is not None],
        wamid=wamid,
        note=note,
        pay_token=token(16) if state is CartState.OPEN else None,
        created_at=at,
        updated_at=at,
    )
    await insert_rows(session, [cart])
    if cart.pay_token is not None:
        await _let_return(session, cart, cart.pay_token)
    return cart


async def cart_by_token(session: AsyncSession, pay_token: str) -> Cart | None:
    """The cart behind /pay/{token}."""
    statement = select(Cart).where(Cart.merchant_id == merchant_of(session), Cart.pay_token == pay_token)
    return (await session.exec(statement)).one_or_none()


async def open_cart(session: AsyncSession, conversation: Conversation) -> Cart | None:
    """The cart that waits in this conversation, if one does."""
    statement = select(Cart).where(
        Cart.merchant_id == conversation.merchant_id,
        Cart.conversation_id == conversation.id,
        Cart.state == CartState.OPEN,
    )
    return (await session.exec(statement.order_by(col(Cart.id).desc()).limit(1))).first()


async def find_cart(session: AsyncSession, conversation: Conversation, cart_id: UUID) -> Cart | None:
    """A cart of this conversation (a button names it)."""
    cart = await session.get(Cart, (conversation.merchant_id, cart_id))
    return cart if cart is not None and cart.conversation_id == conversation.id else None


def items_of(cart: Cart) -> list[tuple[UUID, int]]:
    """What the cart holds, as (variant, quantity)."""
    return [(line.variant_id, line.quantity) for line in cart.lines]


async def _drop_open(session: AsyncSession, conversation: Conversation, *, at: datetime) -> None:
    await execute_sql(session, DROP_OPEN, conversation.merchant_id, conversation.id, at)


async def _let_return(session: AsyncSession, cart: Cart, pay_token: str) -> None:
    """A link leads back to a cart that waits, and a reminder may carry it."""
    await enter(session, Lookup.PAY, pay_token, at=cart.created_at)
    await enqueue(session, "recovery.watch_cart", cart_id=cart.id)
