"""Signed deliveries: what arrives, how it is signed, and how it goes wrong on demand."""

import asyncio
import json
import time

import pytest
import stripe

from tests.sandbox.stripe_ground import SECRET, Ground, ground_fixture, premises_fixture  # noqa: F401  (fixtures)


async def test_the_body_is_indented_and_signed_as_it_is(ground: Ground) -> None:
    await ground.paid()
    await ground.arrived()
    [(headers, body)] = ground.mailbox.letters
    assert body.startswith(b'{\n  "id": "evt_')
    assert headers["user-agent"] == "Stripe/1.0 (+https://stripe.com/docs/webhooks)"
    compact = json.dumps(json.loads(body))
    with pytest.raises(stripe.SignatureVerificationError):
        stripe.WebhookSignature.verify_header(compact, headers["stripe-signature"], SECRET)


async def test_every_active_secret_signs(ground: Ground) -> None:
    await ground.listen(secrets=("whsec_new", "whsec_old"))
    await ground.paid()
    async with asyncio.timeout(5):
        await ground.mailbox.news.wait()
    for secret in ("whsec_new", "whsec_old"):
        assert ground.mailbox.events(secret)[0]["type"] == "checkout.session.completed"
    with pytest.raises(stripe.SignatureVerificationError):
        ground.mailbox.events("whsec_other")


async def test_a_refused_event_is_tried_again_with_a_fresh_time(ground: Ground) -> None:
    ground.mailbox.status = 500
    await ground.paid()
    await ground.arrived(1)
    pending = await ground.stripe.v1.events.list_async({"delivery_success": False})
    assert [event.type for event in pending.data] == ["checkout.session.completed"]
    assert pending.data[0].pending_webhooks == 1
    ground.mailbox.status = 200
    await ground.arrived(2)
    await ground.settled()
    first, second = ground.mailbox.letters[:2]
    assert first[1] == second[1]
    assert abs(int(second[0]["stripe-signature"][2:12]) - time.time()) < 60
    assert (await ground.stripe.v1.events.list_async({"delivery_success": False})).data == []


async def test_an_event_that_nobody_takes_is_given_up_after_three_days(ground: Ground) -> None:
    knobs = ground.app.state.world.knobs
    assert knobs.stripe_give_up_seconds == 3 * 86_400
    ground.mailbox.status = 500
    await ground.paid()
    await ground.arrived(2)
    knobs.stripe_give_up_seconds = 0.0
    await ground.quiet()
    knobs.stripe_give_up_seconds = 3 * 86_400
    pending = await ground.stripe.v1.events.list_async({"delivery_success": False})
    assert pending.data[0].pending_webhooks == 1


async def test_nothing_is_tried_again_at_a_disabled_endpoint(ground: Ground) -> None:
    ground.mailbox.status = 500
    await ground.paid()
    await ground.arrived(1)
    (endpoint,) = (await ground.stripe.v1.webhook_endpoints.list_async()).data
    await ground.stripe.v1.webhook_endpoints.update_async(endpoint.id, {"disabled": True})
    await ground.quiet()
    heard = len(ground.mailbox.letters)
    await asyncio.sleep(0.15)
    assert len(ground.mailbox.letters) == heard


async def test_any_2xx_takes_an_event(ground: Ground) -> None:
    ground.mailbox.status = 204
    await ground.paid()
    await ground.quiet()
    assert len(ground.mailbox.letters) == 1


async def test_an_endpoint_hears_only_what_it_asked_for(ground: Ground) -> None:
    await ground.listen("charge.succeeded")
    await ground.paid()
    assert await ground.arrived() == ["charge.succeeded"]
    assert await ground.settled() == ["charge.succeeded"]


async def test_endpoints_are_made_changed_and_deleted_through_the_api(ground: Ground) -> None:
    endpoints = ground.stripe.v1.webhook_endpoints
    made = await endpoints.create_async(
        {"url": ground.mailbox.url, "enabled_events": ["charge.refunded"], "api_version": "2026-10-28.endive"}
    )
    assert made.secret.startswith("whsec_")
    assert "secret" not in await endpoints.retrieve_async(made.id)
    disabled = await endpoints.update_async(made.id, {"disabled": True})
    assert disabled.status == "disabled"
    assert (await endpoints.delete_async(made.id)).deleted is True
    assert made.id not in [each.id for each in (await endpoints.list_async()).data]


async def test_a_foreign_event_can_be_sent(ground: Ground) -> None:
    foreign = {
        "id": "cs_test_foreign",
        "object": "checkout.session",
        "metadata": {},
        "payment_status": "paid",
    }
    body = {"type": "checkout.session.completed", "object": foreign, "secret_key": ground.key}
    event = await ground.control("emit", body)
    await ground.arrived()
    [arrived] = ground.mailbox.events()
    assert (arrived["id"], arrived["data"]["object"]) == (event["id"], foreign)


async def test_an_event_can_be_sent_again_unchanged(ground: Ground) -> None:
    await ground.paid()
    await ground.arrived()
    [event] = ground.mailbox.events()
    await ground.control(f"events/{event['id']}/resend")
    await ground.arrived(2)
    assert [each["id"] for each in ground.mailbox.events()] == [event["id"]] * 2


async def test_a_wrong_secret_signs_once_on_demand(ground: Ground) -> None:
    await ground.control("faults", {"webhooks": {"wrong_secret": True, "times": 1}})
    ground.mailbox.status = 400
    await ground.listen("charge.succeeded")
    await ground.paid()
    async with asyncio.timeout(5):
        await ground.mailbox.news.wait()
    with pytest.raises(stripe.SignatureVerificationError):
        ground.mailbox.events()
    ground.mailbox.status = 200
    await ground.quiet()
    ground.mailbox.letters.clear()
    await ground.paid()
    assert await ground.arrived() == ["charge.succeeded"]


async def test_an_event_can_arrive_several_times(ground: Ground) -> None:
    await ground.control("faults", {"webhooks": {"duplicate": 2}})
    await ground.paid()
    await ground.arrived(3)
    assert len({event["id"] for event in ground.mailbox.events()}) == 1


async def test_one_fact_can_make_two_events(ground: Ground) -> None:
    await ground.control("faults", {"webhooks": {"twins": True}})
    session = await ground.paid()
    await ground.arrived(2)
    first, second = ground.mailbox.events()
    assert first["id"] != second["id"]
    assert first["data"]["object"]["id"] == second["data"]["object"]["id"] == session["id"]


async def test_what_happens_at_once_can_arrive_shuffled(ground: Ground) -> None:
    await ground.listen("*")
    await ground.control("faults", {"webhooks": {"shuffle": True}})
    orders = set()
    for _ in range(6):
        ground.mailbox.letters.clear()
        link = await ground.link()
        await ground.control(f"links/{link.id}/pay")
        await ground.arrived(8)
        orders.add(tuple(await ground.settled()))
    assert len(orders) > 1


async def test_an_event_can_be_lost_and_found_in_the_list(ground: Ground) -> None:
    await ground.control("faults", {"webhooks": {"drop": True}})
    await ground.paid()
    assert await ground.settled() == []
    lost = await ground.stripe.v1.events.list_async({"delivery_success": False})
    assert [event.type for event in lost.data] == ["checkout.session.completed"]


async def test_an_event_can_be_late(ground: Ground) -> None:
    await ground.control("faults", {"webhooks": {"delay_seconds": 0.2}})
    started = time.monotonic()
    await ground.paid()
    await ground.arrived()
    assert time.monotonic() - started > 0.2
