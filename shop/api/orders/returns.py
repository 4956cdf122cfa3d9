"""`/orders/{id}/returns`: goods that come back, from the request to the end."""

from uuid import UUID

from litestar import Router, get, patch, post, put
from litestar.params import FromPath, JSONBody
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.api.authentication import ApiRequest, key_actor, requires
from shop.api.http.types import Timestamp
from shop.api.openapi.problems import problem_responses
from shop.api.orders.return_views import (
    NewReturn,
    ReturnApproval,
    ReturnClosure,
    ReturnList,
    ReturnPatch,
    ReturnReceipt,
    ReturnRefusal,
    ReturnView,
)
from shop.doors import Session
from shop.kit.clock import now
from shop.orders.life.moments import Moment, moment_of
from shop.orders.reading import find_order
from shop.orders.returns import doing
from shop.orders.returns.doing import LockedReturn, ReturnRequest, lock_return
from shop.orders.returns.reading import returns_of
from shop.payments.refunds.of_returns import check_refund_of

READ = [requires("fulfilments:read")]
WRITE = [requires("fulfilments:write")]
REFUSALS = problem_responses(404, 409, 415)


@get("/", guards=READ, summary="List an order's returns", responses=problem_responses(404))
async def list_returns(session: Session, order_id: FromPath[UUID]) -> ReturnList:
    """The oldest first."""
    order = await find_order(session, order_id)
    return ReturnList([ReturnView.of(each) for each in await returns_of(session, order.id)])


@post("/", guards=WRITE, summary="Ask for a return", responses=REFUSALS)
async def create_return(
    request: ApiRequest, session: Session, order_id: FromPath[UUID], data: JSONBody[NewReturn]
) -> ReturnView:
    """409 for more pieces than were sent and are in no return. Behind the time to withdraw it is taken, and marked."""
    order = await find_order(session, order_id)
    asked = ReturnRequest(
        lines=[each.pieces() for each in data.lines],
        reason=data.reason,
        note=data.note,
        image_ids=data.images,
        message_ids=data.messages,
    )
    moment = moment_of(data.at, at=now(), not_before=order.placed_at)
    made = await doing.request_return(session, order_id, asked, actor=key_actor(request), moment=moment)
    return ReturnView.of(made)


@patch("/{return_id:uuid}", guards=WRITE, summary="Name a return's refund or exchange", responses=REFUSALS)
async def patch_return(
    request: ApiRequest,
    session: Session,
    order_id: FromPath[UUID],
    return_id: FromPath[UUID],
    data: JSONBody[ReturnPatch],
) -> ReturnView:
    """Both are made elsewhere: a refund of this order, another order of the shopper. 404 if there is none."""
    locked = await lock_return(session, order_id, return_id)
    if data.refund_id is not None:
        await check_refund_of(session, locked.order, data.refund_id)
    await doing.note_links(
        session,
        locked,
        exchange_order_id=data.exchange_order_id,
        refund_id=data.refund_id,
        actor=key_actor(request),
        at=now(),
    )
    return ReturnView.of(locked.it)


@put("/{return_id:uuid}/approval", guards=WRITE, summary="Approve a return", responses=REFUSALS)
async def put_approval(
    request: ApiRequest,
    session: Session,
    order_id: FromPath[UUID],
    return_id: FromPath[UUID],
    data: JSONBody[ReturnApproval],
) -> ReturnView:
    """The shopper is told, with the answer. 409 once it was refused."""
    locked, moment = await _locked(session, order_id, return_id, data.at)
    await doing.approve(session, locked, data.answer, actor=key_actor(request), moment=moment)
    return ReturnView.of(locked.it)


@put("/{return_id:uuid}/refusal", guards=WRITE, summary="Refuse a return", responses=REFUSALS)
async def put_refusal(
    request: ApiRequest,
    session: Session,
    order_id: FromPath[UUID],
    return_id: FromPath[UUID],
    data: JSONBody[ReturnRefusal],
) -> ReturnView:
    """The shopper is told, with the answer. 409 once it was approved."""
    locked, moment = await _locked(session, order_id, return_id, data.at)
    await doing.refuse(session, locked, data.answer, actor=key_actor(request), moment=moment)
    return ReturnView.of(locked.it)


@put("/{return_id:uuid}/receipt", guards=WRITE, summary="Say that a return came", responses=REFUSALS)
async def put_receipt(
    request: ApiRequest,
    session: Session,
    order_id: FromPath[UUID],
    return_id: FromPath[UUID],
    data: JSONBody[ReturnReceipt],
) -> ReturnView:
    """What can be sold again goes back to stock. The shopper is told. 409 unless it was approved."""
    locked, moment = await _locked(session, order_id, return_id, data.at)
    restocked = [each.pieces() for each in data.restock]
    await doing.receive(session, locked, restocked, actor=key_actor(request), moment=moment)
    return ReturnView.of(locked.it)


@put("/{return_id:uuid}/closure", guards=WRITE, summary="Close a return", responses=REFUSALS)
async def put_return_closure(
    request: ApiRequest,
    session: Session,
    order_id: FromPath[UUID],
    return_id: FromPath[UUID],
    data: JSONBody[ReturnClosure],
) -> ReturnView:
    """Nothing is left to do; one that never came frees its pieces. 409 before it was approved, and once it was refused."""
    locked, moment = await _locked(session, order_id, return_id, data.at)
    await doing.close(session, locked, actor=key_actor(request), moment=moment)
    return ReturnView.of(locked.it)


async def _locked(
    session: AsyncSession, order_id: UUID, return_id: UUID, told: Timestamp | None
) -> tuple[LockedReturn, Moment]:
    locked = await lock_return(session, order_id, return_id)
    return locked, moment_of(told, at=now(), not_before=locked.it.requested_at)


router = Router(
    "/orders/{order_id:uuid}/returns",
    route_handlers=[
        list_returns,
        create_return,
        patch_return,
        put_approval,
        put_refusal,
        put_receipt,
        put_return_closure,
    ],
    tags=["returns"],
)
