"""What Meta hears of sales, preorders, categories and weights, and when it hears nothing."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from sqlmodel import select

from catalog_sync.drift import DriftKind
from catalog_sync.items.mapping import FAR_AHEAD, LONG_AGO, item_hash, same_review
from shop.catalog.categories.editing import edit_category
from shop.catalog.editing import ProductChanges, VariantChanges, edit_product
from shop.catalog.enums import AvailabilityMode, Condition
from shop.catalog.models import Category, Product, Variant
from shop.catalog.prices.claims import note_price_drift, price_claims
from shop.kit.clock import now
from tests.catalog_sync.items.source_items import item
from tests.catalog_sync.sync_under_test import SyncUnderTest

START = datetime(2026, 11, 27, 0, 0, tzinfo=timezone(timedelta(hours=1)))
END = datetime(2026, 11, 30, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("starts", "ends", "dates"),
    [
        (None, None, ""),
        (START, END, "2026-11-26T23:00+00:00/2026-11-30T23:59+00:00"),
        (START, None, f"2026-11-26T23:00+00:00/{FAR_AHEAD}"),
        (None, END, f"{LONG_AGO}/2026-11-30T23:59+00:00"),
        (START + timedelta(seconds=1), END, "2026-11-26T23:01+00:00/2026-11-30T23:59+00:00"),
    ],
)
def test_a_sale_is_told_with_its_dates(starts: datetime | None, ends: datetime | None, dates: str) -> None:
    found = item(sale_price_minor=900, sale_starts_at=starts, sale_ends_at=ends)
    assert (found["price"], found["sale_price"]) == ("12.50 EUR", "9.00 EUR")
    assert found["sale_price_effective_date"] == dates


def test_a_sale_within_one_minute_is_not_told() -> None:
    at = START + timedelta(seconds=10)
    found = item(sale_price_minor=900, sale_starts_at=at, sale_ends_at=at + timedelta(seconds=20))
    assert (found["sale_price"], found["sale_price_effective_date"]) == ("", "")


@pytest.mark.parametrize(
    ("mode", "left", "word"),
    [
        (AvailabilityMode.PREORDER, 3, "preorder"),
        (AvailabilityMode.PREORDER, 0, "out of stock"),
        (AvailabilityMode.DISCONTINUED, 3, "discontinued"),
        (AvailabilityMode.BY_STOCK, 3, "in stock"),
    ],
)
def test_availability_follows_the_mode(mode: AvailabilityMode, left: int, word: str) -> None:
    assert item(availability_mode=mode, available=left)["availability"] == word


def test_the_rest_is_told_in_metas_words() -> None:
    found = item(
        condition=Condition.REFURBISHED,
        weight_grams=350,
        tags=["verano", "oferta"],
        category="Hogar > Tazas",
        google_category="2169",
    )
    assert (found["condition"], found["shipping_weight"]) == ("refurbished", "350 g")
    assert (found["internal_label"], found["product_type"]) == (["verano", "oferta"], "Hogar > Tazas")
    assert found["google_product_category"] == "2169"


def test_a_tag_or_a_weight_makes_no_new_review_and_a_sale_does() -> None:
    before = item_hash(item())
    for changed in (item(tags=["x"]), item(weight_grams=1)):
        assert item_hash(changed) != before
        assert same_review(before, item_hash(changed))
    sale = item_hash(item(sale_price_minor=1))
    assert not same_review(before, sale)
    assert not same_review(sale, item_hash(item(sale_price_minor=1, sale_ends_at=END)))


async def product_id(sync: SyncUnderTest, sku: str) -> UUID:
    return (await sync.variant(sku)).product_id


async def edit(sync: SyncUnderTest, sku: str, changes: ProductChanges) -> None:
    async with sync.database.transaction(sync.merchant.id) as session:
        await edit_product(session, await product_id(sync, sku), changes, at=now())


async def test_a_renamed_category_reaches_meta_and_googles_follows(sync: SyncUnderTest) -> None:
    await edit(sync, "VELA", ProductChanges(category="Hogar > Velas", tags=["luz"]))
    await sync.come_to_rest()
    assert sync.items["VELA"]["product_type"] == "Hogar > Velas"
    assert sync.items["VELA"]["internal_label"] == ["luz"]
    async with sync.database.transaction(sync.merchant.id) as session:
        root = (await session.exec(select(Category).where(Category.path == "Hogar"))).one()
        await edit_category(session, root.id, path="Casa", google_product_category="536")
    calls = len(sync.transport.batches())
    await sync.come_to_rest()
    assert len(sync.transport.batches()) == calls + 1
    assert sync.items["VELA"]["product_type"] == "Casa > Velas"
    assert sync.items["VELA"]["google_product_category"] == "536"
    assert sync.items == await sync.wanted()
    assert (await sync.reconcile()).counts == {}


async def test_the_begin_and_the_end_of_a_sale_need_no_call(sync: SyncUnderTest) -> None:
    at = now()
    sale = VariantChanges(
        sku="VELA",
        sale_price_minor=100,
        sale_starts_at=at + timedelta(days=1),
        sale_ends_at=at + timedelta(days=2),
    )
    await edit(sync, "VELA", ProductChanges(variants=[sale]))
    await sync.come_to_rest()
    calls = len(sync.transport.batches())
    prices = []
    for _ in range(3):
        prices.append((await sync.variant("VELA")).selling_price(now()))
        await sync.pass_time(timedelta(days=1))
        await sync.push()
    assert len(sync.transport.batches()) == calls
    regular = (await sync.variant("VELA")).price_minor
    assert prices == [regular, 100, regular]
    assert (await sync.reconcile()).counts == {}


async def test_a_sale_price_that_somebody_changed_at_meta_is_drift(sync: SyncUnderTest) -> None:
    await edit(sync, "VELA", ProductChanges(variants=[VariantChanges(sku="VELA", sale_price_minor=100)]))
    await sync.come_to_rest()
    sync.world.catalogs[sync.catalog_id].items["VELA"].data["sale_price"] = ""
    report = await sync.reconcile()
    assert report.counts == {DriftKind.SALE_PRICE: 1}
    await sync.come_to_rest()
    assert sync.items["VELA"]["sale_price"] == "1.00 EUR"


async def test_claims_of_carts_are_counted_for_a_week(sync: SyncUnderTest) -> None:
    variants = {each.sku: each.id for each in await sync.all(select(Variant))}
    async with sync.database.transaction(sync.merchant.id) as session:
        await note_price_drift(session, [variants["VELA"], variants["ANCHOA"]], at=now())
        await note_price_drift(session, [variants["VELA"]], at=now())
        await note_price_drift(session, [], at=now())
    await sync.come_to_rest()
    assert (await sync.reconcile()).price_claims == 3
    async with sync.database.transaction(sync.merchant.id) as session:
        claims = await price_claims(session, at=now())
    assert [(claim.sku, claim.times) for claim in claims] == [("VELA", 2), ("ANCHOA", 1)]
    await sync.pass_time(timedelta(days=8))
    assert (await sync.reconcile()).price_claims == 0


async def test_an_edit_that_meta_does_not_see_sends_nothing(sync: SyncUnderTest) -> None:
    await sync.come_to_rest()
    calls = len(sync.transport.batches())
    await edit(sync, "VELA", ProductChanges(attributes={"proveedor": "Alfar"}))
    await sync.push()
    assert len(sync.transport.batches()) == calls
    (product,) = await sync.all(select(Product).where(Product.id == await product_id(sync, "VELA")))
    assert product.attributes == {"proveedor": "Alfar"}
