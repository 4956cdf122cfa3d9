"""Adds, changes, removes and reads collections; a job brings them to Meta as product sets."""

from collections.abc import Collection as Several
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec
import sqlalchemy as sa
from msgspec import UNSET, UnsetType
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.collections.models import Collection, CollectionProduct
from shop.catalog.editing import EditedMeanwhile
from shop.catalog.models import Product, ProductStatus
from shop.catalog.rules import BadProduct, given_fields
from shop.kit.db.locking import lock_row
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.errors import NotFound
from shop.kit.jobs import enqueue
from shop.kit.pages import Page

MOST_IN_COLLECTION = 2000
LONGEST_TITLE = 100
LONGEST_DESCRIPTION = 1000

_EMPTY = sa.text(
    "DELETE FROM collection_product WHERE merchant_id = :merchant AND collection_id = :collection"
)


class BadCollection(BadProduct):
    """A collection cannot be stored like this."""


class CollectionChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What changes; the products are replaced, in their new order."""

    title: str | UnsetType = UNSET
    description: str | UnsetType = UNSET
    status: ProductStatus | UnsetType = UNSET
    product_ids: Sequence[UUID] | UnsetType = UNSET


class CollectionDetails(msgspec.Struct, frozen=True):
    """A collection with its products in their order."""

    collection: Collection
    product_ids: list[UUID]


async def add_collection(
    session: AsyncSession,
    title: str,
    *,
    description: str = "",
    product_ids: Sequence[UUID] = (),
    at: datetime,
) -> Collection:
    """A new collection. Raises BadCollection."""
    made = Collection(
        merchant_id=merchant_of(session), title=title, description=description, created_at=at, updated_at=at
    )
    _check(made)
    session.add(made)
    await session.flush()
    await _put(session, made.id, product_ids)
    await enqueue(session, "catalog_sync.push_sets")
    return made


async def edit_collection(
    session: AsyncSession,
    collection_id: UUID,
    changes: CollectionChanges,
    *,
    at: datetime,
    read_at: datetime | None = None,
) -> Collection:
    """Change what is named. Raises NotFound, EditedMeanwhile, BadCollection."""
    collection = await _lock(session, collection_id)
    if read_at is not None and collection.updated_at != read_at:
        raise EditedMeanwhile("This collection was changed since you read it: read it again.")
    for name, value in given_fields(changes).items():
        if name not in ("product_ids", "status"):
            setattr(collection, name, value)
    if not isinstance(changes.status, UnsetType):
        (collection.archive if changes.status is ProductStatus.ARCHIVED else collection.restore)()
    _check(collection)
    if not isinstance(changes.product_ids, UnsetType):
        await execute_core(session, _EMPTY, {"merchant": collection.merchant_id, "collection": collection_id})
        await _put(session, collection_id, changes.product_ids)
    collection.note_edit(at=at)
    await session.flush()
    await enqueue(session, "catalog_sync.push_sets")
    return collection


async def remove_collection(session: AsyncSession, collection_id: UUID) -> None:
    """Delete it, here and (by a job) at Meta; its products stay. Raises NotFound."""
    await session.delete(await _lock(session, collection_id))
    await session.flush()
    await enqueue(session, "catalog_sync.push_sets")


async def load_collection(session: AsyncSession, collection_id: UUID) -> CollectionDetails:
    """One collection. Raises NotFound."""
    found = await session.get(Collection, (merchant_of(session), collection_id), populate_existing=True)
    if found is None:
        raise NotFound("There is no such collection.")
    (details,) = await _with_products(session, [found])
    return details


async def load_collections(
    session: AsyncSession, *, status: ProductStatus | None, after: UUID | None, limit: int
) -> Page[CollectionDetails]:
    """The newest collections behind `after`."""
    statement = select(Collection).where(Collection.merchant_id == merchant_of(session))
    if status is not None:
        statement = statement.where(Collection.status == status)
    if after is not None:
        statement = statement.where(col(Collection.id) < after)
    found = (await session.exec(statement.order_by(col(Collection.id).desc()).limit(limit + 1))).all()
    return Page(await _with_products(session, found[:limit]), len(found) > limit)


async def _with_products(session: AsyncSession, collections: Sequence[Collection]) -> list[CollectionDetails]:
    ids = [collection.id for collection in collections]
    products = await session.exec(
        select(CollectionProduct)
        .where(
            CollectionProduct.merchant_id == merchant_of(session),
            col(CollectionProduct.collection_id).in_(ids),
        )
        .order_by(col(CollectionProduct.position))
    )
    details = {collection.id: CollectionDetails(collection, []) for collection in collections}
    for place in products.all():
        details[place.collection_id].product_ids.append(place.product_id)
    return list(details.values())


async def _lock(session: AsyncSession, collection_id: UUID) -> Collection:
    return await lock_row(session, Collection, collection_id, missing="There is no such collection.")


async def _put(session: AsyncSession, collection_id: UUID, product_ids: Sequence[UUID]) -> None:
    """Raises BadCollection for products that are not there, or stand twice."""
    if len(product_ids) > MOST_IN_COLLECTION:
        raise BadCollection(f"A collection holds at most {MOST_IN_COLLECTION} products.", "product_ids")
    known = await _known(session, product_ids)
    for nth, product_id in enumerate(product_ids):
        if product_id not in known:
            raise BadCollection(f"There is no product {product_id}.", f"product_ids[{nth}]")
    if len(known) < len(product_ids):
        raise BadCollection("A product stands twice.", "product_ids")
    rows = [
        {
            "merchant_id": merchant_of(session),
            "collection_id": collection_id,
            "product_id": product_id,
            "position": position,
        }
        for position, product_id in enumerate(product_ids)
    ]
    if rows:
        await execute_core(session, sa.insert(CollectionProduct), rows)


async def _known(session: AsyncSession, product_ids: Several[UUID]) -> set[UUID]:
    ids = sa.any_(sa.cast(list(product_ids), sa.ARRAY(sa.Uuid())))
    statement = select(Product.id).where(Product.merchant_id == merchant_of(session), col(Product.id) == ids)
    return set((await session.exec(statement)).all())


def _check(collection: Collection) -> None:
    if not collection.title.strip() or len(collection.title) > LONGEST_TITLE:
        raise BadCollection(f"A collection needs a title of 1 to {LONGEST_TITLE} characters.", "title")
    if len(collection.description) > LONGEST_DESCRIPTION:
        raise BadCollection(f"The description has more than {LONGEST_DESCRIPTION} characters.", "description")
