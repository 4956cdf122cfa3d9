"""Paid orders and what becomes of their goods: as staff say it by the API, without HTTP."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.calling import open_attention_of
from shop.attention.models import AttentionKind
from shop.events.models import OPERATOR, Event, SubjectKind
from shop.inbox.models import Direction, Message
from shop.kit.clock import now
from shop.orders.fulfilments import doing as fulfilling
from shop.orders.fulfilments.carriers import Shipment, shipment_of
from shop.orders.fulfilments.doing import LockedFulfilment
from shop.orders.fulfilments.models import Fulfilment
from shop.orders.life.moments import Moment
from shop.orders.life.pieces import Pieces
from shop.orders.life.progress import Progress, prepare_order
from shop.orders.life.stages import OrderStage
from shop.orders.models import Order
from shop.orders.returns import doing as returning
from shop.orders.returns.doing import LockedReturn, ReturnRequest
from shop.orders.returns.models import Return, ReturnReason
from tests.support.jobs import attempt_job
from tests.support.shop import ShopUnderTest

CORREOS = shipment_of("correos_express", "1234567890123456", None)
OWN = Shipment()
CALL = "payments.call_for_unfulfilled"


class GoodsUnderTest:
    """A shop whose orders are paid, and what staff do with them."""

    def __init__(self, shop: ShopUnderTest) -> None:
        self.shop = shop

    async def paid(self, *goods: tuple[str, int], locale: str = "es") -> Order:
        """An order, paid a moment ago; what was said of it so far is said."""
        order = await self.shop.order(goods or [("MUG", 2), ("FISH", 1)], locale=locale)
        await self.shop.pay(order)
        return await self.shop.fresh(order)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        async with self.shop.database.transaction(self.shop.merchant.id) as session:
            yield session

    async def prepare(self, order: Order) -> None:
        async with self.transaction() as session:
            await prepare_order(session, order.id, actor=OPERATOR, at=now())

    async def pack(self, order: Order, *lines: tuple[int, int]) -> Fulfilment:
        """A parcel of these (position, quantity), or of everything that is left."""
        wanted = [Pieces(*each) for each in lines] or None
        async with self.transaction() as session:
            return await fulfilling.create_fulfilment(session, order.id, wanted, actor=OPERATOR, at=now())

    async def ship(
        self, parcel: Fulfilment, shipment: Shipment = CORREOS, *, told: datetime | None = None
    ) -> Fulfilment:
        return await self._with(parcel, fulfilling.ship, shipment, told=told)

    async def deliver(self, parcel: Fulfilment, *, told: datetime | None = None) -> Fulfilment:
        return await self._with(parcel, fulfilling.deliver, told=told)

    async def make_ready(
        self, parcel: Fulfilment, place: str | None = None, hours: str | None = None
    ) -> Fulfilment:
        return await self._with(parcel, fulfilling.make_ready, place=place, hours=hours)

    async def collect(self, parcel: Fulfilment) -> Fulfilment:
        return await self._with(parcel, fulfilling.collect)

    async def cancel(self, parcel: Fulfilment, reason: str | None = "It was lost.") -> Fulfilment:
        return await self._with(parcel, fulfilling.cancel, reason)

    async def correct(self, parcel: Fulfilment, shipment: Shipment) -> Fulfilment:
        async with self.transaction() as session:
            locked = await fulfilling.lock_fulfilment(session, parcel.order_id, parcel.id)
            await fulfilling.correct(session, locked, shipment, actor=OPERATOR, at=now())
        return locked.fulfilment

    async def sent(self, order: Order, *lines: tuple[int, int]) -> Fulfilment:
        """Packed and sent."""
        return await self.ship(await self.pack(order, *lines))

    async def delivered(self, order: Order, *lines: tuple[int, int]) -> Fulfilment:
        """Packed, sent and there."""
        return await self.deliver(await self.sent(order, *lines))

    async def ask_return(
        self,
        order: Order,
        *lines: tuple[int, int],
        reason: ReturnReason = ReturnReason.WITHDRAWAL,
        **more: Any,
    ) -> Return:
        asked = ReturnRequest(lines=[Pieces(*each) for each in lines], reason=reason, **more)
        async with self.transaction() as session:
            return await returning.request_return(
                session, order.id, asked, actor=OPERATOR, moment=Moment(now())
            )

    async def approve(self, it: Return, answer: str = "") -> Return:
        return await self._returning(it, returning.approve, answer)

    async def refuse(self, it: Return, answer: str = "Está usado.") -> Return:
        return await self._returning(it, returning.refuse, answer)

    async def receive(self, it: Return, *restocked: tuple[int, int]) -> Return:
        return await self._returning(it, returning.receive, [Pieces(*each) for each in restocked])

    async def close(self, it: Return) -> Return:
        return await self._returning(it, returning.close)

    async def calls(self, order: Order) -> set[AttentionKind]:
        """Why a person must look at the order."""
        async with self.transaction() as session:
            found = await open_attention_of(session, SubjectKind.ORDER, [order.id])
        return {call.kind for call in found.get(order.id, [])}

    async def look_for_waiting(self) -> list[dict[str, Any]]:
        """The timetable's look for orders without a parcel, and the jobs that it left for this merchant, run."""
        before = len(await self.shop.jobs(CALL))
        await attempt_job(self.shop.database, None, "orders.find_unfulfilled")
        left = (await self.shop.jobs(CALL))[before:]
        for each in left:
            await self.shop.job(CALL, **each)
        return left

    async def stage(self, order: Order) -> OrderStage:
        row: Progress = await self.shop.one(select(Progress).where(Progress.id == order.id))
        return row.stage

    async def said(self, *reasons: str) -> list[Message]:
        """What was queued for these reasons ("fulfilment.shipped"), oldest first; of parcels and returns without one."""
        found = await self.shop.all(
            select(Message).where(Message.direction == Direction.OUT).order_by(col(Message.id))
        )
        wanted = reasons or ("fulfilment.", "return.")
        return [each for each in found if each.reason.startswith(wanted)]

    async def log(self) -> list[Event]:
        """Every event of the merchant, oldest first."""
        return await self.shop.all(select(Event).order_by(col(Event.id)))

    async def _with(
        self, parcel: Fulfilment, verb: Any, *arguments: Any, told: datetime | None = None, **more: Any
    ) -> Fulfilment:
        async with self.transaction() as session:
            locked: LockedFulfilment = await fulfilling.lock_fulfilment(session, parcel.order_id, parcel.id)
            await verb(session, locked, *arguments, actor=OPERATOR, moment=Moment(now(), told), **more)
        return locked.fulfilment

    async def _returning(self, it: Return, verb: Any, *arguments: Any) -> Return:
        async with self.transaction() as session:
            locked: LockedReturn = await returning.lock_return(session, it.order_id, it.id)
            await verb(session, locked, *arguments, actor=OPERATOR, moment=Moment(now()))
        return locked.it


def keys(found: Sequence[Event], kind: str) -> list[UUID]:
    """Which fulfilments events of that kind are about."""
    return [UUID(each.data["fulfilment_id"]) for each in found if each.kind == kind]
