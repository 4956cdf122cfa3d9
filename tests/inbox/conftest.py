"""A merchant's inbox, with a pretend Meta; the test runs the jobs itself."""

from collections.abc import AsyncGenerator

import pytest

from shop.kit.db.database import Database
from tests.support.fake_number import FakeNumber
from tests.support.inbox import InboxUnderTest, open_inbox


@pytest.fixture
async def inbox(database_without_worker: Database) -> AsyncGenerator[InboxUnderTest]:
    """A merchant whose number is answered by a pretend Meta."""
    meta = FakeNumber()
    yield await open_inbox(database_without_worker, meta)
    await meta.close()
