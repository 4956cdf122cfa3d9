"""Reading what Meta should have: whose catalogs they are, and our variants page by page."""

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.items.mapping import MerchantInfo, SourceItem
from catalog_sync.meta.client import CatalogAccess
from catalog_sync.models import BatchState, MetaBatch
from shop.catalog.categories.tree import category_tree
from shop.catalog.models import MetaState, Product, ProductStatus, Stock, Variant
from shop.catalog.prices.shown import shown_prices
from shop.kit.clock import now
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.jobs import Errand
from shop.kit.pages import ReadIds, pages_of_ids
from shop.merchants.accounts import numbers, this_merchant
from shop.merchants.locales import merchant_locale

# Rows of one statement; between two pages other work of the event loop goes on.
PAGE = 500


class LocalItem(msgspec.Struct, frozen=True):
    """A variant and its state at Meta. `is_synced`: nothing of it was unsent or under way when the reading began."""

    variant: SourceItem
    state: MetaState
    is_synced: bool


_sibling = aliased(Variant)
_FIELDS: tuple[Any, ...] = (
    col(Variant.id),
    col(Variant.sku),
    col(Variant.version),
    col(Variant.sent_version),
    col(Variant.sent_hash),
    (col(Variant.archived) | (col(Product.status) == ProductStatus.ARCHIVED)).label("archived"),
    col(Variant.options),
    col(Variant.images),
    col(Variant.price_minor),
    col(Variant.sale_price_minor),
    col(Variant.sale_starts_at),
    col(Variant.sale_ends_at),
    col(Product.tax_class),
    col(Variant.currency),
    col(Variant.availability_mode),
    col(Variant.weight_grams),
    sa.func.coalesce(col(Stock.on_hand) - col(Stock.reserved), 0).label("available"),
    col(Variant.product_id),
    sa.exists()
    .where(
        col(_sibling.merchant_id) == Variant.merchant_id,
        col(_sibling.product_id) == Variant.product_id,
        col(_sibling.id) != Variant.id,
    )
    .label("has_siblings"),
    col(Product.title),
    col(Product.description),
    col(Product.brand),
    col(Product.category_id),
    col(Product.condition),
    col(Product.tags),
    col(Product.link),
    col(Product.translations),
    col(Product.images).label("product_images"),
)


async def merchant_info(session: AsyncSession, *, public_url: str) -> MerchantInfo:
    """What all of the merchant's items share; `public_url` is where we can be reached."""
    merchant = await this_merchant(session)
    phones = sorted(number.display_phone_number for number in (await numbers(session)).values())
    return MerchantInfo(
        locale=merchant_locale(merchant),
        name=merchant.name,
        public_url=public_url,
        phone=phones[0] if phones else "",
        prices=shown_prices(
            country=merchant.country,
            time_zone=merchant.time_zone,
            prices_include_tax=merchant.prices_include_tax,
            at=now(),
        ),
    )


async def catalogs(session: AsyncSession) -> list[CatalogAccess]:
    """The merchant's catalogs: one for each WhatsApp account, whose numbers all share it."""
    known: dict[str, CatalogAccess] = {}
    for _, number in sorted((await numbers(session)).items()):
        if number.catalog_id and number.catalog_id not in known:
            known[number.catalog_id] = CatalogAccess(number.catalog_id, number.access_token)
    return [known[catalog_id] for catalog_id in sorted(known)]


def source_items(*more: Any) -> Any:
    """The statement that reads variants with their products, with further columns."""
    return (
        sa.select(*_FIELDS, *more)
        .join(
            Product,
            (col(Product.merchant_id) == Variant.merchant_id) & (col(Product.id) == Variant.product_id),
        )
        .outerjoin(
            Stock, (col(Stock.merchant_id) == Variant.merchant_id) & (col(Stock.variant_id) == Variant.id)
        )
    )


