"""Goods, deliveries and circumstances of a cost; a test names only what matters to it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from uuid import UUID

from shop.catalog.enums import TaxClass
from shop.delivery.addresses import Destination
from shop.delivery.setup import DeliveryKind, DeliverySetup, Method
from shop.delivery.territories import vat_territory
from shop.delivery.working_days import Dispatch
from shop.delivery.zones import Area, Zone
from shop.discounts.evaluation import Buyer, DiscountKind, DiscountRule
from shop.orders.cost.circumstances import Circumstances, DeliveryWish, Good
from shop.orders.cost.taxation import PriceKept, SellerTaxes, Taxation

AT = datetime(2026, 11, 30, 12, tzinfo=UTC)
ZONE, HOME, COLLECTED = UUID(int=1), UUID(int=2), UUID(int=3)
MADRID, LISBON, LAS_PALMAS = (
    Destination("ES", "28001"),
    Destination("PT", "1100-001"),
    Destination("ES", "35001"),
)


def good(
    unit_minor: int = 1000,
    quantity: int = 1,
    *,
    tax_class: TaxClass = TaxClass.STANDARD,
    number: int = 1,
    requires_delivery: bool = True,
    weight_grams: int | None = 500,
) -> Good:
    return Good(
        variant_id=UUID(int=number),
        product_id=UUID(int=1000 + number),
        sku=f"SKU{number}",
        name=f"Thing {number}",
        quantity=quantity,
        unit_minor=unit_minor,
        tax_class=tax_class,
        requires_delivery=requires_delivery,
        weight_grams=weight_grams,
    )


def rule(kind: DiscountKind, **given: object) -> DiscountRule:
    return DiscountRule(
        id=UUID(int=7),
        name="Sale",
        kind=kind,
        created_at=AT,
        is_automatic=True,
        **given,  # type: ignore[arg-type]
    )


def setup(price_minor: int = 490, **given: object) -> DeliverySetup:
    zone = Zone(id=ZONE, name="Europe", areas=(Area("ES"), Area("PT"), Area("DE")))
    method = Method(
        id=HOME,
        kind=DeliveryKind.HOME,
        name="Home",
        zone_id=ZONE,
        price_minor=price_minor,
        **given,  # type: ignore[arg-type]
    )
    return DeliverySetup((zone,), (method,), (), Dispatch("Europe/Madrid", MADRID), "EUR")


def circumstances(
    *,
    rules: Sequence[DiscountRule] = (),
    to: Destination | None = MADRID,
    offered: DeliverySetup | None = None,
    wants: UUID | None = HOME,
    at_destination: bool = False,
    keeps: PriceKept = PriceKept.GROSS,
    business: str | None = None,
) -> Circumstances:
    place = None if to is None else vat_territory(to)
    return Circumstances(
        taxation=Taxation(
            seller=SellerTaxes(country="ES", at_destination=at_destination, keeps=keeps),
            on=date(2026, 11, 30),
            place=place,
            business_country=business,
        ),
        at=AT,
        locale="es",
        rules=rules,
        buyer=Buyer(is_first_order=True),
        setup=offered if offered is not None else setup(),
        destination=to,
        wish=None if wants is None else DeliveryWish(wants),
    )
