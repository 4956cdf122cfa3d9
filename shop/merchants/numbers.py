"""Finds WhatsApp numbers by an id, pauses them by hand and resumes them, notes when one was last told a status."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from sqlalchemy import text, update
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from shop.kit.db.session import execute_core, merchant_of
from shop.kit.db.tenancy import sweeping
from shop.kit.errors import Conflict, NotFound
from shop.merchants.models import WhatsAppNumber

_ALL = text("""
    SELECT number.id, number.merchant_id, merchant.name AS merchant, number.phone_number_id,
           number.display_phone_number, number.app_id, number.waba_id, number.catalog_id, number.paused_reason,
           number.last_status_at
    FROM whatsapp_number AS number JOIN merchant ON merchant.id = number.merchant_id
    WHERE CAST(:named AS text) IS NULL OR :named IN (number.id::text, number.phone_number_id)
    ORDER BY merchant.name, number.display_phone_number LIMIT :most
""")


STATUS_NOTED_EVERY = timedelta(seconds=30)


class AlreadySo(Conflict):
    """The number is in that state already."""


class NumberFound(msgspec.Struct, frozen=True, kw_only=True):
    """A number and its merchant."""

    id: UUID
    merchant_id: UUID
    merchant: str
    phone_number_id: str
    display_phone_number: str
    app_id: str
    waba_id: str
    catalog_id: str | None
    paused_reason: str | None
    last_status_at: datetime | None


async def find_numbers(
    session: AsyncSession, named: str | None = None, *, merchant_id: UUID | None = None
) -> list[NumberFound]:
    """Every merchant's numbers, or those called `named` (our id, or Meta's). Raises NotFound for a name."""
    async with sweeping(session):
        rows = (await execute_core(session, _ALL, {"named": named, "most": None})).all()
    found = [NumberFound(**row._mapping) for row in rows]
    own = [each for each in found if merchant_id in (None, each.merchant_id)]
    if named is not None and not own:
        whose = "belongs to another merchant" if found else "is not known here"
        raise NotFound(f"Number {named} {whose}.")
    return own


async def find_only_number(session: AsyncSession) -> NumberFound | None:
    """The number of an installation that has one, None where there are none or several."""
    async with sweeping(session):
        rows = (await execute_core(session, _ALL, {"named": None, "most": 2})).all()
    return NumberFound(**rows[0]._mapping) if len(rows) == 1 else None


def pause_number(number: WhatsAppNumber, reason: str) -> None:
    """Send nothing from it until it is resumed; what is queued waits. Raises AlreadySo."""
    if number.paused_reason is not None:
        raise AlreadySo(f"{number.display_phone_number} is paused already: {number.paused_reason}")
    number.pause(reason)


async def note_last_status(session: AsyncSession, number_ids: SelectOfScalar[UUID], *, at: datetime) -> None:
    """Meta told a status of a message of these numbers: their webhooks work. Written twice a minute."""
    last = col(WhatsAppNumber.last_status_at)
    await execute_core(
        session,
        update(WhatsAppNumber)
        .where(
            col(WhatsAppNumber.merchant_id) == merchant_of(session),
            col(WhatsAppNumber.id).in_(number_ids),
            last.is_(None) | (last < at - STATUS_NOTED_EVERY),
        )
        .values(last_status_at=at),
    )
