"""What a waiting order may be delivered by, and what it would cost then; nothing is chosen or held by looking."""

import hashlib
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.delivery.addresses import Address
from shop.delivery.quotes import DeliveryQuote
from shop.delivery.reasons import NoDelivery, NoDeliveryReason
from shop.delivery.setup import DeliveryKind
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import fetch_one
from shop.merchants.models import Merchant
from shop.orders.cost.circumstances import DeliveryWish
from shop.orders.cost.computing import Cost, NotSoldThere
from shop.orders.cost.goods import goods_ordered
from shop.orders.cost.loading import CostOwner, CostWishes, cost_of
from shop.orders.models import Order
from shop.orders.reading import lines_of

_LAST_ADDRESS = (
    "SELECT delivery->'address' AS address FROM sales_order WHERE merchant_id = $1 AND customer_id = $2 "
    "AND delivery->>'kind' = 'home' ORDER BY id DESC LIMIT 1"
)


class DeliveryChoice(msgspec.Struct, frozen=True):
    """A method, and where to: an address for what is brought home, a place for what is collected."""

    method_id: UUID
    place_id: UUID | None = None
    address: Address | None = None


class DeliveryOffers(msgspec.Struct, frozen=True, kw_only=True):
    """What can be chosen. `address`: where the shopper had something brought before, or what they have just written.

    `brings_home`: something is brought to some addresses, in `countries`; `impossible`: why nothing can be chosen at all.
    """

    quotes: tuple[DeliveryQuote, ...]
    address: Address | None
    brings_home: bool
    countries: tuple[str, ...] = ()
    refused: NoDelivery | None = None

    @property
    def home(self) -> tuple[DeliveryQuote, ...]:
        """What is brought to the address."""
        return tuple(quote for quote in self.quotes if quote.kind is DeliveryKind.HOME)

    @property
    def impossible(self) -> NoDelivery | None:
        return None if self.quotes or self.brings_home else self.refused


async def load_offers(
    session: AsyncSession, merchant: Merchant, order: Order, *, at: datetime, address: Address | None = None
) -> DeliveryOffers:
    """By the address that is given, else by the one of the shopper's order before. Raises NotSoldThere for a given one."""
    known = address or await last_address(session, order.customer_id)
    codes = tuple(order.codes)
    try:
        cost = await cost_by(session, merchant, order, CostWishes(codes=codes, address=known), at=at)
    except NotSoldThere:
        if address is not None:
            raise
        known = None  # what went there before is no reason to sell nothing anywhere
        cost = await cost_by(session, merchant, order, CostWishes(codes=codes), at=at)
    return DeliveryOffers(
        quotes=cost.offers,
        address=known,
        brings_home=cost.brings_home,
        countries=cost.countries,
        refused=_why(cost),
    )


def _why(cost: Cost) -> NoDelivery | None:
    """Also where the shop has given up every way to deliver since the order was placed."""
    is_given_up = not cost.offers and not cost.brings_home and cost.no_delivery is None
    return NoDelivery(NoDeliveryReason.NOT_SET_UP) if is_given_up else cost.no_delivery


async def cost_by(
    session: AsyncSession, merchant: Merchant, order: Order, wishes: CostWishes, *, at: datetime
) -> Cost:
    """What the order would cost so. Raises NotSoldThere."""
    goods = await goods_ordered(session, await lines_of(session, order))
    return await cost_of(session, merchant, goods, wishes, CostOwner.of(order), at=at)


def wishes_with(order: Order, choice: DeliveryChoice) -> CostWishes:
    """The order's codes with another delivery."""
    return CostWishes(
        codes=tuple(order.codes),
        delivery=DeliveryWish(choice.method_id, choice.place_id),
        address=choice.address,
        is_collected=choice.place_id is not None,
    )


def address_mark(address: Address | None) -> str:
    """A few signs by which one address is told from another, and which tell nothing of it; "" for none."""
    return hashlib.sha256(msgspec.json.encode(address)).hexdigest()[:10] if address is not None else ""


async def last_address(session: AsyncSession, customer_id: UUID) -> Address | None:
    """Where the customer's latest order was brought."""
    row = await fetch_one(session, _LAST_ADDRESS, merchant_of(session), customer_id)
    return None if row is None else msgspec.convert(row["address"], Address)
