from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from PIL import Image, ImageStat
from sqlmodel import col, select

from shop.carts.offers import Offer, offers_by_sku
from shop.catalog.models import Product, Stock, Variant
from shop.catalog.prices.tax import rate
from shop.catalog.products import ProductDraft, VariantDraft, create_product
from shop.demo.seed import Goods, copy_pictures, seed_catalog
from shop.kit.db.database import Database
from shop.kit.translations import languages
from shop.merchants.models import Merchant
from tests.support.cast import SUNDAY

GOODS = Goods.load()
SKUS = GOODS.skus()


async def seed(database: Database, merchant: Merchant) -> int:
    async with database.transaction(merchant.id) as session:
        return await seed_catalog(session, GOODS, currency="EUR", at=SUNDAY)


async def offer(database: Database, merchant: Merchant, sku: str) -> Offer:
    async with database.transaction(merchant.id) as session:
        return (await offers_by_sku(session, [sku], at=SUNDAY, lock=False))[sku]


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("media")
    assert copy_pictures(folder) == len(SKUS)
    return folder


async def test_every_product_of_the_file_is_put_on_sale(database: Database, merchant: Merchant) -> None:
    assert await seed(database, merchant) == len(GOODS.products) >= 24
    async with database.transaction(merchant.id) as session:
        titles = (await session.exec(select(Product.title).order_by(col(Product.id)))).all()
        stored = (await session.exec(select(Variant.sku))).all()
    assert titles == [good.title for good in GOODS.products]
    assert sorted(stored) == sorted(SKUS)


async def test_seeding_twice_changes_nothing(database: Database, merchant: Merchant) -> None:
    await seed(database, merchant)
    assert await seed(database, merchant) == 0
    async with database.transaction(merchant.id) as session:
        assert len((await session.exec(select(Stock.variant_id))).all()) == len(SKUS)


async def test_what_the_merchant_already_sells_is_left_alone(database: Database, merchant: Merchant) -> None:
    own = ProductDraft(title="Mi taza", variants=[VariantDraft(sku="FARO-TAZA-AZUL", price_minor=999)])
    async with database.transaction(merchant.id) as session:
        await create_product(session, own, currency="EUR", at=SUNDAY, actor="anna")
    assert await seed(database, merchant) == len(GOODS.products) - 1
    mug = await offer(database, merchant, "FARO-TAZA-AZUL")
    assert (mug.title, mug.unit_minor) == ("Mi taza", 999)


@pytest.mark.parametrize(
    ("sku", "name", "price_minor", "left", "tax"),
    [
        ("FARO-TAZA-AZUL", "Taza del faro (Azul)", 1250, 40, "21"),
        ("FARO-ANCHOA", "Anchoas del Cantábrico", 790, 60, "10"),
        ("FARO-VELA-SAL", "Vela de sal", 1800, 2, "21"),
        ("FARO-GORRO-ROJO", "Gorro de lana con pompón (Rojo)", 2290, 0, "21"),
        ("FARO-LIBRO-FAROS", "Guía de los faros del norte", 2190, 23, "4"),
    ],
)
async def test_the_goods_that_stories_rely_on(
    database: Database, merchant: Merchant, sku: str, name: str, price_minor: int, left: int, tax: str
) -> None:
    await seed(database, merchant)
    found = await offer(database, merchant, sku)
    assert (found.name("es"), found.unit_minor, found.left) == (name, price_minor, left)
    assert rate("ES", found.tax_class, date(2026, 11, 22)) == Decimal(tax)


async def test_a_variant_shows_its_own_picture(database: Database, merchant: Merchant) -> None:
    await seed(database, merchant)
    async with database.transaction(merchant.id) as session:
        variant = (await session.exec(select(Variant).where(Variant.sku == "FARO-TAZA-CORAL"))).one()
        product = await session.get_one(Product, (merchant.id, variant.product_id))
    assert variant.images == ["/media/FARO-TAZA-CORAL.png"]
    assert product.images == ["/media/FARO-TAZA-AZUL.png"]


def test_every_product_is_described_in_every_language() -> None:
    others = {name.partition("_")[0] for name in languages()} - {"es"}
    for draft in GOODS.drafts():
        assert draft.translations.keys() == others
        assert all(words["title"] and words["description"] for words in draft.translations.values())
        assert draft.description


def test_prices_and_stock_are_those_of_a_small_shop() -> None:
    variants = [variant for good in GOODS.products for variant in good.variants]
    assert min(variant.price_minor for variant in variants) == 290
    assert max(variant.price_minor for variant in variants) == 8900
    assert all(0 <= variant.stock <= 60 for variant in variants)
    assert [variant.sku for variant in variants if variant.stock == 0] == ["FARO-GORRO-ROJO"]
    assert [variant.sku for variant in variants if variant.stock == 2] == ["FARO-VELA-SAL"]


def test_every_variant_gets_a_square_picture_that_travels_light(pictures: Path) -> None:
    assert sorted(path.name for path in pictures.iterdir()) == sorted(f"{sku}.png" for sku in SKUS)
    for path in pictures.iterdir():
        with Image.open(path) as picture:
            assert (picture.format, picture.size) == ("PNG", (1024, 1024))
        assert path.stat().st_size < 20_000


def test_every_kind_of_thing_looks_different(pictures: Path) -> None:
    first = [pictures / f"{good.variants[0].sku}.png" for good in GOODS.products]
    assert len({path.read_bytes() for path in first}) == len(GOODS.products)


def test_a_blue_mug_is_bluer_than_a_coral_one(pictures: Path) -> None:
    def glaze(sku: str) -> list[float]:
        with Image.open(pictures / f"{sku}.png") as picture:
            return ImageStat.Stat(picture.convert("RGB").crop((370, 450, 390, 700))).mean

    blue, coral = glaze("FARO-TAZA-AZUL"), glaze("FARO-TAZA-CORAL")
    assert blue[2] > blue[0]
    assert coral[0] > coral[2]


def test_a_picture_that_is_there_is_not_copied_again(tmp_path: Path) -> None:
    few = Goods(brand=GOODS.brand, products=GOODS.products[:1])
    (tmp_path / "FARO-TAZA-AZUL.png").write_bytes(b"the merchant's own photo")
    assert copy_pictures(tmp_path, few) == len(few.products[0].variants) - 1
    assert copy_pictures(tmp_path, few) == 0
    assert (tmp_path / "FARO-TAZA-AZUL.png").read_bytes() == b"the merchant's own photo"


def test_no_picture_is_of_something_that_is_not_sold() -> None:
    stored = (files("shop.demo") / "pictures").iterdir()
    assert sorted(each.name for each in stored) == sorted(f"{sku}.png" for sku in SKUS)
