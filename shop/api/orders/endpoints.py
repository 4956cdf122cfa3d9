"""`/orders`: list, read, cancel; the payment link and the invoice, asked for again."""

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, get, put
from litestar.params import FromPath, QueryParameter

from shop.api.authentication import ApiRequest, key_actor, requires
from shop.api.http.pages import Cursor, Limit, decode_cursor
from shop.api.openapi.problems import problem_responses
from shop.api.orders.checkout import put_codes, put_delivery
from shop.api.orders.showing import in_detail
from shop.api.orders.views import OrderDetail, OrderPage, OrderView
from shop.doors import Session
from shop.invoices.after_payment import ask_for_invoice
from shop.invoices.issuing import invoice_of
from shop.invoices.sending import PDF, pdf_of
from shop.kit.clock import now
from shop.kit.errors import NotFound
from shop.orders.life.stages import OrderStage
from shop.orders.listing import page_of_orders
from shop.orders.models import OrderStatus
from shop.orders.reading import find_order
from shop.payments.asked_again import ask_for_link
from shop.payments.cancelling import cancel_and_tell

READ = [requires("orders:read")]
WRITE = [requires("orders:write")]


@get("/", guards=READ, summary="List orders", responses=problem_responses())
async def list_orders(
    session: Session,
    status: Annotated[OrderStatus | None, QueryParameter(required=False)] = None,
    stage: Annotated[
        OrderStage | None, QueryParameter(required=False, description="How far they have come.")
    ] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> OrderPage:
    """Newest first, without their lines."""
    after = decode_cursor(cursor, UUID)
    page = await page_of_orders(session, status=status, stage=stage, after=after, limit=limit)
    return OrderPage.of(page, OrderView.of, position=lambda placed: placed.order.id)


@get("/{order_id:uuid}", guards=READ, summary="Read an order", responses=problem_responses(404))
async def read_order(session: Session, order_id: FromPath[UUID]) -> OrderDetail:
    """With its lines, taxes, payments, refunds, disputes, invoice, fulfilments and returns."""
    return await in_detail(session, await find_order(session, order_id))


@put(
    "/{order_id:uuid}/cancellation",
    guards=WRITE,
    summary="Cancel an order",
    responses=problem_responses(404, 409),
)
async def put_cancellation(request: ApiRequest, session: Session, order_id: FromPath[UUID]) -> OrderDetail:
    """Close an order that nobody paid: its stock is free, its link dead, the shopper is told. 409 once paid or closed.

    Money that arrives all the same goes back by itself. A paid order is refunded instead, and what has left comes back by a
    return.
    """
    order = await cancel_and_tell(session, order_id, actor=key_actor(request), at=now())
    return await in_detail(session, order)


@put(
    "/{order_id:uuid}/payment-link",
    guards=WRITE,
    status_code=202,
    summary="Send the payment link again",
    responses=problem_responses(404, 409),
)
async def put_payment_link(session: Session, order_id: FromPath[UUID]) -> OrderDetail:
    """Make the link, if there is none, and send it into the chat: once in five minutes, however often it is asked for.

    409 unless the order waits for its payment.
    """
    return await in_detail(session, await ask_for_link(session, order_id, at=now()))


@put(
    "/{order_id:uuid}/invoice",
    guards=WRITE,
    status_code=202,
    summary="Send the invoice again",
    responses=problem_responses(404, 409),
)
async def put_invoice(session: Session, order_id: FromPath[UUID]) -> OrderDetail:
    """Issue the invoice, if there is none, and send it into the chat: once in five minutes, however often it is asked for.

    409 while nothing is to be invoiced.
    """
    await ask_for_invoice(session, order_id)
    return await in_detail(session, await find_order(session, order_id))


@get(
    "/{order_id:uuid}/invoice",
    guards=READ,
    media_type=PDF,
    summary="Read an order's invoice",
    responses=problem_responses(404),
)
async def read_invoice(session: Session, order_id: FromPath[UUID]) -> Response[bytes]:
    """The document as a PDF: the same bytes whenever it is asked for. 404 while none is issued."""
    order = await find_order(session, order_id)
    if (invoice := await invoice_of(session, order)) is None:
        raise NotFound(f"No invoice of order {order.number} has been issued.")
    name = f'attachment; filename="{invoice.label}.pdf"'
    return Response(await pdf_of(session, invoice), media_type=PDF, headers={"Content-Disposition": name})


router = Router(
    "/orders",
    route_handlers=[
        list_orders,
        read_order,
        put_cancellation,
        put_delivery,
        put_codes,
        put_payment_link,
        put_invoice,
        read_invoice,
    ],
    tags=["orders"],
)
