"""What comes after a payment: /v1/refunds, /v1/disputes, /v1/events."""

from shop.sandbox.stripe import disputes, refunds
from shop.sandbox.stripe.calls import Call, addresses
from shop.sandbox.stripe.errors import Malformed
from shop.sandbox.stripe.listing import CREATED, PAGE, list_page, within
from shop.sandbox.stripe.metadata import Metadata
from shop.sandbox.stripe.params import Anything, Integer, Kind, Many, Shape, Text, Truth
from shop.sandbox.stripe.values import Json

_OF_PAYMENT: dict[str, Kind] = {**PAGE, **CREATED, "charge": Text(), "payment_intent": Text()}


class _Reason:
    """Stripe's sentence about a wrong reason differs from its sentence about other words."""

    def read(self, value: str, at: str) -> str:
        if value not in refunds.REASONS:
            message = "Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer"
            raise Malformed(message, param=at)
        return value


@addresses.endpoint(
    "POST /v1/refunds",
    Shape(
        {
            "amount": Integer(1),
            "charge": Text(),
            "currency": Text(3),
            "instructions_email": Text(),
            "metadata": Metadata(),
            "payment_intent": Text(),
            "reason": _Reason(),
            "refund_application_fee": Truth(),
            "reverse_transfer": Truth(),
        }
    ),
)
def create_refund(call: Call) -> Json:
    """Give money back."""
    refund = refunds.create_refund(call.account, call.given)
    call.world.watch_refund(call.account, refund)
    return refund


@addresses.endpoint("GET /v1/refunds/:id")
def retrieve_refund(call: Call) -> Json:
    """One refund."""
    return call.account.find(refunds.KIND, call.id)


@addresses.endpoint("POST /v1/refunds/:id", Shape({"metadata": Metadata()}))
def update_refund(call: Call) -> Json:
    """Change its metadata."""
    return refunds.update_refund(call.account, retrieve_refund(call), call.given)


@addresses.endpoint("POST /v1/refunds/:id/cancel")
def cancel_refund(call: Call) -> Json:
    """Take back a refund that waits for the customer."""
    return refunds.cancel_refund(call.account, retrieve_refund(call))


@addresses.endpoint("GET /v1/refunds", Shape(_OF_PAYMENT))
def list_refunds(call: Call) -> Json:
    """All refunds, or those of a payment."""
    return _of_payment(call, refunds.KIND)


@addresses.endpoint("GET /v1/disputes/:id")
def retrieve_dispute(call: Call) -> Json:
    """One dispute."""
    return call.account.find(disputes.KIND, call.id)


@addresses.endpoint(
    "POST /v1/disputes/:id", Shape({"evidence": Anything(), "metadata": Metadata(), "submit": Truth()})
)
def update_dispute(call: Call) -> Json:
    """Answer it."""
    return disputes.update_dispute(call.account, retrieve_dispute(call), call.given)


@addresses.endpoint("POST /v1/disputes/:id/close")
def close_dispute(call: Call) -> Json:
    """Accept it as lost."""
    return disputes.close_dispute(call.account, retrieve_dispute(call), "lost")


@addresses.endpoint("GET /v1/disputes", Shape(_OF_PAYMENT))
def list_disputes(call: Call) -> Json:
    """All disputes, or those of a payment."""
    return _of_payment(call, disputes.KIND)


@addresses.endpoint("GET /v1/events/:id")
def retrieve_event(call: Call) -> Json:
    """One event of the last thirty days."""
    return call.account.find("event", call.id)


@addresses.endpoint(
    "GET /v1/events",
    Shape({**PAGE, **CREATED, "delivery_success": Truth(), "type": Text(), "types": Many(Text(), 20)}),
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

    return list_page(call, "event", keep=keep)


def _matches(kind: str, pattern: str) -> bool:
    return kind.startswith(pattern[:-1]) if pattern.endswith("*") else kind == pattern


def _of_payment(call: Call, kind: str) -> Json:
    charge, intent = call.params.get("charge"), call.params.get("payment_intent")

    def keep(row: Json) -> bool:
        return (
            charge in (None, row["charge"])
            and intent in (None, row["payment_intent"])
            and within(call.params.get("created"), row["created"])
        )

    return list_page(call, kind, parent=charge or intent, keep=keep)
