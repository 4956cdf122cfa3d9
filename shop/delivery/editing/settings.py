"""When a merchant works: read and changed."""

from collections.abc import Sequence
from datetime import time

import msgspec
from msgspec import UNSET, UnsetType
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.editing import EditedMeanwhile
from shop.catalog.rules import given_fields
from shop.delivery.editing.parts import DEFAULT_WEEKDAYS, NEVER, Change, lock_setup, note_settings
from shop.delivery.models import DeliverySettings
from shop.delivery.rules import check_settings
from shop.delivery.working_days import ClosedDays
from shop.kit.db.session import merchant_of


class SettingsChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What changes; lists are replaced. `cutoff` is the merchant's local time."""

    handling_days: int | UnsetType = UNSET
    cutoff: time | UnsetType | None = UNSET
    weekdays: Sequence[str] | UnsetType = UNSET
    closed: Sequence[ClosedDays] | UnsetType = UNSET


async def read_settings(session: AsyncSession) -> DeliverySettings:
    """The merchant's settings; what counts without any where there are none."""
    found = await session.get(DeliverySettings, merchant_of(session), populate_existing=True)
    if found is not None:
        return found
    return DeliverySettings(
        merchant_id=merchant_of(session), weekdays=DEFAULT_WEEKDAYS, closed=[], updated_at=NEVER
    )


async def edit_settings(session: AsyncSession, wanted: SettingsChanges, change: Change) -> DeliverySettings:
    """Change what is named. Raises EditedMeanwhile, BadDelivery."""
    settings = await lock_setup(session)
    if change.read_at is not None and settings.updated_at != change.read_at:
        raise EditedMeanwhile("These settings were changed since you read them: read them again.")
    columns = given_fields(wanted)
    for name in ("weekdays", "closed"):
        if name in columns:
            columns[name] = list(columns[name])
    check_settings({name: getattr(settings, name) for name in wanted.__struct_fields__} | columns)
    changed = [name for name, value in columns.items() if getattr(settings, name) != value]
    settings.adopt(columns, at=change.at)
    await session.flush()
    await note_settings(session, change, changed)
    return settings
