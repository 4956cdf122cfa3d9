"""The doctor asks Stripe: key, endpoint, its events, its version, the currency."""

from typing import Any

import httpx

from shop.doctor.findings import Level
from shop.kit.secrets import encrypt
from shop.merchants.accounts import stripe_account
from shop.payments.gateway import API_VERSION
from shop.payments.receipts import SETTLING
from tests.e2e.doctor.lookups import Diagnosed, levels, the
from tests.support.pace import PATIENCE_SECONDS
from tests.support.running.installation import RunningServices, Shop, open_shop


async def stripe(shop: Shop, method: str, path: str, **form: Any) -> Any:
    """A change a person makes in Stripe's dashboard."""
    assert shop.file.stripe is not None
    auth = httpx.BasicAuth(shop.file.stripe.secret_key, "")
    async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as http:
        answer = await http.request(
            method, f"{shop.services.control_client.base_url}{path}", auth=auth, data=form
        )
    assert answer.is_success, answer.text
    return answer.json()


async def endpoint(shop: Shop) -> str:
    (found,) = (await stripe(shop, "GET", "/v1/webhook_endpoints"))["data"]
    return str(found["id"])


async def test_a_key_stripe_does_not_know_fails(shop: Shop, diagnosed: Diagnosed) -> None:
    async with shop.services.database.transaction(shop.merchant.id) as session:
        (await stripe_account(session)).sealed_secret_key = encrypt("sk_test_revoked")
    finding = the(await diagnosed(shop.merchant.id), "stripe.key", Level.FAIL)
    assert "Roll the key" in finding.advice
    assert "revoked" not in finding.says


async def test_a_merchant_without_stripe_is_warned_of(shop: Shop, diagnosed: Diagnosed) -> None:
    async with shop.services.database.transaction(shop.merchant.id) as session:
        await session.delete(await stripe_account(session))
    the(await diagnosed(shop.merchant.id), "stripe.key", Level.WARN)


async def test_no_endpoint_for_this_shop_fails(shop: Shop, diagnosed: Diagnosed) -> None:
    await stripe(shop, "DELETE", f"/v1/webhook_endpoints/{await endpoint(shop)}")
    assert (
        str(shop.merchant.id) in the(await diagnosed(shop.merchant.id), "stripe.webhook", Level.FAIL).advice
    )


async def test_a_disabled_endpoint_fails(shop: Shop, diagnosed: Diagnosed) -> None:
    await stripe(shop, "POST", f"/v1/webhook_endpoints/{await endpoint(shop)}", disabled="true")
    assert "disabled" in the(await diagnosed(shop.merchant.id), "stripe.webhook", Level.FAIL).says


async def test_an_endpoint_that_does_not_hear_payments_fails(shop: Shop, diagnosed: Diagnosed) -> None:
    form = {"enabled_events[]": "charge.updated"}
    await stripe(shop, "POST", f"/v1/webhook_endpoints/{await endpoint(shop)}", **form)
    finding = the(await diagnosed(shop.merchant.id), "stripe.webhook", Level.FAIL)
    assert "checkout.session.completed" in finding.says


async def test_an_endpoint_that_hears_payments_and_no_disputes_is_warned_of(
    shop: Shop, diagnosed: Diagnosed
) -> None:
    form = {f"enabled_events[{n}]": kind for n, kind in enumerate(sorted(SETTLING))}
    await stripe(shop, "POST", f"/v1/webhook_endpoints/{await endpoint(shop)}", **form)
    finding = the(await diagnosed(shop.merchant.id), "stripe.webhook", Level.WARN)
    assert "charge.dispute.created" in finding.says
    assert "checkout.session.completed" not in finding.says.partition("not heard")[2]
    assert "charge.dispute.created" in finding.advice


async def test_the_version_of_the_endpoint_is_compared_with_ours(shop: Shop, diagnosed: Diagnosed) -> None:
    old = await endpoint(shop)
    assert "default version" in the(await diagnosed(shop.merchant.id), "stripe.version", Level.WARN).says
    await stripe(shop, "DELETE", f"/v1/webhook_endpoints/{old}")
    url = f"{shop.services.web_url}/hooks/stripe/{shop.merchant.id}"
    form = {"url": url, "enabled_events[]": "*", "api_version": API_VERSION}
    await stripe(shop, "POST", "/v1/webhook_endpoints", **form)
    assert levels(await diagnosed(shop.merchant.id), Level.OK) >= {"stripe.version", "stripe.webhook"}


async def test_another_currency_than_the_account_s_is_warned_of(
    services: RunningServices, diagnosed: Diagnosed
) -> None:
    shop = await open_shop(services, currency="USD")
    assert "USD" in the(await diagnosed(shop.merchant.id), "stripe.currency", Level.WARN).says
