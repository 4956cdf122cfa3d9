"""`shop doctor` beside a running shop: content with one that is set up, and a sentence for each thing that is not."""

from collections.abc import AsyncGenerator, Awaitable, Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import text
from sqlmodel import select

from shop.cli.doctor import diagnose
from shop.cli.findings import Finding, Level
from shop.config import settings
from shop.inbox.models import InboundEvent, Message
from shop.kit.db import run
from shop.kit.errors import NotFound
from shop.kit.secrets import encrypt
from shop.merchants.accounts import numbers, stripe_account
from shop.payments.gateway import API_VERSION
from shop.payments.models import StripeEvent
from shop.templates.models import MessageTemplate
from tests.conftest import merchant_file
from tests.e2e.stack import Shop, Stack, open_shop

_PUT = """
    INSERT INTO pgqueuer (priority, status, entrypoint, execute_after) VALUES
    (0, 'queued', 'test.nobody', now() - interval '5 minutes'), (0, 'failed', 'test.held', now())
"""
UNREACHABLE = "http://127.0.0.1:1"
Diagnosed = Callable[..., Awaitable[dict[str, list[Finding]]]]


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


def levels(found: dict[str, list[Finding]], *of: Level) -> set[str]:
    return {check for check, each in found.items() if any(one.level in of for one in each)}


def the(found: dict[str, list[Finding]], check: str, level: Level) -> Finding:
    """The one finding of that level, which says what mends it."""
    (one,) = [each for each in found[check] if each.level is level]
    assert one.mend
    return one


async def graph(shop: Shop, method: str, path: str, **body: Any) -> None:
    """A change a person makes in Meta's tools."""
    part = shop.file.whatsapp
    assert part is not None
    headers = {"Authorization": f"Bearer {part.access_token}"}
    url = f"{shop.stack.visitor.base_url}/v26.0/{path}"
    async with httpx.AsyncClient() as http:
        answer = await http.request(method, url, headers=headers, **body)
    assert answer.is_success, answer.text


async def stripe(shop: Shop, method: str, path: str, **form: Any) -> Any:
    """A change a person makes in Stripe's dashboard."""
    assert shop.file.stripe is not None
    auth = httpx.BasicAuth(shop.file.stripe.secret_key, "")
    async with httpx.AsyncClient() as http:
        answer = await http.request(method, f"{shop.stack.visitor.base_url}{path}", auth=auth, data=form)
    assert answer.is_success, answer.text
    return answer.json()


async def business(shop: Shop, **changes: Any) -> None:
    """The app or account, changed at Meta."""
    part = shop.file.whatsapp
    assert part is not None
    known = ("app_id", "app_secret", "verify_token", "access_token", "waba_id", "phone_number_id")
    whole = {name: getattr(part, name) for name in (*known, "display_phone_number")}
    await shop.stack.visitor.post("/businesses", {**whole, "name": shop.file.name, **changes})


async def change_number(shop: Shop, **values: Any) -> None:
    async with shop.stack.database.transaction(shop.merchant.id) as session:
        (number,) = (await numbers(session)).values()
        for name, value in values.items():
            setattr(number, name, value)


async def endpoint(shop: Shop) -> str:
    (found,) = (await stripe(shop, "GET", "/v1/webhook_endpoints"))["data"]
    return str(found["id"])


async def test_a_shop_that_is_set_up_fails_nothing_but_its_private_address(
    shop: Shop, diagnosed: Diagnosed
) -> None:
    await shop.settle()
    found = await diagnosed(shop.merchant.id)
    assert levels(found, Level.FAIL) == {"settings.public_url"}
    assert levels(found, Level.OK) >= {
        "settings",
        "disk",
        "public_url",
        "database.version",
        "database.role",
        "database.schema",
        "database.policies",
        "clock",
        "meta.token",
        "meta.catalog",
        "meta.subscribed",
        "meta.fields",
        "meta.door",
        "meta.templates",
        "stripe.key",
        "stripe.currency",
        "stripe.webhook",
    }


