"""A merchant's deliveries and discounts, as a test wants them."""

from typing import Any, Protocol
from uuid import UUID

from shop.delivery.addresses import Address
from shop.delivery.models import DeliveryMethod, DeliveryZone, PickupPlace
from shop.delivery.setup import DeliveryKind
from shop.delivery.zones import Area
from shop.discounts.evaluation import DiscountKind
from shop.discounts.models import Discount, DiscountCode
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.merchants.models import Merchant


class HasMerchant(Protocol):
    """A test's merchant in its database."""

    database: Database
    merchant: Merchant


ANA_AT_HOME = Address(
    name="Ana Ruiz", street="Calle del Pez 7", city="Madrid", postal_code="28004", country="ES", region="M"
)
IN_LISBON = Address(
    name="Ana Ruiz", street="Rua Augusta 10", city="Lisboa", postal_code="1100-053", country="PT"
)
SHOP_COUNTER = {
    "name": "Faro",
    "street": "Calle Mayor 1",
    "city": "Madrid",
    "postal_code": "28013",
    "country": "ES",
}


async def deliver_to(shop: HasMerchant, *countries: str, price_minor: int = 490, **terms: Any) -> UUID:
    """A zone of these countries and a method "Mensajero" to it; returns the method."""
    at = now()
    async with shop.database.transaction(shop.merchant.id) as session:
        zone = DeliveryZone(
            merchant_id=shop.merchant.id,
            name="Zona",
            areas=[Area(country) for country in countries or ("ES",)],
            created_at=at,
            updated_at=at,
        )
        session.add(zone)
        await session.flush()
        method = DeliveryMethod(
            merchant_id=shop.merchant.id,
            name="Mensajero",
            kind=DeliveryKind.HOME,
            zone_id=zone.id,
            price_minor=price_minor,
            created_at=at,
            updated_at=at,
            **terms,
        )
        session.add(method)
    return method.id


async def collect_at(
    shop: HasMerchant, name: str = "Tienda del Faro", *, hours: dict[str, list[str]] | None = None
) -> tuple[UUID, UUID]:
    """A place and a method "Recogida" that costs nothing; returns the method and the place."""
    at = now()
    async with shop.database.transaction(shop.merchant.id) as session:
        place = PickupPlace(
            merchant_id=shop.merchant.id,
            name=name,
            address=SHOP_COUNTER,
            hours=hours or {},
            created_at=at,
            updated_at=at,
        )
        method = DeliveryMethod(
            merchant_id=shop.merchant.id,
            name="Recogida",
            kind=DeliveryKind.PICKUP,
            created_at=at,
            updated_at=at,
        )
        session.add_all([place, method])
    return method.id, place.id


async def discount(
    shop: HasMerchant,
    kind: DiscountKind,
    *,
    code: str | None = None,
    code_uses: int | None = None,
    **terms: Any,
) -> UUID:
    """A discount, by code or by itself; returns it."""
    at = now()
    async with shop.database.transaction(shop.merchant.id) as session:
        given = Discount(
            merchant_id=shop.merchant.id,
            name=str(terms.pop("name", "Rebaja")),
            kind=kind,
            is_automatic=code is None,
            created_at=at,
            updated_at=at,
            **terms,
        )
        session.add(given)
        await session.flush()
        if code is not None:
            session.add(
                DiscountCode(
                    merchant_id=shop.merchant.id,
                    discount_id=given.id,
                    code=code.upper(),
                    shown=code,
                    max_uses=code_uses,
                    created_at=at,
                )
            )
    return given.id
