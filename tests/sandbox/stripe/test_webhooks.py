"""Signed deliveries: what arrives, how it is signed, and how it goes wrong on demand."""

import asyncio
import json
import time

import pytest
import stripe

from tests.sandbox.support.stripe import SECRET, StripeSandbox
from tests.support.pace import PATIENCE_SECONDS


async def test_the_body_is_indented_and_signed_as_it_is(sandbox: StripeSandbox) -> None:
    await sandbox.paid()
    await sandbox.arrived()
    [(headers, body)] = sandbox.webhooks.bodies
    assert body.startswith(b'{\n  "id": "evt_')
    assert headers["user-agent"] == "Stripe/1.0 (+https://stripe.com/docs/webhooks)"
    compact = json.dumps(json.loads(body))
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.WebhookSignature.verify_header(compact, headers["stripe-signature"], SECRET)


async def test_every_active_secret_signs(sandbox: StripeSandbox) -> None:
    await sandbox.listen(secrets=("whsec_new", "whsec_old"))
    await sandbox.paid()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await sandbox.webhooks.news.wait()
    for secret in ("whsec_new", "whsec_old"):
        assert sandbox.webhooks.events(secret)[0]["type"] == "checkout.session.completed"
    with pytest.raises(stripe.SignatureVerificationError):
        sandbox.webhooks.events("whsec_other")


async def test_a_refused_event_is_tried_again_with_a_fresh_time(sandbox: StripeSandbox) -> None:
    sandbox.webhooks.status = 500
    await sandbox.paid()
    await sandbox.arrived(1)
    pending = await sandbox.stripe.v1.events.list_async({"delivery_success": False})
    assert [event.type for event in pending.data] == ["checkout.session.completed"]
    assert pending.data[0].pending_webhooks == 1
    sandbox.webhooks.status = 200
    await sandbox.arrived(2)
    await sandbox.wait_until_idle()
    first, second = sandbox.webhooks.bodies[:2]
    assert first[1] == second[1]
    assert abs(int(second[0]["stripe-signature"][2:12]) - time.time()) < 60
    assert (await sandbox.stripe.v1.events.list_async({"delivery_success": False})).data == []


async def test_an_event_that_nobody_takes_is_given_up_after_three_days(sandbox: StripeSandbox) -> None:
    knobs = sandbox.app.state.world.knobs
    assert knobs.stripe_give_up_seconds == 3 * 86_400
    sandbox.webhooks.status = 500
    await sandbox.paid()
    await sandbox.arrived(2)
    knobs.stripe_give_up_seconds = 0.0
    await sandbox.quiet()
    knobs.stripe_give_up_seconds = 3 * 86_400
    pending = await sandbox.stripe.v1.events.list_async({"delivery_success": False})
    assert pending.data[0].pending_webhooks == 1


async def test_nothing_is_tried_again_at_a_disabled_endpoint(sandbox: StripeSandbox) -> None:
    sandbox.webhooks.status = 500
    await sandbox.paid()
    await sandbox.arrived(1)
    (endpoint,) = (await sandbox.stripe.v1.webhook_endpoints.list_async()).data
    await sandbox.stripe.v1.webhook_endpoints.update_async(endpoint.id, {"disabled": True})
    await sandbox.quiet()
    heard = len(sandbox.webhooks.bodies)
    await asyncio.sleep(0.15)
    assert len(sandbox.webhooks.bodies) == heard


async def test_any_2xx_takes_an_event(sandbox: StripeSandbox) -> None:
    sandbox.webhooks.status = 204
    await sandbox.paid()
    await sandbox.quiet()
    assert len(sandbox.webhooks.bodies) == 1


async def test_an_endpoint_hears_only_what_it_asked_for(sandbox: StripeSandbox) -> None:
    await sandbox.listen("charge.succeeded")
    await sandbox.paid()
    assert await sandbox.arrived() == ["charge.succeeded"]
    assert await sandbox.wait_until_idle() == ["charge.succeeded"]


