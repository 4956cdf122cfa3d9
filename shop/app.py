"""The web process on one page: doors, the session, refusals."""

from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar, Request
from litestar.config.app import AppConfig
from litestar.datastructures import MutableScopeHeaders, State
from litestar.di import Provide
from litestar.routes import HTTPRoute
from litestar.types import ControllerRouterHandler, Message, Scope
from sqlmodel.ext.asyncio.session import AsyncSession

import shop.handlers  # noqa: F401 - whoever leaves or runs jobs knows their handlers
from shop.api.http.uploads import UploadSlots
from shop.api.openapi.config import MsgspecSchemas, openapi_config
from shop.api.rate_limits.policies import RateLimits
from shop.api.routes import api
from shop.config import Settings
from shop.hooks import stripe, whatsapp
from shop.images.pipeline import open_pipeline
from shop.inbox.incoming.group_commit import WebhookBatcher
from shop.kit.db.database import Database
from shop.kit.db.schema import newest_revision
from shop.kit.jobs.notifier import JobNotifier
from shop.merchants.app_cache import AppCache
from shop.observability import health, metrics
from shop.observability.installation_metrics import InstallationMetricsReader
from shop.observability.request_metrics import RequestMetricsMiddleware
from shop.problems import HANDLERS
from shop.web import feeds, images, pay
from shop.web.chats import ChatCache, learn_only_chat
from shop.web.media import media_files

DOORS: list[ControllerRouterHandler] = [
    whatsapp.greet,
    whatsapp.receive,
    stripe.receive,
    pay.pay,
    pay.place,
    images.show_picture,
    feeds.show_feed,
    health.live,
    health.ready,
    metrics.metrics,
    api,
]


NOBODY = "'none'"  # as a policy writes it


async def provide_session(request: Request[Any, Any, Any]) -> AsyncGenerator[AsyncSession, None]:
    """One request, one transaction: committed before the answer is sent, rolled back by any refusal."""
    await request.body()  # who sends it slowly, or never to the end, holds no connection meanwhile
    caller = request.scope.get("user")
    database: Database = request.app.state.database
    async with database.transaction(getattr(caller, "merchant_id", None)) as session:
        yield session


def provide_settings(state: State) -> Settings:
    """The settings that the application was made with."""
    settings: Settings = state.settings
    return settings


async def protect_browsers(message: Message, scope: Scope) -> None:
    """What we answer is what it says to be: no merchant's picture or text is a page. And nobody frames our pages.

    A page in a stranger's frame could be clicked without being seen, and one of them has a button that orders.
    """
    if message["type"] != "http.response.start":
        return
    headers = MutableScopeHeaders(message)
    headers.setdefault("X-Content-Type-Options", "nosniff")
    if headers.get("Content-Type", "").startswith("text/html"):
        settings: Settings = scope["litestar_app"].state.settings
        policy, framed_by = headers.get("Content-Security-Policy", "default-src 'none'"), settings.framed_by
        headers["Content-Security-Policy"] = f"{policy}; frame-ancestors {framed_by or NOBODY}"


async def tell_methods(message: Message, scope: Scope) -> None:
    """`OPTIONS` names what a 405 names. The framework's own answer knows the first handler of an address alone."""
    if message["type"] == "http.response.start" and scope.get("method") == "OPTIONS":
        template = scope["path_template"]
        routes = [each for each in scope["litestar_app"].routes if isinstance(each, HTTPRoute)]
        methods = {method for each in routes if each.path_format == template for method in each.methods}
        headers = MutableScopeHeaders(message)
        if methods and "Allow" in headers:
            headers["Allow"] = ", ".join(sorted(methods))


@asynccontextmanager
async def job_notifier(app: Litestar) -> AsyncGenerator[None, None]:
    """Jobs that requests leave wake the workers."""
    database: Database = app.state.database
    async with JobNotifier(database.url) as notifier:
        database.on_jobs_left = notifier.notify
        yield
    await database.close()


def create_app(database: Database, settings: Settings) -> Litestar:
    """The application over a database in the application's role."""
    return Litestar(
        route_handlers=[
            *DOORS,
            media_files(settings.data_dir / "media"),
        ],
        dependencies={
            "session": Provide(provide_session),
            "settings": Provide(provide_settings, sync_to_thread=False),
        },
        middleware=[RequestMetricsMiddleware],
        exception_handlers=HANDLERS,
        before_send=[protect_browsers, tell_methods],
        lifespan=[job_notifier, learn_only_chat],
        state=_state(database, settings),
        openapi_config=openapi_config(),
        plugins=[MsgspecSchemas()],
        on_app_init=[_quiet],
    )


def create_probe(database: Database, settings: Settings) -> Litestar:
    """What a worker answers: whether it lives, and its metrics. The database stays the worker's."""
    return Litestar(
        route_handlers=[health.live, health.ready, metrics.metrics],
        exception_handlers=HANDLERS,
        state=_state(database, settings),
        openapi_config=None,
        on_app_init=[_quiet],
    )


def _state(database: Database, settings: Settings) -> State:
    return State(
        {
            "database": database,
            "settings": settings,
            "rate_limits": RateLimits(settings),
            "schema_revision": newest_revision(),
            "installation_metrics": InstallationMetricsReader(database),
            "upload_slots": UploadSlots(),
            "image_pipeline": open_pipeline(settings.data_dir),
            "app_cache": AppCache(database),
            "webhook_batcher": WebhookBatcher(database),
            "chats": ChatCache(),
        }
    )


def _quiet(config: AppConfig) -> AppConfig:
    """Our own log, not the framework's."""
    config.logging_config = None
    return config
