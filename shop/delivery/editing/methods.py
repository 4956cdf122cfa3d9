"""Adds and changes methods."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa
from msgspec import UNSET, UnsetType
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.rules import given_fields
from shop.delivery.editing.parts import Change, add_part, archive_part, change_part, lock_part, lock_setup
from shop.delivery.models import DeliveryMethod, DeliveryZone, PickupPlace, SetupPart, SetupStatus
from shop.delivery.rules import MOST_METHODS, MOST_PLACES, BadDelivery, check_method
from shop.delivery.setup import DeliveryKind, PricingKind, ValueStep, WeightStep
from shop.events.models import SubjectKind
from shop.kit.db.session import execute_core, merchant_of


class MethodChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What changes; steps, places and translations are replaced as a whole. Amounts are minor units."""

    kind: DeliveryKind | UnsetType = UNSET
    name: str | UnsetType = UNSET
    translations: dict[str, str] | UnsetType = UNSET
    zone_id: UUID | UnsetType | None = UNSET
    place_ids: Sequence[UUID] | UnsetType = UNSET
    pricing_kind: PricingKind | UnsetType = UNSET
    price_minor: int | UnsetType = UNSET
    weight_steps: Sequence[WeightStep] | UnsetType = UNSET
    value_steps: Sequence[ValueStep] | UnsetType = UNSET
    free_from_minor: int | UnsetType | None = UNSET
    min_value_minor: int | UnsetType | None = UNSET
    max_value_minor: int | UnsetType | None = UNSET
    max_weight_grams: int | UnsetType | None = UNSET
    min_days: int | UnsetType | None = UNSET
    max_days: int | UnsetType | None = UNSET
    position: int | UnsetType = UNSET
    status: SetupStatus | UnsetType = UNSET


_BLANK: dict[str, Any] = {
    "translations": {},
    "zone_id": None,
    "place_ids": [],
    "pricing_kind": PricingKind.FLAT,
    "price_minor": 0,
    "weight_steps": [],
    "value_steps": [],
    "free_from_minor": None,
    "min_value_minor": None,
    "max_value_minor": None,
    "max_weight_grams": None,
    "min_days": None,
    "max_days": None,
    "position": -1,
}


async def add_method(session: AsyncSession, wanted: MethodChanges, change: Change) -> DeliveryMethod:
    """A new method. Raises BadDelivery, TooMany."""
    await lock_setup(session)
    columns = {**_BLANK, **_columns(wanted)}
    await _check(session, columns, columns)
    made = DeliveryMethod(
        merchant_id=merchant_of(session), created_at=change.at, updated_at=change.at, **columns
    )
    await add_part(session, made, SubjectKind.DELIVERY_METHOD, change, most=MOST_METHODS)
    return made


async def edit_method(
    session: AsyncSession, method_id: UUID, wanted: MethodChanges, change: Change
) -> DeliveryMethod:
    """Change what is named. Raises NotFound, EditedMeanwhile, BadDelivery, TooMany."""
    await lock_setup(session)
    method = await lock_part(session, DeliveryMethod, method_id, change)
    columns = _columns(wanted)
    kept = {name: getattr(method, name) for name in (*_BLANK, "kind")}
    await _check(session, {**kept, **columns}, columns)
    status = None if isinstance(wanted.status, UnsetType) else wanted.status
    await change_part(
        session, method, columns, status, SubjectKind.DELIVERY_METHOD, change, most=MOST_METHODS
    )
    return method


async def archive_method(session: AsyncSession, method_id: UUID, change: Change) -> None:
    """It is offered no more; what was quoted by it stands. Raises NotFound, EditedMeanwhile."""
    await archive_part(session, DeliveryMethod, method_id, SubjectKind.DELIVERY_METHOD, change)


def _columns(wanted: MethodChanges) -> dict[str, Any]:
    columns = given_fields(wanted)
    columns.pop("status", None)
    if "place_ids" in columns:
        columns["place_ids"] = list(dict.fromkeys(str(each) for each in columns["place_ids"]))
    for name in ("weight_steps", "value_steps"):
        if name in columns:
            columns[name] = list(columns[name])
    return columns


async def _check(session: AsyncSession, terms: dict[str, Any], given: dict[str, Any]) -> None:
    """All terms together, and that zone and places that are named are offered. Raises BadDelivery."""
    check_method(terms)
    zone_ids = [given["zone_id"]] if given.get("zone_id") is not None else []
    if await _missing(session, DeliveryZone, zone_ids):
        raise BadDelivery("There is no such zone.", "zone_id")
    place_ids = [UUID(each) for each in given.get("place_ids", ())]
    if len(place_ids) > MOST_PLACES or await _missing(session, PickupPlace, place_ids):
        raise BadDelivery("There is no such place.", "place_ids")


async def _missing(session: AsyncSession, model: type[SetupPart], ids: Sequence[UUID]) -> bool:
    """Is one of them not there, or archived?"""
    offered = sa.select(sa.func.count()).where(
        col(model.merchant_id) == merchant_of(session),
        col(model.status) == SetupStatus.ACTIVE,
        col(model.id).in_(ids),
    )
    return bool(ids) and (await execute_core(session, offered)).scalar_one() < len(ids)
