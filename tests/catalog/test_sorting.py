"""Lists of products: every order goes on where a page ended, every filter keeps what it says."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.editing import ProductChanges, add_product, archive_product, edit_product
from shop.catalog.enums import Availability, AvailabilityMode
from shop.catalog.listing.details import ProductDetails, page_of_products
from shop.catalog.listing.query import ProductFilter, Sort
from shop.catalog.models import ProductStatus
from shop.catalog.products import ProductDraft, VariantDraft
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.merchants.models import Merchant
from tests.support.cast import SUNDAY, make_merchant, merchant_file

GOODS = (
    ProductDraft(
        title="Árbol de Navidad",
        category="Hogar > Navidad",
        tags=["Verano", "oferta"],
        variants=[
            VariantDraft(sku="ARBOL", price_minor=900, stock=2, low_stock_threshold=2),
            VariantDraft(sku="ARBOL-L", price_minor=300, stock=0, options={"Talla": "L"}),
        ],
    ),
    ProductDraft(
        title="bota", category="Ropa", variants=[VariantDraft(sku="BOTA", price_minor=900, stock=9)]
    ),
    ProductDraft(
        title="Camiseta",
        category="Ropa > Camisetas",
        tags=["verano"],
        variants=[
            VariantDraft(
                sku="CAMI",
                price_minor=100,
                stock=3,
                availability_mode=AvailabilityMode.PREORDER,
                low_stock_threshold=1,
            )
        ],
    ),
    ProductDraft(
        title="Zapato",
        category="Ropaje",
        variants=[
            VariantDraft(
                sku="ZAPATO", price_minor=900, stock=5, availability_mode=AvailabilityMode.DISCONTINUED
            )
        ],
    ),
    ProductDraft(title="Ñandú de lana", variants=[VariantDraft(sku="NANDU", price_minor=0)]),
)


@pytest.fixture(scope="module")
async def merchant(database: Database) -> Merchant:
    """One with five products, the second edited last; no WhatsApp."""
    made = await make_merchant(database, merchant_file(whatsapp=None, stripe=None))
    async with database.transaction(made.id) as session:
        for nth, draft in enumerate(GOODS):
            at = SUNDAY + timedelta(seconds=nth)
            product = await add_product(session, draft, currency="EUR", at=at, actor="tests")
            if draft.title == "bota":
                boots = product.id
        await edit_product(session, boots, ProductChanges(brand="Faro"), at=SUNDAY + timedelta(hours=1))
    return made


def skus(sheets: list[ProductDetails]) -> list[str]:
    return [sheet.variants[0].variant.sku for sheet in sheets]


async def listed(session: AsyncSession, wanted: ProductFilter, sort: Sort, limit: int) -> list[str]:
    """Every page, one after another."""
    after, found = None, []
    while True:
        page = await page_of_products(session, wanted, sort=sort, after=after, limit=limit)
        found += skus(page.rows)
        assert len(page.rows) <= limit
        if page.last is None:
            return found
        after = page.last


@pytest.mark.parametrize("limit", [1, 2, 50])
@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.NEWEST, ["NANDU", "ZAPATO", "CAMI", "BOTA", "ARBOL"]),
        (Sort.OLDEST, ["ARBOL", "BOTA", "CAMI", "ZAPATO", "NANDU"]),
        (Sort.TITLE, ["ARBOL", "BOTA", "CAMI", "NANDU", "ZAPATO"]),
        (Sort.PRICE, ["NANDU", "CAMI", "ARBOL", "BOTA", "ZAPATO"]),
        (Sort.UPDATED, ["BOTA", "NANDU", "ZAPATO", "CAMI", "ARBOL"]),
    ],
)
async def test_every_order_goes_on_where_a_page_ended(
    database: Database, merchant: Merchant, sort: Sort, order: list[str], limit: int
) -> None:
    async with database.transaction(merchant.id) as session:
        assert await listed(session, ProductFilter(), sort, limit) == order


@pytest.mark.parametrize("sort", [Sort.NEWEST, Sort.TITLE, Sort.PRICE])
@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ProductFilter(category="Ropa"), {"BOTA", "CAMI"}),
        (ProductFilter(category=" Ropa>Camisetas "), {"CAMI"}),
        (ProductFilter(category="Hogar"), {"ARBOL"}),
        (ProductFilter(category="Nada"), set()),
        (ProductFilter(tag="VERANO"), {"ARBOL", "CAMI"}),
        (ProductFilter(tag="it's\\ 'odd'"), set()),
        (ProductFilter(low_stock=True), {"ARBOL"}),
        (ProductFilter(low_stock=False), {"BOTA", "CAMI", "ZAPATO", "NANDU"}),
        (ProductFilter(availability=Availability.IN_STOCK), {"ARBOL", "BOTA"}),
        (ProductFilter(availability=Availability.OUT_OF_STOCK), {"ARBOL", "NANDU"}),
        (ProductFilter(availability=Availability.PREORDER), {"CAMI"}),
        (ProductFilter(availability=Availability.DISCONTINUED), {"ZAPATO"}),
        (ProductFilter(sku="ARBOL-L"), {"ARBOL"}),
        (ProductFilter(status=ProductStatus.ARCHIVED), set()),
        (ProductFilter(tag="verano", category="Ropa", availability=Availability.PREORDER), {"CAMI"}),
    ],
)
async def test_filters_keep_what_they_say(
    database: Database, merchant: Merchant, wanted: ProductFilter, found: set[str], sort: Sort
) -> None:
    async with database.transaction(merchant.id) as session:
        assert set(await listed(session, wanted, sort, 2)) == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ProductFilter(words="camisetas"), {"CAMI"}),
        (ProductFilter(words="ropa"), {"BOTA", "CAMI", "ZAPATO"}),
        (ProductFilter(words="oferta"), {"ARBOL"}),
        (ProductFilter(words="ropa", category="Ropa > Camisetas"), {"CAMI"}),
        (ProductFilter(words="ropa", category="Ropa"), {"BOTA", "CAMI"}),
        (ProductFilter(words="ropa", category="Nada"), set()),
        (ProductFilter(words="ropa", tag="verano"), {"CAMI"}),
        (ProductFilter(words="BOTA", category="Ropa"), {"BOTA"}),
        (ProductFilter(words="BOTA", category="Hogar"), set()),
        (ProductFilter(words="BOTA", tag="verano"), set()),
        (ProductFilter(words="ropa", availability=Availability.IN_STOCK), {"BOTA"}),
        (ProductFilter(words="ropa", sku="CAMI"), {"CAMI"}),
    ],
)
async def test_a_search_is_narrowed(
    database: Database, merchant: Merchant, wanted: ProductFilter, found: set[str]
) -> None:
    async with database.transaction(merchant.id) as session:
        assert set(await listed(session, wanted, Sort.NEWEST, 1)) == found


async def test_a_narrowed_search_goes_on_where_a_page_ended(database: Database) -> None:
    merchant = await make_merchant(database, merchant_file(whatsapp=None, stripe=None))
    async with database.transaction(merchant.id) as session:
        for nth in range(9):
            draft = ProductDraft(
                title=f"Taza {nth}", variants=[VariantDraft(sku=f"T{nth}", price_minor=1, stock=nth % 2)]
            )
            await add_product(session, draft, currency="EUR", at=SUNDAY, actor="tests")
        found = await listed(
            session, ProductFilter(words="taza", availability=Availability.IN_STOCK), Sort.NEWEST, 2
        )
        assert sorted(found) == ["T1", "T3", "T5", "T7"]


async def test_an_archived_variant_does_not_make_a_product_cheap(database: Database) -> None:
    merchant = await make_merchant(database, merchant_file(whatsapp=None, stripe=None))
    async with database.transaction(merchant.id) as session:
        for sku, price in (("A", 500), ("B", 400)):
            draft = ProductDraft(
                title=sku,
                variants=[
                    VariantDraft(sku=sku, price_minor=price),
                    VariantDraft(sku=f"{sku}-OLD", price_minor=1, options={"x": "y"}),
                ],
            )
            await add_product(session, draft, currency="EUR", at=SUNDAY, actor="tests")
        await execute_core(session, text("UPDATE variant SET archived = true WHERE sku = 'A-OLD'"))
        assert await listed(session, ProductFilter(), Sort.PRICE, 1) == ["B", "A"]


async def test_what_is_archived_keeps_its_place_in_every_order(
    database: Database, merchant: Merchant
) -> None:
    async with database.transaction(merchant.id) as session:
        (last,) = (await page_of_products(session, ProductFilter(sku="ZAPATO"), limit=1)).rows
        await archive_product(session, last.product.id, at=SUNDAY)
        assert set(await listed(session, ProductFilter(), Sort.PRICE, 2)) == {
            "ARBOL",
            "BOTA",
            "CAMI",
            "NANDU",
            "ZAPATO",
        }
        assert await listed(session, ProductFilter(status=ProductStatus.ARCHIVED), Sort.TITLE, 2) == [
            "ZAPATO"
        ]
        await session.rollback()
