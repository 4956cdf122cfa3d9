"""A desk for every test."""

import pytest

from shop.kit.db.database import Database
from tests.spreadsheets.ground import Desk, open_desk


@pytest.fixture
async def desk(quiet: Database) -> Desk:
    """In the database of which no worker takes anything."""
    return await open_desk(quiet)
