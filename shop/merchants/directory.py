"""Whose is it? Answers before any merchant is known."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db import merchant_of, run
from shop.kit.errors import Conflict
from shop.merchants.models import Directory, Lookup

_ENTER = text(
    "INSERT INTO directory (kind, key, merchant_id) VALUES (:kind, :key, :merchant) "
    "ON CONFLICT (kind, key) DO UPDATE SET merchant_id = excluded.merchant_id "
    "WHERE directory.merchant_id = excluded.merchant_id RETURNING merchant_id"
)

_LEAVE = text("DELETE FROM directory WHERE kind = :kind AND key = :key AND merchant_id = :merchant")


class TakenByAnother(Conflict):
    """The number, account or token belongs to another merchant."""


async def owner_of(session: AsyncSession, kind: Lookup, key: str) -> UUID | None:
    """The merchant behind one key, or None."""
    return await session.scalar(
        select(Directory.merchant_id).where(Directory.kind == kind.value, Directory.key == key)
    )


async def owners_of(session: AsyncSession, kinds: Iterable[Lookup], keys: Iterable[str]) -> dict[str, UUID]:
    """The merchants behind many keys; unknown keys are missing from the answer."""
    found = await session.exec(
        select(Directory.key, Directory.merchant_id).where(
            col(Directory.kind).in_([kind.value for kind in kinds]), col(Directory.key).in_(list(keys))
        )
    )
    return dict(found.all())


async def enter(session: AsyncSession, kind: Lookup, key: str) -> None:
    """Say that the key leads to this transaction's merchant. Raises TakenByAnother."""
    values = {"kind": kind.value, "key": key, "merchant": merchant_of(session)}
    if (await run(session, _ENTER, values)).first() is None:
        raise TakenByAnother(f"This {kind.value.replace('_', ' ')} belongs to another merchant here.")


async def leave(session: AsyncSession, kind: Lookup, key: str) -> None:
    """The key no longer leads to this transaction's merchant; another's stays."""
    await run(session, _LEAVE, {"kind": kind.value, "key": key, "merchant": merchant_of(session)})


def number_key(app_id: str, phone_number_id: str) -> str:
    """How a number is found: only together with the app that may speak for it."""
    return f"{app_id}:{phone_number_id}"
