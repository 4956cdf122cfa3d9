"""/v1/events: what happened in the last thirty days."""

from shop.sandbox.stripe.events.events import KIND
from shop.sandbox.stripe.http.calls import Call, addresses
from shop.sandbox.stripe.http.listing import CREATED, PAGE, list_page, within
from shop.sandbox.stripe.objects.params import ArrayParam, BooleanParam, ObjectParam, TextParam
from shop.sandbox.types import Json


@addresses.endpoint("GET /v1/events/:id")
def retrieve_event(call: Call) -> Json:
    """One event of the last thirty days."""
    return call.account.find(KIND, call.id)


@addresses.endpoint(
    "GET /v1/events",
    ObjectParam(
        {
            **PAGE,
            **CREATED,
            "delivery_success": BooleanParam(),
            "type": TextParam(),
            "types": ArrayParam(TextParam(), 20),
        }
    ),
)
def list_events(call: Call) -> Json:
    """The events of the last thirty days: all, or by type (`charge.*` too) and by whether they arrived."""
    wanted = call.params
    types = wanted.get("types") or ([wanted["type"]] if "type" in wanted else None)
    arrived = wanted.get("delivery_success")

    def keep(event: Json) -> bool:
        return (
            (types is None or any(_matches(event["type"], pattern) for pattern in types))
            and arrived in (None, event["pending_webhooks"] == 0)
            and within(wanted.get("created"), event["created"])
        )

    return list_page(call, KIND, keep=keep)


def _matches(kind: str, pattern: str) -> bool:
    return kind.startswith(pattern[:-1]) if pattern.endswith("*") else kind == pattern
