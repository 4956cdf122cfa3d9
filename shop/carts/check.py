"""A cart message against our catalog: what can be had, at our price, and what cannot, and why.

The price, the currency and even the quantity in a cart message are claims of the phone. Stock rows are locked in
the order of their ids, so what is found available stays so until the transaction ends.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.carts.offers import Offer, offers_by_id, offers_by_sku
from shop.catalog.enums import TaxClass
from shop.catalog.prices.claims import note_price_drift
from shop.kit.money import InvalidAmount, to_minor
from shop.whatsapp.incoming import CartMessageLine

MOST_PER_LINE = 9_999
NOTHING: Mapping[UUID, int] = MappingProxyType({})


class LineStatus(StrEnum):
    """How one wanted line fits what we have."""

    FINE = "fine"
    SHORT = "short"  # fewer are left than wanted
    SOLD_OUT = "sold_out"
    GONE = "gone"  # archived, or no such product
    BAD_QUANTITY = "bad_quantity"
    FOREIGN_CURRENCY = "foreign_currency"


class CheckedLine(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the cart, checked. `quantity` is what can be had, `wanted` what was asked for.

    `unit_minor` is our price as shoppers read it, with tax; `claimed_minor` what the phone showed.
    """

    retailer_id: str
    fit: LineStatus
    wanted: int
    quantity: int = 0
    variant_id: UUID | None = None
    name: str = ""
    unit_minor: int = 0
    tax_class: TaxClass = TaxClass.STANDARD
    product_id: UUID | None = None
    weight_grams: int | None = None  # of one piece
    requires_delivery: bool = True
    claimed_minor: int | None = None

    @property
    def price_differs(self) -> bool:
        """Did the phone show another price?"""
        return self.claimed_minor is not None and self.claimed_minor != self.unit_minor


class CartCheck(msgspec.Struct, frozen=True):
    """A cart, checked line by line."""

    lines: tuple[CheckedLine, ...]

    @property
    def available(self) -> tuple[CheckedLine, ...]:
        """What can be ordered, with the quantity that can be had."""
        return tuple(line for line in self.lines if line.quantity > 0)

    @property
    def problems(self) -> tuple[CheckedLine, ...]:
        return tuple(line for line in self.lines if line.fit is not LineStatus.FINE)

    @property
    def is_fine(self) -> bool:
        return bool(self.lines) and not self.problems


async def check_cart_message(
    session: AsyncSession,
    lines: Sequence[CartMessageLine],
    *,
    currency: str,
    locale: str,
    at: datetime,
    returning: Mapping[UUID, int] = NOTHING,
) -> CartCheck:
    """Check the lines of a cart message at today's prices; the same product twice counts once.

    `returning` is what would be free again, by variant: the goods that the shopper's unpaid order holds.
    Where the phone showed another price, its catalog is behind: that is noted as drift.
    """
    wanted = _merged(lines, currency)
    offers = await offers_by_sku(session, [line.retailer_id for line in wanted], at=at, lock=True)
    checked = tuple(
        _check_line(line, _free(offers.get(line.retailer_id), returning), currency=currency, locale=locale)
        for line in wanted
    )
    behind = [line.variant_id for line in checked if line.variant_id is not None and line.price_differs]
    await note_price_drift(session, behind, at=at)
    return CartCheck(checked)


async def check_variants(
    session: AsyncSession,
    wanted: Sequence[tuple[UUID, int]],
    *,
    locale: str,
    at: datetime,
    lock: bool = True,
    returning: Mapping[UUID, int] = NOTHING,
) -> CartCheck:
    """Check again what a cart of ours holds, at today's prices and stock. `returning`: as for a cart message."""
    found = await offers_by_id(session, [variant_id for variant_id, _ in wanted], at=at, lock=lock)
    offers = {variant_id: _free(offer, returning) or offer for variant_id, offer in found.items()}
    return CartCheck(
        tuple(
            _fit(offers[variant_id], quantity, claimed=None, locale=locale)
            for variant_id, quantity in wanted
            if variant_id in offers
        )
    )


def _free(offer: Offer | None, returning: Mapping[UUID, int]) -> Offer | None:
    """The offer with what would be free again."""
    if offer is None or not offer.is_sold or not (back := returning.get(offer.variant_id)):
        return offer
    return msgspec.structs.replace(offer, left=offer.left + back)


def _merged(lines: Sequence[CartMessageLine], currency: str) -> list[CartMessageLine]:
    """One line per product and currency (none named: the shop's)."""
    merged: dict[tuple[str, str], CartMessageLine] = {}
    for line in lines:
        key = (line.retailer_id, line.currency or currency)
        earlier = merged.get(key)
        merged[key] = _added(earlier, line) if earlier else line
    return list(merged.values())


def _added(earlier: CartMessageLine, line: CartMessageLine) -> CartMessageLine:
    """Both quantities together; one that is no number or not above 0 spoils its product."""
    quantities = (earlier.quantity or 0, line.quantity or 0)
    total = sum(quantities) if min(quantities) > 0 else None
    return msgspec.structs.replace(earlier, quantity=total)


def _check_line(line: CartMessageLine, offer: Offer | None, *, currency: str, locale: str) -> CheckedLine:
    quantity = line.quantity if line.quantity is not None else 0
    if offer is None:
        return CheckedLine(retailer_id=line.retailer_id, fit=LineStatus.GONE, wanted=quantity)
    if line.currency is not None and line.currency != currency:
        return _without(offer, LineStatus.FOREIGN_CURRENCY, quantity, locale)
    if not 0 < quantity <= MOST_PER_LINE:
        return _without(offer, LineStatus.BAD_QUANTITY, quantity, locale)
    return _fit(offer, quantity, claimed=_claimed(line.price, currency), locale=locale)


def _fit(offer: Offer, quantity: int, *, claimed: int | None, locale: str) -> CheckedLine:
    if not offer.is_sold:
        return _without(offer, LineStatus.GONE, quantity, locale)
    if offer.left == 0:
        return _without(offer, LineStatus.SOLD_OUT, quantity, locale)
    return CheckedLine(
        retailer_id=offer.sku,
        fit=LineStatus.FINE if quantity <= offer.left else LineStatus.SHORT,
        wanted=quantity,
        quantity=min(quantity, offer.left),
        variant_id=offer.variant_id,
        name=offer.name(locale),
        unit_minor=offer.unit_minor,
        tax_class=offer.tax_class,
        product_id=offer.product_id,
        weight_grams=offer.weight_grams,
        requires_delivery=offer.requires_delivery,
        claimed_minor=claimed,
    )


def _without(offer: Offer, fit: LineStatus, quantity: int, locale: str) -> CheckedLine:
    return CheckedLine(
        retailer_id=offer.sku,
        fit=fit,
        wanted=quantity,
        variant_id=offer.variant_id,
        name=offer.name(locale),
    )


def _claimed(price: Decimal | None, currency: str) -> int | None:
    try:
        return to_minor(price, currency) if price is not None else None
    except InvalidAmount:
        return None
