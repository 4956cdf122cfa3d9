"""`/products`: list, read, create, change, archive and restore."""

from typing import Annotated
from uuid import UUID

from litestar import Response, Router, delete, get, patch, post, put
from litestar.datastructures import ResponseHeader
from litestar.params import FromPath, JSONBody, QueryParameter
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.api.authentication import ApiRequest, actor, requires
from shop.api.http.etags import ETAG, IfMatch, known_version, with_etag
from shop.api.http.pages import BadCursor, Cursor, Limit, decode_cursor, encode_cursor
from shop.api.openapi.problems import problem_responses
from shop.api.products.inputs import NewProduct, NewVariant, ProductPatch
from shop.api.products.queries import (
    AvailabilityOfOne,
    CategoryPath,
    LowStock,
    SearchWords,
    SortOrder,
    Tag,
    WholeSku,
    order_of,
)
from shop.api.products.views import ProductCursor, ProductPage, ProductView
from shop.catalog.add_variant import add_variant
from shop.catalog.editing import add_product, archive_product, edit_product, restore_product
from shop.catalog.listing.details import page_of_products, read_product_details
from shop.catalog.listing.query import ProductFilter, ProductPosition, Sort
from shop.catalog.models import ProductStatus
from shop.doors import Session
from shop.kit.clock import now
from shop.merchants.accounts import this_merchant

READ = [requires("products:read")]
LOCATION = ResponseHeader("Location", documentation_only=True, description="Where the product can be read.")
WRITE = [requires("products:write")]


@get("/", guards=READ, summary="List products", responses=problem_responses())
async def list_products(
    session: Session,
    status: Annotated[ProductStatus | None, QueryParameter(required=False)] = None,
    sku: WholeSku = None,
    q: SearchWords = None,
    category: CategoryPath = None,
    tag: Tag = None,
    collection: Annotated[UUID | None, QueryParameter(required=False)] = None,
    low_stock: LowStock = None,
    availability: AvailabilityOfOne = None,
    sort: SortOrder = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> ProductPage:
    """Newest first, or the best first with `q`; with variants, stock and Meta's review."""
    wanted = ProductFilter(
        status=status,
        sku=sku,
        words=q,
        category=category,
        tag=tag,
        collection=collection,
        low_stock=low_stock,
        availability=availability,
    )
    order = order_of(wanted, sort)
    after = _position_behind(decode_cursor(cursor, ProductCursor), order)
    page = await page_of_products(session, wanted, sort=order or Sort.NEWEST, after=after, limit=limit)
    following = encode_cursor(ProductCursor(order, page.last)) if page.last is not None else None
    return ProductPage([ProductView.of(details) for details in page.rows], following)


@get(
    "/{product_id:uuid}",
    guards=READ,
    summary="Read a product",
    responses=problem_responses(404),
    response_headers=[ETAG],
)
async def read_product(session: Session, product_id: FromPath[UUID]) -> Response[ProductView]:
    """One product; its `ETag` is for `If-Match`."""
    return await _shown(session, product_id)


@post(
    "/",
    guards=WRITE,
    summary="Create a product",
    responses=problem_responses(409, 415),
    response_headers=[ETAG, LOCATION],
)
async def create_product(
    request: ApiRequest, session: Session, data: JSONBody[NewProduct]
) -> Response[ProductView]:
    """Put a product on sale with its variants and first stock. It reaches the WhatsApp catalog by itself."""
    currency = (await this_merchant(session)).currency
    product = await add_product(
        session, data.draft(currency), currency=currency, at=now(), actor=actor(request)
    )
    return await _shown(session, product.id, status=201, Location=f"/api/v1/products/{product.id}")


@patch(
    "/{product_id:uuid}",
    guards=WRITE,
    summary="Change a product",
    responses=problem_responses(404, 412, 415),
    response_headers=[ETAG],
)
async def change_product(
    session: Session, product_id: FromPath[UUID], data: JSONBody[ProductPatch], if_match: IfMatch = None
) -> Response[ProductView]:
    """Change what is named and leave the rest. The change reaches the WhatsApp catalog by itself."""
    currency = (await this_merchant(session)).currency
    await edit_product(session, product_id, data.changes(currency), at=now(), read_at=known_version(if_match))
    return await _shown(session, product_id)


@post(
    "/{product_id:uuid}/variants",
    guards=WRITE,
    summary="Add a variant",
    responses=problem_responses(404, 409, 412, 415),
    response_headers=[ETAG],
)
async def create_variant(
    request: ApiRequest,
    session: Session,
    product_id: FromPath[UUID],
    data: JSONBody[NewVariant],
    if_match: IfMatch = None,
) -> Response[ProductView]:
    """Beside the product's other variants, with other values of the same options. The answer is the whole product."""
    currency = (await this_merchant(session)).currency
    await add_variant(
        session,
        product_id,
        data.draft(currency),
        currency=currency,
        at=now(),
        actor=actor(request),
        read_at=known_version(if_match),
    )
    return await _shown(session, product_id, status=201)


@put(
    "/{product_id:uuid}/archival",
    guards=WRITE,
    summary="Archive a product",
    responses=problem_responses(404, 412),
    response_headers=[ETAG],
)
async def archive(
    session: Session, product_id: FromPath[UUID], if_match: IfMatch = None
) -> Response[ProductView]:
    """Take it off sale here and at Meta. A second call changes nothing. Orders keep what they sold; its SKUs stay taken."""
    await archive_product(session, product_id, at=now(), read_at=known_version(if_match))
    return await _shown(session, product_id)


@delete(
    "/{product_id:uuid}/archival",
    guards=WRITE,
    status_code=200,
    summary="Restore a product",
    responses=problem_responses(404, 412),
    response_headers=[ETAG],
)
async def restore(
    session: Session, product_id: FromPath[UUID], if_match: IfMatch = None
) -> Response[ProductView]:
    """Put an archived product on sale again. A second call changes nothing."""
    await restore_product(session, product_id, at=now(), read_at=known_version(if_match))
    return await _shown(session, product_id)


router = Router(
    "/products",
    route_handlers=[
        list_products,
        read_product,
        create_product,
        change_product,
        create_variant,
        archive,
        restore,
    ],
    tags=["products"],
)


def _position_behind(cursor: ProductCursor | None, order: Sort | None) -> ProductPosition | None:
    """Where the page begins. Raises BadCursor for a cursor of another order."""
    if cursor is None:
        return None
    if cursor.sort is not order or not cursor.position.fits(order):
        raise BadCursor("cursor: it belongs to a list in another order.")
    return cursor.position


async def _shown(
    session: AsyncSession, product_id: UUID, *, status: int = 200, **headers: str
) -> Response[ProductView]:
    sheet = await read_product_details(session, product_id)
    return with_etag(ProductView.of(sheet), sheet.product, status=status, **headers)
