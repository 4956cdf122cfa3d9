"""`shop catalog`: an operator looks at a merchant's catalog at Meta, sends it, compares it."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import pytest
from pydantic import SecretStr

from shop.cli.main import parse_arguments
from shop.cli.terminal.invocation import Invocation
from shop.kit.errors import NotFound
from tests.support.pace import PATIENCE_SECONDS
from tests.support.running.installation import RunningServices, Shop

Typed = Callable[..., Awaitable[tuple[int, Any]]]


@pytest.fixture
def typed(services: RunningServices, capsys: pytest.CaptureFixture[str]) -> Typed:
    """`await typed("push", id)` is (exit code, answer) of `shop catalog push id --json`."""
    settings = services.settings.model_copy(update={"database_url": SecretStr(services.database.url)})

    async def type_(*words: object) -> tuple[int, Any]:
        command = parse_arguments(["catalog", *map(str, words), "--json"])
        assert isinstance(command, Invocation)
        capsys.readouterr()
        code = await command.run(settings)
        return code, msgspec.json.decode(capsys.readouterr().out.splitlines()[-1])

    return type_


async def test_what_is_unsent_is_sent_and_then_nothing_differs(shop: Shop, typed: Typed) -> None:
    await shop.wait_until_idle()
    _, before = await typed("status", shop.merchant.id)
    assert before["unsent"] == 3
    code, pushed = await typed("push", shop.merchant.id)
    assert (code, pushed["sent"], pushed["refused"]) == (0, 3, 0)
    await until_approved(shop, typed)
    _, after = await typed("status", shop.merchant.id)
    assert after["unsent"] == 0
    code, report = await typed("doctor", shop.merchant.id)
    assert (code, report["read"], report["differ"]) == (0, 3, {})


async def test_what_differs_is_said_with_1_and_repaired_on_request(shop: Shop, typed: Typed) -> None:
    await typed("push", shop.merchant.id)
    await until_approved(shop, typed)
    await delete_at_meta(shop, "VELA")
    code, report = await typed("doctor", shop.merchant.id)
    assert code == 1
    assert sum(report["differ"].values()) == 1
    code, report = await typed("doctor", shop.merchant.id, "--repair")
    assert (code, report["repaired"]) == (0, 1)
    await until_approved(shop, typed)
    assert (await typed("doctor", shop.merchant.id))[0] == 0


async def test_the_numbers_switches_are_shown_and_set(shop: Shop, typed: Typed) -> None:
    code, (shown,) = await typed("commerce", shop.merchant.id)
    assert (code, shown["is_cart_enabled"], shown["is_catalog_visible"]) == (0, True, False)
    _, (switched,) = await typed("commerce", shop.merchant.id, "--catalog", "on", "--cart", "off")
    assert (switched["is_cart_enabled"], switched["is_catalog_visible"]) == (False, True)
    _, (again,) = await typed("commerce", shop.merchant.id, "--cart", "on", "--number", shown["number"])
    assert (again["is_cart_enabled"], again["is_catalog_visible"]) == (True, True)


@pytest.mark.parametrize("verb", ["status", "push", "doctor", "commerce"])
async def test_a_merchant_nobody_knows_is_refused(typed: Typed, verb: str) -> None:
    with pytest.raises(NotFound, match="no such merchant"):
        await typed(verb, uuid4())


async def until_approved(shop: Shop, typed: Typed) -> None:
    """Meta took everything and reviewed it: only what is settled is compared."""
    for _ in range(30):
        await shop.services.hurry()
        _, found = await typed("status", shop.merchant.id)
        if found.get("approved") == 3 and found["under_way"] == found["unsent"] == 0:
            return
        await shop.services.advance(seconds=20)
    raise AssertionError(f"Meta's review did not come: {found}")


async def delete_at_meta(shop: Shop, sku: str) -> None:
    """Somebody takes an item out of the catalog in Meta's own tools."""
    part = shop.file.whatsapp
    assert part is not None
    url = f"{shop.services.control_client.base_url}/v26.0/{part.catalog_id}/items_batch"
    requests = [{"method": "DELETE", "data": {"id": sku}}]
    async with httpx.AsyncClient(
        timeout=PATIENCE_SECONDS, headers={"Authorization": f"Bearer {part.access_token}"}
    ) as http:
        answer = await http.post(url, json={"item_type": "PRODUCT_ITEM", "requests": requests})
    assert answer.is_success, answer.text
    await shop.wait_until_idle()
