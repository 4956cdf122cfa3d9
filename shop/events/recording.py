"""Appending to the log: one insert in the caller's transaction."""

import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.events.models import Actor, Subject
from shop.kit.db.columns import new_id
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import execute_sql

KIND = re.compile(r"[a-z_]+\.[a-z_]+")  # order.paid
_CODE = re.compile(r"[A-Za-z0-9_.:\-]{0,100}")
_PHONE = re.compile(r"\+?[0-9]{7,15}")
_INSERT = (
    "INSERT INTO event (merchant_id, id, transaction_id, kind, subject_kind, subject_id, actor, data, provider_at, at) "
    "VALUES ($1, $2, pg_current_xact_id()::text::bigint, $3, $4, $5, $6, $7, $8, $9)"
)

Value = int | bool | str | UUID | StrEnum | datetime | None | list["Value"]


class PersonalData(ValueError):
    """The log takes ids, codes, counts and amounts; this reads like words, a name or a phone number."""


async def record(
    session: AsyncSession,
    kind: str,
    subject: Subject,
    *,
    actor: Actor,
    at: datetime,
    provider_at: datetime | None = None,
    **data: Value,
) -> None:
    """Append an event. `kind` is "noun.verb" ("order.paid"); `data` holds ids, codes, counts, minor units.

    Raises ValueError for a kind of another shape, PersonalData for data that a log without people may not hold.
    """
    if not KIND.fullmatch(kind):
        raise ValueError(f"An event is called noun.verb, not {kind!r}.")
    values = (
        new_id(),
        kind,
        subject.kind.value,
        subject.id,
        str(actor),
        _encoded(data),
        provider_at,
        at,
    )
    await execute_sql(session, _INSERT, merchant_of(session), *values)


def _encoded(data: Mapping[str, Value]) -> str:
    for name, value in data.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and (not _CODE.fullmatch(each) or _PHONE.fullmatch(each)):
                raise PersonalData(f"{name}: the log of events holds codes, not words.")
    return msgspec.json.encode(data).decode()
