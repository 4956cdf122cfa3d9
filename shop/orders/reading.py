"""Finding orders and their lines."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from uuid import UUID

import asyncpg
import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.inbox.conversations.models import Conversation
from shop.inbox.locking import lock_conversation
from shop.kit.db.locking import lock_row_if_there
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch
from shop.kit.errors import NotFound
from shop.orders.links import pay_url_of
from shop.orders.models import Order, OrderStatus
from shop.orders.order_line import OrderLine

_SUMMARY = (
    "SELECT id, number, status, total_minor, pay_token, placed_at, closed_at, "
    "needs_delivery AND delivery IS NULL AS waits_for_delivery FROM sales_order "
    "WHERE merchant_id = $1 "
)
_NEWEST = _SUMMARY + "AND customer_id = $2 ORDER BY id DESC LIMIT $3"
_NAMED = (
    _SUMMARY
    + "AND customer_id = $2 AND (number = ANY($3::bigint[]) OR id = ANY($4::uuid[])) ORDER BY id DESC"
)
_UNPAID = (
    "SELECT o.id, o.number, o.total_minor, o.pay_token, o.placed_at, o.held, o.note, o.cart_id, "
    "l.variant_id, sum(l.quantity)::bigint AS quantity FROM (SELECT * FROM sales_order "
    "WHERE merchant_id = $1 AND conversation_id = $2 AND status = 'pending' ORDER BY id DESC LIMIT $3) AS o "
    "JOIN sales_order_line AS l ON l.merchant_id = o.merchant_id AND l.order_id = o.id "
    "GROUP BY o.id, o.number, o.total_minor, o.pay_token, o.placed_at, o.held, o.note, o.cart_id, l.variant_id "
    "ORDER BY o.id DESC"
)
MOST_UNPAID = 3  # orders of one conversation that wait for their payment: one is the rule
MOST_SUMMARIES = 12  # orders of one shopper that the chat looks at unasked


class OrderSummary(msgspec.Struct, frozen=True):
    """What the chat says of an order: no row to be changed."""

    id: UUID
    number: int
    status: OrderStatus
    total_minor: int
    pay_url: str
    placed_at: datetime
    closed_at: datetime | None
    waits_for_delivery: bool


class UnpaidOrder(msgspec.Struct, frozen=True):
    """The order that waits for its payment in a conversation. `items`: pieces by variant; `is_held`: they are promised."""

    id: UUID
    number: int
    total_minor: int
    pay_url: str
    placed_at: datetime
    is_held: bool
    note: str
    cart_id: UUID | None
    items: dict[UUID, int]


async def unpaid_orders(session: AsyncSession, conversation_id: UUID) -> list[UnpaidOrder]:
    """The orders of a conversation that nobody has paid or closed, the newest first, at most three."""
    rows = await fetch(session, _UNPAID, merchant_of(session), conversation_id, MOST_UNPAID)
    return [_unpaid(session, list(lines)) for _, lines in groupby(rows, key=itemgetter("id"))]


def _unpaid(session: AsyncSession, lines: Sequence[asyncpg.Record]) -> UnpaidOrder:
    first = lines[0]
    items = {line["variant_id"]: line["quantity"] for line in lines}
    return UnpaidOrder(
        first["id"],
        first["number"],
        first["total_minor"],
        pay_url_of(session, first["pay_token"]),
        first["placed_at"],
        first["held"],
        first["note"],
        first["cart_id"],
        items,
    )


async def find_order(session: AsyncSession, order_id: UUID) -> Order:
    """One order. Raises NotFound."""
    order = await session.get(Order, (merchant_of(session), order_id))
    if order is None:
        raise NotFound("There is no such order.")
    return order


async def is_known(session: AsyncSession, order_id: UUID) -> bool:
    """Is there such an order of this merchant?"""
    return await session.get(Order, (merchant_of(session), order_id)) is not None


async def lock_order(session: AsyncSession, order_id: UUID) -> Order | None:
    """The order, locked until the end of the transaction; None if there is none."""
    return await lock_row_if_there(session, Order, order_id)


async def lock_with_conversation(session: AsyncSession, order_id: UUID) -> tuple[Order, Conversation]:
    """The order and its conversation, both locked, the conversation first. Raises NotFound."""
    known = await session.get(Order, (merchant_of(session), order_id))
    if known is None:
        raise NotFound(f"Order {order_id} is not stored here.")
    conversation = await lock_conversation(session, known.conversation_id)
    order = await lock_order(session, order_id)
    if order is None:
        raise NotFound(f"Order {order_id} is gone.")
    return order, conversation


async def lines_of(session: AsyncSession, order: Order) -> Sequence[OrderLine]:
    """An order's lines as they were sold."""
    statement = select(OrderLine).where(
        OrderLine.merchant_id == order.merchant_id, OrderLine.order_id == order.id
    )
    return (await session.exec(statement.order_by(col(OrderLine.position)))).all()


async def order_by_token(session: AsyncSession, pay_token: str) -> Order | None:
    """The order behind /pay/{token}."""
    statement = select(Order).where(Order.merchant_id == merchant_of(session), Order.pay_token == pay_token)
    return (await session.exec(statement)).one_or_none()


async def orders_of_customer(
    session: AsyncSession, customer_id: UUID, *, numbers: Sequence[int] = (), ids: Sequence[UUID] = ()
) -> list[OrderSummary]:
    """A shopper's newest orders, the newest first, then those that are named by number or id; never anybody else's."""
    rows = await fetch(session, _NEWEST, merchant_of(session), customer_id, MOST_SUMMARIES)
    newest = [_summary(session, row) for row in rows]
    known, known_ids = {order.number for order in newest}, {order.id for order in newest}
    older = [number for number in numbers if number not in known and number < 2**63]
    others = [order_id for order_id in ids if order_id not in known_ids]
    if not older and not others:
        return newest
    named = await fetch(session, _NAMED, merchant_of(session), customer_id, older, others)
    return [*newest, *(_summary(session, row) for row in named)]


def _summary(session: AsyncSession, row: asyncpg.Record) -> OrderSummary:
    return OrderSummary(
        row["id"],
        row["number"],
        OrderStatus(row["status"]),
        row["total_minor"],
        pay_url_of(session, row["pay_token"]),
        row["placed_at"],
        row["closed_at"],
        row["waits_for_delivery"],
    )


async def order_of_cart(session: AsyncSession, cart_id: UUID) -> Order | None:
    """What became of a cart."""
    statement = select(Order).where(Order.merchant_id == merchant_of(session), Order.cart_id == cart_id)
    return (await session.exec(statement)).one_or_none()
