"""Delivery methods on the wire."""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
from msgspec import UNSET, Meta, UnsetType

from shop.api.delivery.parts import Days, Name, Position
from shop.api.http.money import ForeignCurrency, Money, Price
from shop.api.http.pages import PageView
from shop.api.http.types import Timestamp
from shop.catalog.rules import HEAVIEST
from shop.delivery.editing.methods import MethodChanges
from shop.delivery.models import DeliveryMethod, SetupStatus
from shop.delivery.rules import LONGEST_NAME, MOST_PLACES, MOST_STEPS, MOST_TRANSLATIONS
from shop.delivery.setup import DeliveryKind, PricingKind, ValueStep, WeightStep

Kind = Annotated[
    Literal["home", "pickup"], Meta(description="`home` needs a zone, `pickup` may name places.")
]
MethodNames = Annotated[
    dict[
        Annotated[str, Meta(min_length=2, max_length=20, examples=["en"])],
        Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME, pattern=r"\S")],
    ],
    Meta(max_length=MOST_TRANSLATIONS, description="The name in other languages."),
]
PlaceIds = Annotated[list[UUID], Meta(max_length=MOST_PLACES, description="None: all of your places.")]
Grams = Annotated[int, Meta(ge=1, le=HEAVIEST, examples=[2000])]


class WeightStepInput(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a parcel costs that is heavier than the step before and weighs up to so many grams."""

    up_to_grams: Grams
    price: Price


class ValueStepInput(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the delivery of an order costs that is worth so much or more; the first step counts from 0."""

    from_value: Price
    price: Price


WeightSteps = Annotated[list[WeightStepInput], Meta(max_length=MOST_STEPS, description="The lightest first.")]
ValueSteps = Annotated[list[ValueStepInput], Meta(max_length=MOST_STEPS, description="The lowest first.")]


class NewMethod(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A way to deliver. Prices are what shoppers pay, with tax; days are working days on the way."""

    kind: Kind
    name: Name
    translations: MethodNames = {}
    zone_id: UUID | None = None
    place_ids: PlaceIds = []
    pricing: PricingKind = PricingKind.FLAT
    price: Price | UnsetType = UNSET
    weight_steps: WeightSteps = []
    value_steps: ValueSteps = []
    free_from: Price | None = None
    min_value: Price | None = None
    max_value: Price | None = None
    max_weight_grams: Grams | None = None
    min_days: Days | None = None
    max_days: Days | None = None
    position: Position | UnsetType = UNSET

    def changes(self, currency: str) -> MethodChanges:
        """In the slice's words. Raises ForeignCurrency."""
        return _changes(self, currency)


class MethodPatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Changes. What is left out stays, null takes away; steps, places and translations are replaced as a whole."""

    kind: Kind | UnsetType = UNSET
    name: Name | UnsetType = UNSET
    translations: MethodNames | UnsetType = UNSET
    zone_id: UUID | UnsetType | None = UNSET
    place_ids: PlaceIds | UnsetType = UNSET
    pricing: PricingKind | UnsetType = UNSET
    price: Price | UnsetType = UNSET
    weight_steps: WeightSteps | UnsetType = UNSET
    value_steps: ValueSteps | UnsetType = UNSET
    free_from: Price | UnsetType | None = UNSET
    min_value: Price | UnsetType | None = UNSET
    max_value: Price | UnsetType | None = UNSET
    max_weight_grams: Grams | UnsetType | None = UNSET
    min_days: Days | UnsetType | None = UNSET
    max_days: Days | UnsetType | None = UNSET
    position: Position | UnsetType = UNSET
    status: SetupStatus | UnsetType = UNSET

    def changes(self, currency: str) -> MethodChanges:
        """In the slice's words. Raises ForeignCurrency."""
        return _changes(self, currency)


class WeightStepView(msgspec.Struct, frozen=True):
    """A step by weight."""

    up_to_grams: int
    price: Money

    @classmethod
    def of(cls, step: WeightStep, currency: str) -> "WeightStepView":
        return cls(step.up_to_grams, Money(step.price_minor, currency))


class ValueStepView(msgspec.Struct, frozen=True):
    """A step by the value of the goods."""

    from_value: Money
    price: Money

    @classmethod
    def of(cls, step: ValueStep, currency: str) -> "ValueStepView":
        return cls(Money(step.from_minor, currency), Money(step.price_minor, currency))


class MethodView(msgspec.Struct, frozen=True):
    """A way to deliver."""

    id: UUID
    kind: DeliveryKind
    name: str
    translations: dict[str, str]
    zone_id: UUID | None
    place_ids: list[UUID]
    pricing: PricingKind
    price: Money
    weight_steps: list[WeightStepView]
    value_steps: list[ValueStepView]
    free_from: Money | None
    min_value: Money | None
    max_value: Money | None
    max_weight_grams: int | None
    min_days: int | None
    max_days: int | None
    position: int
    status: SetupStatus
    created_at: Timestamp
    updated_at: Timestamp

    @classmethod
    def of(cls, method: DeliveryMethod, currency: str) -> "MethodView":
        alike = {name for name in cls.__struct_fields__ if name in DeliveryMethod.model_fields}
        shown: dict[str, Any] = {name: getattr(method, name) for name in alike}
        shown["place_ids"] = [UUID(each) for each in method.place_ids]
        shown["pricing"] = method.pricing_kind
        for name in ("price", "free_from", "min_value", "max_value"):
            minor: int | None = getattr(method, f"{name}_minor")
            shown[name] = None if minor is None else Money(minor, currency)
        shown["weight_steps"] = [WeightStepView.of(each, currency) for each in method.weight_steps]
        shown["value_steps"] = [ValueStepView.of(each, currency) for each in method.value_steps]
        return cls(**shown)


class MethodPage(PageView[MethodView], frozen=True):
    """Some methods by position; `next_cursor` is null on the last page."""


def _changes(given: NewMethod | MethodPatch, currency: str) -> MethodChanges:
    fields: dict[str, Any] = msgspec.structs.asdict(given)
    fields["pricing_kind"] = fields.pop("pricing")
    if not isinstance(given.kind, UnsetType):
        fields["kind"] = DeliveryKind(given.kind)
    for name in ("price", "free_from", "min_value", "max_value"):
        value = fields.pop(name)
        fields[f"{name}_minor"] = _minor(value, currency, name) if isinstance(value, Price) else value
    if not isinstance(given.weight_steps, UnsetType):
        fields["weight_steps"] = [
            WeightStep(each.up_to_grams, _minor(each.price, currency, f"weight_steps[{nth}].price"))
            for nth, each in enumerate(given.weight_steps)
        ]
    if not isinstance(given.value_steps, UnsetType):
        fields["value_steps"] = [
            ValueStep(
                _minor(each.from_value, currency, f"value_steps[{nth}].from_value"),
                _minor(each.price, currency, f"value_steps[{nth}].price"),
            )
            for nth, each in enumerate(given.value_steps)
        ]
    return MethodChanges(**fields)


def _minor(price: Price, currency: str, path: str) -> int:
    try:
        return price.minor_in(currency)
    except ForeignCurrency as refusal:
        raise ForeignCurrency(str(refusal), path) from refusal
