"""`/orders/{id}/fulfilments`: parcels packed, sent, laid ready, arrived, cancelled, corrected; `/preparation`."""

from uuid import UUID

from litestar import Router, get, patch, post, put
from litestar.params import FromPath, JSONBody
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.api.authentication import ApiRequest, key_actor, requires
from shop.api.http.types import Timestamp
from shop.api.openapi.problems import problem_responses
from shop.api.orders.fulfilment_views import (
    ArrivalBody,
    FulfilmentCancellation,
    FulfilmentList,
    FulfilmentView,
    NewFulfilment,
    ReadinessBody,
    ShipmentBody,
    ShipmentPatch,
)
from shop.api.orders.showing import in_detail
from shop.api.orders.views import OrderDetail
from shop.doors import Session
from shop.kit.clock import now
from shop.orders.fulfilments import doing
from shop.orders.fulfilments.doing import LockedFulfilment, lock_fulfilment
from shop.orders.fulfilments.reading import fulfilments_of
from shop.orders.life.moments import Moment, moment_of
from shop.orders.life.progress import prepare_order
from shop.orders.reading import find_order
from shop.payments.financial_status.deliverable import check_money_stays

READ = [requires("fulfilments:read")]
WRITE = [requires("fulfilments:write")]
REFUSALS = problem_responses(404, 409, 415)


@put(
    "/preparation",
    guards=WRITE,
    summary="Say that an order is being packed",
    responses=problem_responses(404, 409),
)
async def put_preparation(request: ApiRequest, session: Session, order_id: FromPath[UUID]) -> OrderDetail:
    """Its stage is `preparing` from now on; the shopper read so when the payment was confirmed. 409 unless it is paid."""
    await check_money_stays(session, order_id)
    order = await prepare_order(session, order_id, actor=key_actor(request), at=now())
    return await in_detail(session, order)


@get("/fulfilments", guards=READ, summary="List an order's fulfilments", responses=problem_responses(404))
async def list_fulfilments(session: Session, order_id: FromPath[UUID]) -> FulfilmentList:
    """The oldest first, those that were cancelled, too."""
    order = await find_order(session, order_id)
    return FulfilmentList([FulfilmentView.of(each) for each in await fulfilments_of(session, order.id)])


@post("/fulfilments", guards=WRITE, summary="Pack a parcel", responses=REFUSALS)
async def create_fulfilment(
    request: ApiRequest, session: Session, order_id: FromPath[UUID], data: JSONBody[NewFulfilment]
) -> FulfilmentView:
    """409 unless the order is paid, and for more pieces than are in no parcel yet (the sentence says how many are left)."""
    await check_money_stays(session, order_id)
    lines = None if data.lines is None else [each.pieces() for each in data.lines]
    made = await doing.create_fulfilment(session, order_id, lines, actor=key_actor(request), at=now())
    return FulfilmentView.of(made)


@patch(
    "/fulfilments/{fulfilment_id:uuid}",
    guards=WRITE,
    summary="Correct carrier, number or link",
    responses=REFUSALS,
)
async def patch_fulfilment(
    request: ApiRequest,
    session: Session,
    order_id: FromPath[UUID],
    fulfilment_id: FromPath[UUID],
    data: JSONBody[ShipmentPatch],
) -> FulfilmentView:
    """What the shopper was not told yet is told right; what was told is not told twice. 409 for what has no carrier."""
    locked = await lock_fulfilment(session, order_id, fulfilment_id)
    corrected = data.onto(locked.fulfilment.shipment)
    await doing.correct(session, locked, corrected, actor=key_actor(request), at=now())
    return FulfilmentView.of(locked.fulfilment)