async def test_the_whole_installation_is_looked_at_without_a_merchant(
    shop: Shop, diagnosed: Diagnosed
) -> None:
    await shop.settle()
    found = await diagnosed(stripe_api_url=UNREACHABLE, whatsapp_api_url=UNREACHABLE)
    assert {"jobs", "events", "timetable", "secrets"} <= set(found)
    mine = [each for each in found["meta.token"] if each.merchant_id == shop.merchant.id]
    assert [each.level for each in mine] == [Level.FAIL]


async def test_a_merchant_nobody_knows_is_said_to_be_that(diagnosed: Diagnosed) -> None:
    with pytest.raises(NotFound, match="There is no merchant"):
        await diagnosed(uuid4())


async def test_a_token_meta_does_not_know_fails_and_nothing_else_is_asked(
    shop: Shop, diagnosed: Diagnosed
) -> None:
    await change_number(shop, sealed_access_token=encrypt("revoked"))
    found = await diagnosed(shop.merchant.id)
    assert "system user token" in the(found, "meta.token", Level.FAIL).mend
    assert "meta.catalog" not in found


async def test_a_meta_that_is_not_reached_is_no_wrong_token(shop: Shop, diagnosed: Diagnosed) -> None:
    found = await diagnosed(shop.merchant.id, whatsapp_api_url=UNREACHABLE)
    assert "DNS, firewall" in the(found, "meta.token", Level.FAIL).mend


async def test_a_paused_number_fails_with_its_reason(shop: Shop, diagnosed: Diagnosed) -> None:
    await change_number(shop, paused_reason="131042: unpaid")
    finding = the(await diagnosed(shop.merchant.id), "meta.paused", Level.FAIL)
    assert "131042: unpaid" in finding.says
    assert f"shop numbers resume {shop.phone_number_id}" in finding.mend


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
    assert "subscribed_apps" in the(await diagnosed(shop.merchant.id), "meta.subscribed", Level.FAIL).mend


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
    await shop.settle()  # nothing is on its way to the wrong address, or it would be tried again for days
    await business(shop, callback_url="https://elsewhere.example/hook")
    assert "elsewhere.example" in the(await diagnosed(shop.merchant.id), "meta.webhook", Level.FAIL).says


async def test_an_address_that_leads_nowhere_fails_at_both_doors(shop: Shop, diagnosed: Diagnosed) -> None:
    found = await diagnosed(shop.merchant.id, public_url=UNREACHABLE)
    the(found, "public_url", Level.FAIL)
    the(found, "meta.door", Level.FAIL)


async def test_templates_that_are_not_approved_are_named(shop: Shop, diagnosed: Diagnosed) -> None:
    await shop.settle()
    part = shop.file.whatsapp
    assert part is not None
    await graph(shop, "DELETE", f"{part.waba_id}/message_templates", params={"name": "cart_reminder"})
    assert "cart_reminder" in the(await diagnosed(shop.merchant.id), "meta.templates", Level.WARN).says


async def test_one_question_meta_does_not_answer_leaves_the_others(shop: Shop, diagnosed: Diagnosed) -> None:
    await shop.settle()
    fault = {"edge": "whatsapp_commerce_settings", "http_status": 500, "code": 131000}
    await shop.stack.visitor.post("/faults", {"send": fault})
    found = await diagnosed(shop.merchant.id)
    assert levels(found, Level.FAIL) - {"settings.public_url"} <= {"meta.commerce"}
    assert "meta.templates" in found


async def test_a_key_stripe_does_not_know_fails(shop: Shop, diagnosed: Diagnosed) -> None:
    async with shop.stack.database.transaction(shop.merchant.id) as session:
        (await stripe_account(session)).sealed_secret_key = encrypt("sk_test_revoked")
    finding = the(await diagnosed(shop.merchant.id), "stripe.key", Level.FAIL)
    assert "Roll the key" in finding.mend
    assert "revoked" not in finding.says


async def test_a_merchant_without_stripe_is_warned_of(shop: Shop, diagnosed: Diagnosed) -> None:
    async with shop.stack.database.transaction(shop.merchant.id) as session:
        await session.delete(await stripe_account(session))
    the(await diagnosed(shop.merchant.id), "stripe.key", Level.WARN)


async def test_no_endpoint_for_this_shop_fails(shop: Shop, diagnosed: Diagnosed) -> None:
    await stripe(shop, "DELETE", f"/v1/webhook_endpoints/{await endpoint(shop)}")
    assert str(shop.merchant.id) in the(await diagnosed(shop.merchant.id), "stripe.webhook", Level.FAIL).mend


