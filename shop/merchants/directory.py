"""Finds the merchant of a key, number or token, before row-level security applies."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import merchant_of
from shop.kit.db.sql import execute_sql, fetch, fetch_one
from shop.kit.errors import Conflict
from shop.merchants.models import Directory, Lookup

_OWNERS = "SELECT key, merchant_id FROM directory WHERE kind = ANY($1::text[]) AND key = ANY($2::text[])"
_ENTER = (
    "INSERT INTO directory (kind, key, merchant_id, entered_at) VALUES ($1, $2, $3, $4) "
    "ON CONFLICT (kind, key) DO UPDATE SET merchant_id = excluded.merchant_id "
    "WHERE directory.merchant_id = excluded.merchant_id RETURNING merchant_id"
)
_LEAVE = "DELETE FROM directory WHERE kind = $1 AND key = $2 AND merchant_id = $3"


class TakenByAnother(Conflict):
    """The number, account or token belongs to another merchant."""


async def owner_of(session: AsyncSession, kind: Lookup, key: str) -> UUID | None:
    """The merchant behind one key, or None."""
    return await session.scalar(
        select(Directory.merchant_id).where(Directory.kind == kind.value, Directory.key == key)
    )


async def owners_of(session: AsyncSession, kinds: Iterable[Lookup], keys: Iterable[str]) -> dict[str, UUID]:
    """The merchants behind many keys; unknown keys are missing from the answer."""
    found = await fetch(session, _OWNERS, [kind.value for kind in kinds], list(keys))
    return {row["key"]: row["merchant_id"] for row in found}


async def enter(session: AsyncSession, kind: Lookup, key: str, *, at: datetime | None = None) -> None:
    """Enter the key for this transaction's merchant; `at` where it ends after a time. Raises TakenByAnother."""
    if await fetch_one(session, _ENTER, kind.value, key, merchant_of(session), at) is None:
        raise TakenByAnother(f"This {kind.value.replace('_', ' ')} belongs to another merchant here.")


async def leave(session: AsyncSession, kind: Lookup, key: str) -> None:
    """Remove the key, if it is this transaction's merchant's."""
    await execute_sql(session, _LEAVE, kind.value, key, merchant_of(session))


def number_key(app_id: str, phone_number_id: str) -> str:
    """The directory's key of a number: the app's id is part of it, so that no other app speaks for the number."""
    return f"{app_id}:{phone_number_id}"
