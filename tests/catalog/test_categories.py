"""The category tree: made by products, renamed with all that lies below, told to Meta."""

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.categories.editing import (
    BadPath,
    CategoryInUse,
    CategoryTaken,
    add_category,
    edit_category,
    remove_category,
)
from shop.catalog.categories.paths import DEEPEST, LONGEST_PATH, lineage, path_fault, plain_path
from shop.catalog.categories.tree import category_ids, category_tree
from shop.catalog.editing import ProductChanges, add_product, edit_product
from shop.catalog.listing.search import search
from shop.catalog.models import Category, Product, Variant
from shop.catalog.products import ProductDraft, VariantDraft
from shop.catalog.rules import BadProduct
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.errors import NotFound
from shop.merchants.models import Merchant
from tests.support.cast import SUNDAY, make_merchant, merchant_file


@pytest.fixture
async def merchant(database: Database) -> Merchant:
    """One without WhatsApp: what is announced goes nowhere."""
    return await make_merchant(database, merchant_file(whatsapp=None, stripe=None))


async def add(session: AsyncSession, sku: str, category: str) -> Product:
    draft = ProductDraft(title=sku, category=category, variants=[VariantDraft(sku=sku, price_minor=1)])
    return await add_product(session, draft, currency="EUR", at=SUNDAY, actor="tests")


async def paths(session: AsyncSession) -> list[str]:
    return sorted(each.path for each in (await category_tree(session)).by_id.values())


async def by_path(session: AsyncSession, path: str) -> Category:
    return (await session.exec(select(Category).where(Category.path == path))).one()


async def versions(session: AsyncSession) -> dict[str, int]:
    return dict((await session.exec(select(Variant.sku, Variant.version))).all())


async def test_a_product_makes_its_category_with_everything_above_it(
    database: Database, merchant: Merchant
) -> None:
    async with database.transaction(merchant.id) as session:
        product = await add(session, "CAMI", " Ropa>Camisetas >  De  lino")
        assert await paths(session) == ["Ropa", "Ropa > Camisetas", "Ropa > Camisetas > De lino"]
        tree = await category_tree(session)
        assert tree.path_of(product.category_id) == "Ropa > Camisetas > De lino"
        await edit_product(session, product.id, ProductChanges(category="Ropa"), at=SUNDAY)
        assert tree.path_of(product.category_id) == "Ropa"
        await edit_product(session, product.id, ProductChanges(category=""), at=SUNDAY)
        assert product.category_id is None


async def test_two_who_make_a_category_at_once_share_it(database: Database, merchant: Merchant) -> None:
    async def make() -> None:
        async with database.transaction(merchant.id) as session:
            await category_ids(session, ["A > B", "A > C"])
            await asyncio.sleep(0.05)

    await asyncio.gather(*(make() for _ in range(4)))
    async with database.transaction(merchant.id) as session:
        assert await paths(session) == ["A", "A > B", "A > C"]


async def test_a_rename_carries_what_lies_below_and_tells_meta_of_its_products(
    database: Database, merchant: Merchant
) -> None:
    async with database.transaction(merchant.id) as session:
        for sku, category in (("A", "Ropa > Lino > Fino"), ("B", "Ropa"), ("C", "Ropaje"), ("D", "")):
            await add(session, sku, category)
        await edit_category(session, (await by_path(session, "Ropa > Lino")).id, path="Telas > Lino natural")
        assert await paths(session) == [
            "Ropa",
            "Ropaje",
            "Telas",
            "Telas > Lino natural",
            "Telas > Lino natural > Fino",
        ]
        assert await versions(session) == {"A": 2, "B": 1, "C": 1, "D": 1}
        assert len(await search(session, "natural", limit=5)) == 1
        assert await search(session, "ropa lino", limit=5) == []


@pytest.mark.parametrize("taken", ["Ropa > Lino", "B > C", "Ropa > Lino > X"])
async def test_a_rename_onto_another_category_or_below_itself_is_refused(
    database: Database, merchant: Merchant, taken: str
) -> None:
    async with database.transaction(merchant.id) as session:
        await category_ids(session, ["Ropa > Lino", "B > C"])
        with pytest.raises(CategoryTaken):
            await edit_category(session, (await by_path(session, "Ropa")).id, path=taken)


async def test_a_rename_that_makes_a_path_too_long_is_refused(database: Database, merchant: Merchant) -> None:
    async with database.transaction(merchant.id) as session:
        await category_ids(session, ["A > " + "x" * (LONGEST_PATH - 4)])
        with pytest.raises(BadPath, match="characters"):
            await edit_category(session, (await by_path(session, "A")).id, path="AB")


