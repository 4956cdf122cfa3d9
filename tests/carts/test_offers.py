"""What a cart costs is today's price of goods that are sold today; what the phone claimed is only noted."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select

from shop.carts.check import CartCheck, LineStatus, check_cart_message
from shop.catalog.enums import AvailabilityMode
from shop.catalog.models import Product, ProductStatus, Variant
from shop.catalog.prices.claims import PriceClaimCount, price_claims
from shop.kit.clock import now
from shop.whatsapp.incoming import CartMessageLine
from tests.support.shop import ShopUnderTest, move_by

HOUR = timedelta(hours=1)


async def change(shop: ShopUnderTest, **values: Any) -> None:
    """The mug, otherwise."""
    async with shop.database.transaction(shop.merchant.id) as session:
        mug = (await session.exec(select(Variant).where(Variant.sku == "MUG"))).one()
        for name, value in values.items():
            setattr(mug, name, value)


async def check(shop: ShopUnderTest, *, price: str | None = None) -> CartCheck:
    """One mug in a cart message that claims a price."""
    claimed = Decimal(price) if price else None
    line = CartMessageLine(retailer_id="MUG", quantity=1, price=claimed, currency="EUR")
    async with shop.database.transaction(shop.merchant.id) as session:
        return await check_cart_message(session, [line], currency="EUR", locale="es", at=now())


@pytest.mark.parametrize(
    ("starts", "ends", "unit_minor"),
    [
        (None, None, 990),
        (-HOUR, HOUR, 990),
        (-HOUR, None, 990),
        (None, HOUR, 990),
        (HOUR, 2 * HOUR, 1210),
        (-2 * HOUR, -HOUR, 1210),
    ],
)
async def test_the_sale_price_counts_while_the_sale_lasts(
    shop: ShopUnderTest, starts: timedelta | None, ends: timedelta | None, unit_minor: int
) -> None:
    at = now()
    begins = at + starts if starts is not None else None
    over = at + ends if ends is not None else None
    await change(shop, sale_price_minor=990, sale_starts_at=begins, sale_ends_at=over)
    (line,) = (await check(shop)).lines
    assert line.unit_minor == unit_minor


async def test_an_order_is_placed_at_the_sale_price_and_keeps_it(shop: ShopUnderTest) -> None:
    await change(shop, sale_price_minor=990, sale_ends_at=now() + HOUR)
    order = await shop.order([("MUG", 2)])
    move_by(hours=2)
    assert (await shop.fresh(order)).total_minor == 1980
    (line,) = (await check(shop)).lines
    assert line.unit_minor == 1210


async def test_what_is_discontinued_cannot_be_ordered(shop: ShopUnderTest) -> None:
    await change(shop, availability_mode=AvailabilityMode.DISCONTINUED)
    (line,) = (await check(shop)).lines
    assert (line.fit, line.quantity) == (LineStatus.GONE, 0)


async def test_of_a_preorder_as_many_are_sold_as_the_merchant_allows(shop: ShopUnderTest) -> None:
    await change(shop, availability_mode=AvailabilityMode.PREORDER)
    await shop.order([("MUG", 10)])
    (line,) = (await check(shop)).lines
    assert line.fit is LineStatus.SOLD_OUT


async def test_what_is_archived_cannot_be_ordered(shop: ShopUnderTest) -> None:
    async with shop.database.transaction(shop.merchant.id) as session:
        mug = (await session.exec(select(Variant).where(Variant.sku == "MUG"))).one()
        product = await session.get_one(Product, (shop.merchant.id, mug.product_id))
        product.status = ProductStatus.ARCHIVED
    (line,) = (await check(shop)).lines
    assert line.fit is LineStatus.GONE


async def test_a_price_the_phone_had_wrong_is_counted_as_drift(shop: ShopUnderTest) -> None:
    for price in ("12.10", "9.99", "9.99", None):
        await check(shop, price=price)
    async with shop.database.transaction(shop.merchant.id) as session:
        assert await price_claims(session, at=now()) == [PriceClaimCount("MUG", 2)]
