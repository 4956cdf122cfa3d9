"""`/orders/{id}/refunds`: money that goes back, asked for and followed."""

from uuid import UUID

import msgspec
from litestar import Router, get, post
from litestar.params import FromPath, JSONBody

from shop.api.authentication import ApiRequest, key_actor, requires
from shop.api.http.money import Money
from shop.api.openapi.problems import problem_responses
from shop.api.orders.money_views import RefundView
from shop.api.orders.refund_bodies import RefundAsked
from shop.doors import Session
from shop.kit.clock import now
from shop.orders.reading import find_order
from shop.payments.financial_status.loading import load_money
from shop.payments.refunds.allowance import refundable_minor, refunded_minor
from shop.payments.refunds.requesting import request_refund


class RefundList(msgspec.Struct, frozen=True):
    """All refunds of an order, the oldest first, and what of its payment is back and left."""

    data: list[RefundView]
    refunded: Money
    refundable: Money


@post(
    "/",
    guards=[requires("refunds:write")],
    summary="Refund an order, whole or in part",
    responses=problem_responses(404, 409, 415),
)
async def create_refund(
    request: ApiRequest, session: Session, order_id: FromPath[UUID], data: JSONBody[RefundAsked]
) -> RefundView:
    """Stripe is asked at once and by itself until it answers; `state` in the list says what became of it.

    A line's pieces are worth their share of what was paid for it. 409 says how much is left: where more is asked for,
    where nothing was paid, or while the buyer's bank disputes the payment.
    """
    wanted = data.request_in((await find_order(session, order_id)).currency)
    refund = await request_refund(session, order_id, wanted, actor=key_actor(request), at=now())
    return RefundView.of(refund)


@get(
    "/",
    guards=[requires("orders:read")],
    summary="List an order's refunds",
    responses=problem_responses(404),
)
async def list_refunds(session: Session, order_id: FromPath[UUID]) -> RefundList:
    """Those asked for here, those that a rule decided and those of Stripe's dashboard."""
    order = await find_order(session, order_id)
    money = await load_money(session, order)
    return RefundList(
        [RefundView.of(refund) for refund in money.refunds],
        Money(refunded_minor(order, money), order.currency),
        Money(refundable_minor(order, money), order.currency),
    )


router = Router(
    "/orders/{order_id:uuid}/refunds",
    route_handlers=[create_refund, list_refunds],
    tags=["orders"],
)
