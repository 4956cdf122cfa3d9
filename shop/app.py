"""The web process on one page: doors, the session, refusals."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request
from litestar.config.app import AppConfig
from litestar.datastructures import State
from litestar.di import Provide
from litestar.static_files import create_static_files_router
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.api.document import ExactStructs, document
from shop.api.limiting import Limits
from shop.api.routes import api
from shop.config import settings
from shop.hooks import feeds, health, images, metrics, pay, stripe, whatsapp
from shop.hooks.measuring import Measured
from shop.hooks.standing import StandingReader
from shop.images.studio import open_studio
from shop.inbox.mailroom import Mailroom
from shop.kit.bell import Bell
from shop.kit.db import Database
from shop.kit.schema import newest_revision
from shop.merchants.apps import Apps
from shop.problems import HANDLERS


async def provide_session(request: Request[Any, Any, Any]) -> AsyncGenerator[AsyncSession, None]:
    """One request, one transaction: committed before the answer is sent, rolled back by any refusal."""
    await request.body()  # who sends it slowly, or never to the end, holds no connection meanwhile
    caller = request.scope.get("user")
    database: Database = request.app.state.database
    async with database.transaction(getattr(caller, "merchant_id", None)) as session:
        yield session


@asynccontextmanager
async def bell(app: Litestar) -> AsyncGenerator[None, None]:
    """Jobs that requests leave wake the workers."""
    database: Database = app.state.database
    async with Bell(database.url) as ringing:
        database.on_jobs_left = ringing.ring
        yield
    await database.close()


def create_app(database: Database) -> Litestar:
    """The application over a database in the application's role."""
    media = settings().data_dir / "media"
    media.mkdir(parents=True, exist_ok=True)
    return Litestar(
        route_handlers=[
            whatsapp.greet,
            whatsapp.receive,
            stripe.receive,
            pay.pay,
            pay.place,
            images.show,
            feeds.show,
            health.live,
            health.ready,
            metrics.metrics,
            create_static_files_router(path="/media", directories=[media], include_in_schema=False),
            api,
        ],
        dependencies={"session": Provide(provide_session)},
        middleware=[Measured],
        exception_handlers=HANDLERS,
        lifespan=[bell],
        state=_state(database),
        openapi_config=document(),
        plugins=[ExactStructs()],
        on_app_init=[_quiet],
    )


def create_probe(database: Database) -> Litestar:
    """What a worker answers: whether it lives, and its metrics. The database stays the worker's."""
    return Litestar(
        route_handlers=[health.live, health.ready, metrics.metrics],
        exception_handlers=HANDLERS,
        state=_state(database),
        openapi_config=None,
        on_app_init=[_quiet],
    )


def _state(database: Database) -> State:
    return State(
        {
            "database": database,
            "limits": Limits(settings()),
            "schema_revision": newest_revision(),
            "standing": StandingReader(database),
            "studio": open_studio(settings().data_dir),
            "apps": Apps(database),
            "mailroom": Mailroom(database),
        }
    )


def _quiet(config: AppConfig) -> AppConfig:
    """Our own log, not the framework's."""
    config.logging_config = None
    return config
