"""`/orders/{id}/delivery` and `/codes`: how an unpaid order is delivered, and what takes something off it."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import put
from litestar.params import FromPath, JSONBody
from msgspec import Meta

from shop.api.authentication import ApiRequest, key_actor, requires
from shop.api.delivery.places import AddressInput
from shop.api.openapi.problems import problem_responses
from shop.api.orders.showing import in_detail
from shop.api.orders.views import OrderDetail
from shop.delivery.addresses import normalize
from shop.discounts.codes import LONGEST_CODE
from shop.discounts.words import refusal_words
from shop.doors import Session
from shop.kit.clock import now
from shop.kit.errors import Conflict
from shop.orders.cost.codes import set_codes
from shop.orders.delivering.choosing import choose_delivery
from shop.orders.delivering.offering import DeliveryChoice
from shop.orders.models import Order, OrderStateConflict, OrderStatus
from shop.orders.reading import lock_with_conversation
from shop.payments.financial_status.loading import load_money
from shop.payments.financial_status.status import FinancialStatus, financial_status_of

WRITE = [requires("orders:write")]
MOST_CODES = 10
Code = Annotated[str, Meta(min_length=1, max_length=LONGEST_CODE, examples=["VERANO10"])]


class CodeRefused(Conflict):
    """A code that takes nothing off."""

    status_code = 422


class DeliveryInput(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A method, and where to: an address for what is brought home, a place for what is collected.

    `accepts_minor`: the total (minor units) that the shopper has accepted, where another tax moves it.
    """

    method_id: UUID
    place_id: UUID | None = None
    address: AddressInput | None = None
    accepts_minor: Annotated[int, Meta(ge=0)] | None = None


class CodesInput(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All codes of the order; an empty list takes them away."""

    codes: Annotated[list[Code], Meta(max_length=MOST_CODES)]


@put(
    "/{order_id:uuid}/delivery",
    guards=WRITE,
    summary="Choose an order's delivery",
    responses=problem_responses(404, 409, 422),
)
async def put_delivery(
    request: ApiRequest, session: Session, order_id: FromPath[UUID], data: JSONBody[DeliveryInput]
) -> OrderDetail:
    """Price an unpaid order with this delivery: a new revision, whose payment link is said in the chat if it is the first.

    422 where it is not delivered so; 409 once paid or closed, and while a total that moves is not accepted.
    """
    await _check_untouched(session, order_id)
    address = normalize(data.address.address()) if data.address else None
    choice = DeliveryChoice(method_id=data.method_id, place_id=data.place_id, address=address)
    order = await choose_delivery(
        session, order_id, choice, at=now(), accepts_minor=data.accepts_minor, actor=key_actor(request)
    )
    return await in_detail(session, order)


@put(
    "/{order_id:uuid}/codes",
    guards=WRITE,
    summary="Set an order's discount codes",
    responses=problem_responses(404, 409, 422),
)
async def put_codes(
    request: ApiRequest, session: Session, order_id: FromPath[UUID], data: JSONBody[CodesInput]
) -> OrderDetail:
    """Price an unpaid order with these codes. 422 with the reason where one of them takes nothing off: none is changed."""
    order = await _check_untouched(session, order_id)
    cost = await set_codes(session, order, tuple(data.codes), at=now(), actor=key_actor(request))
    if cost.refused:
        raise CodeRefused(
            " ".join(refusal_words("en", each, currency=order.currency) for each in cost.refused)
        )
    return await in_detail(session, order)


async def _check_untouched(session: Session, order_id: UUID) -> Order:
    """The order, locked. Raises OrderStateConflict once money arrived for it, or is on its way: it paid another total."""
    order, _ = await lock_with_conversation(session, order_id)
    status = financial_status_of(order, await load_money(session, order))
    if order.status is OrderStatus.PENDING and status is not FinancialStatus.NOTHING:
        raise OrderStateConflict(f"Money has arrived for order {order.number}, or is on its way.")
    return order
