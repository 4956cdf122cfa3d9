"""What decides the cost of an order, read from the database: the shop's taxes, its discounts, its deliveries."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.delivery.addresses import Address, Destination
from shop.delivery.loading import load_setup
from shop.delivery.setup import DeliverySetup, no_setup
from shop.delivery.territories import vat_territory
from shop.discounts.evaluation import Buyer, DiscountRule
from shop.discounts.loading import discountable_lines, load_rules, uses_of
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch_one
from shop.merchants.models import Merchant
from shop.orders.cost.circumstances import Circumstances, DeliveryWish, Good
from shop.orders.cost.computing import Cost, compute_cost
from shop.orders.cost.taxation import PriceKept, SellerTaxes, Taxation
from shop.orders.models import Order

_IN_USE = (
    "SELECT EXISTS (SELECT FROM discount WHERE merchant_id = $1 AND is_automatic AND status = 'active') AS discounts, "
    "EXISTS (SELECT FROM delivery_method WHERE merchant_id = $1 AND status = 'active') AS deliveries"
)
_PAID_BEFORE = (
    "SELECT 1 FROM sales_order WHERE merchant_id = $1 AND customer_id = $2 AND status = 'paid' LIMIT 1"
)


class CostWishes(msgspec.Struct, frozen=True, kw_only=True):
    """What the shopper said beside the goods: codes, how it shall come, and where to."""

    codes: tuple[str, ...] = ()
    delivery: DeliveryWish | None = None
    address: Address | None = None
    is_collected: bool = False

    @property
    def destination(self) -> Destination | None:
        """Where it goes; None while nobody has said."""
        return self.address.destination if self.address is not None else None


class CostOwner(msgspec.Struct, frozen=True):
    """Who would pay it, in which language they read, and the order that it is, if it is one already.

    What that order holds itself of a limited discount stands in nobody's way.
    """

    customer_id: UUID
    locale: str
    order_id: UUID | None = None

    @classmethod
    def of(cls, order: Order) -> "CostOwner":
        return cls(order.customer_id, order.locale, order.id)


async def cost_of(
    session: AsyncSession,
    merchant: Merchant,
    goods: Sequence[Good],
    wishes: CostWishes,
    owner: CostOwner,
    *,
    at: datetime,
    without: frozenset[UUID] = frozenset(),
) -> Cost:
    """What the goods cost now, but for the discounts in `without`. Raises NotSoldThere."""
    used = await _used(session)
    rules = await _rules(session, wishes, owner, without, at=at) if used.discounts or wishes.codes else []
    known = Circumstances(
        taxation=taxation_of(merchant, wishes, at=at),
        at=at,
        locale=owner.locale,
        rules=rules,
        codes=wishes.codes,
        buyer=await _buyer(session, rules, owner),
        setup=await _setup(session, merchant, used),
        destination=wishes.destination,
        wish=wishes.delivery,
    )
    return compute_cost(await _with_collections(session, goods, rules), known)


class _Used(NamedTuple):
    """What the shop has at all: most have neither, and their carts need not look for it twice."""

    discounts: bool
    deliveries: bool


async def _used(session: AsyncSession) -> _Used:
    row = await fetch_one(session, _IN_USE, merchant_of(session))
    return _Used(row["discounts"], row["deliveries"]) if row is not None else _Used(False, False)


async def _setup(session: AsyncSession, merchant: Merchant, used: _Used) -> DeliverySetup:
    return await load_setup(session) if used.deliveries else no_setup(merchant.country, merchant.currency)


async def _rules(
    session: AsyncSession, wishes: CostWishes, owner: CostOwner, without: frozenset[UUID], *, at: datetime
) -> list[DiscountRule]:
    found = await load_rules(session, codes=wishes.codes, at=at, locale=owner.locale, held_by=owner.order_id)
    return [rule for rule in found if rule.id not in without]


def taxation_of(merchant: Merchant, wishes: CostWishes, *, at: datetime) -> Taxation:
    """The merchant's taxes on that day where it goes; what is collected stays at home."""
    place = None
    if wishes.is_collected:
        place = vat_territory(Destination(merchant.country))
    elif wishes.address is not None:
        place = vat_territory(wishes.address.destination)
    day = at.astimezone(ZoneInfo(merchant.time_zone)).date()
    return Taxation(seller=seller_taxes(merchant), on=day, place=place)


def seller_taxes(merchant: Merchant) -> SellerTaxes:
    """As the merchant's settings say."""
    settings = merchant.settings
    return SellerTaxes(
        country=merchant.country,
        at_destination=bool(settings.get("tax_at_destination", False)),
        keeps=PriceKept(settings.get("kept_price", PriceKept.GROSS)),
    )


def _asks_for_collections(rule: DiscountRule) -> bool:
    scopes = (rule.applies_to, *([rule.gets] if rule.gets else []))
    return any(scope.collection_ids or scope.excluded_collection_ids for scope in scopes)


async def _with_collections(
    session: AsyncSession, goods: Sequence[Good], rules: Sequence[DiscountRule]
) -> Sequence[Good]:
    """Asked only if a discount is about collections."""
    if not any(map(_asks_for_collections, rules)):
        return goods
    wanted = [(good.variant_id, good.quantity, good.unit_minor) for good in goods]
    known = {line.variant_id: line.collection_ids for line in await discountable_lines(session, wanted)}
    return [msgspec.structs.replace(good, collection_ids=known[good.variant_id]) for good in goods]


async def _buyer(session: AsyncSession, rules: Sequence[DiscountRule], owner: CostOwner) -> Buyer:
    """Asked only as far as a discount wants to know."""
    limited = [rule.id for rule in rules if rule.max_uses_per_customer is not None]
    is_first = True
    if any(rule.first_order_only for rule in rules):
        is_first = await fetch_one(session, _PAID_BEFORE, merchant_of(session), owner.customer_id) is None
    uses = await uses_of(session, owner.customer_id, limited, but_of=owner.order_id) if limited else {}
    return Buyer(is_first_order=is_first, uses=uses)
