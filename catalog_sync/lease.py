"""The lease of a task: one push (one review, one reconciliation) of a merchant at a time, on whatever machine.

Two pushes at once could leave Meta with the older of two states while we remember the newer one. So a push holds
a lease, a row with an expiry, and renews it in each of its transactions. A job that finds it taken ends: before
releasing the lease the holder looks again for what is unsent. One such job waits, in case the holder died.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.models import SyncLease
from shop.kit.db.columns import new_id
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.jobs import Errand, Postponed

# Longer than one call to Meta can take.
LEASE_TIME = timedelta(minutes=3)
# A waiter tries a little after the lease is free.
WAIT_AFTER_RELEASE = timedelta(seconds=0.2)

_ACQUIRE = text(
    "INSERT INTO sync_lease (merchant_id, task, holder, held_until, trouble, targets) "
    "VALUES (:merchant, :task, :holder, now() + :hold, '', '[]') "
    "ON CONFLICT (merchant_id, task) DO UPDATE "
    "SET holder = excluded.holder, held_until = excluded.held_until, awaited_until = NULL "
    "WHERE coalesce(sync_lease.held_until < now(), true) "
    "AND (:insist OR coalesce(sync_lease.paused_until < now(), true)) RETURNING targets"
).columns(targets=JSONB)
_REMAINING = text(
    "SELECT greatest(held_until, paused_until) - now() FROM sync_lease "
    "WHERE merchant_id = :merchant AND task = :task"
)
_AWAIT = text(
    "UPDATE sync_lease SET awaited_until = greatest(held_until, paused_until) + interval '5 seconds' "
    "WHERE merchant_id = :merchant AND task = :task AND coalesce(awaited_until < now(), true)"
)
_RENEW = text(
    "UPDATE sync_lease SET held_until = now() + :hold "
    "WHERE merchant_id = :merchant AND task = :task AND holder = :holder"
)
_RELEASE = text(
    "UPDATE sync_lease SET holder = NULL, held_until = NULL, paused_until = now() + :pause, "
    "awaited_until = CASE WHEN :returning THEN now() + :pause + interval '5 seconds' END, trouble = :trouble "
    "WHERE merchant_id = :merchant AND task = :task AND holder = :holder"
)
_SET_TARGETS = text(
    "UPDATE sync_lease SET targets = :targets WHERE merchant_id = :merchant AND task = :task"
).bindparams(bindparam("targets", type_=JSONB))


class LeaseTaken(Postponed):
    """Another job holds the lease, or it is paused; this job is postponed until it is free."""


class Lease:
    """A lease that is held. Every transaction of its holder calls `renew` before it writes anything."""

    def __init__(self, task: str, merchant_id: UUID, holder: UUID, targets: Sequence[str]) -> None:
        self.task = task
        self.targets = list(targets)
        self._key = {"merchant": merchant_id, "task": task, "holder": holder}
        self.is_held = True

    async def renew(self, session: AsyncSession) -> bool:
        """Hold it for another LEASE_TIME. False if it ran out and another job holds it now."""
        self.is_held = (await execute_core(session, _RENEW, self._key | {"hold": LEASE_TIME})).rowcount == 1
        return self.is_held

    async def release(
        self,
        session: AsyncSession,
        *,
        pause: timedelta = timedelta(0),
        trouble: str = "",
        returning: bool = False,
    ) -> None:
        """End it; nobody takes it during the pause. `returning`: the same job comes back after it, so none need wait."""
        about = {"pause": pause, "trouble": trouble, "returning": returning}
        await execute_core(session, _RELEASE, self._key | about)
        self.is_held = False


async def acquire_lease(session: AsyncSession, task: str, *, insist: bool = False) -> Lease | None:
    """The lease, or None if another job holds it or it is paused. `insist` ignores a pause."""
    merchant_id, holder = merchant_of(session), new_id()
    values = {"merchant": merchant_id, "task": task, "holder": holder, "hold": LEASE_TIME, "insist": insist}
    row = (await execute_core(session, _ACQUIRE, values)).first()
    return None if row is None else Lease(task, merchant_id, holder, row.targets)


async def targets_of(session: AsyncSession, task: str) -> list[str]:
    """Ids of the catalogs that have everything that was sent; none before the first push."""
    lease = await session.get(SyncLease, (merchant_of(session), task))
    return list(lease.targets) if lease is not None else []


async def set_targets(session: AsyncSession, lease: Lease, targets: Sequence[str]) -> None:
    """Remember which catalogs have everything that was sent."""
    lease.targets = list(targets)
    await execute_core(
        session,
        _SET_TARGETS,
        {"merchant": merchant_of(session), "task": lease.task, "targets": lease.targets},
    )


async def wait_for_lease(errand: Errand, task: str) -> None:
    """Raises LeaseTaken if this job is the one that waits: it waited before, or no other does. Else returns."""
    key = {"merchant": errand.merchant_id, "task": task}
    async with errand.transaction() as session:
        waits = errand.attempt > 0 or (await execute_core(session, _AWAIT, key)).rowcount == 1
        remaining = (await execute_core(session, _REMAINING, key)).scalar_one_or_none()
    if waits:
        raise LeaseTaken(
            max(remaining or WAIT_AFTER_RELEASE, timedelta(0)) + WAIT_AFTER_RELEASE,
            f"{task} waits for its lease",
        )
