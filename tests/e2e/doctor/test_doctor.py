"""`shop doctor` beside a running shop: content with one that is set up, and a sentence for each thing that is not."""

from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlmodel import select

from shop.doctor.findings import Level
from shop.inbox.models import InboundEvent, Message
from shop.kit.db.session import execute_core
from shop.kit.errors import NotFound
from shop.merchants.accounts import stripe_account
from shop.payments.models import StripeEvent
from shop.templates.models import MessageTemplate
from tests.e2e.doctor.lookups import UNREACHABLE, Diagnosed, levels, the
from tests.support.running.installation import Shop

_PUT = """
    INSERT INTO pgqueuer (priority, status, entrypoint, execute_after) VALUES
    (0, 'queued', 'test.nobody', now() - interval '5 minutes'), (0, 'failed', 'test.held', now())
"""


async def test_a_shop_that_is_set_up_fails_nothing_but_its_private_address(
    shop: Shop, diagnosed: Diagnosed
) -> None:
    await shop.wait_until_idle()
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
    await shop.wait_until_idle()
    found = await diagnosed(stripe_api_url=UNREACHABLE, whatsapp_api_url=UNREACHABLE)
    assert {"jobs", "webhooks", "timetable", "secrets"} <= set(found)
    mine = [each for each in found["meta.token"] if each.merchant_id == shop.merchant.id]
    assert [each.level for each in mine] == [Level.FAIL]


async def test_a_merchant_nobody_knows_is_said_to_be_that(diagnosed: Diagnosed) -> None:
    with pytest.raises(NotFound, match="There is no merchant"):
        await diagnosed(uuid4())


async def test_an_address_that_leads_nowhere_fails_at_both_doors(shop: Shop, diagnosed: Diagnosed) -> None:
    found = await diagnosed(shop.merchant.id, public_url=UNREACHABLE)
    the(found, "public_url", Level.FAIL)
    the(found, "meta.door", Level.FAIL)


async def test_secrets_under_a_lost_key_fail(shop: Shop, diagnosed: Diagnosed) -> None:
    async with shop.services.database.transaction(shop.merchant.id) as session:
        account = await stripe_account(session)
        account.sealed_secret_key, kept = "gAAAAA-not-ours", account.sealed_secret_key
    try:
        found = await diagnosed(whatsapp_api_url=UNREACHABLE, stripe_api_url=UNREACHABLE)
    finally:
        async with shop.services.database.transaction(shop.merchant.id) as session:
            (await stripe_account(session)).sealed_secret_key = kept
    assert any("1 stored secrets cannot be read" in each.says for each in found["secrets"])


async def test_a_queue_that_nobody_works_on_fails(shop: Shop, diagnosed: Diagnosed) -> None:
    async with shop.services.database.transaction() as session:
        await execute_core(session, text(_PUT))
    try:
        found = await diagnosed(whatsapp_api_url=UNREACHABLE, stripe_api_url=UNREACHABLE)
    finally:
        async with shop.services.database.transaction() as session:
            await execute_core(session, text("DELETE FROM pgqueuer WHERE entrypoint LIKE 'test.%'"))
    assert "shop work" in the(found, "jobs", Level.FAIL).advice
    assert "test.held (1)" in the(found, "jobs.held", Level.WARN).says
    assert "test.held, test.nobody" in the(found, "jobs.unknown", Level.FAIL).says


async def test_a_timetable_that_never_ticked_fails(shop: Shop, diagnosed: Diagnosed) -> None:
    async with shop.services.database.transaction() as session:
        await execute_core(session, text("UPDATE tick SET slot = slot - interval '1 hour'"))
    found = await diagnosed(whatsapp_api_url=UNREACHABLE, stripe_api_url=UNREACHABLE)
    assert the(found, "timetable", Level.FAIL).advice.startswith("Start `shop work`")


async def test_nothing_of_what_it_asks_changes_anything(shop: Shop, diagnosed: Diagnosed) -> None:
    await shop.wait_until_idle()
    before = await counted(shop)
    await diagnosed(shop.merchant.id)
    assert await counted(shop) == before


async def counted(shop: Shop) -> list[int]:
    """Rows of what a careless look would add to."""
    tables = (InboundEvent, Message, MessageTemplate, StripeEvent)
    return [len(await shop.all(select(table))) for table in tables]
