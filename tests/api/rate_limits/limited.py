"""What tests of rate limits share: processes with limits, callers, and what was drawn."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import httpx
from sqlmodel import select

from shop.api.rate_limits.policies import RateLimits
from shop.app import create_app
from shop.config import Settings
from shop.kit.db.database import Database
from shop.kit.http_server import bind, serving
from shop.merchants.keys import Caller
from shop.merchants.models import ApiKey
from shop.merchants.token_bucket import RateLimitPolicy, take_tokens
from tests.api.conftest import Api
from tests.support.pace import PATIENCE_SECONDS

SLOW: dict[str, Any] = {"api_requests_per_second": 0.01, "api_bulk_per_second": 0.01, "api_burst": 3}


@asynccontextmanager
async def processes(database: Database, count: int = 1, **settings: Any) -> AsyncIterator[list[str]]:
    """Web processes with such limits on one database, each on a port."""
    async with AsyncExitStack() as stack:
        urls = []
        for _ in range(count):
            app = create_app(Database(database.url, pool_size=5), Settings())
            app.state.rate_limits = RateLimits(Settings(**settings))
            urls.append(await stack.enter_async_context(serving(app, bind("127.0.0.1", 0))))
        yield urls


@asynccontextmanager
async def caller(url: str, key: str) -> AsyncIterator[httpx.AsyncClient]:
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(
        timeout=PATIENCE_SECONDS, trust_env=False, base_url=f"{url}/api/v1", headers=headers
    ) as http:
        yield http


async def key_of(api: Api) -> Caller:
    """The caller behind one of the merchant's keys."""
    async with api.database.transaction(api.merchant.id) as session:
        key_id = (await session.exec(select(ApiKey.id))).all()[0]
    return Caller(api.merchant.id, key_id, frozenset())


async def drawn(database: Database, who: Caller, policy: RateLimitPolicy, cost: int = 1) -> Any:
    async with database.transaction(who.merchant_id) as session:
        return await take_tokens(session, who, policy, cost)


def fields(answer: httpx.Response) -> tuple[str, ...]:
    return tuple(answer.headers[f"ratelimit-{name}"] for name in ("limit", "remaining", "reset", "policy"))
