"""The world itself: what is on its way, what was exchanged, what time it is, what changes."""

import asyncio
import json
from collections.abc import AsyncGenerator
from datetime import timedelta

import msgspec
from litestar import get, post
from litestar.exceptions import ClientException, PermissionDeniedException
from litestar.params import FromQuery, JSONBody
from litestar.response import ServerSentEvent

from shop.kit.clock import clock, now
from shop.sandbox.control.requests import ControlRequest, world_of
from shop.sandbox.types import Json


class ClockAsked(msgspec.Struct, forbid_unknown_fields=True):
    """How far to move time."""

    advance_seconds: float


@post("/reset", status_code=200)
async def reset(request: ControlRequest) -> Json:
    """Forget everything, both vendors' halves."""
    await world_of(request).reset()
    return {"reset": True}


@get("/idle")
async def show_idle(request: ControlRequest) -> Json:
    """Whether nothing is on its way."""
    world = world_of(request)
    return {"idle": world.idle, "pending": len(world.deliveries.pending), "agenda": len(world.agenda.heap)}


@get("/exchanges")
async def list_exchanges(request: ControlRequest, after: FromQuery[int] = 0) -> Json:
    """HTTP exchanges in both directions, secrets masked."""
    return {"exchanges": world_of(request).exchanges.after(after)}


@post("/webhooks/retry", status_code=200)
async def retry_webhooks(request: ControlRequest) -> Json:
    """Let every webhook that waits for its next attempt try now."""
    world = world_of(request)
    world.deliveries.retry_now()
    return {"pending": len(world.deliveries.pending)}


@get("/clock")
async def show_clock(request: ControlRequest) -> Json:
    """The business time."""
    return {"now": now().isoformat(), "may_move": world_of(request).may_move_clock}


@post("/clock", status_code=200)
async def move_clock(request: ControlRequest, data: JSONBody[ClockAsked]) -> Json:
    """Move business time forward, for this whole process."""
    if not world_of(request).may_move_clock:
        raise PermissionDeniedException(
            detail="This sandbox runs in a process of its own: moving its clock would not move the shop's."
        )
    if data.advance_seconds < 0:
        raise ClientException(detail="The clock only moves forward.")
    return {"now": (await clock.advance(timedelta(seconds=data.advance_seconds))).isoformat()}


@get("/events")
async def stream_events(request: ControlRequest) -> ServerSentEvent:
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


routes = [
    reset,
    show_idle,
    list_exchanges,
    retry_webhooks,
    show_clock,
    move_clock,
    stream_events,
]
