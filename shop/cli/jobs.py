"""`shop jobs list | show | retry | discard`: the queue in an operator's hands."""

import argparse
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.cli.databases import open_database
from shop.cli.output import print_done, print_one, print_rows
from shop.kit.errors import NotFound, ShopError
from shop.kit.jobs.admin import HELD, QueuedJob, discard_jobs, job_by_id, list_jobs, retry_jobs

COLUMNS = ("id", "name", "state", "attempts", "created_at", "due_at", "merchant_id")
MOST = 10_000


class NothingNamed(ShopError):
    """Neither ids nor --all."""


async def list_(options: argparse.Namespace) -> int:
    """What is in the queue, held jobs first."""
    async with open_database(pool_size=1) as database, database.transaction() as session:
        found = await list_jobs(
            session, state=options.state, name=options.name, merchant_id=options.merchant, limit=options.limit
        )
    print_rows(
        [_view(job) for job in found], COLUMNS, as_json=options.json, empty="No such job is in the queue."
    )
    return 0


async def show(options: argparse.Namespace) -> int:
    """One job, with where its last failure came from."""
    async with open_database(pool_size=1) as database, database.transaction() as session:
        job = await job_by_id(session, options.id, merchant_id=options.merchant)
    print_one(_view(job), as_json=options.json)
    return 0


async def retry(options: argparse.Namespace) -> int:
    """Let held jobs run again."""
    ids = await _change(options, retry_jobs)
    print_done(f"{len(ids)} will run now.", as_json=options.json, retried=ids)
    return 0


async def discard(options: argparse.Namespace) -> int:
    """Throw held jobs away."""
    ids = await _change(options, discard_jobs)
    print_done(f"{len(ids)} thrown away.", as_json=options.json, discarded=ids)
    return 0


async def _change(options: argparse.Namespace, change: Any) -> list[int]:
    async with open_database(pool_size=1) as database, database.transaction() as session:
        ids = (
            await _named(session, options.ids, options.merchant)
            if options.ids
            else await _held(session, options)
        )
        await change(session, ids)
    return ids


async def _named(session: AsyncSession, ids: Sequence[int], merchant_id: UUID | None) -> list[int]:
    return [(await job_by_id(session, each, merchant_id=merchant_id)).id for each in sorted(set(ids))]


async def _held(session: AsyncSession, options: argparse.Namespace) -> list[int]:
    if not options.all:
        raise NothingNamed("Name jobs by their ids, or say --all (with --name: of that name).")
    held = await list_jobs(session, state=HELD, name=options.name, merchant_id=options.merchant, limit=MOST)
    if not held:
        raise NotFound("No such job is held.")
    return [job.id for job in held]


def _view(job: QueuedJob) -> dict[str, Any]:
    view: dict[str, Any] = msgspec.structs.asdict(job)
    return {**view, "payload": msgspec.json.encode(job.payload).decode()}
