"""The sandbox as one application: both vendors and the control API on one port of the loopback."""

import json
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request, Response
from litestar.exceptions import HTTPException, MethodNotAllowedException, NotFoundException

from shop.sandbox.chat.page import files, show_page
from shop.sandbox.control.origin import refuse_foreign
from shop.sandbox.control.router import control_router
from shop.sandbox.meta.graph.errors import GraphError
from shop.sandbox.meta.routes import add_handlers, meta_router
from shop.sandbox.recording import RecordingApp
from shop.sandbox.state import World
from shop.sandbox.stripe.routes import stripe_routes

LARGEST_BODY = 110 * 1024 * 1024


def create_app(world: World | None = None) -> Litestar:
    """The application that plays `world` (a new one by default); it is found as `app.state.world`."""
    played = world or World()
    add_handlers(played)
    app = RecordingApp(
        route_handlers=[control_router, meta_router, *stripe_routes, show_page, files],
        lifespan=[playing],
        before_request=refuse_foreign,
        exception_handlers={
            GraphError: refuse,
            NotFoundException: refuse_path,
            MethodNotAllowedException: refuse_path,
        },
        openapi_config=None,
        logging_config=None,
        request_max_body_size=LARGEST_BODY,
    )
    app.state.world = played
    return app


@asynccontextmanager
async def playing(app: Litestar) -> AsyncGenerator[None, None]:
    """Timers and webhooks run while the server does."""
    world: World = app.state.world
    await world.start()
    try:
        yield
    finally:
        await world.stop()


def refuse(_request: Request[Any, Any, Any], error: GraphError) -> Response[bytes]:
    """Meta's envelope."""
    return Response(error.encoded(), status_code=error.status, media_type="application/json")


def refuse_path(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    """No such path: 2500 in Graph's words, plain JSON in the control API."""
    path = request.scope["path"]
    if path.startswith("/_control"):
        body = json.dumps({"detail": error.detail, "path": path}).encode()
        return Response(body, status_code=error.status_code, media_type="application/json")
    unknown = GraphError(2500, message=f"Unknown path components: {path}", status=400)
    return refuse(request, unknown)
