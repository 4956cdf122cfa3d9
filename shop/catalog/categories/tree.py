"""The merchant's category tree: found by path, or made.

Lock order: categories before stock, products and variants. A category that a product names is made with everything
above it, so that the tree is whole.
"""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

import msgspec
import sqlalchemy as sa
from msgspec import UnsetType
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.categories.paths import is_below, lineage, plain_path
from shop.catalog.models import Category
from shop.kit.db.columns import new_id
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.processes.pauses import in_slices

# Putting products into categories, or making these, and moving or deleting them exclude each other: a child must not be
# made under a parent that just moved, nor a product be stored in what is just deleted.
_USING = sa.text("SELECT pg_advisory_xact_lock_shared(hashtextextended('categories of ' || :merchant, 0))")


ROWS_AT_ONCE = 500  # of one statement: nobody else has a turn meanwhile


class CategoryNode(msgspec.Struct, frozen=True):
    """A category, as read."""

    id: UUID
    path: str
    google_product_category: str


class CategoryTree:
    """All categories of a merchant; pure."""

    def __init__(self, categories: Iterable[CategoryNode]) -> None:
        self.by_id = {category.id: category for category in categories}
        self._google = {
            category.path: category.google_product_category
            for category in self.by_id.values()
            if category.google_product_category
        }

    def path_of(self, category_id: UUID | None) -> str:
        """The path, "" for none."""
        category = self.by_id.get(category_id) if category_id is not None else None
        return category.path if category is not None else ""

    def google_of(self, category_id: UUID | None) -> str:
        """Google's category: the node's own or the nearest ancestor's, "" if none has one."""
        if not self._google:
            return ""
        found = [
            google for above in lineage(self.path_of(category_id)) if (google := self._google.get(above))
        ]
        return found[-1] if found else ""

    def within(self, path: str) -> list[UUID]:
        """The category of that path and all below it."""
        whole = plain_path(path)
        return [each.id for each in self.by_id.values() if each.path == whole or is_below(each.path, whole)]


async def category_tree(session: AsyncSession) -> CategoryTree:
    """The merchant's, as it is now."""
    fields = (col(Category.id), col(Category.path), col(Category.google_product_category))
    mine = col(Category.merchant_id) == merchant_of(session)
    await session.flush()
    rows = await execute_core(session, sa.select(*fields).where(mine))
    return CategoryTree(CategoryNode(row.id, row.path, row.google_product_category) for row in rows)


async def paths_of(session: AsyncSession, category_ids: Collection[UUID]) -> dict[UUID | None, str]:
    """The paths of these categories."""
    if not category_ids:
        return {}
    statement = sa.select(col(Category.id), col(Category.path)).where(
        col(Category.merchant_id) == merchant_of(session), col(Category.id).in_(category_ids)
    )
    return {row.id: row.path for row in await execute_core(session, statement)}


async def category_id_of(session: AsyncSession, path: str | UnsetType) -> UUID | None:
    """The category of that path, made if it is new; None for none."""
    if isinstance(path, UnsetType) or not (whole := plain_path(path)):
        return None
    return (await category_ids(session, [whole]))[whole]


async def category_ids(session: AsyncSession, paths: Iterable[str]) -> dict[str, UUID]:
    """The categories of these paths, each made with its ancestors if it is new. By plain path.

    None is moved or deleted before the transaction ends.
    """
    wanted = {whole for path in paths if (whole := plain_path(path))}
    if wanted:
        await _use(session)
    known = await _known(session, wanted)
    if missing := wanted - known.keys():
        await make_categories(session, missing)
        known |= await _known(session, missing)
    return known


async def make_categories(session: AsyncSession, paths: Collection[str]) -> None:
    """Rows for these plain paths and everything above them, where there are none yet."""
    whole = sorted({above for path in paths for above in lineage(path)})
    rows = [
        {"merchant_id": merchant_of(session), "id": new_id(), "path": path, "google_product_category": ""}
        for path in whole
    ]
    await _use(session)
    async for some in in_slices(rows, ROWS_AT_ONCE):
        await execute_core(session, insert(Category).on_conflict_do_nothing(), some)


async def _use(session: AsyncSession) -> None:
    """Lock the merchant's tree against whoever moves or deletes in it."""
    await execute_core(session, _USING, {"merchant": str(merchant_of(session))})


async def _known(session: AsyncSession, paths: Collection[str]) -> dict[str, UUID]:
    if not paths:
        return {}
    listed: Sequence[str] = list(paths)
    statement = sa.select(col(Category.path), col(Category.id)).where(
        col(Category.merchant_id) == merchant_of(session),
        col(Category.path) == sa.any_(sa.cast(listed, sa.ARRAY(sa.Text()))),
    )
    return {row.path: row.id for row in await execute_core(session, statement)}