async def test_googles_category_is_inherited_from_the_nearest_that_has_one(
    database: Database, merchant: Merchant
) -> None:
    async with database.transaction(merchant.id) as session:
        ids = await category_ids(session, ["Hogar > Cocina > Tazas", "Hogar > Baño", "Libros"])
        await edit_category(
            session, (await by_path(session, "Hogar")).id, google_product_category="Home & Garden"
        )
        await edit_category(
            session, (await by_path(session, "Hogar > Cocina")).id, google_product_category="638"
        )
        tree = await category_tree(session)
        assert {path: tree.google_of(each) for path, each in ids.items()} == {
            "Hogar > Cocina > Tazas": "638",
            "Hogar > Baño": "Home & Garden",
            "Libros": "",
        }
        await edit_category(
            session, (await by_path(session, "Hogar > Cocina")).id, google_product_category=""
        )
        assert (await category_tree(session)).google_of(ids["Hogar > Cocina > Tazas"]) == "Home & Garden"


async def test_a_category_goes_only_when_nothing_hangs_on_it(database: Database, merchant: Merchant) -> None:
    async with database.transaction(merchant.id) as session:
        product = await add(session, "A", "Ropa > Lino")
        top, leaf = (await by_path(session, "Ropa")).id, (await by_path(session, "Ropa > Lino")).id
        with pytest.raises(CategoryInUse, match="below"):
            await remove_category(session, top)
        with pytest.raises(CategoryInUse, match="1 products"):
            await remove_category(session, leaf)
        await edit_product(session, product.id, ProductChanges(category=""), at=SUNDAY)
        await remove_category(session, leaf)
        await remove_category(session, top)
        assert await paths(session) == []
        with pytest.raises(NotFound):
            await remove_category(session, top)


async def test_a_category_made_by_hand_must_be_new(database: Database, merchant: Merchant) -> None:
    async with database.transaction(merchant.id) as session:
        made = await add_category(session, "A>B", google_product_category="1")
        assert (made.path, made.google_product_category) == ("A > B", "1")
        with pytest.raises(CategoryTaken):
            await add_category(session, "A")
        with pytest.raises(BadPath, match="needs a name"):
            await add_category(session, " > ")


async def test_another_merchants_categories_are_not_seen(database: Database, merchant: Merchant) -> None:
    other = await make_merchant(database, merchant_file(whatsapp=None, stripe=None))
    async with database.transaction(merchant.id) as session:
        await add(session, "A", "Ropa")
    async with database.transaction(other.id) as session:
        await add(session, "A", "Ropa")
        assert len((await session.exec(select(Category))).all()) == 1


async def test_a_path_too_deep_is_refused_at_its_field(database: Database, merchant: Merchant) -> None:
    async with database.transaction(merchant.id) as session:
        with pytest.raises(BadProduct, match="levels deep") as refusal:
            await add(session, "A", " > ".join("x" * (DEEPEST + 1)))
    assert refusal.value.extra["errors"][0]["path"] == "category"


async def test_the_longest_path_of_the_widest_letters_fits_into_the_index(
    database: Database, merchant: Merchant
) -> None:
    wide = "".join(chr(0x1F600 + n % 80) for n in range(620))
    assert path_fault(wide) is None
    async with database.transaction(merchant.id) as session:
        await add(session, "A", wide)
    assert path_fault(wide * 2) is not None


@given(st.text(alphabet="ab >", max_size=30))
def test_a_plain_path_is_plain_already(given: str) -> None:
    path = plain_path(given)
    assert plain_path(path) == path
    assert not path or list(lineage(path))[-1] == path


async def test_renames_and_new_products_at_the_same_time_end_in_a_whole_tree(
    database: Database, merchant: Merchant
) -> None:
    async with database.transaction(merchant.id) as session:
        await category_ids(session, ["Ropa > Lino"])
        root = (await by_path(session, "Ropa")).id

    async def make(n: int) -> None:
        async with database.transaction(merchant.id) as session:
            await add(session, f"S{n}", f"Ropa > Nueva {n} > Fina")

    async def rename(n: int) -> None:
        async with database.transaction(merchant.id) as session:
            await edit_category(session, root, path=f"Tela {n}")

    await asyncio.gather(*(make(n) if n % 3 else rename(n) for n in range(12)))
    async with database.transaction(merchant.id) as session:
        there = await paths(session)
        assert {above for path in there for above in lineage(path)} == set(there)
        placed = await execute_core(
            session, text("SELECT count(*) FROM product WHERE category_id IS NOT NULL")
        )
        assert placed.scalar_one() == 8
