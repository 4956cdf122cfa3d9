"""What happens when a buyer pays, or does not: sessions, events, time."""

from datetime import timedelta

import pytest
import stripe

from shop.kit.clock import clock
from tests.sandbox.support.stripe import StripeSandbox

LIMIT_ONE = {"completed_sessions": {"limit": 1}}


async def types_of(sandbox: StripeSandbox) -> list[str]:
    """All event types of the account, oldest first."""
    events = await sandbox.stripe.v1.events.list_async({"limit": 100})
    return [event.type for event in reversed(events.data)]


async def test_a_paid_link_tells_the_whole_chain_in_order(sandbox: StripeSandbox) -> None:
    await sandbox.listen("*")
    link = await sandbox.link(restrictions=LIMIT_ONE)
    session = await sandbox.control(f"links/{link.id}/pay", {"outcome": "paid"})
    assert (session["status"], session["payment_status"], session["url"]) == ("complete", "paid", None)
    chain = await types_of(sandbox)
    assert chain == [
        "product.created",
        "price.created",
        "payment_link.created",
        "payment_intent.created",
        "charge.succeeded",
        "payment_intent.succeeded",
        "checkout.session.completed",
        "payment_link.updated",
        "charge.updated",
    ]
    assert await sandbox.arrived(len(chain)) == sorted(chain)


