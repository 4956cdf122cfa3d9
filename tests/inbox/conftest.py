"""A merchant's mail, with a pretend Meta; the test runs the jobs itself."""

from collections.abc import AsyncGenerator

import pytest

from shop.kit.db.database import Database
from tests.support.fake_number import PretendNumber
from tests.support.inbox import Mail, open_mail


@pytest.fixture
async def mail(database_without_worker: Database) -> AsyncGenerator[Mail]:
    """A merchant whose number is answered by a pretend Meta."""
    meta = PretendNumber()
    yield await open_mail(database_without_worker, meta)
    await meta.close()
