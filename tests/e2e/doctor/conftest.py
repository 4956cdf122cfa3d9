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
from tests.support.running.installation import RunningServices, Shop, open_shop


@pytest.fixture
async def shop(services: RunningServices) -> AsyncGenerator[Shop]:
    """A merchant whose app secret has the form of a real one."""
    file = merchant_file()
    assert file.whatsapp is not None
    file.whatsapp.app_secret = uuid4().hex
    yield await open_shop(services, whatsapp=file.whatsapp, stripe=file.stripe)
    await services.calm()


@pytest.fixture
def diagnosed(services: RunningServices) -> Diagnosed:
    """`await diagnosed(merchant_id)`: findings by what was looked at."""
    here = services.settings.model_copy(update={"database_url": SecretStr(services.database.url)})

    async def look(merchant_id: UUID | None = None, **changed: Any) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for finding in await diagnose(here.model_copy(update=changed), merchant_id=merchant_id):
            found.setdefault(finding.check, []).append(finding)
        return found

    return look
