"""The API where no worker fetches pictures, the folder they are kept in, and another merchant."""

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
from litestar import Litestar

from shop.images.pipeline import ImagePipeline
from shop.images.store import DiskStore
from shop.kit.db.database import Database
from tests.api.conftest import Api, make_api
from tests.support.running.application import running_application


@pytest.fixture(scope="session")
def database(database_without_worker: Database) -> Database:
    """No worker takes the jobs that are left here."""
    return database_without_worker


@pytest.fixture(scope="session")
async def app(database: Database) -> AsyncGenerator[Litestar]:
    """The web process's application on that database."""
    async with running_application(database) as running:
        yield running


@pytest.fixture(autouse=True)
def folder(app: Litestar, tmp_path: Path) -> Path:
    """Where the application keeps pictures during a test."""
    app.state.image_pipeline = ImagePipeline(DiskStore(tmp_path))
    return tmp_path


@pytest.fixture
async def other(app: Litestar, database: Database) -> AsyncGenerator[Api]:
    """Another merchant's API."""
    made = await make_api(app, database)
    yield made
    await made.http.aclose()