async def test_the_completed_session_carries_what_finds_the_order(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(
        metadata={"order_id": "ord_7"}, payment_intent_data={"metadata": {"order_id": "ord_7"}}
    )
    await sandbox.control(f"links/{link.id}/pay", {"email": "b@example.com", "name": "B"})
    await sandbox.arrived()
    [event] = sandbox.webhooks.events()
    session = event["data"]["object"]
    assert (session["payment_link"], session["metadata"]) == (link.id, {"order_id": "ord_7"})
    assert (session["amount_total"], session["currency"]) == (1250, "eur")
    assert session["customer_details"]["email"] == "b@example.com"
    intent = await sandbox.stripe.v1.payment_intents.retrieve_async(
        session["payment_intent"], {"expand": ["latest_charge"]}
    )
    assert intent.metadata["order_id"] == "ord_7"
    assert intent.latest_charge.metadata["order_id"] == "ord_7"
    assert intent.latest_charge.balance_transaction.startswith("txn_")


async def test_buyers_events_have_no_request_and_api_events_have_one(sandbox: StripeSandbox) -> None:
    await sandbox.listen("*")
    await sandbox.paid()
    events = await sandbox.stripe.v1.events.list_async({"limit": 100})
    requests = {event.type: event.request.id for event in events.data}
    assert requests["checkout.session.completed"] is None
    assert requests["payment_link.created"].startswith("req_")


async def test_a_session_opens_with_the_facts_of_its_link(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(metadata={"order_id": "ord_1"}, payment_method_types=["card"])
    opened = await sandbox.control(f"links/{link.id}/open")
    session = await sandbox.stripe.v1.checkout.sessions.retrieve_async(
        opened["id"], {"expand": ["line_items"]}
    )
    assert (session.status, session.payment_status, session.payment_intent) == ("open", "unpaid", None)
    assert session.expires_at == session.created + 86_400
    assert session.payment_method_types == ["card"]
    assert session.metadata["order_id"] == "ord_1"
    assert session.line_items.data[0].amount_total == 1250


async def test_a_session_expires_after_a_day_of_business_time(sandbox: StripeSandbox) -> None:
    link = await sandbox.link()
    opened = await sandbox.control(f"links/{link.id}/open")
    await clock.advance(timedelta(hours=23))
    assert await sandbox.wait_until_idle() == []
    await clock.advance(timedelta(hours=1, seconds=1))
    assert await sandbox.arrived() == ["checkout.session.expired"]
    session = await sandbox.stripe.v1.checkout.sessions.retrieve_async(opened["id"])
    assert (session.status, session.url) == ("expired", None)
    refused = await sandbox.control(f"sessions/{opened['id']}/pay", status=400)
    assert "expired" in refused["error"]["message"]


async def test_a_paid_session_never_expires(sandbox: StripeSandbox) -> None:
    await sandbox.paid()
    await clock.advance(timedelta(days=2))
    assert await sandbox.wait_until_idle() == ["checkout.session.completed"]


async def test_an_open_session_can_be_expired_once(sandbox: StripeSandbox) -> None:
    link = await sandbox.link()
    opened = await sandbox.control(f"links/{link.id}/open")
    sessions = sandbox.stripe.v1.checkout.sessions
    assert (await sessions.expire_async(opened["id"])).status == "expired"
    with pytest.raises(
        stripe.InvalidRequestError, match=r'Only Checkout Sessions with a status in \["open"\]'
    ):
        await sessions.expire_async(opened["id"])


async def test_the_sessions_of_a_link_can_be_listed_by_state(sandbox: StripeSandbox) -> None:
    link, other = await sandbox.link(), await sandbox.link()
    opened = await sandbox.control(f"links/{link.id}/open")
    paid = await sandbox.control(f"links/{link.id}/pay")
    await sandbox.control(f"links/{other.id}/open")
    sessions = sandbox.stripe.v1.checkout.sessions
    every = await sessions.list_async({"payment_link": link.id})
    still = await sessions.list_async({"payment_link": link.id, "status": "open"})
    by_intent = await sessions.list_async({"payment_intent": paid["payment_intent"]})
    assert [s.id for s in every.data] == [paid["id"], opened["id"]]
    assert [s.id for s in still.data] == [opened["id"]]
    assert [s.id for s in by_intent.data] == [paid["id"]]


@pytest.mark.parametrize(
    ("outcome", "code"), [("declined", "generic_decline"), ("insufficient_funds", "insufficient_funds")]
)
async def test_a_declined_card_leaves_the_session_open_for_another_try(
    sandbox: StripeSandbox, outcome: str, code: str
) -> None:
    link = await sandbox.link()
    session = await sandbox.control(f"links/{link.id}/pay", {"outcome": outcome})
    assert (session["status"], session["payment_status"]) == ("open", "unpaid")
    assert await sandbox.arrived() == ["payment_intent.payment_failed"]
    [event] = sandbox.webhooks.events()
    assert event["data"]["object"]["last_payment_error"]["decline_code"] == code
    done = await sandbox.control(f"sessions/{session['id']}/pay")
    assert done["payment_status"] == "paid"
    assert done["payment_intent"] == event["data"]["object"]["id"]


async def test_three_d_secure_waits_for_the_buyer(sandbox: StripeSandbox) -> None:
    link = await sandbox.link()
    waiting = await sandbox.control(f"links/{link.id}/pay", {"outcome": "3ds", "confirm_3ds": False})
    assert waiting["status"] == "open"
    intent = await sandbox.stripe.v1.payment_intents.retrieve_async(waiting["payment_intent"])
    assert intent.status == "requires_action"
    confirmed = await sandbox.paid(outcome="3ds")
    assert confirmed["payment_status"] == "paid"


async def test_a_delayed_payment_completes_unpaid_and_arrives_later(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid(outcome="delayed_ok")
    assert (session["status"], session["payment_status"]) == ("complete", "unpaid")
    settled = await sandbox.control(f"sessions/{session['id']}/async", {"succeed": True})
    assert settled["payment_status"] == "paid"
    assert await sandbox.arrived(2) == [
        "checkout.session.async_payment_succeeded",
        "checkout.session.completed",
    ]
    told = {e["type"]: e["data"]["object"]["payment_status"] for e in sandbox.webhooks.events()}
    assert told == {
        "checkout.session.completed": "unpaid",
        "checkout.session.async_payment_succeeded": "paid",
    }


async def test_a_delayed_payment_is_decided_by_time_alone(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(restrictions=LIMIT_ONE)
    await sandbox.control(f"links/{link.id}/pay", {"outcome": "delayed_fail"})
    await clock.advance(timedelta(days=3, seconds=1))
    assert set(await sandbox.arrived(3)) == {
        "checkout.session.completed",
        "checkout.session.async_payment_failed",
        "payment_intent.payment_failed",
    }
    link = await sandbox.stripe.v1.payment_links.retrieve_async(link.id)
    assert link.active is False


async def test_two_open_sessions_of_a_link_for_one_can_both_be_paid(sandbox: StripeSandbox) -> None:
    link = await sandbox.link(restrictions=LIMIT_ONE)
    first, second = [await sandbox.control(f"links/{link.id}/open") for _ in range(2)]
    for session in (first, second):
        assert (await sandbox.control(f"sessions/{session['id']}/pay"))["payment_status"] == "paid"
    link = await sandbox.stripe.v1.payment_links.retrieve_async(link.id)
    assert link.restrictions.completed_sessions.count == 2


async def test_a_knob_ends_open_sessions_with_their_link(sandbox: StripeSandbox) -> None:
    await sandbox.control("knobs", {"open_sessions_outlive_link": False})
    link = await sandbox.link(restrictions=LIMIT_ONE)
    first, second = [await sandbox.control(f"links/{link.id}/open") for _ in range(2)]
    await sandbox.control(f"sessions/{first['id']}/pay")
    refused = await sandbox.control(f"sessions/{second['id']}/pay", status=400)
    assert refused["error"]["code"] == "payment_link_inactive"


async def test_nothing_due_needs_no_payment(sandbox: StripeSandbox) -> None:
    session = await sandbox.paid(0)
    assert (session["payment_status"], session["payment_intent"]) == ("no_payment_required", None)


async def test_a_buyer_may_have_seen_another_currency(sandbox: StripeSandbox) -> None:
    seen = {"presentment_amount": 1634, "presentment_currency": "jpy"}
    session = await sandbox.paid(1000, presentment=seen)
    assert (session["amount_total"], session["currency"]) == (1000, "eur")
    assert session["presentment_details"] == seen
    intent = await sandbox.stripe.v1.payment_intents.retrieve_async(session["payment_intent"])
    assert intent.presentment_details.to_dict() == seen


async def test_events_are_kept_for_thirty_days(sandbox: StripeSandbox) -> None:
    await sandbox.link()
    await clock.advance(timedelta(days=31))
    link = await sandbox.link()
    events = await sandbox.stripe.v1.events.list_async({"type": "payment_link.created"})
    assert [event.data.object["id"] for event in events.data] == [link.id]
