"""A merchant whose jobs the test runs itself."""

import pytest

from shop.kit.db.database import Database
from tests.backroom import Backroom, open_backroom


@pytest.fixture
async def backroom(quiet: Database) -> Backroom:
    """A merchant with a mug (EUR 12.10, ten of them) and anchovies (EUR 7.70, reduced rate)."""
    return await open_backroom(quiet, goods=True)
