"""`shop webhooks list | show | replay`: what webhooks told us and was not done, and why.

Three places in one list: `whatsapp` and `stripe` belong to a merchant, a `stray` to nobody here. Bodies hold
people's words; they are printed only on request.
"""

from typing import Annotated, Any, Literal
from uuid import UUID

import msgspec
import typer
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.cli.resources.databases import open_database
from shop.cli.terminal.invocation import command, command_group
from shop.cli.terminal.options import AsJson, EventId, EventIds, Limit, OfMerchant
from shop.cli.terminal.output import print_done, print_one, print_rows
from shop.config import Settings
from shop.inbox.incoming.replay import replay_stray, replay_webhook
from shop.inbox.webhook_events import (
    WebhookListing,
    find_webhook_event,
    list_stray_webhooks,
    list_webhook_events,
)
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.errors import NotFound
from shop.payments.incoming.webhook_events import find_stripe_event, list_stripe_events, replay_stripe_event

COLUMNS = ("id", "source", "what", "state", "reason", "arrived_at", "merchant_id")

FORGOTTEN = "It was emptied after its time: `shop privacy register` says when."

NotDone = Literal["set_aside", "waiting", "ignored"]

group = command_group("what webhooks told us and was not done")


@command(group, "list", "set aside, waiting or ignored, and why")
async def list_undone_events(
    settings: Settings,
    *,
    state: Annotated[NotDone, typer.Option()] = "set_aside",
    merchant: OfMerchant = None,
    limit: Limit = 50,
    as_json: AsJson = False,
) -> int:
    """Events in a state, oldest first; strays with those set aside, unless a merchant is named."""
    async with open_database(settings, pool_size=1) as database, database.transaction() as session:
        found = [
            *await list_webhook_events(session, state, merchant_id=merchant, limit=limit),
            *await list_stripe_events(session, state, merchant_id=merchant, limit=limit),
        ]
        if state == "set_aside" and merchant is None:
            found += await list_stray_webhooks(session, limit=limit)
    rows = [_view(event) for event in sorted(found, key=lambda event: event.arrived_at)]
    print_rows(rows[:limit], COLUMNS, as_json=as_json, empty="There are no such events.")
    return 0


@command(group, "show", "one event")
async def show_event(
    settings: Settings,
    *,
    event_id: EventId,
    body: Annotated[bool, typer.Option("--body", help="print what arrived: it holds people's words")] = False,
    merchant: OfMerchant = None,
    as_json: AsJson = False,
) -> int:
    """One event and why it stands as it does; its bytes with --body."""
    async with open_database(settings, pool_size=1) as database:
        event = await _find(database, event_id, merchant)
    shown: dict[str, Any] = {**_view(event), "size": len(event.body)}
    if body:
        shown["body"] = event.body.decode(errors="replace") or FORGOTTEN
    print_one(shown, as_json=as_json)
    return 0


@command(group, "replay", "try events again")
async def replay_webhooks(
    settings: Settings, *, ids: EventIds, merchant: OfMerchant = None, as_json: AsJson = False
) -> int:
    """Try events again."""
    async with open_database(settings, pool_size=1) as database:
        for event_id in ids:
            event = await _find(database, event_id, merchant)
            async with database.transaction(event.merchant_id) as session:
                await _replay(session, event)
    replayed = [str(event_id) for event_id in ids]
    print_done(f"{len(ids)} will be tried again.", as_json=as_json, replayed=replayed)
    return 0


async def _replay(session: AsyncSession, event: WebhookListing) -> None:
    match event.source:
        case "stray":
            await replay_stray(session, event.id, at=now())
        case "stripe":
            await replay_stripe_event(session, event.id)
        case _:
            await replay_webhook(session, event.id)


async def _find(database: Database, event_id: UUID, merchant_id: UUID | None) -> WebhookListing:
    """Raises NotFound, also for another merchant's."""
    async with database.transaction() as session:
        event = await find_webhook_event(session, event_id) or await find_stripe_event(session, event_id)
    if event is None:
        raise NotFound(f"There is no event {event_id}.")
    if merchant_id is not None and event.merchant_id != merchant_id:
        whose = "another merchant" if event.merchant_id else "no merchant here"
        raise NotFound(f"Event {event_id} belongs to {whose}.")
    return event


def _view(event: WebhookListing) -> dict[str, Any]:
    """All of it but the bytes."""
    view: dict[str, Any] = msgspec.structs.asdict(event)
    del view["body"]
    return view
