"""What became of a message, webhooks included (§2.3): message_history and its events."""

from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from shop.sandbox.meta.access import denied, number_for, token_wabas, world_of
from shop.sandbox.meta.errors import unknown_object
from shop.sandbox.meta.messages import ok
from shop.sandbox.meta.params import paged
from shop.sandbox.records import Message
from shop.sandbox.state import World

Json = dict[str, Any]
PREFIX = "history_"


@get("/{node:str}/message_history")
async def list_history(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """The number's outgoing messages, or the one asked for; an unknown wamid gives an empty list."""
    world = world_of(request)
    number = number_for(request, world, node)
    wanted = request.query_params.get("message_id")
    if wanted is not None:
        found = world.messages.get(wanted)
        messages = [found] if found and found.phone_number_id == number.phone_number_id else []
    else:
        messages = [m for m in world.messages.values() if m.phone_number_id == number.phone_number_id]
    rows = [view(world, message) for message in messages if message.direction == "out"]
    return ok(paged(world, request, rows))


def view(world: World, message: Message) -> Json:
    """One entry with its events."""
    return {
        "id": PREFIX + message.wamid.removeprefix("wamid.").rstrip("=")[-24:].replace("/", "_"),
        "message_id": message.wamid,
        "events": {"data": events(world, message)},
    }


def events(world: World, message: Message) -> list[Json]:
    """Every status with the state of its webhook."""
    business = world.businesses[world.numbers[message.phone_number_id].waba_id]
    app = world.apps[business.app_id]
    shown = []
    for event in message.events:
        row: Json = {
            "id": event.id,
            "delivery_status": event.status,
            "timestamp": event.at,
            "webhook_update_state": event.webhook,
            "application": {"id": app.app_id},
        }
        if app.callback_url:
            row["webhook_uri"] = app.callback_url
        if event.error:
            row["error_description"] = event.error
        shown.append(row)
    return shown


@get("/{node:str}/events")
async def list_events(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """The events of one history entry."""
    world = world_of(request)
    wabas = token_wabas(request, world)
    for message in world.messages.values():
        if message.direction == "out" and view(world, message)["id"] == node:
            if world.numbers[message.phone_number_id].waba_id not in wabas:
                raise denied()
            return ok(paged(world, request, events(world, message)))
    raise unknown_object(node)
