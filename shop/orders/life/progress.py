"""The row that says how far a paid order has come: lists of orders are filtered by it, so that they need not count pieces.

It is written by whatever changes the order's fulfilments or returns, under the order's lock, in the same transaction.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.events.models import Actor
from shop.events.recording import record
from shop.kit.db.columns import enum_column, time_column
from shop.kit.db.session import merchant_of
from shop.kit.db.tenancy import MerchantOwned, belongs_to
from shop.orders.attention import order_subject
from shop.orders.fulfilments.reading import fulfilments_of, ordered_pieces
from shop.orders.life.pieces import amount
from shop.orders.life.stages import UNPAID, OrderStage, stage_of
from shop.orders.models import Order, OrderStateConflict, OrderStatus
from shop.orders.reading import lock_with_conversation
from shop.orders.returns.reading import returns_of


class Progress(MerchantOwned, table=True):
    """How far a paid order has come; `id` is the order's.

    `waits_since` is when it was paid, until the first parcel or until staff were told that it waits.
    """

    __tablename__ = "order_progress"
    __table_args__ = (
        belongs_to("id", "sales_order"),
        Index(None, "merchant_id", "stage", "id"),
        Index("ix_order_progress_waiting", "waits_since", postgresql_where="waits_since IS NOT NULL"),
    )

    stage: OrderStage = enum_column(OrderStage, default=OrderStage.PAID)
    preparing_at: datetime | None = time_column(default=None)
    waits_since: datetime | None = time_column(default=None)
    is_refunded: bool = False

    def stand_at(self, stage: OrderStage) -> None:
        """How far it has come now."""
        self.stage = stage

    def begin_preparing(self, *, at: datetime) -> bool:
        """Somebody works on it. False if that was said before."""
        if self.preparing_at is not None:
            return False
        self.preparing_at = at
        return True

    def note_refunded(self, is_refunded: bool) -> bool:
        """Whether all that was paid went back. False where that is no news."""
        if self.is_refunded is is_refunded:
            return False
        self.is_refunded = is_refunded
        return True

    def wait_no_longer(self) -> None:
        """It was begun, or staff know that it was not."""
        self.waits_since = None


def begin_progress(session: AsyncSession, order: Order, *, paid_at: datetime) -> None:
    """The order was paid a moment ago, and waits for somebody who packs it."""
    session.add(Progress(merchant_id=order.merchant_id, id=order.id, waits_since=paid_at))


async def progress_of(session: AsyncSession, order: Order) -> Progress:
    """The row of a locked paid order; of one that was paid before there were such rows it is made."""
    known = await session.get(Progress, (order.merchant_id, order.id), populate_existing=True)
    if known is None:
        known = Progress(merchant_id=order.merchant_id, id=order.id)
        session.add(known)
        await session.flush()
    return known


async def update_progress(session: AsyncSession, order: Order) -> Progress:
    """Count again, after anything about a locked order's fulfilments or returns changed."""
    await session.flush()
    progress = await progress_of(session, order)
    parcels = await fulfilments_of(session, order.id)
    stage = stage_of(
        order.status,
        ordered=sum((await ordered_pieces(session, order)).values()),
        parcels=[(each.state, each.pieces) for each in parcels],
        returned=sum(amount(each.lines) for each in await returns_of(session, order.id) if each.has_come),
        is_preparing=progress.preparing_at is not None,
        is_refunded=progress.is_refunded,
    )
    progress.stand_at(stage)
    return progress


async def stages_of(session: AsyncSession, orders: Sequence[Order]) -> dict[UUID, OrderStage]:
    """How far each has come."""
    known = await stages_by_id(session, [order.id for order in orders if order.is_paid])
    return {order.id: known.get(order.id) or _without_row(order) for order in orders}


async def stages_by_id(session: AsyncSession, order_ids: Sequence[UUID]) -> dict[UUID, OrderStage]:
    """How far those of these have come which are known to be paid."""
    if not order_ids:
        return {}
    rows = select(Progress).where(
        Progress.merchant_id == merchant_of(session), col(Progress.id).in_(order_ids)
    )
    return {row.id: row.stage for row in (await session.exec(rows)).all()}


def _without_row(order: Order) -> OrderStage:
    """Unpaid, or paid before there were such rows."""
    return UNPAID.get(order.status, OrderStage.PAID)


def check_paid(order: Order) -> None:
    """Goods leave for money. Raises OrderStateConflict, with a sentence that says what there is to do."""
    if order.status is OrderStatus.PENDING:
        raise OrderStateConflict(f"Order {order.number} is not paid yet: nothing of it is to be sent.")
    if not order.is_paid:
        raise OrderStateConflict(f"Order {order.number} is {order.status}: nothing of it is to be sent.")


async def prepare_order(session: AsyncSession, order_id: UUID, *, actor: Actor, at: datetime) -> Order:
    """Staff have begun to pack it. Said again, nothing changes. Raises NotFound, OrderStateConflict."""
    order, _ = await lock_with_conversation(session, order_id)
    check_paid(order)
    progress = await progress_of(session, order)
    if progress.begin_preparing(at=at):
        await update_progress(session, order)
        await record(session, "order.preparing", order_subject(order), actor=actor, at=at)
    return order


async def note_refunded(
    session: AsyncSession, order: Order, *, is_refunded: bool, actor: Actor, at: datetime
) -> None:
    """All that was paid for a locked order went back, or a refund of it failed again."""
    progress = await progress_of(session, order)
    if progress.note_refunded(is_refunded):
        await update_progress(session, order)
        kind = "order.refunded" if is_refunded else "order.refund_undone"
        await record(session, kind, order_subject(order), actor=actor, at=at)
