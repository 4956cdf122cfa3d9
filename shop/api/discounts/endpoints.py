"""`/discounts`: list, read, make, change, delete; their uses."""

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post
from litestar.datastructures import ResponseHeader
from litestar.params import FromPath, JSONBody, QueryParameter
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.api.authentication import ApiRequest, key_actor, requires
from shop.api.discounts.inputs import DiscountPatch, NewDiscount
from shop.api.discounts.views import DiscountPage, DiscountView, UsePage, UseView
from shop.api.http.etags import ETAG, IfMatch, known_version, with_etag
from shop.api.http.pages import Cursor, Limit, decode_cursor
from shop.api.openapi.problems import problem_responses
from shop.discounts.editing import add_discount, edit_discount, remove_discount
from shop.discounts.listing import load_discount, load_discounts, load_uses
from shop.discounts.models import DiscountStatus
from shop.doors import Session
from shop.kit.clock import now
from shop.merchants.accounts import this_merchant

READ = [requires("discounts:read")]
WRITE = [requires("discounts:write")]
LOCATION = ResponseHeader("Location", documentation_only=True, description="Where the discount can be read.")


@get("/", guards=READ, summary="List discounts", responses=problem_responses())
async def list_discounts(
    session: Session,
    status: Annotated[DiscountStatus | None, QueryParameter(required=False)] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> DiscountPage:
    """Newest first."""
    page = await load_discounts(session, status=status, after=decode_cursor(cursor, UUID), limit=limit)
    currency = (await this_merchant(session)).currency
    return DiscountPage.of(
        page, lambda row: DiscountView.of(row, currency=currency), position=lambda row: row.id
    )


@get(
    "/{discount_id:uuid}",
    guards=READ,
    summary="Read a discount",
    responses=problem_responses(404),
    response_headers=[ETAG],
)
async def read_discount(session: Session, discount_id: FromPath[UUID]) -> Response[DiscountView]:
    """One discount; its `ETag` is for `If-Match`. Uses do not change the tag."""
    return await _shown(session, discount_id)


@post(
    "/",
    guards=WRITE,
    summary="Create a discount",
    responses=problem_responses(409, 415),
    response_headers=[ETAG, LOCATION],
)
async def create_discount(
    request: ApiRequest, session: Session, data: JSONBody[NewDiscount]
) -> Response[DiscountView]:
    """An automatic one counts for the next cart; one by code as soon as it has a code."""
    currency = (await this_merchant(session)).currency
    made = await add_discount(
        session,
        data.kind,
        data.terms(currency),
        is_automatic=data.is_automatic,
        actor=key_actor(request),
        at=now(),
    )
    return await _shown(session, made.id, status=201, Location=f"/api/v1/discounts/{made.id}")


@patch(
    "/{discount_id:uuid}",
    guards=WRITE,
    summary="Change a discount",
    responses=problem_responses(404, 409, 412, 415),
    response_headers=[ETAG],
)
async def change_discount(
    request: ApiRequest,
    session: Session,
    discount_id: FromPath[UUID],
    data: JSONBody[DiscountPatch],
    if_match: IfMatch = None,
) -> Response[DiscountView]:
    """Change what is named and leave the rest; archive it, or make it active again. Orders keep what they were given."""
    terms = data.terms((await this_merchant(session)).currency)
    actor, read_at = key_actor(request), known_version(if_match)
    await edit_discount(session, discount_id, terms, actor=actor, at=now(), read_at=read_at)
    return await _shown(session, discount_id)


@delete(
    "/{discount_id:uuid}", guards=WRITE, summary="Delete a discount", responses=problem_responses(404, 409)
)
async def delete_discount(request: ApiRequest, session: Session, discount_id: FromPath[UUID]) -> None:
    """With its codes, for ever. 409 once an order has used it: then archive it."""
    await remove_discount(session, discount_id, actor=key_actor(request), at=now())


@get(
    "/{discount_id:uuid}/uses",
    guards=READ,
    summary="List the uses of a discount",
    responses=problem_responses(404),
)
async def list_discount_uses(
    session: Session, discount_id: FromPath[UUID], limit: Limit = 50, cursor: Cursor = None
) -> UsePage:
    """Newest first: which orders it took something off."""
    page = await load_uses(session, discount_id, after=decode_cursor(cursor, UUID), limit=limit)
    currency = (await this_merchant(session)).currency
    return UsePage.of(
        page, lambda row: UseView.of(row[0], row[1], currency=currency), position=lambda row: row[0].id
    )


router = Router(
    "/discounts",
    route_handlers=[
        list_discounts,
        read_discount,
        create_discount,
        change_discount,
        delete_discount,
        list_discount_uses,
    ],
    tags=["discounts"],
)


async def _shown(
    session: AsyncSession, discount_id: UUID, *, status: int = 200, **headers: str
) -> Response[DiscountView]:
    discount = await load_discount(session, discount_id)
    view = DiscountView.of(discount, currency=(await this_merchant(session)).currency)
    return with_etag(view, discount, status=status, **headers)
