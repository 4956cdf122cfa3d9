"""A merchant's set-up for tests: the mainland, the islands, a shop to collect at."""

from datetime import UTC, datetime, time
from typing import Any

from shop.delivery.addresses import Address, Destination
from shop.delivery.setup import DeliveryKind, DeliverySetup, Method, Parcel, Place, PricingKind, WeightStep
from shop.delivery.working_days import Dispatch
from shop.delivery.zones import Area, Zone
from shop.kit.db.columns import new_id

MADRID, TENERIFE, LISBON = (
    Destination("ES", "28013"),
    Destination("ES", "38001"),
    Destination("PT", "1000-001"),
)
TUESDAY = datetime(2026, 12, 1, 10, tzinfo=UTC)
MAINLAND = Zone(new_id(), "Península", (Area("ES"),), (Area("ES", ("CN", "CE", "ML")),))
ISLANDS = Zone(new_id(), "Canarias", (Area("ES", ("CN",)),))
SHOP = Place(
    new_id(),
    "La Tienda del Faro",
    Address("La Tienda del Faro", "Calle del Faro 1", "Santander", "39001", "ES", "S"),
    {"mon": ["10:00-14:00"], "sat": ["10:00-14:00"]},
    preparation_days=1,
)
STANDARD = Method(
    id=new_id(),
    kind=DeliveryKind.HOME,
    name="Envío estándar",
    translations={"en": "Standard", "pt_BR": "Entrega padrão"},
    zone_id=MAINLAND.id,
    price_minor=490,
    free_from_minor=6000,
    min_days=2,
    max_days=4,
)
BY_WEIGHT = Method(
    id=new_id(),
    kind=DeliveryKind.HOME,
    name="Canarias",
    zone_id=ISLANDS.id,
    pricing_kind=PricingKind.BY_WEIGHT,
    weight_steps=(WeightStep(2000, 1290), WeightStep(10_000, 2490)),
    min_value_minor=2000,
)
COLLECT = Method(id=new_id(), kind=DeliveryKind.PICKUP, name="Recoger en tienda")


def setup(*methods: Method, **more: Any) -> DeliverySetup:
    fields: dict[str, Any] = {
        "zones": (MAINLAND, ISLANDS),
        "methods": methods or (STANDARD, BY_WEIGHT, COLLECT),
        "places": (SHOP,),
        "dispatch": Dispatch("Europe/Madrid", Destination("ES", "39001"), handling_days=1, cutoff=time(14)),
        "currency": "EUR",
    }
    return DeliverySetup(**(fields | more))


def parcel(value_minor: int = 3000, weight_grams: int | None = 500, *, needs_delivery: bool = True) -> Parcel:
    return Parcel(weight_grams, value_minor, needs_delivery)
