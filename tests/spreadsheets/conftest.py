"""The importer of a test."""

import pytest

from shop.kit.db.database import Database
from tests.support.files.importer import Importer, make_importer


@pytest.fixture
async def importer(database_without_worker: Database) -> Importer:
    """In the database from which no worker takes jobs."""
    return await make_importer(database_without_worker)
