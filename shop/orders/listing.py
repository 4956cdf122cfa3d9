"""Orders for those who look through many of them."""

from collections.abc import Sequence
from uuid import UUID

import msgspec
from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.models import Customer
from shop.kit.db.session import merchant_of
from shop.kit.db.tenancy import sweeping
from shop.kit.errors import NotFound
from shop.kit.pages import Page
from shop.orders.attention import attention_of
from shop.orders.life.progress import Progress, stages_of
from shop.orders.life.stages import STATUS_OF, OrderStage
from shop.orders.models import Order, OrderStatus


class OrderWithCustomer(msgspec.Struct, frozen=True):
    """An order, who placed it, and what about it a person must look at, one sentence a line."""

    order: Order
    customer: Customer
    attention: str | None = None
    stage: OrderStage = OrderStage.AWAITING_PAYMENT


async def page_of_orders(
    session: AsyncSession,
    *,
    status: OrderStatus | None = None,
    stage: OrderStage | None = None,
    after: UUID | None = None,
    limit: int,
) -> Page[OrderWithCustomer]:
    """The newest orders behind `after`; every status and stage if none is wanted."""
    conditions, position = _standing_at(merchant_of(session), stage)
    is_its_customer = (col(Customer.merchant_id) == Order.merchant_id) & (
        col(Customer.id) == Order.customer_id
    )
    statement = select(Order, Customer).join(Customer, is_its_customer).where(*conditions)
    if status is not None:
        statement = statement.where(Order.status == status)
    if after is not None:
        statement = statement.where(position < after)
    found = (await session.exec(statement.order_by(position.desc()).limit(limit + 1))).all()
    return Page(await _with_details(session, found[:limit]), len(found) > limit)


def _standing_at(
    merchant_id: UUID, stage: OrderStage | None
) -> tuple[list[ColumnElement[bool]], Mapped[UUID]]:
    """Which orders are at that stage, and the id by which their list goes on: that of the index which knows the stage."""
    conditions = [col(Order.merchant_id) == merchant_id]
    if stage is None:
        return conditions, col(Order.id)
    if stage in STATUS_OF:
        return [*conditions, col(Order.status) == STATUS_OF[stage]], col(Order.id)
    conditions += [
        col(Progress.merchant_id) == merchant_id,
        col(Progress.id) == col(Order.id),
        col(Progress.stage) == stage,
    ]
    return conditions, col(Progress.id)


async def _with_details(
    session: AsyncSession, found: Sequence[tuple[Order, Customer]]
) -> list[OrderWithCustomer]:
    attention = await attention_of(session, [order.id for order, _ in found])
    stages = await stages_of(session, [order for order, _ in found])
    return [
        OrderWithCustomer(order, customer, attention.get(order.id), stages[order.id])
        for order, customer in found
    ]


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
