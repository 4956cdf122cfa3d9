"""What the doctor advises is a command that can be typed as it stands, and repairs what was found."""

import shlex
from typing import Any

import httpx
import pytest
from pydantic import SecretStr

from shop.cli.main import parse_arguments
from shop.cli.terminal.invocation import Invocation
from shop.doctor.findings import Level
from tests.e2e.doctor.lookups import Diagnosed, levels, the
from tests.support.pace import PATIENCE_SECONDS
from tests.support.running.installation import RunningServices, Shop


async def typed(stack: RunningServices, advice: str) -> int:
    """The command of `Run: shop …`, run."""
    before, _, command = advice.partition("shop ")
    assert before == "Run: "
    invocation = parse_arguments(shlex.split(command))
    assert isinstance(invocation, Invocation)
    settings = stack.settings.model_copy(update={"database_url": SecretStr(stack.database.url)})
    return await invocation.run(settings)


async def switch_off(shop: Shop, **switches: Any) -> None:
    part = shop.file.whatsapp
    assert part is not None
    url = f"{shop.services.control_client.base_url}/v26.0/{part.phone_number_id}/whatsapp_commerce_settings"
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as http:
        answer = await http.post(
            url, headers={"Authorization": f"Bearer {part.access_token}"}, params=switches
        )
    assert answer.is_success, answer.text


@pytest.mark.parametrize(
    ("switch", "other", "level"),
    [
        ("is_cart_enabled", "is_catalog_visible", Level.FAIL),
        ("is_catalog_visible", "is_cart_enabled", Level.WARN),
    ],
)
async def test_the_advice_for_cart_and_icon_switches_them_on(
    shop: Shop, diagnosed: Diagnosed, switch: str, other: str, level: Level
) -> None:
    await switch_off(shop, **{switch: "false", other: "true"})
    advice = the(await diagnosed(shop.merchant.id), "meta.commerce", level).advice
    assert str(shop.merchant.id) in advice
    assert await typed(shop.services, advice) == 0
    assert "meta.commerce" in levels(await diagnosed(shop.merchant.id), Level.OK)
