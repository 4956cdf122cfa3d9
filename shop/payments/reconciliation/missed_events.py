"""Fetches what no webhook brought: every ten minutes, and as soon as somebody comes back from paying.

Stripe keeps its events for 30 days and lists them by the second in which they were made. They are read window by window,
oldest first, from where the last look ended, and stored like a webhook's: those that are known already change nothing.
"""

from collections.abc import AsyncGenerator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.clock import now
from shop.kit.db.session import merchant_of
from shop.kit.db.tenancy import sweeping
from shop.kit.jobs import Errand, Priority, enqueue, enqueue_for_each, errand, sweep
from shop.kit.log import logger
from shop.merchants.accounts import lock_stripe_account, stripe_account
from shop.merchants.models import StripeAccount
from shop.payments.gateway import EventWindow, Gateway, PaymentRefused, PaymentUnavailable
from shop.payments.incoming.store_webhooks import MalformedStripeEvent, store_event
from shop.payments.settlement import NEEDED_EVENTS

log = logger()

KEPT = timedelta(days=29)  # Stripe lists the events of 30 days
FIRST = timedelta(hours=1)  # how far back the first look at an account goes: links are younger
# Read again next time: an event may be listed late, and our clock may go before Stripe's.
OVERLAP = timedelta(minutes=10)
MERCHANTS_AT_ONCE = 100
LATE = timedelta(minutes=1)  # a webhook that is younger may still be under way


class ReadingLimits(msgspec.Struct, frozen=True):
    """How much is read at once, and in one go: the next look goes on. A page has a hundred events.

    A window doubles where its events are few, and is halved where they were more than `most_pages`, down to a second;
    that one is read to its end.
    """

    window: timedelta = timedelta(minutes=10)
    shortest: timedelta = timedelta(seconds=1)
    most_pages: int = 10
    most_calls: int = 200


LIMITS = ReadingLimits()


@sweep("payments.find_to_reconcile")
async def find_to_reconcile(
    session: AsyncSession, *, behind: UUID | None = None, at_once: int = MERCHANTS_AT_ONCE
) -> None:
    """Every merchant that has an account, some in each transaction: `look_for_missed` waits for its end."""
    async with sweeping(session):
        accounts = select(StripeAccount.merchant_id).order_by(col(StripeAccount.merchant_id)).limit(at_once)
        if behind is not None:
            accounts = accounts.where(col(StripeAccount.merchant_id) > behind)
        merchants = (await session.exec(accounts)).all()
    await enqueue_for_each(session, "payments.reconcile", merchants)
    if len(merchants) == at_once:
        await enqueue(session, "payments.find_to_reconcile", behind=merchants[-1], at_once=at_once)


async def look_for_missed(session: AsyncSession) -> None:
    """Somebody paid, and no webhook says so: a worker asks Stripe, unless one is about to."""
    owner = merchant_of(session)
    await enqueue(session, "payments.reconcile", priority=Priority.PAYMENT, once=str(owner))


@errand("payments.reconcile", attempts=1)
async def reconcile(errand: Errand) -> None:
    """Store what is missing. Where Stripe is away or refuses, the next look begins where this one ended."""
    async with errand.transaction() as session:
        account = await stripe_account(session)
        secret_key, since = account.secret_key, account.events_read_to
    gateway, begun = errand.vendor(Gateway), now()
    since = min(
        max(since or begun - FIRST, begun - KEPT), begun - OVERLAP
    )  # a moment to come is not believed
    try:
        async for events, read_to in read_windows(gateway, secret_key, since=since, until=begun):
            async with errand.transaction() as session:
                await _keep(session, events, read_to=min(read_to, begun - OVERLAP))
    except (PaymentRefused, PaymentUnavailable) as error:
        log.warning("payment.events_not_read", error=str(error))


async def read_windows(
    gateway: Gateway, secret_key: str, *, since: datetime, until: datetime, limits: ReadingLimits = LIMITS
) -> AsyncGenerator[tuple[list[dict[str, Any]], datetime]]:
    """The events of one window after the other, each oldest first, with the moment up to which all are read.

    Raises PaymentRefused, PaymentUnavailable.
    """
    length, calls = limits.window, 0
    while since < until and calls < limits.most_calls:
        window = EventWindow(NEEDED_EVENTS, since, min(until, since + length))
        events, took, are_all = await gateway.events_of(secret_key, window, most_pages=limits.most_pages)
        calls += took
        yield list(reversed(events)), window.until if are_all else since  # kept also where it is read again
        if not are_all and length > limits.shortest:
            length = max(length / 2, limits.shortest)
            continue
        if not are_all:  # it cannot be made shorter
            behind = _read_on(gateway, secret_key, window, events[-1]["id"], most_pages=limits.most_pages)
            async for further, is_end in behind:
                yield list(reversed(further)), window.until if is_end else since
        if took <= limits.most_pages / 4:
            length *= 2
        since = window.until


async def _read_on(
    gateway: Gateway, secret_key: str, window: EventWindow, last: str, *, most_pages: int
) -> AsyncGenerator[tuple[list[dict[str, Any]], bool]]:
    """The events behind `last`, some pages at a time, each with whether it is the end. Raises as `events_of`.

    However many calls it takes: what is passed over is never asked for again.
    """
    is_end = False
    while not is_end:
        events, _, is_end = await gateway.events_of(secret_key, window, most_pages=most_pages, behind=last)
        yield events, is_end
        last = events[-1]["id"] if events else last


async def _keep(session: AsyncSession, events: list[dict[str, Any]], *, read_to: datetime) -> None:
    """Store those that are new. What is older than a webhook takes was lost: the doctor tells."""
    at, missed = now(), 0
    for event in events:
        is_new = await _store(session, event, at=at)
        created = event.get("created")
        is_late = isinstance(created, int) and created < (at - LATE).timestamp()
        missed += is_new and is_late
    account = await lock_stripe_account(session)
    account.note_events_read(read_to)
    if missed:
        account.note_events_missed(at=at)
        log.warning("payment.events_missed", count=missed)


async def _store(session: AsyncSession, event: dict[str, Any], *, at: datetime) -> bool:
    """What is no event holds up none behind it."""
    try:
        return await store_event(session, msgspec.json.encode(event), at=at)
    except (MalformedStripeEvent, UnicodeEncodeError):
        log.warning("payment.event_malformed", event_id=str(event.get("id"))[:80])
        return False
