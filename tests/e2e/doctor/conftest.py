"""A shop beside which the doctor sits."""

from collections.abc import AsyncGenerator
from typing import Any
from uuid import UUID, uuid4

import pytest

from shop.cli.doctor import diagnose
from shop.cli.findings import Finding
from shop.config import settings
from tests.conftest import merchant_file
from tests.e2e.doctor.ground import Diagnosed
from tests.e2e.stack import Shop, Stack, open_shop


@pytest.fixture
async def shop(stack: Stack) -> AsyncGenerator[Shop]:
    """A merchant whose app secret has the form of a real one."""
    file = merchant_file()
    assert file.whatsapp is not None
    file.whatsapp.app_secret = uuid4().hex
    yield await open_shop(stack, whatsapp=file.whatsapp, stripe=file.stripe)
    await stack.calm()


@pytest.fixture
async def diagnosed(stack: Stack, monkeypatch: pytest.MonkeyPatch) -> AsyncGenerator[Diagnosed]:
    """`await diagnosed(merchant_id)`: findings by what was looked at."""
    monkeypatch.setenv("SHOP_DATABASE_URL", stack.database.url)

    async def look(merchant_id: UUID | None = None, **changed: Any) -> dict[str, list[Finding]]:
        settings.cache_clear()
        found: dict[str, list[Finding]] = {}
        for finding in await diagnose(settings().model_copy(update=changed), merchant_id=merchant_id):
            found.setdefault(finding.check, []).append(finding)
        return found

    yield look
    monkeypatch.undo()
    settings.cache_clear()
