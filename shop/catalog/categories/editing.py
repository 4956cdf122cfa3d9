"""Changes the category tree; every product concerned is sent to Meta again."""

from collections.abc import Collection
from uuid import UUID

import sqlalchemy as sa
from msgspec import UNSET, UnsetType
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.announcing import announce_variants
from shop.catalog.categories.paths import SEPARATOR, is_below, path_fault, plain_path
from shop.catalog.categories.tree import CategoryTree, category_tree, make_categories
from shop.catalog.models import Category, Product, Variant
from shop.catalog.rules import BadProduct
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.errors import Conflict, NotFound

_MOVING = sa.text("SELECT pg_advisory_xact_lock(hashtextextended('categories of ' || :merchant, 0))")
_MOVE = sa.text("UPDATE category SET path = :path WHERE merchant_id = :merchant AND id = :id")


class CategoryTaken(Conflict):
    """There is a category of that path."""


class CategoryInUse(Conflict):
    """Products or other categories are in it."""


class BadPath(BadProduct):
    """No category can have that path."""


async def add_category(session: AsyncSession, path: str, *, google_product_category: str = "") -> Category:
    """A new category, with everything above it. Raises BadPath, CategoryTaken."""
    whole = _checked(path)
    await _move_alone(session)
    if (await _by_path(session, whole)) is not None:
        raise CategoryTaken(f"There is a category {whole} already.")
    await make_categories(session, [whole])
    made = await _by_path(session, whole)
    if made is None:
        raise NotFound("There is no such category.")
    made.google_product_category = google_product_category.strip()
    await session.flush()
    return made


async def find_category(session: AsyncSession, category_id: UUID) -> Category:
    """One category. Raises NotFound."""
    found = await session.get(Category, (merchant_of(session), category_id), populate_existing=True)
    if found is None:
        raise NotFound("There is no such category.")
    return found


async def edit_category(
    session: AsyncSession,
    category_id: UUID,
    *,
    path: str | UnsetType = UNSET,
    google_product_category: str | UnsetType = UNSET,
) -> Category:
    """Rename it, with all that lies below; say what Google calls it. Raises NotFound, BadPath, CategoryTaken."""
    await _move_alone(session)
    category = await find_category(session, category_id)
    tree = await category_tree(session)
    concerned = tree.within(category.path)
    if not isinstance(path, UnsetType):
        await _rename(session, tree, category, _checked(path))
    if not isinstance(google_product_category, UnsetType):
        category.google_product_category = google_product_category.strip()
        await session.flush()
    await _tell(session, concerned)
    return await find_category(session, category_id)


async def remove_category(session: AsyncSession, category_id: UUID) -> None:
    """Raises NotFound, CategoryInUse."""
    await _move_alone(session)
    category = await find_category(session, category_id)
    below = len((await category_tree(session)).within(category.path)) - 1
    if below:
        raise CategoryInUse(f"{category.path} has {below} categories below it: delete those first.")
    products = sa.select(sa.func.count()).where(
        col(Product.merchant_id) == merchant_of(session), col(Product.category_id) == category_id
    )
    if count := (await execute_core(session, products)).scalar_one():
        raise CategoryInUse(f"{category.path} holds {count} products: give them another category first.")
    await session.delete(category)
    await session.flush()


async def _move_alone(session: AsyncSession) -> None:
    """Lock the merchant's tree against making and moving categories, to the end of the transaction."""
    await execute_core(session, _MOVING, {"merchant": str(merchant_of(session))})


async def _rename(session: AsyncSession, tree: CategoryTree, category: Category, path: str) -> None:
    if path == category.path:
        return
    if is_below(path, category.path):
        raise CategoryTaken(f"{category.path} cannot lie below itself.")
    moved = {each: path + tree.path_of(each)[len(category.path) :] for each in tree.within(category.path)}
    for target in moved.values():
        _checked(target)
    unmoved = {each.path for each in tree.by_id.values() if each.id not in moved}
    if taken := unmoved & set(moved.values()):
        raise CategoryTaken(f"There is a category {min(taken)} already.")
    if SEPARATOR in path:
        await make_categories(session, [path.rpartition(SEPARATOR)[0]])
    owner = merchant_of(session)
    rows = [{"merchant": owner, "id": each, "path": target} for each, target in sorted(moved.items())]
    await execute_core(session, _MOVE, rows)


async def _tell(session: AsyncSession, category_ids: Collection[UUID]) -> None:
    """Let Meta hear of everything in these categories."""
    inside = select(Variant.id).join(
        Product, (col(Product.merchant_id) == Variant.merchant_id) & (col(Product.id) == Variant.product_id)
    )
    mine = inside.where(
        Variant.merchant_id == merchant_of(session), col(Product.category_id).in_(category_ids)
    )
    await announce_variants(session, (await session.exec(mine)).all())


async def _by_path(session: AsyncSession, path: str) -> Category | None:
    statement = select(Category).where(Category.merchant_id == merchant_of(session), Category.path == path)
    return (await session.exec(statement)).one_or_none()


def _checked(path: str) -> str:
    whole = plain_path(path)
    if said := (path_fault(whole) if whole else "A category needs a name."):
        raise BadPath(said, "path")
    return whole
