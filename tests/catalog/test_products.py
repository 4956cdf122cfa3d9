import asyncio
from uuid import UUID

import pytest
from sqlmodel import col, select

from shop.catalog.categories.tree import category_tree
from shop.catalog.enums import TaxClass
from shop.catalog.models import MetaState, Product, ProductStatus, Stock, StockMovement, Variant
from shop.catalog.products import (
    ProductDraft,
    SkuTaken,
    VariantDraft,
    create_product,
    find_product,
    taken_skus,
)
from shop.catalog.rules import HIGHEST_PRICE, BadProduct
from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.errors import NotFound
from shop.kit.money import UnknownCurrency
from shop.merchants.models import Merchant
from tests.support.cast import SUNDAY


def draft(*skus: str, **changes: object) -> ProductDraft:
    variants = [VariantDraft(sku=sku, price_minor=1250, stock=3) for sku in skus or ("MUG",)]
    return ProductDraft(**{"title": "Mug", "variants": variants, **changes})  # type: ignore[arg-type]


def variant(**changes: object) -> VariantDraft:
    return VariantDraft(**{"sku": "MUG", "price_minor": 1250, **changes})  # type: ignore[arg-type]


async def create(database: Database, merchant: Merchant, made: ProductDraft) -> None:
    await create_for(database, merchant.id, made)


async def create_for(database: Database, merchant_id: UUID, made: ProductDraft) -> Product:
    async with database.transaction(merchant_id) as session:
        return await create_product(session, made, currency="EUR", at=SUNDAY, actor="anna")


async def test_a_new_product_is_on_sale_with_all_that_was_said_of_it(
    database: Database, merchant: Merchant
) -> None:
    made = draft(
        description="Stoneware.",
        brand="Faro",
        category="Mugs",
        tax_class=TaxClass.REDUCED,
        translations={"en": {"title": "Lighthouse mug", "description": "Of stoneware."}},
        images=["/media/MUG.jpg"],
        link="https://example.com/mug",
    )
    product = await create_for(database, merchant.id, made)
    async with database.transaction(merchant.id) as session:
        stored = await find_product(session, product.id)
        tree = await category_tree(session)
    assert stored.status is ProductStatus.ACTIVE
    assert (stored.title, stored.description, stored.brand) == ("Mug", "Stoneware.", "Faro")
    assert (tree.path_of(stored.category_id), stored.tax_class, stored.images) == (
        "Mugs",
        TaxClass.REDUCED,
        ["/media/MUG.jpg"],
    )
    assert (stored.translations["en"]["title"], stored.title) == ("Lighthouse mug", "Mug")
    assert (stored.link, stored.created_at, stored.updated_at) == ("https://example.com/mug", SUNDAY, SUNDAY)


async def test_variants_keep_their_order_price_and_options(database: Database, merchant: Merchant) -> None:
    skus = ["Z-LAST-IN-THE-ALPHABET", "A", "M"]
    made = draft(
        variants=[variant(sku=sku, price_minor=n, options={"Color": sku}) for n, sku in enumerate(skus)]
    )
    product = await create_for(database, merchant.id, made)
    async with database.transaction(merchant.id) as session:
        of_product = select(Variant).where(Variant.product_id == product.id)
        stored = (await session.exec(of_product.order_by(col(Variant.position)))).all()
    assert [(each.sku, each.price_minor, each.options) for each in stored] == [
        (sku, n, {"Color": sku}) for n, sku in enumerate(skus)
    ]
    assert {each.currency for each in stored} == {"EUR"}


async def test_a_new_variant_waits_to_be_sent_to_meta(database: Database, merchant: Merchant) -> None:
    await create(database, merchant, draft("MUG"))
    async with database.transaction(merchant.id) as session:
        stored = (await session.exec(select(Variant))).one()
    assert stored.version > stored.sent_version
    assert stored.meta_state is MetaState.UNSENT


async def test_the_first_stock_is_counted_and_its_reason_kept(database: Database, merchant: Merchant) -> None:
    made = draft(variants=[variant(sku="MANY", stock=40), variant(sku="NONE", stock=0)])
    await create(database, merchant, made)
    async with database.transaction(merchant.id) as session:
        names = {each.id: each.sku for each in (await session.exec(select(Variant))).all()}
        stocks = {names[each.variant_id]: each for each in (await session.exec(select(Stock))).all()}
        movements = (await session.exec(select(StockMovement))).all()
    assert {sku: (stock.on_hand, stock.available) for sku, stock in stocks.items()} == {
        "MANY": (40, 40),
        "NONE": (0, 0),
    }
    assert {names[each.variant_id]: each.delta for each in movements} == {"MANY": 40, "NONE": 0}
    assert {(each.reason, each.actor, each.at) for each in movements} == {("initial stock", "anna", SUNDAY)}


