"""Adds and changes pick-up places."""

from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.rules import given_fields
from shop.delivery.addresses import Address
from shop.delivery.editing.parts import Change, add_part, archive_part, change_part, lock_part, lock_setup
from shop.delivery.models import PickupPlace, SetupStatus
from shop.delivery.rules import MOST_PLACES, check_preparation, checked_place
from shop.events.models import SubjectKind
from shop.kit.db.session import merchant_of


class PlaceChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What changes; address and hours are replaced as a whole."""

    name: str | UnsetType = UNSET
    address: Address | UnsetType = UNSET
    hours: dict[str, list[str]] | UnsetType = UNSET
    preparation_days: int | UnsetType | None = UNSET
    position: int | UnsetType = UNSET
    status: SetupStatus | UnsetType = UNSET


async def add_place(session: AsyncSession, wanted: PlaceChanges, change: Change) -> PickupPlace:
    """A new place. Raises BadDelivery, TooMany."""
    await lock_setup(session)
    columns = {"hours": {}, "position": -1, **_columns(wanted)}
    made = PickupPlace(
        merchant_id=merchant_of(session),
        created_at=change.at,
        updated_at=change.at,
        **_checked(columns, columns["address"]),
    )
    await add_part(session, made, SubjectKind.PICKUP_PLACE, change, most=MOST_PLACES)
    return made


async def edit_place(
    session: AsyncSession, place_id: UUID, wanted: PlaceChanges, change: Change
) -> PickupPlace:
    """Change what is named. Raises NotFound, EditedMeanwhile, BadDelivery, TooMany."""
    await lock_setup(session)
    place = await lock_part(session, PickupPlace, place_id, change)
    given = _columns(wanted)
    checked = _checked(
        {"hours": place.hours, **given}, given.get("address", msgspec.convert(place.address, Address))
    )
    columns = {name: checked[name] for name in given}
    status = None if isinstance(wanted.status, UnsetType) else wanted.status
    await change_part(session, place, columns, status, SubjectKind.PICKUP_PLACE, change, most=MOST_PLACES)
    return place


async def archive_place(session: AsyncSession, place_id: UUID, change: Change) -> None:
    """Nothing is collected there any more. Raises NotFound, EditedMeanwhile."""
    await archive_part(session, PickupPlace, place_id, SubjectKind.PICKUP_PLACE, change)


def _columns(wanted: PlaceChanges) -> dict[str, Any]:
    columns = given_fields(wanted)
    columns.pop("status", None)
    return columns


def _checked(columns: dict[str, Any], address: Address) -> dict[str, Any]:
    """The columns with the address as its country writes it. Raises BadDelivery."""
    check_preparation(columns.get("preparation_days"))
    found = checked_place(address, columns["hours"])
    return {**columns, "address": msgspec.to_builtins(found)}
