"""Appending to the log: one insert in the caller's transaction."""

import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.events.models import Actor, Event, Subject
from shop.kit.db.session import merchant_of
from shop.kit.db.sql import insert_rows

KIND = re.compile(r"[a-z_]+\.[a-z_]+")  # order.paid
_CODE = re.compile(r"[A-Za-z0-9_.:\-]{0,100}")
_PHONE = re.compile(r"\+?[0-9]{7,15}")

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
    event = event_of(merchant_of(session), kind, subject, actor=actor, at=at, provider_at=provider_at, **data)
    await insert_rows(session, [event])


def event_of(
    merchant_id: UUID,
    kind: str,
    subject: Subject,
    *,
    actor: Actor,
    at: datetime,
    provider_at: datetime | None = None,
    **data: Value,
) -> Event:
    """The same, to be written with the rows that it is about."""
    if not KIND.fullmatch(kind):
        raise ValueError(f"An event is called noun.verb, not {kind!r}.")
    _refuse_people(data)
    return Event(
        merchant_id=merchant_id,
        kind=kind,
        subject_kind=subject.kind,
        subject_id=subject.id,
        actor=str(actor),
        data=data,
        provider_at=provider_at,
        at=at,
    )


def _refuse_people(data: Mapping[str, Value]) -> None:
    for name, value in data.items():
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, str) and (not _CODE.fullmatch(each) or _PHONE.fullmatch(each)):
                raise PersonalData(f"{name}: the log of events holds codes, not words.")
