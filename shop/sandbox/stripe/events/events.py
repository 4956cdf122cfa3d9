"""Events: made for everything that happens, kept for 30 days, posted to the endpoints that asked."""

import msgspec

from shop.sandbox.stripe.objects.account import API_VERSION, AccountRecord
from shop.sandbox.stripe.objects.values import new_id, present, words
from shop.sandbox.types import Json

KIND = "event"
KEPT = 30 * 86_400
WANTED = words(
    "checkout.session.completed checkout.session.async_payment_succeeded "
    "checkout.session.async_payment_failed checkout.session.expired payment_intent.payment_failed "
    "charge.refunded refund.created refund.updated refund.failed charge.dispute.created "
    "charge.dispute.updated charge.dispute.closed charge.dispute.funds_withdrawn "
    "charge.dispute.funds_reinstated radar.early_fraud_warning.created "
    "radar.early_fraud_warning.updated"
)


def create_event(account: AccountRecord, happened: Json, *, pending: int) -> Json:
    """Keep an event that `pending` endpoints must hear of."""
    data = {"object": happened["object"]}
    if happened["previous"] is not None:
        data["previous_attributes"] = happened["previous"]
    event = {
        "id": new_id("evt"),
        "object": KIND,
        "api_version": API_VERSION,
        "created": present(),
        "data": data,
        "livemode": account.livemode,
        "pending_webhooks": pending,
        "request": account.cause,
        "type": happened["type"],
    }
    table = account.table(KIND)
    table.forget_older(event["created"] - KEPT)
    return table.add(event)


def endpoints_for(account: AccountRecord, kind: str) -> list[Json]:
    """The enabled endpoints that asked for this type, or for everything."""
    endpoints = account.table("webhook_endpoint").rows.values()
    return [
        e for e in endpoints if e["status"] == "enabled" and not {kind, "*"}.isdisjoint(e["enabled_events"])
    ]


def body_of(event: Json, endpoint: Json) -> bytes:
    """The bytes that are sent and signed: indented, in the endpoint's API version."""
    shown = {**event, "api_version": endpoint["api_version"] or API_VERSION}
    return msgspec.json.format(msgspec.json.encode(shown), indent=2)


def count_delivered(account: AccountRecord, event_id: str) -> None:
    """One endpoint fewer is pending."""
    event = account.table(KIND).get(event_id)
    if event and event["pending_webhooks"]:
        account.table(KIND).replace(event_id, pending_webhooks=event["pending_webhooks"] - 1)
