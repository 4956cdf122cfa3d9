"""`/products/{id}/variants/{sku}/stock`: how many there are, and why that changed."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Router, get, post, put
from litestar.params import FromPath, JSONBody, PathParameter
from msgspec import Meta

from shop.api.authentication import ApiRequest, actor, requires
from shop.api.http.pages import Cursor, Limit, PageView, decode_cursor
from shop.api.http.types import Timestamp
from shop.api.openapi.problems import problem_responses
from shop.api.products.views import StockView
from shop.catalog.models import StockMovement
from shop.catalog.rules import MOST_STOCK
from shop.catalog.stock_keeping import adjust_stock, movements_of, set_stock, variant_by
from shop.doors import Session
from shop.kit.clock import now

VariantName = Annotated[
    str, PathParameter(description="The SKU; the variant's id, where the SKU holds a slash.", max_length=400)
]
Reason = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S", examples=["damaged in storage"])]


class StockAdjustment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So many more (or fewer, below zero), and why."""

    delta: Annotated[int, Meta(ge=-MOST_STOCK, le=MOST_STOCK, examples=[-3])]
    reason: Reason


class StockCount(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So many there are, and how that is known."""

    on_hand: Annotated[int, Meta(ge=0, le=MOST_STOCK, examples=[40])]
    reason: Reason = "counted"


class MovementView(msgspec.Struct, frozen=True):
    """One change of the stock: who, when, why, and for which order."""

    id: UUID
    delta: int
    reason: str
    actor: str
    order_id: UUID | None
    at: Timestamp

    @classmethod
    def of(cls, movement: StockMovement) -> "MovementView":
        return cls(
            movement.id, movement.delta, movement.reason, movement.actor, movement.order_id, movement.at
        )


class MovementPage(PageView[MovementView], frozen=True):
    """Some movements, newest first; `next_cursor` is null on the last page."""


@post(
    "/stock-adjustments",
    guards=[requires("products:write")],
    summary="Adjust the stock by a difference",
    responses=problem_responses(404, 409, 415),
)
async def create_stock_adjustment(
    request: ApiRequest,
    session: Session,
    product_id: FromPath[UUID],
    variant: VariantName,
    data: JSONBody[StockAdjustment],
) -> StockView:
    """409 if fewer were left than open orders were promised, whatever else happens at the same time."""
    found = await variant_by(session, product_id, variant)
    adjusted = await adjust_stock(
        session, found, delta=data.delta, reason=data.reason, actor=actor(request), at=now()
    )
    return StockView.of(found, adjusted.stock)


@get(
    "/stock-adjustments",
    guards=[requires("products:read")],
    summary="List what changed the stock",
    responses=problem_responses(404),
)
async def list_stock_adjustments(
    session: Session,
    product_id: FromPath[UUID],
    variant: VariantName,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> MovementPage:
    """Newest first; sales too."""
    found = await variant_by(session, product_id, variant)
    page = await movements_of(session, found, after=decode_cursor(cursor, UUID), limit=limit)
    return MovementPage.of(page, MovementView.of, position=lambda movement: movement.id)


@put(
    "/stock",
    guards=[requires("products:write")],
    summary="Set the stock after a count",
    responses=problem_responses(404, 409, 415),
)
async def put_stock(
    request: ApiRequest,
    session: Session,
    product_id: FromPath[UUID],
    variant: VariantName,
    data: JSONBody[StockCount],
) -> StockView:
    """409 if that is fewer than open orders were promised. The difference is kept as an adjustment."""
    found = await variant_by(session, product_id, variant)
    counted = await set_stock(
        session, found, on_hand=data.on_hand, reason=data.reason, actor=actor(request), at=now()
    )
    return StockView.of(found, counted.stock)


router = Router(
    "/products/{product_id:uuid}/variants/{variant:str}",
    route_handlers=[create_stock_adjustment, list_stock_adjustments, put_stock],
    tags=["stock"],
)