async def read_source_items(session: AsyncSession, statement: Any) -> list[dict[Any, Any]]:
    """The rows of such a statement with their categories' words.

    Categories are read last: one that is renamed in between raises versions that these rows do not have yet.
    """
    rows = [dict(row) for row in (await execute_core(session, statement)).mappings()]
    tree = await category_tree(session)
    for row in rows:
        category_id = row.pop("category_id")
        row["category"], row["google_category"] = tree.path_of(category_id), tree.google_of(category_id)
    return rows


async def unsent_pages(errand: Errand) -> AsyncIterator[list[SourceItem]]:
    """Everything whose version is newer than the one sent, in the order of ids, a transaction a page."""
    async for ids in pages_of_ids(errand.transaction, _ids(_is_unsent), size=PAGE):
        async with errand.transaction() as session:
            statement = source_items().where(*_is_unsent(session), _one_of(ids)).order_by(col(Variant.id))
            page = [SourceItem(**about) for about in await read_source_items(session, statement)]
        yield page


async def local_items_by_sku(
    session: AsyncSession, skus: Sequence[str], begun: datetime
) -> dict[str, LocalItem]:
    """Our variants by SKU, archived ones too; a SKU that is not ours is missing."""
    statement = _ours(session, begun).where(col(Variant.sku).in_(skus))
    rows = [_read_ours(row) for row in await read_source_items(session, statement)]
    return {ours.variant.sku: ours for ours in rows}


async def whole_pages(errand: Errand, begun: datetime) -> AsyncIterator[list[LocalItem]]:
    """Every variant in the order of ids, a transaction a page."""
    async for ids in pages_of_ids(errand.transaction, _ids(_is_mine), size=PAGE):
        async with errand.transaction() as session:
            found = await read_source_items(session, _ours(session, begun).where(_one_of(ids)))
            page = [_read_ours(about) for about in found]
        yield page


async def count_unsent(session: AsyncSession) -> int:
    """How many variants wait to be sent."""
    statement = sa.select(sa.func.count()).select_from(Variant).where(*_is_unsent(session))
    return int((await execute_core(session, statement)).scalar_one())


async def anything_unsent(session: AsyncSession) -> bool:
    statement = sa.select(col(Variant.id)).where(*_is_unsent(session)).order_by(col(Variant.id)).limit(1)
    return (await execute_core(session, statement)).first() is not None


def _ids(condition: Callable[[AsyncSession], Sequence[Any]]) -> ReadIds:
    async def read(session: AsyncSession, after: UUID, limit: int) -> Sequence[UUID]:
        statement = select(Variant.id).where(*condition(session), col(Variant.id) > after)
        return (await session.exec(statement.order_by(col(Variant.id)).limit(limit))).all()

    return read


def _one_of(ids: Sequence[UUID]) -> Any:
    return col(Variant.id) == sa.any_(sa.cast(list(ids), sa.ARRAY(sa.Uuid())))


def _ours(session: AsyncSession, begun: datetime) -> Any:
    under_way = sa.exists().where(
        col(MetaBatch.merchant_id) == Variant.merchant_id,
        col(MetaBatch.id) == Variant.sent_batch_id,
        (col(MetaBatch.state) == BatchState.PENDING) | (col(MetaBatch.finished_at) > begun),
    )
    is_synced = (col(Variant.version) == col(Variant.sent_version)) & ~under_way
    statement = source_items(col(Variant.meta_state), is_synced.label("is_synced"))
    return statement.where(col(Variant.merchant_id) == merchant_of(session))


def _read_ours(about: dict[Any, Any]) -> LocalItem:
    state, is_synced = about.pop("meta_state"), about.pop("is_synced")
    return LocalItem(SourceItem(**about), state, is_synced)


def _is_mine(session: AsyncSession) -> Sequence[Any]:
    return (col(Variant.merchant_id) == merchant_of(session),)


def _is_unsent(session: AsyncSession) -> Sequence[Any]:
    return (*_is_mine(session), col(Variant.version) > col(Variant.sent_version))
