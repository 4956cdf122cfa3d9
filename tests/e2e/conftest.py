"""The whole shop over real HTTP: sandbox, web and worker in this process, one PostgreSQL, one merchant a test."""

from collections.abc import AsyncGenerator

import pytest

from shop.kit.db.database import Database
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
