"""A second merchant beside the first."""

from collections.abc import AsyncGenerator

import pytest
from litestar import Litestar

from shop.kit.db.database import Database
from tests.api.conftest import Api, make_api


@pytest.fixture
async def stranger(app: Litestar, database: Database) -> AsyncGenerator[Api]:
    """Another merchant's API."""
    made = await make_api(app, database)
    yield made
    await made.http.aclose()
