"""The whole shop over real HTTP: sandbox, web and worker in this process, one PostgreSQL, one merchant a test."""

from collections.abc import AsyncGenerator

import httpx
import pytest

from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.merchants.keys import ALL_SCOPES, issue_key
from tests.support.pace import PATIENCE_SECONDS
from tests.support.running.installation import RunningServices, Shop, open_shop, open_stack


@pytest.fixture(scope="session")
async def services(database: Database) -> AsyncGenerator[RunningServices]:
    """Everything running, for all tests of the run."""
    async with open_stack(database) as running:
        yield running


@pytest.fixture
async def shop(services: RunningServices) -> AsyncGenerator[Shop]:
    """A merchant who is set up on both sides, with a few goods."""
    yield await open_shop(services)
    await services.calm()


@pytest.fixture
async def http(shop: Shop) -> AsyncGenerator[httpx.AsyncClient]:
    """A client with the shop's key."""
    async with shop.services.database.transaction(shop.merchant.id) as session:
        key = await issue_key(session, "tests", ALL_SCOPES, at=now())
    base, headers = f"{shop.services.web_url}/api/v1", {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(
        timeout=PATIENCE_SECONDS, base_url=base, headers=headers, trust_env=False
    ) as client:
        yield client