async def test_a_sku_that_exists_is_named_and_refused(database: Database, merchant: Merchant) -> None:
    await create(database, merchant, draft("RED", "BLUE"))
    with pytest.raises(SkuTaken, match="SKU BLUE is taken") as refusal:
        await create(database, merchant, draft("GREEN", "BLUE"))
    assert refusal.value.status_code == 409
    async with database.transaction(merchant.id) as session:
        assert await taken_skus(session, ["RED", "BLUE", "GREEN"]) == {"RED", "BLUE"}


async def test_two_who_take_a_sku_at_once_do_not_both_get_it(database: Database, merchant: Merchant) -> None:
    async with database.transaction(merchant.id) as session:
        await create_product(session, draft("RACE"), currency="EUR", at=SUNDAY, actor="anna")
        rival = asyncio.create_task(create(database, merchant, draft("RACE")))
        await asyncio.sleep(0.2)
        assert not rival.done()  # it has seen no such SKU and waits for our commit
    with pytest.raises(SkuTaken, match="RACE"):
        await rival


async def test_another_merchant_may_use_the_same_sku(database: Database, merchant: Merchant) -> None:
    await create(database, merchant, draft("SHARED"))
    neighbour = new_id()
    await create_for(database, neighbour, draft("SHARED"))
    async with database.transaction(neighbour) as session:
        assert await taken_skus(session, ["SHARED"]) == {"SHARED"}


async def test_a_product_of_another_merchant_is_not_found(database: Database, merchant: Merchant) -> None:
    product = await create_for(database, new_id(), draft())
    async with database.transaction(merchant.id) as session:
        with pytest.raises(NotFound):
            await find_product(session, product.id)


@pytest.mark.parametrize(
    ("made", "said"),
    [
        (draft(title="  "), "needs a title"),
        (draft(title="x" * 201), "title has 201 characters; 200"),
        (draft(description="x" * 5001), "description has 5001 characters; 5000"),
        (draft(translations={"en": {"title": "x" * 201}}), "The en title has 201"),
        (draft(translations={"en": {"colour": "blue"}}), "not 'colour'"),
        (draft(variants=[]), "at least one variant"),
        (draft("SAME", "OTHER", "SAME"), "SKU SAME stands twice"),
        (draft(variants=[variant(sku="")]), "needs a SKU"),
        (draft(variants=[variant(sku=" MUG")]), "needs a SKU"),
        (draft(variants=[variant(sku="x" * 101)]), "has 101 characters; 100"),
        (draft(variants=[variant(price_minor=-1)]), "price of MUG"),
        (draft(variants=[variant(price_minor=HIGHEST_PRICE + 1)]), "price of MUG"),
        (draft(variants=[variant(stock=-1)]), "stock of MUG"),
        (draft(variants=[variant(stock=2**63)]), "stock of MUG"),
        (draft(title="Mu\0g"), "cannot be stored"),
        (draft(variants=[variant(options={"Color": "\ud83d"})]), "cannot be stored"),
    ],
)
async def test_a_draft_that_does_not_fit_is_refused_with_the_reason(
    database: Database, merchant: Merchant, made: ProductDraft, said: str
) -> None:
    with pytest.raises(BadProduct, match=said) as refusal:
        await create(database, merchant, made)
    assert refusal.value.status_code == 422


async def test_the_longest_words_and_a_price_of_nothing_fit(database: Database, merchant: Merchant) -> None:
    sku = "x" * 100
    made = draft(title="t" * 200, description="d" * 5000, variants=[variant(sku=sku, price_minor=0, stock=0)])
    await create(database, merchant, made)
    async with database.transaction(merchant.id) as session:
        assert await taken_skus(session, [sku]) == {sku}


async def test_an_unknown_currency_is_refused(database: Database, merchant: Merchant) -> None:
    async with database.transaction(merchant.id) as session:
        with pytest.raises(UnknownCurrency):
            await create_product(session, draft(), currency="EURO", at=SUNDAY, actor="anna")
