"""`/delivery/methods`: the ways to deliver, and what they cost."""

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.params import FromPath, JSONBody

from shop.api.authentication import ApiRequest
from shop.api.delivery.method_views import MethodPage, MethodPatch, MethodView, NewMethod
from shop.api.delivery.parts import LOCATION, READ, WRITE, StatusFilter, change_by
from shop.api.http.etags import ETAG, IfMatch, with_etag
from shop.api.http.pages import Cursor, Limit, decode_cursor
from shop.api.openapi.problems import problem_responses
from shop.delivery.editing.methods import add_method, archive_method, edit_method
from shop.delivery.editing.parts import PartPosition, list_parts, read_part
from shop.delivery.models import DeliveryMethod, SetupStatus
from shop.doors import Session
from shop.merchants.accounts import this_merchant


@get("/", guards=READ, summary="List delivery methods", responses=problem_responses())
async def list_methods(
    session: Session,
    status: Annotated[SetupStatus, StatusFilter] = SetupStatus.ACTIVE,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> MethodPage:
    """In your order."""
    currency = (await this_merchant(session)).currency
    after = decode_cursor(cursor, PartPosition)
    page = await list_parts(session, DeliveryMethod, status=status, after=after, limit=limit)
    return MethodPage.of(
        page,
        lambda method: MethodView.of(method, currency),
        position=lambda method: PartPosition(method.position, method.id),
    )


@get(
    "/{method_id:uuid}",
    guards=READ,
    summary="Read a delivery method",
    responses=problem_responses(404),
    response_headers=[ETAG],
)
async def read_method(session: Session, method_id: FromPath[UUID]) -> Response[MethodView]:
    """One method; its `ETag` is for `If-Match`."""
    currency = (await this_merchant(session)).currency
    method = await read_part(session, DeliveryMethod, method_id)
    return with_etag(MethodView.of(method, currency), method)


@post(
    "/",
    guards=WRITE,
    summary="Create a delivery method",
    responses=problem_responses(409, 415),
    response_headers=[ETAG, LOCATION],
)
async def create_method(
    request: ApiRequest, session: Session, data: JSONBody[NewMethod]
) -> Response[MethodView]:
    """From your first method on an order that needs delivery is placed only where you deliver."""
    currency = (await this_merchant(session)).currency
    made = await add_method(session, data.changes(currency), change_by(request))
    place = f"/api/v1/delivery/methods/{made.id}"
    return with_etag(MethodView.of(made, currency), made, status=201, Location=place)


@patch(
    "/{method_id:uuid}",
    guards=WRITE,
    summary="Change a delivery method",
    responses=problem_responses(404, 409, 412, 415),
    response_headers=[ETAG],
)
async def change_method(
    request: ApiRequest,
    session: Session,
    method_id: FromPath[UUID],
    data: JSONBody[MethodPatch],
    if_match: IfMatch = None,
) -> Response[MethodView]:
    """Change what is named and leave the rest; archive it, or make it active again."""
    currency = (await this_merchant(session)).currency
    method = await edit_method(session, method_id, data.changes(currency), change_by(request, if_match))
    return with_etag(MethodView.of(method, currency), method)


@delete(
    "/{method_id:uuid}",
    guards=WRITE,
    summary="Archive a delivery method",
    responses=problem_responses(404, 412),
)
async def delete_method(
    request: ApiRequest, session: Session, method_id: FromPath[UUID], if_match: IfMatch = None
) -> None:
    """It is offered no more; what was quoted stands. `PATCH` its status to restore it."""
    await archive_method(session, method_id, change_by(request, if_match))


router = Router(
    "/methods",
    route_handlers=[list_methods, read_method, create_method, change_method, delete_method],
    tags=["delivery"],
)
