"""The query behind lists of products: its filters, its orders and its positions.

Conditions that an index answers compare plain columns with leakproof operators (decision 6); a tag is looked up
by a function of the database for the same reason.
"""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.categories.tree import category_tree
from shop.catalog.collections.models import CollectionProduct
from shop.catalog.enums import Availability, AvailabilityMode
from shop.catalog.models import Product, ProductStatus, Stock, Variant
from shop.kit.db.session import execute_core, merchant_of


class Sort(StrEnum):
    """`price` is the lowest regular price of a product's variants; `position` the order of a collection."""

    NEWEST = "newest"
    OLDEST = "oldest"
    TITLE = "title"
    PRICE = "price"
    UPDATED = "updated"
    POSITION = "position"


class ProductPosition(msgspec.Struct, frozen=True, array_like=True):
    """A product's position in a list: what it is sorted by (a search's rank is a float), then its id."""

    id: UUID
    key: float | int | str | None = None

    def fits(self, sort: Sort | None) -> bool:
        """Can it be a position in that order (None: of a search)? Cursors come from outside."""
        match sort:
            case None:
                return isinstance(self.key, float)
            case Sort.TITLE:
                return isinstance(self.key, str) and "\0" not in self.key
            case Sort.PRICE | Sort.POSITION:
                return isinstance(self.key, int) and 0 <= self.key < 2**31 * (
                    1000 if sort is Sort.PRICE else 1
                )
            case Sort.UPDATED:
                return isinstance(self.key, str) and _is_timestamp(self.key)
            case Sort.NEWEST | Sort.OLDEST:
                return self.key is None


class ProductFilter(msgspec.Struct, frozen=True, kw_only=True):
    """Which products: None does not filter.

    `sku` is one whole SKU, `words` are searched for, `category` is a path and includes what lies below it. A product
    is low, or of an availability, if one of its variants on sale is.
    """

    status: ProductStatus | None = None
    sku: str | None = None
    words: str | None = None
    category: str | None = None
    tag: str | None = None
    collection: UUID | None = None
    low_stock: bool | None = None
    availability: Availability | None = None

    @property
    def is_narrow(self) -> bool:
        """Is there a condition that the search's index does not know?"""
        return any(
            each is not None for each in (self.sku, self.collection, self.low_stock, self.availability)
        )


# Up to so many products of a tag are looked up by their ids.
MOST_TAGGED = 2000
_TAGGED = sa.text("SELECT * FROM tagged_products(:tag, :most)")
_left = sa.func.coalesce(col(Stock.on_hand) - col(Stock.reserved), 0)
_mode: Any = col(Variant.availability_mode)
# Written out: an index of a few rows is used only where the server sees in any plan that they are meant.
_preorder, _discontinued = (
    sa.literal(mode, _mode.type, literal_execute=True)
    for mode in (AvailabilityMode.PREORDER, AvailabilityMode.DISCONTINUED)
)
_IS: dict[Availability, Any] = {
    Availability.DISCONTINUED: _mode == _discontinued,
    Availability.OUT_OF_STOCK: (_mode != AvailabilityMode.DISCONTINUED) & (_left <= 0),
    Availability.PREORDER: (_mode == _preorder) & (_left > 0),
    Availability.IN_STOCK: (_mode == AvailabilityMode.BY_STOCK) & (_left > 0),
}


async def sorted_positions(
    session: AsyncSession, wanted: ProductFilter, *, sort: Sort, after: ProductPosition | None, limit: int
) -> list[ProductPosition]:
    """The products behind `after` in that order."""
    key, source, falls = _order(sort)
    conditions = [*await _conditions(session, wanted), *_position_in(sort, wanted)]
    statement = sa.select(col(Product.id), key.label("key")).select_from(source).where(*conditions)
    if sort is Sort.PRICE:
        statement = statement.where(_is_cheapest())
    if after is not None:
        statement = statement.where(_behind(key, sort, after, falls))
    orders = (key, col(Product.id)) if sort not in (Sort.NEWEST, Sort.OLDEST) else (col(Product.id),)
    statement = statement.order_by(*(each.desc() if falls else each.asc() for each in orders)).limit(limit)
    return [ProductPosition(row.id, _plain(row.key)) for row in await execute_core(session, statement)]


async def kept_of(session: AsyncSession, wanted: ProductFilter, ids: Collection[UUID]) -> set[UUID]:
    """Which of these products fit the filter, its words aside."""
    among = col(Product.id) == sa.any_(sa.cast(list(ids), sa.ARRAY(sa.Uuid())))
    statement = sa.select(col(Product.id)).where(*await _conditions(session, wanted), among)
    return {row.id for row in await execute_core(session, statement)}


