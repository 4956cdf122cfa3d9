"""What Meta tells of an account or a number: kept as a fact, shown to a person where one must act.

Where nothing can be sent any more, the number is paused. The later by Meta's clock counts: a ban told late of an account
that was reinstated since pauses nothing.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession
from sqlmodel.sql.expression import SelectOfScalar

from shop.attention.calling import call_attention, resolve_attention
from shop.attention.models import AttentionKind
from shop.events.models import META, Event, Subject, SubjectKind
from shop.events.recording import record
from shop.inbox.models import InboundEvent
from shop.inbox.sending.pausing import pause_sending
from shop.kit.clock import now
from shop.kit.db.locking import lock_row
from shop.kit.db.session import merchant_of
from shop.kit.jobs import job
from shop.merchants.accounts import numbers
from shop.merchants.models import WhatsAppNumber
from shop.whatsapp.errors import Affects, VendorAction
from shop.whatsapp.incoming.account import AccountChange, read_account_change
from shop.whatsapp.untrusted_json import Malformed

KIND = "account.changed"
_TOPIC = col(Event.data)["topic"].astext


@job("inbox.note_account")
async def note_account(session: AsyncSession, *, event_id: UUID) -> None:
    """Keep what Meta told, and call whoever must act."""
    event = await lock_row(session, InboundEvent, event_id)
    if not event.is_waiting:
        return
    try:
        change = read_account_change(event.body)
    except Malformed as error:
        event.set_aside(str(error))
        return
    concerned = _concerned(list((await numbers(session)).values()), change)
    said_at = min(event.provider_at or event.arrived_at, event.arrived_at)
    for number in concerned:
        await _apply(session, number, change, said_at=said_at, at=now())
    if concerned:
        event.finish()
    else:
        event.ignore("It names no number of ours.")


def _concerned(known: Sequence[WhatsAppNumber], change: AccountChange) -> list[WhatsAppNumber]:
    """The number that is named, else those of the account, else all of the merchant's; of another app, none."""
    known = [number for number in known if change.app_id in (None, number.app_id)]
    for is_named in (
        lambda number: number.phone_number_id == change.phone_number_id,
        lambda number: change.display_phone and _digits(number) == change.display_phone,
        lambda number: number.waba_id == change.account_id,
    ):
        if named := [number for number in known if is_named(number)]:
            return named
    return list(known)


def _digits(number: WhatsAppNumber) -> str:
    return "".join(each for each in number.display_phone_number if each.isdigit())


async def _apply(
    session: AsyncSession, number: WhatsAppNumber, change: AccountChange, *, said_at: datetime, at: datetime
) -> None:
    about = Subject(SubjectKind.NUMBER, number.id)
    is_late = await _superseded(session, about, change.topic, said_at)
    codes = {"topic": change.topic, "event": change.event, **change.codes}
    calls = change.bad_news is not None and not is_late
    await record(session, KIND, about, actor=META, at=at, provider_at=said_at, calls=calls, **codes)
    if is_late:
        return
    if change.is_over and await _last_call_about(session, about) == change.topic:
        await resolve_attention(session, [AttentionKind.ACCOUNT_ALERT], about, actor=META, at=at)
    if change.bad_news is None:
        return
    kind = AttentionKind.ACCOUNT_ALERT
    await call_attention(session, kind, about, change.bad_news, actor=META, at=at)
    if why := _why_it_cannot_send(change):
        await pause_sending(session, number, why, code=change.event, said_at=said_at, at=at)


def _why_it_cannot_send(change: AccountChange) -> str | None:
    """The account is gone, or Meta reports an error that would meet every message."""
    for error in change.errors:
        stops = error.affects is Affects.NUMBER and error.action in (VendorAction.FIX, VendorAction.STOP)
        if stops:
            return f"{error.code}: {error.details or error.title}"
    return change.bad_news if change.stops_sending else None


async def _superseded(session: AsyncSession, about: Subject, topic: str, said_at: datetime) -> bool:
    """Did Meta say something later about the same?"""
    same = _told(session, about).where(topic == _TOPIC, col(Event.provider_at) > said_at)
    return (await session.exec(same.limit(1))).first() is not None


async def _last_call_about(session: AsyncSession, about: Subject) -> str | None:
    """The topic of what a person was called for last."""
    called = _told(session, about).where(col(Event.data)["calls"].astext == "true")
    last = (await session.exec(called.order_by(col(Event.id).desc()).limit(1))).first()
    return str(last.data["topic"]) if last is not None else None


def _told(session: AsyncSession, about: Subject) -> SelectOfScalar[Event]:
    return select(Event).where(
        Event.merchant_id == merchant_of(session),
        Event.subject_kind == about.kind,
        Event.subject_id == about.id,
        Event.kind == KIND,
    )
