"""What can be sold right now: variants with their words, price and stock, as a cart needs them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import asyncpg
import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.enums import TaxClass
from shop.catalog.options.translating import option_in
from shop.catalog.prices.sales import price_at
from shop.catalog.prices.shown import ShownPrices, shown_prices
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch
from shop.kit.texts.lines import one_line
from shop.kit.translations import in_language

_GOODS = (
    "SELECT v.id, v.sku, v.options, v.price_minor, v.sale_price_minor, v.sale_starts_at, v.sale_ends_at, "
    "v.product_id, v.weight_grams, p.title, p.translations, p.tax_class, p.requires_delivery, "
    "m.address->>'country' AS country, m.time_zone, m.prices_include_tax, "
    "p.status = 'active' AND NOT v.archived AND v.availability_mode <> 'discontinued' AS is_sold "
    "FROM variant v JOIN product p ON p.merchant_id = v.merchant_id AND p.id = v.product_id "
    "JOIN merchant m ON m.id = v.merchant_id "
    "WHERE v.merchant_id = $1 AND "
)
_BY_SKU = _GOODS + "v.sku = ANY($2::text[])"
_WRITTEN_SO = "SELECT sku FROM skus_written($1) AS sku"  # a policy would cost the index (decision 9)
_BY_ID = _GOODS + "v.id = ANY($2::uuid[])"
_LEFT = (
    "SELECT variant_id, on_hand - reserved AS left_now FROM stock "
    "WHERE merchant_id = $1 AND variant_id = ANY($2::uuid[]) ORDER BY variant_id"
)
_LOCKED = f"{_LEFT} FOR NO KEY UPDATE"


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A variant with what is needed to sell it.

    `unit_minor` is today's price as shoppers read it, with tax; `left` is 0 for what is not sold.
    """

    variant_id: UUID
    sku: str
    title: str
    translations: dict[str, dict[str, str]]
    options: dict[str, str]
    unit_minor: int
    tax_class: TaxClass
    product_id: UUID
    weight_grams: int | None
    requires_delivery: bool
    is_sold: bool
    left: int

    def name(self, locale: str) -> str:
        """Title and options as the shopper knows them, on one line; the SKU where nothing of them can be shown."""
        title = (in_language(self.translations, locale) or {}).get("title") or self.title
        options = ", ".join(option_in(value, locale) for value in self.options.values())
        return one_line(f"{title} ({options})" if options else title) or self.sku


async def offers_by_sku(
    session: AsyncSession, skus: Sequence[str], *, at: datetime, lock: bool
) -> dict[str, Offer]:
    """Offers by SKU; unknown ones are missing. `lock` holds their stock until the transaction ends."""
    goods = await fetch(session, _BY_SKU, merchant_of(session), list(skus))
    return {offer.sku: offer for offer in await _offers(session, goods, at=at, lock=lock)}


async def skus_written(session: AsyncSession, written: Sequence[str]) -> list[str]:
    """Our own SKUs that are written so, in capitals or not: in the order of `written`, those of the same letters first."""
    folded = [each.lower() for each in written]
    rows = await fetch(session, _WRITTEN_SO, folded)
    known = [row["sku"] for row in rows if row["sku"].lower() in folded]
    return sorted(known, key=lambda sku: (folded.index(sku.lower()), sku not in written, sku))


async def offers_by_id(
    session: AsyncSession, ids: Sequence[UUID], *, at: datetime, lock: bool
) -> dict[UUID, Offer]:
    """Offers by variant."""
    goods = await fetch(session, _BY_ID, merchant_of(session), list(ids))
    return {offer.variant_id: offer for offer in await _offers(session, goods, at=at, lock=lock)}


async def _offers(
    session: AsyncSession, goods: Sequence[asyncpg.Record], *, at: datetime, lock: bool
) -> list[Offer]:
    """Stock rows are locked in the order of their ids."""
    ids = [row["id"] for row in goods]
    rows = await fetch(session, _LOCKED if lock else _LEFT, merchant_of(session), ids) if ids else []
    left: dict[UUID, int] = {row["variant_id"]: row["left_now"] for row in rows}
    prices = _prices(goods[0], at=at) if goods else ShownPrices()
    return [_offer(row, left.get(row["id"], 0), prices, at=at) for row in goods]


def _prices(row: asyncpg.Record, *, at: datetime) -> ShownPrices:
    """All rows are of one merchant."""
    return shown_prices(
        country=row["country"],
        time_zone=row["time_zone"],
        prices_include_tax=row["prices_include_tax"],
        at=at,
    )


def _offer(row: asyncpg.Record, left: int, prices: ShownPrices, *, at: datetime) -> Offer:
    entered = price_at(
        at, row["price_minor"], row["sale_price_minor"], row["sale_starts_at"], row["sale_ends_at"]
    )
    unit_minor = prices.shown(entered, row["tax_class"])
    is_sold = row["is_sold"] and unit_minor is not None
    return Offer(
        variant_id=row["id"],
        sku=row["sku"],
        title=row["title"],
        translations=row["translations"],
        options=row["options"],
        unit_minor=entered if unit_minor is None else unit_minor,
        tax_class=TaxClass(row["tax_class"]),
        product_id=row["product_id"],
        weight_grams=row["weight_grams"],
        requires_delivery=row["requires_delivery"],
        is_sold=is_sold,
        left=max(0, left) if is_sold else 0,
    )