def _order(sort: Sort) -> tuple[Any, Any, bool]:
    """The expression to sort by, the tables it needs, and whether the order is descending."""
    product: Any = Product
    match sort:
        case Sort.TITLE:
            return col(Product.sort_title), product, False
        case Sort.UPDATED:
            return col(Product.updated_at), product, True
        case Sort.PRICE:
            return col(Variant.price_minor), _joined(Variant), False
        case Sort.POSITION:
            return col(CollectionProduct.position), _joined(CollectionProduct), False
        case Sort.NEWEST | Sort.OLDEST:
            return sa.null(), product, sort is Sort.NEWEST


def _joined(table: type[Variant] | type[CollectionProduct]) -> Any:
    return sa.join(
        Product,
        table,
        (col(table.merchant_id) == Product.merchant_id) & (col(table.product_id) == Product.id),
    )


def _is_cheapest() -> Any:
    """Is it the variant whose price counts: the cheapest on sale, else the cheapest archived one?"""
    other = aliased(Variant)
    mine = sa.tuple_(col(Variant.archived), col(Variant.price_minor), col(Variant.id))
    cheaper = sa.tuple_(col(other.archived), col(other.price_minor), col(other.id)) < mine
    same = (col(other.merchant_id) == Variant.merchant_id) & (col(other.product_id) == Variant.product_id)
    return ~sa.exists().where(same, cheaper)


def _position_in(sort: Sort, wanted: ProductFilter) -> list[Any]:
    return [col(CollectionProduct.collection_id) == wanted.collection] if sort is Sort.POSITION else []


def _behind(key: Any, sort: Sort, after: ProductPosition, falls: bool) -> Any:
    if sort in (Sort.NEWEST, Sort.OLDEST):
        return col(Product.id) < after.id if falls else col(Product.id) > after.id
    value: Any = datetime.fromisoformat(str(after.key)) if sort is Sort.UPDATED else after.key
    position = sa.tuple_(sa.literal(value, key.type), sa.literal(after.id, sa.Uuid()))
    return sa.tuple_(key, col(Product.id)) < position if falls else sa.tuple_(key, col(Product.id)) > position


def _is_timestamp(text: str) -> bool:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return False
    return moment.tzinfo is not None and 1900 < moment.year < 3000


def _plain(key: Any) -> int | str | None:
    return key.isoformat() if isinstance(key, datetime) else key


async def _conditions(session: AsyncSession, wanted: ProductFilter) -> list[Any]:
    mine = merchant_of(session)
    found: list[Any] = [col(Product.merchant_id) == mine]
    if wanted.status is not None:
        found.append(col(Product.status) == wanted.status)
    if wanted.category is not None:
        within = (await category_tree(session)).within(wanted.category)
        found.append(col(Product.category_id) == sa.any_(sa.cast(within, sa.ARRAY(sa.Uuid()))))
    if wanted.tag is not None:
        found.append(await _is_tagged(session, wanted.tag))
    if wanted.collection is not None:
        found.append(_has(mine, CollectionProduct, col(CollectionProduct.collection_id) == wanted.collection))
    if wanted.sku is not None:
        found.append(_has(mine, Variant, col(Variant.sku) == wanted.sku))
    if wanted.low_stock is not None:
        is_low = _has_on_sale(
            mine, col(Variant.low_stock_threshold).is_not(None), _left <= col(Variant.low_stock_threshold)
        )
        found.append(is_low if wanted.low_stock else ~is_low)
    if wanted.availability is not None:
        found.append(_has_on_sale(mine, _IS[wanted.availability]))
    return found


async def _is_tagged(session: AsyncSession, tag: str) -> Any:
    """The condition of a tag. A rare tag is looked up by ids; for a frequent one, rows are filtered as they are read."""
    ids = [row[0] for row in await execute_core(session, _TAGGED, {"tag": tag, "most": MOST_TAGGED + 1})]
    if len(ids) <= MOST_TAGGED:
        return col(Product.id) == sa.any_(sa.cast(ids, sa.ARRAY(sa.Uuid())))
    each = sa.func.jsonb_array_elements_text(col(Product.tags)).column_valued("each")
    return sa.exists(sa.select(each).where(sa.func.folded(each) == sa.func.folded(tag)).correlate(Product))


def _has(mine: UUID, table: type[Variant] | type[CollectionProduct], condition: Any) -> Any:
    owners = sa.select(col(table.product_id)).where(col(table.merchant_id) == mine, condition)
    return col(Product.id).in_(owners.correlate(None))


def _has_on_sale(mine: UUID, *conditions: Any) -> Any:
    of_it = (col(Stock.merchant_id) == Variant.merchant_id) & (col(Stock.variant_id) == Variant.id)
    owners = sa.select(col(Variant.product_id)).select_from(sa.outerjoin(Variant, Stock, of_it))
    on_sale = owners.where(col(Variant.merchant_id) == mine, ~col(Variant.archived), *conditions)
    return col(Product.id).in_(on_sale.correlate(None))