async def test_a_disabled_endpoint_fails(shop: Shop, diagnosed: Diagnosed) -> None:
    await stripe(shop, "POST", f"/v1/webhook_endpoints/{await endpoint(shop)}", disabled="true")
    assert "disabled" in the(await diagnosed(shop.merchant.id), "stripe.webhook", Level.FAIL).says


async def test_an_endpoint_that_does_not_hear_payments_fails(shop: Shop, diagnosed: Diagnosed) -> None:
    form = {"enabled_events[]": "charge.updated"}
    await stripe(shop, "POST", f"/v1/webhook_endpoints/{await endpoint(shop)}", **form)
    finding = the(await diagnosed(shop.merchant.id), "stripe.webhook", Level.FAIL)
    assert "checkout.session.completed" in finding.says


async def test_the_version_of_the_endpoint_is_compared_with_ours(shop: Shop, diagnosed: Diagnosed) -> None:
    old = await endpoint(shop)
    assert "default version" in the(await diagnosed(shop.merchant.id), "stripe.version", Level.WARN).says
    await stripe(shop, "DELETE", f"/v1/webhook_endpoints/{old}")
    url = f"{shop.stack.web_url}/hooks/stripe/{shop.merchant.id}"
    form = {"url": url, "enabled_events[]": "*", "api_version": API_VERSION}
    await stripe(shop, "POST", "/v1/webhook_endpoints", **form)
    assert levels(await diagnosed(shop.merchant.id), Level.OK) >= {"stripe.version", "stripe.webhook"}


async def test_another_currency_than_the_account_s_is_warned_of(stack: Stack, diagnosed: Diagnosed) -> None:
    shop = await open_shop(stack, currency="USD")
    assert "USD" in the(await diagnosed(shop.merchant.id), "stripe.currency", Level.WARN).says


async def test_secrets_under_a_lost_key_fail(shop: Shop, diagnosed: Diagnosed) -> None:
    async with shop.stack.database.transaction(shop.merchant.id) as session:
        account = await stripe_account(session)
        account.sealed_secret_key, kept = "gAAAAA-not-ours", account.sealed_secret_key
    found = await diagnosed(whatsapp_api_url=UNREACHABLE, stripe_api_url=UNREACHABLE)
    async with shop.stack.database.transaction(shop.merchant.id) as session:
        (await stripe_account(session)).sealed_secret_key = kept
    assert any("1 stored secrets cannot be read" in each.says for each in found["secrets"])


async def test_a_queue_that_nobody_works_on_fails(shop: Shop, diagnosed: Diagnosed) -> None:
    async with shop.stack.database.transaction() as session:
        await run(session, text(_PUT))
    found = await diagnosed(whatsapp_api_url=UNREACHABLE, stripe_api_url=UNREACHABLE)
    async with shop.stack.database.transaction() as session:
        await run(session, text("DELETE FROM pgqueuer WHERE entrypoint LIKE 'test.%'"))
    assert "shop work" in the(found, "jobs", Level.FAIL).mend
    assert "test.held (1)" in the(found, "jobs.held", Level.WARN).says
    assert "test.held, test.nobody" in the(found, "jobs.unknown", Level.FAIL).says


async def test_a_timetable_that_never_ticked_fails(shop: Shop, diagnosed: Diagnosed) -> None:
    async with shop.stack.database.transaction() as session:
        await run(session, text("UPDATE tick SET slot = slot - interval '1 hour'"))
    found = await diagnosed(whatsapp_api_url=UNREACHABLE, stripe_api_url=UNREACHABLE)
    assert the(found, "timetable", Level.FAIL).mend.startswith("Start `shop work`")


async def test_nothing_of_what_it_asks_changes_anything(shop: Shop, diagnosed: Diagnosed) -> None:
    await shop.settle()
    before = await counted(shop)
    await diagnosed(shop.merchant.id)
    assert await counted(shop) == before


async def counted(shop: Shop) -> list[int]:
    """Rows of what a careless look would add to."""
    tables = (InboundEvent, Message, MessageTemplate, StripeEvent)
    return [len(await shop.all(select(table))) for table in tables]
