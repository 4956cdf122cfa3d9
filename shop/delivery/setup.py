"""What a merchant offers: zones, methods, pick-up places, when it works. Pure values, read at once by `load_setup`.

Amounts are minor units of the merchant's currency, prices as shoppers read them, with tax; weights are grams.
"""

from collections.abc import Iterable
from enum import StrEnum
from uuid import UUID

import msgspec

from shop.delivery.addresses import Address, Destination
from shop.delivery.working_days import Dispatch
from shop.delivery.zones import Zone
from shop.kit.translations import in_language


class DeliveryKind(StrEnum):
    """How something reaches its shopper."""

    HOME = "home"
    PICKUP = "pickup"
    DIGITAL = "digital"  # nothing is carried


class PricingKind(StrEnum):
    """What the price of a method depends on."""

    FLAT = "flat"
    BY_WEIGHT = "by_weight"
    BY_VALUE = "by_value"


class WeightStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a parcel costs that is heavier than the step before and weighs up to so much."""

    up_to_grams: int
    price_minor: int


class ValueStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the delivery of an order costs that is worth so much or more, up to the next step."""

    from_minor: int
    price_minor: int


class Parcel(msgspec.Struct, frozen=True):
    """What is to be delivered. `weight_grams`: None where a good has no weight; `value_minor`: goods after discounts."""

    weight_grams: int | None
    value_minor: int
    needs_delivery: bool

    @classmethod
    def of(cls, delivered: Iterable[tuple[int, int | None]], *, value_minor: int) -> "Parcel":
        """By the quantity and the weight of one piece of each good that is delivered; of one unknown all is unknown."""
        weights = [None if grams is None else quantity * grams for quantity, grams in delivered]
        known = [weight for weight in weights if weight is not None]
        return cls(sum(known) if len(known) == len(weights) else None, value_minor, bool(weights))


class Place(msgspec.Struct, frozen=True):
    """Where shoppers collect: its hours as merchants write theirs, and how many working days it needs to be ready."""

    id: UUID
    name: str
    address: Address
    hours: dict[str, list[str]] = {}
    preparation_days: int | None = None


class Method(msgspec.Struct, frozen=True, kw_only=True):
    """A way to deliver, to a zone (HOME) or to pick-up places (PICKUP; none named: all of them), and its price.

    `min_days` and `max_days` are working days on the way; None: nothing is promised.
    """

    id: UUID
    kind: DeliveryKind
    name: str
    translations: dict[str, str] = {}
    zone_id: UUID | None = None
    place_ids: tuple[UUID, ...] = ()
    pricing_kind: PricingKind = PricingKind.FLAT
    price_minor: int = 0
    weight_steps: tuple[WeightStep, ...] = ()
    value_steps: tuple[ValueStep, ...] = ()
    free_from_minor: int | None = None
    min_value_minor: int | None = None
    max_value_minor: int | None = None
    max_weight_grams: int | None = None
    min_days: int | None = None
    max_days: int | None = None

    def name_in(self, locale: str) -> str:
        """What it is called in a language."""
        return in_language(self.translations, locale) or self.name

    @property
    def heaviest(self) -> int | None:
        """The heaviest parcel it takes, in grams; None for any."""
        steps = [self.weight_steps[-1].up_to_grams] if self.is_by_weight else []
        return min(
            [*steps, *([] if self.max_weight_grams is None else [self.max_weight_grams])], default=None
        )

    @property
    def days(self) -> tuple[int, int] | None:
        """From so many working days on the way to so many; None where nothing is promised."""
        return None if self.min_days is None or self.max_days is None else (self.min_days, self.max_days)

    @property
    def is_by_weight(self) -> bool:
        return self.pricing_kind is PricingKind.BY_WEIGHT and bool(self.weight_steps)

    def price_of(self, parcel: Parcel) -> int:
        """What it costs to deliver a parcel that it takes."""
        if self.free_from_minor is not None and parcel.value_minor >= self.free_from_minor:
            return 0
        if self.is_by_weight:
            weight = parcel.weight_grams or 0
            return next(step.price_minor for step in self.weight_steps if weight <= step.up_to_grams)
        if self.pricing_kind is PricingKind.BY_VALUE:
            reached = [step.price_minor for step in self.value_steps if step.from_minor <= parcel.value_minor]
            return reached[-1] if reached else self.price_minor
        return self.price_minor


class DeliverySetup(msgspec.Struct, frozen=True):
    """All that a merchant offers, in its order; what is archived is not there."""

    zones: tuple[Zone, ...]
    methods: tuple[Method, ...]
    places: tuple[Place, ...]
    dispatch: Dispatch
    currency: str

    @property
    def is_used(self) -> bool:
        """Has the merchant set up any way to deliver? Otherwise orders are placed without one."""
        return bool(self.methods)

    @property
    def brings_home(self) -> bool:
        """Is anything brought to some addresses?"""
        return any(method.kind is DeliveryKind.HOME for method in self.methods)

    @property
    def countries(self) -> tuple[str, ...]:
        """To which something is brought, in the order of the zones."""
        zones = {method.zone_id for method in self.methods if method.kind is DeliveryKind.HOME}
        areas = (area for zone in self.zones if zone.id in zones for area in zone.areas)
        return tuple(dict.fromkeys(area.country for area in areas))

    def zone_of(self, destination: Destination) -> Zone | None:
        """The first zone that includes the destination."""
        return next((zone for zone in self.zones if zone.includes(destination)), None)

    def places_of(self, method: Method) -> tuple[Place, ...]:
        """Where what is ordered by that method can be collected."""
        if method.kind is not DeliveryKind.PICKUP:
            return ()
        return tuple(each for each in self.places if not method.place_ids or each.id in method.place_ids)


def no_setup(country: str, currency: str) -> DeliverySetup:
    """A merchant who has set up no way to deliver."""
    return DeliverySetup((), (), (), Dispatch("UTC", Destination(country)), currency)
