"""`shop jobs list | show | retry | discard`: the queue in an operator's hands."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.cli.resources.databases import open_database
from shop.cli.terminal.invocation import command, command_group
from shop.cli.terminal.options import AsJson, Limit, OfMerchant
from shop.cli.terminal.output import print_done, print_one, print_rows
from shop.config import Settings
from shop.kit.errors import NotFound, ShopError
from shop.kit.jobs.admin import HELD, QueuedJob, discard_jobs, job_by_id, list_jobs, retry_jobs

COLUMNS = ("id", "name", "state", "attempts", "created_at", "due_at", "merchant_id")
MOST = 10_000

JobState = Literal["failed", "queued", "picked"]
JobIds = Annotated[list[int] | None, typer.Argument(metavar="ID", help="held jobs, or --all")]
OfEvery = Annotated[bool, typer.Option("--all", help="every held job")]
OfName = Annotated[str | None, typer.Option("--name", help="with --all: of one name")]

group = command_group("the queue")


class NothingNamed(ShopError):
    """Neither ids nor --all."""


@command(group, "list", "what is queued, runs, or is held")
async def list_queue(
    settings: Settings,
    *,
    state: Annotated[JobState | None, typer.Option(help="failed: held until somebody decides")] = None,
    name: Annotated[str | None, typer.Option(help='of one name, say "inbox.deliver"')] = None,
    merchant: OfMerchant = None,
    limit: Limit = 50,
    as_json: AsJson = False,
) -> int:
    """What is in the queue, held jobs first."""
    async with open_database(settings, pool_size=1) as database, database.transaction() as session:
        found = await list_jobs(session, state=state, name=name, merchant_id=merchant, limit=limit)
    print_rows([_view(job) for job in found], COLUMNS, as_json=as_json, empty="No such job is in the queue.")
    return 0


@command(group, "show", "one job and where it failed")
async def show_job(
    settings: Settings,
    *,
    job_id: Annotated[int, typer.Argument(metavar="ID")],
    merchant: OfMerchant = None,
    as_json: AsJson = False,
) -> int:
    """One job, with where its last failure came from."""
    async with open_database(settings, pool_size=1) as database, database.transaction() as session:
        job = await job_by_id(session, job_id, merchant_id=merchant)
    print_one(_view(job), as_json=as_json)
    return 0


@command(group, "retry", "let held jobs run again")
async def retry_held_jobs(
    settings: Settings,
    *,
    ids: JobIds = None,
    every: OfEvery = False,
    name: OfName = None,
    merchant: OfMerchant = None,
    as_json: AsJson = False,
) -> int:
    """Let held jobs run again, with all their tries."""
    chosen = await _decide(settings, retry_jobs, ids or [], every=every, name=name, merchant_id=merchant)
    print_done(f"{len(chosen)} will run now.", as_json=as_json, retried=chosen)
    return 0


@command(group, "discard", "throw held jobs away")
async def discard_held_jobs(
    settings: Settings,
    *,
    ids: JobIds = None,
    every: OfEvery = False,
    name: OfName = None,
    merchant: OfMerchant = None,
    as_json: AsJson = False,
) -> int:
    """Throw held jobs away."""
    chosen = await _decide(settings, discard_jobs, ids or [], every=every, name=name, merchant_id=merchant)
    print_done(f"{len(chosen)} thrown away.", as_json=as_json, discarded=chosen)
    return 0


async def _decide(
    settings: Settings,
    decision: Callable[[AsyncSession, Sequence[int]], Awaitable[None]],
    ids: Sequence[int],
    *,
    every: bool,
    name: str | None,
    merchant_id: UUID | None,
) -> list[int]:
    """Retry or discard the jobs that were chosen; returns their ids. Raises NotFound, NothingNamed."""
    async with open_database(settings, pool_size=1) as database, database.transaction() as session:
        chosen = await _choose(session, ids, every=every, name=name, merchant_id=merchant_id)
        await decision(session, chosen)
    return chosen


async def _choose(
    session: AsyncSession, ids: Sequence[int], *, every: bool, name: str | None, merchant_id: UUID | None
) -> list[int]:
    """The jobs that were named, or all that are held. Raises NotFound, NothingNamed."""
    if ids:
        return [(await job_by_id(session, each, merchant_id=merchant_id)).id for each in sorted(set(ids))]
    if not every:
        raise NothingNamed("Name jobs by their ids, or say --all (with --name: of that name).")
    held = await list_jobs(session, state=HELD, name=name, merchant_id=merchant_id, limit=MOST)
    if not held:
        raise NotFound("No such job is held.")
    return [job.id for job in held]


def _view(job: QueuedJob) -> dict[str, Any]:
    view: dict[str, Any] = msgspec.structs.asdict(job)
    return {**view, "payload": msgspec.json.encode(job.payload).decode()}
