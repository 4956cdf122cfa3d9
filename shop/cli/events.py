"""`shop events list | show | replay`: what webhooks told us and was not done, and why.

Three places in one list: `whatsapp` and `stripe` belong to a merchant, a `stray` to nobody here. Bodies hold
people's words; they are printed only on request.
"""

import argparse
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.cli.databases import open_database
from shop.cli.output import print_done, print_one, print_rows
from shop.inbox.incoming.replay import replay_event, replay_stray
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.db.tenancy import sweeping
from shop.kit.errors import NotFound
from shop.payments.replay import replay_stripe_event

COLUMNS = ("id", "source", "what", "state", "reason", "arrived_at", "merchant_id")

_OWNED = """
    SELECT id, 'whatsapp' AS source, kind || ' ' || field AS what, state, reason, arrived_at, merchant_id{0}
    FROM inbound_event WHERE {1}
    UNION ALL
    SELECT id, 'stripe', type, state, reason, arrived_at, merchant_id{0} FROM stripe_event WHERE {1}
"""
_STRAY = """
    SELECT id, 'stray' AS source, 'app ' || app_id AS what, 'set_aside' AS state, reason, arrived_at,
           NULL::uuid AS merchant_id{0} FROM stray_event
"""
_IN_STATE = "state = :state AND (CAST(:merchant AS uuid) IS NULL OR merchant_id = :merchant)"
_END = " ORDER BY arrived_at LIMIT :limit"
_LIST = text(_OWNED.format("", _IN_STATE) + _END)
_LIST_STRAYS = text(_STRAY.format("") + _END)
_ONE = text(_OWNED.format(", body", "id = :id"))
_ONE_STRAY = text(_STRAY.format(", body") + " WHERE id = :id")


async def list_(options: argparse.Namespace) -> int:
    """Events in a state, oldest first; strays with those set aside, unless a merchant is named."""
    async with open_database(pool_size=1) as database, database.transaction() as session:
        strays = options.state == "set_aside" and options.merchant is None
        found = (await execute_core(session, _LIST_STRAYS, {"limit": options.limit})).all() if strays else []
        async with sweeping(session):
            values = {"state": options.state, "merchant": options.merchant, "limit": options.limit}
            found = [*(await execute_core(session, _LIST, values)).all(), *found]
    rows = [dict(row._mapping) for row in sorted(found, key=lambda row: row.arrived_at)]
    print_rows(rows[: options.limit], COLUMNS, as_json=options.json, empty="There are no such events.")
    return 0


async def show(options: argparse.Namespace) -> int:
    """One event and why it stands as it does; its bytes with --body."""
    async with open_database(pool_size=1) as database:
        event = await _find(database, options.id, options.merchant)
    body = bytes(event.pop("body"))
    event["size"] = len(body)
    if options.body:
        event["body"] = body.decode(errors="replace")
    print_one(event, as_json=options.json)
    return 0


async def replay(options: argparse.Namespace) -> int:
    """Try events again."""
    async with open_database(pool_size=1) as database:
        for event_id in options.ids:
            await _replay(database, await _find(database, event_id, options.merchant))
    print_done(
        f"{len(options.ids)} will be tried again.",
        as_json=options.json,
        replayed=[str(i) for i in options.ids],
    )
    return 0


async def _replay(database: Database, event: dict[str, Any]) -> None:
    async with database.transaction(event["merchant_id"]) as session:
        if event["source"] == "stray":
            await replay_stray(session, event["id"], at=now())
        elif event["source"] == "stripe":
            await replay_stripe_event(session, event["id"])
        else:
            await replay_event(session, event["id"])


async def _find(database: Database, event_id: UUID, merchant_id: UUID | None) -> dict[str, Any]:
    """Raises NotFound, also for another merchant's."""
    async with database.transaction() as session:
        row = await _row(session, event_id)
    if row is None:
        raise NotFound(f"There is no event {event_id}.")
    if merchant_id is not None and row["merchant_id"] != merchant_id:
        whose = "another merchant" if row["merchant_id"] else "no merchant here"
        raise NotFound(f"Event {event_id} belongs to {whose}.")
    return row


async def _row(session: AsyncSession, event_id: UUID) -> dict[str, Any] | None:
    row = (await execute_core(session, _ONE_STRAY, {"id": event_id})).first()
    if row is None:
        async with sweeping(session):
            row = (await execute_core(session, _ONE, {"id": event_id})).first()
    return dict(row._mapping) if row is not None else None