@put(
    "/fulfilments/{fulfilment_id:uuid}/shipment",
    guards=WRITE,
    summary="Say that it was sent",
    responses=REFUSALS,
)
async def put_shipment(
    request: ApiRequest,
    session: Session,
    order_id: FromPath[UUID],
    fulfilment_id: FromPath[UUID],
    data: JSONBody[ShipmentBody],
) -> FulfilmentView:
    """The shopper is told, with the link by which to follow it. Said again, nothing changes; said otherwise, 409."""
    await check_money_stays(session, order_id)
    locked, moment = await _locked(session, order_id, fulfilment_id, data.at)
    await doing.ship(session, locked, data.shipment(), actor=key_actor(request), moment=moment)
    return FulfilmentView.of(locked.fulfilment)


@put(
    "/fulfilments/{fulfilment_id:uuid}/delivery",
    guards=WRITE,
    summary="Say that it arrived",
    responses=REFUSALS,
)
async def put_delivery(
    request: ApiRequest,
    session: Session,
    order_id: FromPath[UUID],
    fulfilment_id: FromPath[UUID],
    data: JSONBody[ArrivalBody],
) -> FulfilmentView:
    """The shopper is told, unless the merchant's setting `tell_delivered` says no. 409 for what was not sent."""
    locked, moment = await _locked(session, order_id, fulfilment_id, data.at)
    await doing.deliver(session, locked, actor=key_actor(request), moment=moment)
    return FulfilmentView.of(locked.fulfilment)


@put(
    "/fulfilments/{fulfilment_id:uuid}/readiness",
    guards=WRITE,
    summary="Say that it can be collected",
    responses=REFUSALS,
)
async def put_readiness(
    request: ApiRequest,
    session: Session,
    order_id: FromPath[UUID],
    fulfilment_id: FromPath[UUID],
    data: JSONBody[ReadinessBody],
) -> FulfilmentView:
    """The shopper is told, with place and hours. 409 for what was sent or cancelled."""
    await check_money_stays(session, order_id)
    locked, moment = await _locked(session, order_id, fulfilment_id, data.at)
    actor = key_actor(request)
    await doing.make_ready(session, locked, place=data.place, hours=data.hours, actor=actor, moment=moment)
    return FulfilmentView.of(locked.fulfilment)


@put(
    "/fulfilments/{fulfilment_id:uuid}/collection",
    guards=WRITE,
    summary="Say that somebody came for it",
    responses=REFUSALS,
)
async def put_collection(
    request: ApiRequest,
    session: Session,
    order_id: FromPath[UUID],
    fulfilment_id: FromPath[UUID],
    data: JSONBody[ArrivalBody],
) -> FulfilmentView:
    """The shopper reads that it was collected. 409 for what does not lie ready."""
    locked, moment = await _locked(session, order_id, fulfilment_id, data.at)
    await doing.collect(session, locked, actor=key_actor(request), moment=moment)
    return FulfilmentView.of(locked.fulfilment)


@put(
    "/fulfilments/{fulfilment_id:uuid}/cancellation",
    guards=WRITE,
    summary="Say that it does not come",
    responses=REFUSALS,
)
async def put_fulfilment_cancellation(
    request: ApiRequest,
    session: Session,
    order_id: FromPath[UUID],
    fulfilment_id: FromPath[UUID],
    data: JSONBody[FulfilmentCancellation],
) -> FulfilmentView:
    """Its pieces can be packed again. Whoever was told of it is told; what waits to be said is not. 409 once it arrived."""
    locked, moment = await _locked(session, order_id, fulfilment_id, data.at)
    await doing.cancel(session, locked, data.reason, actor=key_actor(request), moment=moment)
    return FulfilmentView.of(locked.fulfilment)


async def _locked(
    session: AsyncSession, order_id: UUID, fulfilment_id: UUID, told: Timestamp | None
) -> tuple[LockedFulfilment, Moment]:
    locked = await lock_fulfilment(session, order_id, fulfilment_id)
    return locked, moment_of(told, at=now(), not_before=locked.order.placed_at)


router = Router(
    "/orders/{order_id:uuid}",
    route_handlers=[
        put_preparation,
        list_fulfilments,
        create_fulfilment,
        patch_fulfilment,
        put_shipment,
        put_delivery,
        put_readiness,
        put_collection,
        put_fulfilment_cancellation,
    ],
    tags=["fulfilments"],
)
