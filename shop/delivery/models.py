"""Tables of the set-up: zones, methods, pick-up places, and when the merchant works.

Nothing is deleted: orders keep what they were quoted, so what is removed is archived and may be restored.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index
from sqlmodel import Field, SQLModel

from shop.delivery.setup import DeliveryKind, PricingKind, ValueStep, WeightStep
from shop.delivery.working_days import ClosedDays
from shop.delivery.zones import Area
from shop.kit.db.columns import enum_column, json_column, structs_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to


class SetupStatus(StrEnum):
    """Whether it is offered."""

    ACTIVE = "active"
    ARCHIVED = "archived"


class SetupPart(MerchantOwned):
    """What zones, methods and places have in common: a name, a position in the merchant's order, a status."""

    name: str
    position: int = 0
    status: SetupStatus = enum_column(SetupStatus, default=SetupStatus.ACTIVE)
    created_at: datetime = time_column()
    updated_at: datetime = time_column()

    def archive(self) -> None:
        """It is offered no more; what was quoted by it stands."""
        self.status = SetupStatus.ARCHIVED

    def restore(self) -> None:
        """It is offered again."""
        self.status = SetupStatus.ACTIVE

    def adopt(self, values: Mapping[str, Any], *, at: datetime) -> None:
        """Take over columns, which the rules have passed; its tag never stays the same."""
        for name, value in values.items():
            setattr(self, name, value)
        self.updated_at = max(at, self.updated_at + timedelta(microseconds=1))


class DeliveryZone(SetupPart, table=True):
    """Destinations that are delivered to alike; of several that include one the first by position counts."""

    __tablename__ = "delivery_zone"
    __table_args__ = (Index(None, "merchant_id", "status", "position", "id"),)

    areas: list[Area] = structs_column(Area, default_factory=list)
    excluded: list[Area] = structs_column(Area, default_factory=list)


class PickupPlace(SetupPart, table=True):
    """Where shoppers collect what they ordered. `address` is an `Address`, `hours` as merchants write theirs."""

    __tablename__ = "pickup_place"
    __table_args__ = (
        Index(None, "merchant_id", "status", "position", "id"),
        CheckConstraint("preparation_days >= 0", name="preparation_not_negative"),
    )

    address: dict[str, str] = json_column()
    hours: dict[str, list[str]] = json_column(default_factory=dict)
    preparation_days: int | None = None


class DeliveryMethod(SetupPart, table=True):
    """A way to deliver: to a zone, or to pick-up places (`place_ids`: none named is all of them), and what it costs.

    Amounts are minor units of the merchant's currency, with tax.
    """

    __tablename__ = "delivery_method"
    __table_args__ = (
        belongs_to("zone_id", "delivery_zone"),
        Index(None, "merchant_id", "status", "position", "id"),
        Index(None, "merchant_id", "zone_id"),
        CheckConstraint("(kind = 'home') = (zone_id IS NOT NULL)", name="home_has_a_zone"),
        CheckConstraint("price_minor >= 0", name="price_not_negative"),
        CheckConstraint("min_days <= max_days", name="days_in_order"),
    )

    kind: DeliveryKind = enum_column(DeliveryKind)
    translations: dict[str, str] = json_column(default_factory=dict)
    zone_id: UUID | None = None
    place_ids: list[str] = json_column(default_factory=list)
    pricing_kind: PricingKind = enum_column(PricingKind, default=PricingKind.FLAT)
    price_minor: int = Field(default=0, sa_type=BigInteger)
    weight_steps: list[WeightStep] = structs_column(WeightStep, default_factory=list)
    value_steps: list[ValueStep] = structs_column(ValueStep, default_factory=list)
    free_from_minor: int | None = Field(default=None, sa_type=BigInteger)
    min_value_minor: int | None = Field(default=None, sa_type=BigInteger)
    max_value_minor: int | None = Field(default=None, sa_type=BigInteger)
    max_weight_grams: int | None = Field(default=None, sa_type=BigInteger)
    min_days: int | None = None
    max_days: int | None = None


class DeliverySettings(SQLModel, table=True):
    """When a merchant works. `weekdays`: "mon" to "sun"; `cutoff`: local time from which the next day counts."""

    __tablename__ = "delivery_settings"
    __table_args__ = (CheckConstraint("handling_days >= 0", name="handling_not_negative"),)
    model_config = {"arbitrary_types_allowed": True}

    merchant_id: UUID = Field(primary_key=True)
    handling_days: int = 0
    cutoff: time | None = None
    weekdays: list[str] = json_column(default_factory=list)
    closed: list[ClosedDays] = structs_column(ClosedDays, default_factory=list)
    updated_at: datetime = time_column()

    def adopt(self, values: Mapping[str, Any], *, at: datetime) -> None:
        """Take over columns, which the rules have passed; its tag never stays the same."""
        for name, value in values.items():
            setattr(self, name, value)
        self.updated_at = max(at, self.updated_at + timedelta(microseconds=1))