async def test_endpoints_are_made_changed_and_deleted_through_the_api(sandbox: StripeSandbox) -> None:
    endpoints = sandbox.stripe.v1.webhook_endpoints
    made = await endpoints.create_async(
        {
            "url": sandbox.webhooks.url,
            "enabled_events": ["charge.refunded"],
            "api_version": "2026-10-28.endive",
        }
    )
    assert made.secret.startswith("whsec_")
    assert "secret" not in await endpoints.retrieve_async(made.id)
    disabled = await endpoints.update_async(made.id, {"disabled": True})
    assert disabled.status == "disabled"
    assert (await endpoints.delete_async(made.id)).deleted is True
    assert made.id not in [each.id for each in (await endpoints.list_async()).data]


async def test_a_foreign_event_can_be_sent(sandbox: StripeSandbox) -> None:
    foreign = {
        "id": "cs_test_foreign",
        "object": "checkout.session",
        "metadata": {},
        "payment_status": "paid",
    }
    body = {"type": "checkout.session.completed", "object": foreign, "secret_key": sandbox.key}
    event = await sandbox.control("emit", body)
    await sandbox.arrived()
    [arrived] = sandbox.webhooks.events()
    assert (arrived["id"], arrived["data"]["object"]) == (event["id"], foreign)


async def test_an_event_can_be_sent_again_unchanged(sandbox: StripeSandbox) -> None:
    await sandbox.paid()
    await sandbox.arrived()
    [event] = sandbox.webhooks.events()
    await sandbox.control(f"events/{event['id']}/resend")
    await sandbox.arrived(2)
    assert [each["id"] for each in sandbox.webhooks.events()] == [event["id"]] * 2


async def test_a_wrong_secret_signs_once_on_demand(sandbox: StripeSandbox) -> None:
    await sandbox.control("faults", {"webhooks": {"wrong_secret": True, "times": 1}})
    sandbox.webhooks.status = 400
    await sandbox.listen("charge.succeeded")
    await sandbox.paid()
    async with asyncio.timeout(PATIENCE_SECONDS):
        await sandbox.webhooks.news.wait()
    with pytest.raises(stripe.SignatureVerificationError):
        sandbox.webhooks.events()
    sandbox.webhooks.status = 200
    await sandbox.quiet()
    sandbox.webhooks.bodies.clear()
    await sandbox.paid()
    assert await sandbox.arrived() == ["charge.succeeded"]


async def test_an_event_can_arrive_several_times(sandbox: StripeSandbox) -> None:
    await sandbox.control("faults", {"webhooks": {"duplicate": 2}})
    await sandbox.paid()
    await sandbox.arrived(3)
    assert len({event["id"] for event in sandbox.webhooks.events()}) == 1


async def test_one_fact_can_make_two_events(sandbox: StripeSandbox) -> None:
    await sandbox.control("faults", {"webhooks": {"twins": True}})
    session = await sandbox.paid()
    await sandbox.arrived(2)
    first, second = sandbox.webhooks.events()
    assert first["id"] != second["id"]
    assert first["data"]["object"]["id"] == second["data"]["object"]["id"] == session["id"]


async def test_what_happens_at_once_can_arrive_shuffled(sandbox: StripeSandbox) -> None:
    await sandbox.listen("*")
    await sandbox.control("faults", {"webhooks": {"shuffle": True}})
    orders = set()
    for _ in range(6):
        sandbox.webhooks.bodies.clear()
        link = await sandbox.link()
        await sandbox.control(f"links/{link.id}/pay")
        await sandbox.arrived(8)
        orders.add(tuple(await sandbox.wait_until_idle()))
    assert len(orders) > 1


async def test_an_event_can_be_lost_and_found_in_the_list(sandbox: StripeSandbox) -> None:
    await sandbox.control("faults", {"webhooks": {"drop": True}})
    await sandbox.paid()
    assert await sandbox.wait_until_idle() == []
    lost = await sandbox.stripe.v1.events.list_async({"delivery_success": False})
    assert [event.type for event in lost.data] == ["checkout.session.completed"]


async def test_an_event_can_be_late(sandbox: StripeSandbox) -> None:
    await sandbox.control("faults", {"webhooks": {"delay_seconds": 0.2}})
    started = time.monotonic()
    await sandbox.paid()
    await sandbox.arrived()
    assert time.monotonic() - started > 0.2
