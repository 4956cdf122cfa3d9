"""What changes of zones, methods and places have in common."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.editing import EditedMeanwhile
from shop.delivery.models import DeliverySettings, SetupPart, SetupStatus
from shop.delivery.rules import HIGHEST_POSITION, BadDelivery, check_name
from shop.events.models import Actor, Subject, SubjectKind
from shop.events.recording import Value, record
from shop.kit.db.locking import lock_row
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.errors import Conflict, NotFound
from shop.kit.pages import Page
from shop.merchants.opening_hours import DAYS

Part = TypeVar("Part", bound=SetupPart)
DEFAULT_WEEKDAYS = list(DAYS[:5])
NEVER = datetime(1970, 1, 1, tzinfo=UTC)  # when settings were changed that nobody has changed


class TooMany(Conflict):
    """No more of them fit into a set-up."""


class PartPosition(msgspec.Struct, frozen=True, array_like=True):
    """Where a part stands in the merchant's order."""

    position: int
    id: UUID


class Change(msgspec.Struct, frozen=True):
    """Who changes something, when; `read_at`: the `updated_at` that they saw, None: whatever it is."""

    actor: Actor
    at: datetime
    read_at: datetime | None = None


async def lock_setup(session: AsyncSession) -> DeliverySettings:
    """The settings, made where there are none, locked: one change of a set-up after the other."""
    blank = {"merchant_id": merchant_of(session), "handling_days": 0, "weekdays": DEFAULT_WEEKDAYS}
    made = insert(DeliverySettings).values(**blank, closed=[], updated_at=NEVER)
    await execute_core(session, made.on_conflict_do_nothing())
    found = await session.get(
        DeliverySettings, merchant_of(session), with_for_update={"key_share": True}, populate_existing=True
    )
    if found is None:
        raise NotFound("There is no such merchant.")
    return found


async def add_part(
    session: AsyncSession, part: SetupPart, kind: SubjectKind, change: Change, *, most: int
) -> None:
    """Store a new part; without a position it stands last. Raises BadDelivery, TooMany."""
    model = type(part)
    check_name(part.name)
    _check_position(part.position)
    await _check_room(session, model, most)
    if part.position < 0:
        last = sa.select(sa.func.max(model.position)).where(
            col(model.merchant_id) == part.merchant_id, col(model.status) == SetupStatus.ACTIVE
        )
        found = (await execute_core(session, last)).scalar_one_or_none()
        part.position = min(HIGHEST_POSITION, 0 if found is None else found + 1)
    session.add(part)
    await session.flush()
    await _note(session, part.id, kind, change, "created", [])


async def lock_part(session: AsyncSession, model: type[Part], part_id: UUID, change: Change) -> Part:
    """The part, locked. Raises NotFound, EditedMeanwhile."""
    part = await lock_row(session, model, part_id, missing=f"There is no such {_called(model)}.")
    if change.read_at is not None and part.updated_at != change.read_at:
        raise EditedMeanwhile(f"This {_called(model)} was changed since you read it: read it again.")
    return part


async def change_part(
    session: AsyncSession,
    part: SetupPart,
    values: Mapping[str, Any],
    status: SetupStatus | None,
    kind: SubjectKind,
    change: Change,
    *,
    most: int,
) -> None:
    """Take over columns and status. Raises BadDelivery, TooMany."""
    check_name(values.get("name", part.name))
    _check_position(values.get("position", part.position))
    before = part.status
    if status is not None and status is not before:
        if status is SetupStatus.ACTIVE:
            await _check_room(session, type(part), most)
        (part.archive if status is SetupStatus.ARCHIVED else part.restore)()
    changed = [name for name, value in values.items() if getattr(part, name) != value]
    part.adopt(values, at=change.at)
    await session.flush()
    await _note(session, part.id, kind, change, _verb(before, part.status), changed)


async def archive_part(
    session: AsyncSession, model: type[SetupPart], part_id: UUID, kind: SubjectKind, change: Change
) -> None:
    """It is offered no more; what refers to it stands. A second time changes nothing. Raises NotFound, EditedMeanwhile."""
    await lock_setup(session)
    part = await lock_part(session, model, part_id, change)
    if part.status is not SetupStatus.ARCHIVED:
        await change_part(session, part, {}, SetupStatus.ARCHIVED, kind, change, most=0)


async def read_part(session: AsyncSession, model: type[Part], part_id: UUID) -> Part:
    """One part, archived or not. Raises NotFound."""
    found = await session.get(model, (merchant_of(session), part_id), populate_existing=True)
    if found is None:
        raise NotFound(f"There is no such {_called(model)}.")
    return found


async def list_parts(
    session: AsyncSession, model: type[Part], *, status: SetupStatus, after: PartPosition | None, limit: int
) -> Page[Part]:
    """The parts of that status behind `after`, in the merchant's order."""
    statement = select(model).where(model.merchant_id == merchant_of(session), model.status == status)
    if after is not None:
        behind = sa.tuple_(col(model.position), col(model.id))
        statement = statement.where(behind > sa.tuple_(sa.literal(after.position), sa.literal(after.id)))
    ordered = statement.order_by(col(model.position), col(model.id)).limit(limit + 1)
    found = (await session.exec(ordered)).all()
    return Page(found[:limit], len(found) > limit)


async def note_settings(session: AsyncSession, change: Change, fields: Sequence[str]) -> None:
    """The settings were changed."""
    kind = SubjectKind.DELIVERY_SETTINGS
    await _note(session, merchant_of(session), kind, change, "changed", fields)


async def _note(
    session: AsyncSession,
    subject_id: UUID,
    kind: SubjectKind,
    change: Change,
    verb: str,
    fields: Sequence[str],
) -> None:
    subject, named = Subject(kind, subject_id), list[Value](sorted(fields))
    await record(
        session,
        "delivery.changed",
        subject,
        actor=change.actor,
        at=change.at,
        change=verb,
        fields=named,
    )


async def _check_room(session: AsyncSession, model: type[SetupPart], most: int) -> None:
    mine = sa.select(sa.func.count()).where(
        col(model.merchant_id) == merchant_of(session), col(model.status) == SetupStatus.ACTIVE
    )
    if (await execute_core(session, mine)).scalar_one() >= most:
        raise TooMany(f"A shop has at most {most} of these; archive one first.")


def _check_position(position: int) -> None:
    if position > HIGHEST_POSITION:
        raise BadDelivery(f"A position lies between 0 and {HIGHEST_POSITION}.", "position")


def _verb(before: SetupStatus, after: SetupStatus) -> str:
    if before is after:
        return "changed"
    return "archived" if after is SetupStatus.ARCHIVED else "restored"


def _called(model: type[SetupPart]) -> str:
    return str(model.__tablename__).replace("_", " ")
