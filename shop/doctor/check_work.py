"""The doctor looks at the work: jobs, the timetable, events that wait, and the seals of stored secrets."""

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.attention.listing import WaitingAttention
from shop.doctor.findings import Findings
from shop.handlers import HANDLERS
from shop.installation.counting import JobCount, WebhookCount, count_installation, last_tick
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.jobs import registry
from shop.kit.jobs.admin import HELD
from shop.merchants.key_rotation import SealCounts, count_seals, merchant_ids
from shop.timetable import TIMES

__all__ = ["HANDLERS", "check_secrets", "check_work"]  # importing the worker registers every job

LATE_SECONDS, STUCK_SECONDS = 10.0, 60.0
SILENT_SECONDS = 180.0
START = "Start `shop work`, or more of them."


async def check_work(database: Database) -> Findings:
    """Across all merchants."""
    found = Findings()
    counts = await count_installation(database)
    _queue(found, counts.jobs)
    _events(found, counts.webhooks)
    _calls(found, counts.calls)
    async with database.transaction() as session:
        await _timetable(found, session)
    return found


async def check_secrets(database: Database) -> Findings:
    """Can every stored secret be read, and with which key?"""
    found, total = Findings(), SealCounts()
    async with database.transaction() as session:
        merchants = await merchant_ids(session)
    for merchant_id in (None, *merchants):
        async with database.transaction(merchant_id) as session:
            seals = await count_seals(session)
        total.newest += seals.newest
        total.older += seals.older
        total.unreadable += seals.unreadable
    if total.unreadable:
        says = f"{total.unreadable} stored secrets cannot be read with SHOP_SECRET_KEY."
        found.fail(
            "secrets", says, "Add the key they were sealed with, after a comma; then: shop secrets rotate"
        )
    if total.older:
        says = f"{total.older} stored secrets are still sealed with an older key."
        found.warn("secrets", says, "Run: shop secrets rotate")
    if not total.unreadable and not total.older:
        found.ok("secrets", f"{total.newest} stored secrets are sealed with the present key.")
    return found


def _queue(found: Findings, jobs: Sequence[JobCount]) -> None:
    held = [f"{row.entrypoint} ({row.amount})" for row in jobs if row.status == HELD]
    if held:
        says = f"Held after their last try: {', '.join(held)}."
        found.warn("jobs.held", says, "Look: shop jobs list --state failed; then retry or discard them.")
    if unknown := sorted({row.entrypoint for row in jobs} - set(registry.entries)):
        says = f"No handler has these names: {', '.join(unknown)}."
        found.fail("jobs.unknown", says, "Run workers of the release that left them, or discard them.")
    oldest = max((row.age for row in jobs if row.status == "queued"), default=0.0)
    says = (
        f"{sum(row.amount for row in jobs if row.status == 'queued')} jobs wait, the longest {oldest:.0f} s."
    )
    if oldest > STUCK_SECONDS:
        found.fail("jobs", says, START)
    elif oldest > LATE_SECONDS:
        found.warn("jobs", says, START)
    else:
        found.ok("jobs", says)


def _events(found: Findings, events: Sequence[WebhookCount]) -> None:
    for row in events:
        if row.state == "set_aside" and row.amount:
            says = f"{row.amount} {row.source} events were set aside."
            found.warn("webhooks.set_aside", says, "Look: shop webhooks list; then replay them.")
    oldest = max((row.age for row in events if row.state == "waiting"), default=0.0)
    says = f"The oldest event that waits is {oldest:.0f} s old."
    if oldest > STUCK_SECONDS:
        found.fail("webhooks", says, f"{START} If they run: shop jobs list --state failed")
    else:
        found.ok("webhooks", says)


def _calls(found: Findings, calls: Sequence[WaitingAttention]) -> None:
    """Whoever is left alone; the longest waiting decides how bad it is."""
    if not calls:
        found.ok("attention", "Nothing waits for a person.")
        return
    each = ", ".join(f"{call.kind.value.replace('_', ' ')} ({call.amount})" for call in calls)
    waited = now() - min(call.oldest for call in calls)
    says = f"A person must look at: {each}; the oldest has waited {_in_words(waited)}."
    advice = "Look: GET /api/v1/attention; shop conversations list for those who wait in the chat."
    found.warn("attention", says, advice)


def _in_words(span: timedelta) -> str:
    minutes = int(span.total_seconds()) // 60
    return f"{minutes} minutes" if minutes < 120 else f"{minutes // 60} hours"


async def _timetable(found: Findings, session: AsyncSession) -> None:
    """The fastest of the times tells whether anybody ticks."""
    name = min(TIMES, key=lambda each: TIMES[each])
    last = await last_tick(session, name)
    if last is None:
        found.fail("timetable", "Nothing scheduled has ever run.", START)
        return
    silent = (now() - last).total_seconds()
    says = f"The timetable last ticked {silent:.0f} s ago."
    if silent > SILENT_SECONDS:
        found.fail("timetable", says, START)
    else:
        found.ok("timetable", says)
