"""What a list of goods weighs and is worth, at today's prices, as a parcel."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.models import Product, Variant
from shop.catalog.prices.shown import shown_prices
from shop.delivery.rules import BadDelivery
from shop.delivery.setup import Parcel
from shop.kit.db.session import merchant_of
from shop.merchants.accounts import this_merchant


class ParcelLine(msgspec.Struct, frozen=True):
    """So many of a variant, by its SKU."""

    sku: str
    quantity: int


async def parcel_of(session: AsyncSession, lines: Sequence[ParcelLine], *, at: datetime) -> Parcel:
    """The parcel that these goods make. Raises BadDelivery for an unknown SKU, or one without a price with tax."""
    merchant = await this_merchant(session)
    prices = shown_prices(
        country=merchant.country,
        time_zone=merchant.time_zone,
        prices_include_tax=merchant.prices_include_tax,
        at=at,
    )
    goods = await _goods(session, [line.sku for line in lines])
    value_minor, delivered = 0, []
    for nth, line in enumerate(lines):
        if line.sku not in goods:
            raise BadDelivery(f"There is no SKU {line.sku!r}.", f"lines[{nth}].sku")
        variant, product = goods[line.sku]
        unit_minor = prices.shown(variant.selling_price(at), product.tax_class)
        if unit_minor is None:
            raise BadDelivery(f"{line.sku} has no rate of tax here and is not sold.", f"lines[{nth}].sku")
        value_minor += line.quantity * unit_minor
        if product.requires_delivery:
            delivered.append((line.quantity, variant.weight_grams))
    return Parcel.of(delivered, value_minor=value_minor)


async def _goods(session: AsyncSession, skus: Sequence[str]) -> dict[str, tuple[Variant, Product]]:
    joined = (
        select(Variant, Product)
        .join(
            Product,
            (col(Product.merchant_id) == col(Variant.merchant_id))
            & (col(Product.id) == col(Variant.product_id)),
        )
        .where(Variant.merchant_id == merchant_of(session), col(Variant.sku).in_(skus))
    )
    return {variant.sku: (variant, product) for variant, product in (await session.exec(joined)).all()}
