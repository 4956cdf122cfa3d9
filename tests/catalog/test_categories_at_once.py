"""A category is deleted while a product is stored in it: it stays or is made anew, and nobody gets an error."""

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.categories.editing import CategoryInUse, remove_category
from shop.catalog.categories.tree import category_id_of, category_tree
from shop.catalog.models import Category
from shop.catalog.products import ProductDraft, VariantDraft, create_product
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.errors import NotFound
from shop.merchants.models import Merchant
from tests.support.postgres.waiting import while_uncommitted

PATH = "Hogar"


@pytest.fixture
async def category(database: Database, merchant: Merchant) -> None:
    """One without products."""
    async with database.transaction(merchant.id) as session:
        await category_id_of(session, PATH)


async def sells(session: AsyncSession) -> str:
    draft = ProductDraft(title="Taza", category=PATH, variants=[VariantDraft(sku="TAZA", price_minor=100)])
    product = await create_product(session, draft, currency="EUR", at=now(), actor="test")
    return (await category_tree(session)).path_of(product.category_id)


async def deletes(session: AsyncSession) -> None:
    await remove_category(session, (await session.exec(select(Category.id))).one())


@pytest.mark.usefixtures("category")
async def test_a_category_stays_that_a_product_is_just_stored_in(
    database: Database, merchant: Merchant
) -> None:
    async with while_uncommitted(database, merchant.id, sells, deletes) as deletion:
        with pytest.raises(CategoryInUse):
            deletion.result()


@pytest.mark.usefixtures("category")
async def test_a_product_finds_the_category_made_anew_that_is_just_deleted(
    database: Database, merchant: Merchant
) -> None:
    async with while_uncommitted(database, merchant.id, deletes, sells) as sale:
        assert sale.result() == PATH


@pytest.mark.usefixtures("category")
async def test_of_two_that_delete_it_at_once_one_is_told_that_it_is_gone(
    database: Database, merchant: Merchant
) -> None:
    async with database.transaction(merchant.id) as session:
        (category_id,) = (await session.exec(select(Category.id))).all()

    async def deletes_it(session: AsyncSession) -> None:
        await remove_category(session, category_id)

    async with while_uncommitted(database, merchant.id, deletes_it, deletes_it) as second:
        with pytest.raises(NotFound):
            second.result()
