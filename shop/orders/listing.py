"""Orders for those who look through many of them."""

from uuid import UUID

import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.models import Customer
from shop.kit.db.session import merchant_of
from shop.kit.db.tenancy import sweeping
from shop.kit.errors import NotFound
from shop.kit.pages import Page
from shop.orders.attention import attention_of
from shop.orders.models import Order, OrderStatus


class OrderWithCustomer(msgspec.Struct, frozen=True):
    """An order, who placed it, and what about it a person must look at, one sentence a line."""

    order: Order
    customer: Customer
    attention: str | None = None


async def page_of_orders(
    session: AsyncSession, *, status: OrderStatus | None = None, after: UUID | None = None, limit: int
) -> Page[OrderWithCustomer]:
    """The newest orders behind `after`; every status if none is wanted."""
    statement = (
        select(Order, Customer)
        .join(
            Customer,
            (col(Customer.merchant_id) == Order.merchant_id) & (col(Customer.id) == Order.customer_id),
        )
        .where(Order.merchant_id == merchant_of(session))
    )
    if status is not None:
        statement = statement.where(Order.status == status)
    if after is not None:
        statement = statement.where(col(Order.id) < after)
    found = (await session.exec(statement.order_by(col(Order.id).desc()).limit(limit + 1))).all()
    attention = await attention_of(session, [order.id for order, _ in found])
    rows = [OrderWithCustomer(order, customer, attention.get(order.id)) for order, customer in found[:limit]]
    return Page(rows, len(found) > limit)


async def owner_of_order(session: AsyncSession, order_id: UUID) -> UUID:
    """Whose order it is, for the operator. Raises NotFound."""
    async with sweeping(session):
        owner = (await session.exec(select(Order.merchant_id).where(Order.id == order_id))).one_or_none()
    if owner is None:
        raise NotFound(f"There is no order {order_id}.")
    return owner


async def customer_of(session: AsyncSession, order: Order) -> Customer:
    """Who placed it."""
    return await session.get_one(Customer, (order.merchant_id, order.customer_id))
