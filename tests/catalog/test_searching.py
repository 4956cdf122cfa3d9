"""Searching: words, accents, endings, languages, SKUs; one merchant's goods only."""

import pytest
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.editing import ProductChanges, add_product, edit_product
from shop.catalog.listing.search import search
from shop.catalog.models import ProductStatus
from shop.catalog.products import ProductDraft, VariantDraft
from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.merchants.models import Merchant
from tests.support.cast import SUNDAY, make_merchant, merchant_file

GOODS: tuple[tuple[str, str, str, dict[str, dict[str, str]]], ...] = (
    ("MUG", "Taza del camión azul", "Cerámica para niños", {"en": {"title": "Lighthouse mugs"}}),
    ("BAG", "Bolsa de algodón", "Con cordones", {"pt": {"title": "Sacola de coração"}}),
    ("TOY", "Camiones de madera", "", {}),
    ("RAW", "Über-Größe 100% \\ 'quoted' & | ! <->", "日本語 text", {}),
)


@pytest.fixture
async def merchant(database: Database) -> Merchant:
    """One without WhatsApp: what is announced goes nowhere."""
    return await make_merchant(database, merchant_file(whatsapp=None, stripe=None))


async def stock_up(session: AsyncSession) -> dict[str, str]:
    """Four products; their ids by SKU."""
    return {
        sku: str(
            (
                await add_product(
                    session,
                    ProductDraft(
                        title=title,
                        description=description,
                        translations=translations,
                        variants=[VariantDraft(sku=sku, price_minor=1)],
                    ),
                    currency="EUR",
                    at=SUNDAY,
                    actor="tests",
                )
            ).id
        )
        for sku, title, description, translations in GOODS
    }


@pytest.mark.parametrize(
    ("words", "skus"),
    [
        ("taza", ["MUG"]),
        ("TAZAS", ["MUG"]),
        ("camion", ["MUG", "TOY"]),
        ("camión", ["MUG", "TOY"]),
        ("cam", ["MUG", "TOY"]),
        ("taza del azul", ["MUG"]),
        ("taza madera", []),
        ("nino", ["MUG"]),
        ("lighthouse mug", ["MUG"]),
        ("corações", ["BAG"]),
        ("BAG", ["BAG"]),
        ("grosse", []),
        ("größe", ["RAW"]),
        ("uber", ["RAW"]),
        ("日本", ["RAW"]),
        ("'quoted'", ["RAW"]),
        ("nothing", []),
        ("", []),
        ("& | ! ( ) <-> :* '", []),
        ("\\", []),
        ("x" * 3000, []),
        ("x " * 3000, []),
    ],
)
async def test_words_find_what_a_person_would_expect(
    database: Database, merchant: Merchant, words: str, skus: list[str]
) -> None:
    async with database.transaction(merchant.id) as session:
        ids = await stock_up(session)
        hits = await search(session, words, limit=10)
    by_id = {product_id: sku for sku, product_id in ids.items()}
    assert sorted(by_id[str(hit.product_id)] for hit in hits) == skus


async def test_an_edit_is_found_at_once_and_the_old_words_no_more(
    database: Database, merchant: Merchant
) -> None:
    async with database.transaction(merchant.id) as session:
        product = await add_product(
            session,
            ProductDraft(title="Taza", variants=[VariantDraft(sku="A", price_minor=1)]),
            currency="EUR",
            at=SUNDAY,
            actor="tests",
        )
        await edit_product(session, product.id, ProductChanges(title="Plato"), at=SUNDAY)
        assert [hit.product_id for hit in await search(session, "plato", limit=10)] == [product.id]
        assert await search(session, "taza", limit=10) == []
        assert await search(session, "plato", status=ProductStatus.ARCHIVED, limit=10) == []


async def test_a_search_sees_one_merchants_goods(database: Database, merchant: Merchant) -> None:
    async with database.transaction(merchant.id) as session:
        await stock_up(session)
    stranger = await make_merchant(database, merchant_file(whatsapp=None, stripe=None))
    for owner in (stranger.id, None):
        async with database.transaction(owner) as session:
            assert await search(session, "taza", limit=10) == []
            assert await search(session, "MUG", limit=10) == []
            assert await search(session, f"@{merchant.id}", limit=10) == []


async def test_the_largest_product_can_be_stored_and_found(database: Database, merchant: Merchant) -> None:
    long = " ".join(f"wörd{n}" for n in range(600))
    draft = ProductDraft(
        title="x" * 200,
        description=long,
        translations={f"l{n:02d}": {"title": "y" * 200, "description": long} for n in range(50)},
        variants=[VariantDraft(sku=str(new_id()), price_minor=1)],
    )
    async with database.transaction(merchant.id) as session:
        product = await add_product(session, draft, currency="EUR", at=SUNDAY, actor="tests")
        (hit,) = await search(session, "word17", limit=10)
        assert hit.product_id == product.id


async def test_the_application_cannot_read_more_through_the_search(
    database: Database, merchant: Merchant
) -> None:
    async with database.transaction(merchant.id) as session:
        await stock_up(session)
        owner = await execute_core(
            session,
            text("SELECT proowner::regrole::text, prosecdef FROM pg_proc WHERE proname = 'search_products'"),
        )
        assert owner.one() == ("shop_sweeper", True)
        writable = text("SELECT has_schema_privilege('shop_sweeper', 'public', 'CREATE')")
        assert (await execute_core(session, writable)).scalar_one() is False
