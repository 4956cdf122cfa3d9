"""Whose turn it is: one push (review, reconciliation) of a merchant at a time, on whatever machine.

Two pushes at once could leave Meta with the older of two states while we remember the newer one. So a push holds
a turn, a row with an expiry, renewed in each of its transactions. Who finds it taken leaves: before giving the
turn back the holder looks again for what is unsent. One of them stays as a waiter, in case the holder died.
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

HOLD = timedelta(minutes=3)  # longer than one call to Meta can take
BEAT = timedelta(seconds=0.2)  # a waiter comes a little after the turn is free

_TAKE = text(
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
_KEEP = text(
    "UPDATE sync_lease SET held_until = now() + :hold "
    "WHERE merchant_id = :merchant AND task = :task AND holder = :holder"
)
_GIVE_BACK = text(
    "UPDATE sync_lease SET holder = NULL, held_until = NULL, paused_until = now() + :pause, "
    "awaited_until = CASE WHEN :returning THEN now() + :pause + interval '5 seconds' END, trouble = :trouble "
    "WHERE merchant_id = :merchant AND task = :task AND holder = :holder"
)
_AIM = text(
    "UPDATE sync_lease SET targets = :targets WHERE merchant_id = :merchant AND task = :task"
).bindparams(bindparam("targets", type_=JSONB))


class LeaseTaken(Postponed):
    """Somebody else has the turn, or it is paused; this job waits for it."""


class Lease:
    """A turn that is held. Every transaction of its holder calls `keep` before it writes anything down."""

    def __init__(self, task: str, merchant_id: UUID, holder: UUID, targets: Sequence[str]) -> None:
        self.task = task
        self.targets = list(targets)
        self._key = {"merchant": merchant_id, "task": task, "holder": holder}
        self.is_held = True

    async def keep(self, session: AsyncSession) -> bool:
        """Hold it for longer. False if it ran out and somebody else has it now."""
        self.is_held = (await execute_core(session, _KEEP, self._key | {"hold": HOLD})).rowcount == 1
        return self.is_held

    async def give_back(
        self,
        session: AsyncSession,
        *,
        pause: timedelta = timedelta(0),
        trouble: str = "",
        returning: bool = False,
    ) -> None:
        """Let the next one in, after a pause. `returning`: our own job comes back then, nobody needs to wait."""
        about = {"pause": pause, "trouble": trouble, "returning": returning}
        await execute_core(session, _GIVE_BACK, self._key | about)
        self.is_held = False


async def acquire_lease(session: AsyncSession, task: str, *, insist: bool = False) -> Lease | None:
    """The turn, or None if somebody holds it or it is paused. `insist` ignores a pause."""
    merchant_id, holder = merchant_of(session), new_id()
    values = {"merchant": merchant_id, "task": task, "holder": holder, "hold": HOLD, "insist": insist}
    row = (await execute_core(session, _TAKE, values)).first()
    return None if row is None else Lease(task, merchant_id, holder, row.targets)


async def targets_of(session: AsyncSession, task: str) -> list[str]:
    """The catalogs that have everything that was sent; none before the first time."""
    turn = await session.get(SyncLease, (merchant_of(session), task))
    return list(turn.targets) if turn is not None else []


async def set_targets(session: AsyncSession, turn: Lease, targets: Sequence[str]) -> None:
    """Remember which catalogs have everything that was sent."""
    turn.targets = list(targets)
    await execute_core(
        session, _AIM, {"merchant": merchant_of(session), "task": turn.task, "targets": turn.targets}
    )


async def wait_for_lease(errand: Errand, task: str) -> None:
    """Raises Taken if this job is the one that waits (it waited before, or nobody does); else nothing to do."""
    key = {"merchant": errand.merchant_id, "task": task}
    async with errand.transaction() as session:
        waits = errand.attempt > 0 or (await execute_core(session, _AWAIT, key)).rowcount == 1
        remaining = (await execute_core(session, _REMAINING, key)).scalar_one_or_none()
    if waits:
        raise LeaseTaken(max(remaining or BEAT, timedelta(0)) + BEAT, f"{task} waits for its turn")
