"""The doctor asks Meta: token, number, catalog, subscriptions, templates."""

from collections.abc import Sequence
from typing import Any

import httpx
import pytest

from shop.doctor.findings import Level
from shop.kit.secrets import encrypt
from shop.merchants.accounts import numbers
from tests.e2e.doctor.lookups import UNREACHABLE, Diagnosed, levels, the
from tests.support.pace import PATIENCE_SECONDS
from tests.support.running.installation import Shop


async def graph(shop: Shop, method: str, path: str, **body: Any) -> None:
    """A change a person makes in Meta's tools."""
    part = shop.file.whatsapp
    assert part is not None
    headers = {"Authorization": f"Bearer {part.access_token}"}
    url = f"{shop.services.control_client.base_url}/v26.0/{path}"
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as http:
        answer = await http.request(method, url, headers=headers, **body)
    assert answer.is_success, answer.text


async def business(shop: Shop, **changes: Any) -> None:
    """The app or account, changed at Meta."""
    part = shop.file.whatsapp
    assert part is not None
    known = ("app_id", "app_secret", "verify_token", "access_token", "waba_id", "phone_number_id")
    whole = {name: getattr(part, name) for name in (*known, "display_phone_number")}
    await shop.services.control_client.post("/businesses", {**whole, "name": shop.file.name, **changes})


async def change_number(shop: Shop, **values: Any) -> None:
    async with shop.services.database.transaction(shop.merchant.id) as session:
        (number,) = (await numbers(session)).values()
        for name, value in values.items():
            setattr(number, name, value)


async def test_a_token_meta_does_not_know_fails_and_nothing_else_is_asked(
    shop: Shop, diagnosed: Diagnosed
) -> None:
    await change_number(shop, sealed_access_token=encrypt("revoked"))
    found = await diagnosed(shop.merchant.id)
    assert "system user token" in the(found, "meta.token", Level.FAIL).advice
    assert "meta.catalog" not in found


async def test_a_meta_that_is_not_reached_is_no_wrong_token(shop: Shop, diagnosed: Diagnosed) -> None:
    found = await diagnosed(shop.merchant.id, whatsapp_api_url=UNREACHABLE)
    assert "DNS, firewall" in the(found, "meta.token", Level.FAIL).advice


async def test_a_paused_number_fails_with_its_reason(shop: Shop, diagnosed: Diagnosed) -> None:
    await change_number(shop, paused_reason="131042: unpaid")
    finding = the(await diagnosed(shop.merchant.id), "meta.paused", Level.FAIL)
    assert "131042: unpaid" in finding.says
    assert f"shop numbers resume {shop.phone_number_id}" in finding.advice


async def test_another_number_than_meta_s_is_noticed(shop: Shop, diagnosed: Diagnosed) -> None:
    await change_number(shop, display_phone_number="+34 999 999 999")
    the(await diagnosed(shop.merchant.id), "meta.number", Level.WARN)


async def test_a_catalog_that_is_not_connected_fails(shop: Shop, diagnosed: Diagnosed) -> None:
    await change_number(shop, catalog_id="4242")
    assert "4242" in the(await diagnosed(shop.merchant.id), "meta.catalog", Level.FAIL).says


async def test_a_number_without_a_catalog_is_warned_of(shop: Shop, diagnosed: Diagnosed) -> None:
    await change_number(shop, catalog_id=None)
    the(await diagnosed(shop.merchant.id), "meta.catalog", Level.WARN)


async def test_cart_and_icon_are_looked_at(shop: Shop, diagnosed: Diagnosed) -> None:
    path = f"{shop.phone_number_id}/whatsapp_commerce_settings"
    await graph(shop, "POST", path, params={"is_cart_enabled": "false", "is_catalog_visible": "false"})
    found = await diagnosed(shop.merchant.id)
    the(found, "meta.commerce", Level.FAIL)
    the(found, "meta.commerce", Level.WARN)
    await graph(shop, "POST", path, params={"is_cart_enabled": "true", "is_catalog_visible": "true"})
    assert levels(await diagnosed(shop.merchant.id), Level.OK) >= {"meta.commerce"}


async def test_an_account_the_app_does_not_hear_fails(shop: Shop, diagnosed: Diagnosed) -> None:
    await business(shop, subscribed=False)
    assert "subscribed_apps" in the(await diagnosed(shop.merchant.id), "meta.subscribed", Level.FAIL).advice


@pytest.mark.parametrize(
    ("fields", "level", "named"),
    [
        (
            ["messages"],
            Level.WARN,
            "message_template_status_update, template_category_update, user_preferences",
        ),
        (["user_preferences"], Level.FAIL, "messages"),
    ],
)
async def test_fields_that_are_not_ticked_are_named(
    shop: Shop, diagnosed: Diagnosed, fields: Sequence[str], level: Level, named: str
) -> None:
    await business(shop, fields=fields)
    assert named in the(await diagnosed(shop.merchant.id), "meta.fields", level).says


async def test_webhooks_that_go_elsewhere_fail(shop: Shop, diagnosed: Diagnosed) -> None:
    await (
        shop.wait_until_idle()
    )  # nothing is on its way to the wrong address, or it would be tried again for days
    await business(shop, callback_url="https://elsewhere.example/hook")
    assert "elsewhere.example" in the(await diagnosed(shop.merchant.id), "meta.webhook", Level.FAIL).says


async def test_templates_that_are_not_approved_are_named(shop: Shop, diagnosed: Diagnosed) -> None:
    await shop.wait_until_idle()
    part = shop.file.whatsapp
    assert part is not None
    await graph(shop, "DELETE", f"{part.waba_id}/message_templates", params={"name": "cart_reminder"})
    assert "cart_reminder" in the(await diagnosed(shop.merchant.id), "meta.templates", Level.WARN).says


async def test_one_question_meta_does_not_answer_leaves_the_others(shop: Shop, diagnosed: Diagnosed) -> None:
    await shop.wait_until_idle()
    fault = {"edge": "whatsapp_commerce_settings", "http_status": 500, "code": 131000}
    await shop.services.control_client.post("/faults", {"send": fault})
    found = await diagnosed(shop.merchant.id)
    assert levels(found, Level.FAIL) - {"settings.public_url"} <= {"meta.commerce"}
    assert "meta.templates" in found
