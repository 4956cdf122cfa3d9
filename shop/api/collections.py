"""`/collections`: products shown together, in an order; at Meta product sets of the catalog."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Response, Router, delete, get, patch, post
from litestar.datastructures import ResponseHeader
from litestar.params import FromPath, JSONBody, QueryParameter
from msgspec import UNSET, Meta, UnsetType
from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.models import MetaSet
from catalog_sync.product_sets.reading import sets_of
from shop.api.authentication import requires
from shop.api.http.etags import ETAG, IfMatch, known_version, with_etag
from shop.api.http.pages import Cursor, Limit, PageView, decode_cursor
from shop.api.http.types import Timestamp
from shop.api.openapi.problems import problem_responses
from shop.catalog.collections.editing import (
    LONGEST_DESCRIPTION,
    LONGEST_TITLE,
    MOST_IN_COLLECTION,
    CollectionChanges,
    CollectionDetails,
    add_collection,
    edit_collection,
    load_collection,
    load_collections,
    remove_collection,
)
from shop.catalog.models import ProductStatus
from shop.doors import Session
from shop.kit.clock import now

READ = [requires("products:read")]
WRITE = [requires("products:write")]
LOCATION = ResponseHeader(
    "Location", documentation_only=True, description="Where the collection can be read."
)

Title = Annotated[
    str, Meta(min_length=1, max_length=LONGEST_TITLE, pattern=r"\S", examples=["Regalos de Navidad"])
]
Description = Annotated[str, Meta(max_length=LONGEST_DESCRIPTION)]
ProductIds = Annotated[
    list[UUID], Meta(max_length=MOST_IN_COLLECTION, description="In the order in which they are shown.")
]


class NewCollection(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A collection; it may be empty, and reaches Meta with its first product."""

    title: Title
    description: Description = ""
    product_ids: ProductIds = []


class CollectionPatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Changes. What is left out stays; the products are replaced as a whole. Archived, it is no set at Meta."""

    title: Title | UnsetType = UNSET
    description: Description | UnsetType = UNSET
    status: ProductStatus | UnsetType = UNSET
    product_ids: ProductIds | UnsetType = UNSET

    def changes(self) -> CollectionChanges:
        return CollectionChanges(**msgspec.structs.asdict(self))


class MetaSetView(msgspec.Struct, frozen=True):
    """What one catalog of Meta's has of it; `trouble` says why Meta refused it last."""

    catalog_id: str
    product_set_id: str | None
    trouble: str | None
    sent_at: Timestamp | None

    @classmethod
    def of(cls, known: MetaSet) -> "MetaSetView":
        return cls(known.catalog_id, known.set_id, known.trouble or None, known.sent_at)


class CollectionView(msgspec.Struct, frozen=True):
    """A collection with its products in their order."""

    id: UUID
    title: str
    description: str
    status: ProductStatus
    product_ids: list[UUID]
    meta: list[MetaSetView]
    created_at: Timestamp
    updated_at: Timestamp

    @classmethod
    def of(cls, details: CollectionDetails, sets: Sequence[MetaSet]) -> "CollectionView":
        collection = details.collection
        return cls(
            id=collection.id,
            title=collection.title,
            description=collection.description,
            status=collection.status,
            product_ids=details.product_ids,
            meta=[MetaSetView.of(each) for each in sets],
            created_at=collection.created_at,
            updated_at=collection.updated_at,
        )


class CollectionPage(PageView[CollectionView], frozen=True):
    """Some collections, newest first; `next_cursor` is null on the last page."""


@get("/", guards=READ, summary="List collections", responses=problem_responses())
async def list_collections(
    session: Session,
    status: Annotated[ProductStatus | None, QueryParameter(required=False)] = None,
    limit: Limit = 50,
    cursor: Cursor = None,
) -> CollectionPage:
    """Newest first. Their products: `GET /products?collection=…&sort=position`."""
    page = await load_collections(session, status=status, after=decode_cursor(cursor, UUID), limit=limit)
    sets = await sets_of(session, [row.collection.id for row in page.rows])
    return CollectionPage.of(
        page,
        lambda row: CollectionView.of(row, sets.get(row.collection.id, ())),
        position=lambda row: row.collection.id,
    )


@get(
    "/{collection_id:uuid}",
    guards=READ,
    summary="Read a collection",
    responses=problem_responses(404),
    response_headers=[ETAG],
)
async def read_collection(session: Session, collection_id: FromPath[UUID]) -> Response[CollectionView]:
    """One collection; its `ETag` is for `If-Match`."""
    return await _shown(session, collection_id)


@post(
    "/",
    guards=WRITE,
    summary="Create a collection",
    responses=problem_responses(415),
    response_headers=[ETAG, LOCATION],
)
async def create_collection(session: Session, data: JSONBody[NewCollection]) -> Response[CollectionView]:
    """It becomes a product set of the WhatsApp catalog by itself."""
    made = await add_collection(
        session, data.title, description=data.description, product_ids=data.product_ids, at=now()
    )
    return await _shown(session, made.id, status=201, Location=f"/api/v1/collections/{made.id}")


@patch(
    "/{collection_id:uuid}",
    guards=WRITE,
    summary="Change a collection",
    responses=problem_responses(404, 412, 415),
    response_headers=[ETAG],
)
async def change_collection(
    session: Session, collection_id: FromPath[UUID], data: JSONBody[CollectionPatch], if_match: IfMatch = None
) -> Response[CollectionView]:
    """Change what is named and leave the rest; archive it, or make it active again."""
    await edit_collection(session, collection_id, data.changes(), at=now(), read_at=known_version(if_match))
    return await _shown(session, collection_id)


@delete(
    "/{collection_id:uuid}", guards=WRITE, summary="Delete a collection", responses=problem_responses(404)
)
async def delete_collection(session: Session, collection_id: FromPath[UUID]) -> None:
    """Here and at Meta, for ever; its products stay."""
    await remove_collection(session, collection_id)


router = Router(
    "/collections",
    route_handlers=[
        list_collections,
        read_collection,
        create_collection,
        change_collection,
        delete_collection,
    ],
    tags=["collections"],
)


async def _shown(
    session: AsyncSession, collection_id: UUID, *, status: int = 200, **headers: str
) -> Response[CollectionView]:
    details = await load_collection(session, collection_id)
    sets = await sets_of(session, [collection_id])
    view = CollectionView.of(details, sets.get(collection_id, ()))
    return with_etag(view, details.collection, status=status, **headers)
