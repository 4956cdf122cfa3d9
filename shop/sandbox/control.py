"""`/_control`: what tests, scripts and the browser do to the world. Not part of either vendor's API."""

import asyncio
import json
from collections.abc import AsyncGenerator
from datetime import timedelta
from typing import Any

import msgspec
from litestar import Request, Router, delete, get, post
from litestar.exceptions import ClientException, PermissionDeniedException
from litestar.params import FromQuery, JSONBody
from litestar.response import ServerSentEvent

from shop.kit.clock import clock, now
from shop.sandbox import control_businesses, control_chat, control_shoppers, control_verdicts
from shop.sandbox.faults import Faults, FaultsChange
from shop.sandbox.knobs import Knobs
from shop.sandbox.meta.access import world_of

Json = dict[str, Any]


class ClockMove(msgspec.Struct, forbid_unknown_fields=True):
    """How far to move time."""

    advance_seconds: float


@post("/reset", status_code=200)
async def reset(request: Request[Any, Any, Any]) -> Json:
    """Forget everything, both vendors' halves."""
    await world_of(request).reset()
    return {"reset": True}


@get("/idle")
async def show_idle(request: Request[Any, Any, Any]) -> Json:
    """Whether nothing is on its way."""
    world = world_of(request)
    return {"idle": world.idle, "pending": len(world.deliveries.pending), "agenda": len(world.agenda.heap)}


@get("/exchanges")
async def list_exchanges(request: Request[Any, Any, Any], after: FromQuery[int] = 0) -> Json:
    """HTTP exchanges in both directions, secrets masked."""
    return {"exchanges": world_of(request).exchanges.after(after)}


@get("/faults")
async def show_faults(request: Request[Any, Any, Any]) -> Faults:
    """The mishaps in force."""
    return world_of(request).faults


@post("/faults", status_code=200)
async def set_faults(request: Request[Any, Any, Any], data: JSONBody[FaultsChange]) -> Faults:
    """Replace the kinds that are named."""
    world = world_of(request)
    world.faults.change(data)
    world.publish("faults")
    return world.faults


@delete("/faults", status_code=200)
async def clear_faults(request: Request[Any, Any, Any]) -> Faults:
    """No mishaps."""
    world = world_of(request)
    world.faults.clear()
    world.publish("faults")
    return world.faults


@get("/knobs")
async def show_knobs(request: Request[Any, Any, Any]) -> Knobs:
    """Speeds and limits."""
    return world_of(request).knobs


@post("/knobs", status_code=200)
async def set_knobs(request: Request[Any, Any, Any]) -> Knobs:
    """Change the named ones."""
    world = world_of(request)
    try:
        asked = msgspec.json.decode(await request.body(), type=Json)
        changed = msgspec.convert({**msgspec.to_builtins(world.knobs), **asked}, Knobs)
    except msgspec.MsgspecError as wrong:
        raise ClientException(detail=str(wrong)) from wrong
    if unknown := asked.keys() - set(Knobs.__struct_fields__):
        raise ClientException(detail=f"There is no knob {', '.join(sorted(unknown))}.")
    world.knobs = changed
    world.publish("knobs")
    return world.knobs


@post("/webhooks/retry", status_code=200)
async def retry_webhooks(request: Request[Any, Any, Any]) -> Json:
    """Let every webhook that waits for its next attempt try now."""
    world = world_of(request)
    world.deliveries.retry_now()
    return {"pending": len(world.deliveries.pending)}


@get("/clock")
async def show_clock(request: Request[Any, Any, Any]) -> Json:
    """The business time."""
    return {"now": now().isoformat(), "may_move": world_of(request).may_move_clock}


@post("/clock", status_code=200)
async def move_clock(request: Request[Any, Any, Any], data: JSONBody[ClockMove]) -> Json:
    """Move business time forward, for this whole process."""
    if not world_of(request).may_move_clock:
        raise PermissionDeniedException(
            detail="This sandbox runs in a process of its own: moving its clock would not move the shop's."
        )
    if data.advance_seconds < 0:
        raise ClientException(detail="The clock only moves forward.")
    return {"now": (await clock.advance(timedelta(seconds=data.advance_seconds))).isoformat()}


@get("/events")
async def stream_events(request: Request[Any, Any, Any]) -> ServerSentEvent:
    """Live changes as server-sent events; a comment every 15 seconds keeps the line open."""
    world = world_of(request)

    async def changes() -> AsyncGenerator[dict[str, str], None]:
        queue = world.listen()
        try:
            yield {"event": "hello", "data": json.dumps({"now": now().isoformat()})}
            while True:
                try:
                    news = await asyncio.wait_for(queue.get(), 15)
                    yield {"event": str(news["kind"]), "data": json.dumps(news)}
                except TimeoutError:
                    yield {"comment": "still here"}
        finally:
            world.listeners.discard(queue)

    return ServerSentEvent(changes())


control_router = Router(
    "/_control",
    route_handlers=[
        reset,
        show_idle,
        list_exchanges,
        show_faults,
        set_faults,
        clear_faults,
        show_knobs,
        set_knobs,
        retry_webhooks,
        show_clock,
        move_clock,
        stream_events,
        *control_businesses.routes,
        *control_shoppers.routes,
        *control_chat.routes,
        *control_verdicts.routes,
    ],
)
