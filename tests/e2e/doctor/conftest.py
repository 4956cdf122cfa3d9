"""A running shop, and the doctor that looks at it."""

from collections.abc import AsyncGenerator
from typing import Any
from uuid import UUID, uuid4

import pytest
from pydantic import SecretStr

from shop.doctor.diagnosis import diagnose
from shop.doctor.findings import Finding
from tests.e2e.doctor.lookups import Diagnosed
from tests.support.cast import merchant_file
from tests.support.installation import Shop, Stack, open_shop


@pytest.fixture
async def shop(stack: Stack) -> AsyncGenerator[Shop]:
    """A merchant whose app secret has the form of a real one."""
    file = merchant_file()
    assert file.whatsapp is not None
    file.whatsapp.app_secret = uuid4().hex
    yield await open_shop(stack, whatsapp=file.whatsapp, stripe=file.stripe)
    await stack.calm()


@pytest.fixture
def diagnosed(stack: Stack) -> Diagnosed:
    """`await diagnosed(merchant_id)`: findings by what was looked at."""
    here = stack.settings.model_copy(update={"database_url": SecretStr(stack.database.url)})

    async def look(merchant_id: UUID | None = None, **changed: Any) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for finding in await diagnose(here.model_copy(update=changed), merchant_id=merchant_id):
            found.setdefault(finding.check, []).append(finding)
        return found

    return look
