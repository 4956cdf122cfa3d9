"""Adds and changes zones."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.rules import given_fields
from shop.delivery.editing.parts import Change, add_part, archive_part, change_part, lock_part, lock_setup
from shop.delivery.models import DeliveryZone, SetupStatus
from shop.delivery.rules import MOST_ZONES, BadDelivery, checked_areas
from shop.delivery.zones import Area
from shop.events.models import SubjectKind
from shop.kit.db.session import merchant_of


class ZoneChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What changes; areas are replaced as a whole."""

    name: str | UnsetType = UNSET
    areas: Sequence[Area] | UnsetType = UNSET
    excluded: Sequence[Area] | UnsetType = UNSET
    position: int | UnsetType = UNSET
    status: SetupStatus | UnsetType = UNSET


async def add_zone(session: AsyncSession, wanted: ZoneChanges, change: Change) -> DeliveryZone:
    """A new zone. Raises BadDelivery, TooMany."""
    await lock_setup(session)
    columns = _columns(wanted)
    made = DeliveryZone(
        merchant_id=merchant_of(session),
        created_at=change.at,
        updated_at=change.at,
        **{"position": -1, **columns},
    )
    if not made.areas:
        raise BadDelivery("A zone needs an area.", "areas")
    await add_part(session, made, SubjectKind.DELIVERY_ZONE, change, most=MOST_ZONES)
    return made


async def edit_zone(
    session: AsyncSession, zone_id: UUID, wanted: ZoneChanges, change: Change
) -> DeliveryZone:
    """Change what is named. Raises NotFound, EditedMeanwhile, BadDelivery, TooMany."""
    await lock_setup(session)
    zone = await lock_part(session, DeliveryZone, zone_id, change)
    columns = _columns(wanted)
    if not columns.get("areas", zone.areas):
        raise BadDelivery("A zone needs an area.", "areas")
    status = None if isinstance(wanted.status, UnsetType) else wanted.status
    await change_part(session, zone, columns, status, SubjectKind.DELIVERY_ZONE, change, most=MOST_ZONES)
    return zone


async def archive_zone(session: AsyncSession, zone_id: UUID, change: Change) -> None:
    """Nothing is delivered there by it any more; its methods stay, without a zone that is offered.

    Raises NotFound, EditedMeanwhile.
    """
    await archive_part(session, DeliveryZone, zone_id, SubjectKind.DELIVERY_ZONE, change)


def _columns(wanted: ZoneChanges) -> dict[str, Any]:
    columns = given_fields(wanted)
    columns.pop("status", None)
    for name in ("areas", "excluded"):
        if name in columns:
            columns[name] = checked_areas(columns[name], name)
    return columns
