"""/v1/disputes."""

from shop.sandbox.stripe.http.calls import Call, addresses
from shop.sandbox.stripe.http.listing import OF_PAYMENT, list_of_payment
from shop.sandbox.stripe.objects.metadata import MetadataParam
from shop.sandbox.stripe.objects.params import AnyParam, BooleanParam, ObjectParam
from shop.sandbox.stripe.payments import disputes
from shop.sandbox.types import Json


@addresses.endpoint("GET /v1/disputes/:id")
def retrieve_dispute(call: Call) -> Json:
    """One dispute."""
    return call.account.find(disputes.KIND, call.id)


@addresses.endpoint(
    "POST /v1/disputes/:id",
    ObjectParam({"evidence": AnyParam(), "metadata": MetadataParam(), "submit": BooleanParam()}),
)
def update_dispute(call: Call) -> Json:
    """Answer it."""
    return disputes.update_dispute(call.account, retrieve_dispute(call), call.given)


@addresses.endpoint("POST /v1/disputes/:id/close")
def close_dispute(call: Call) -> Json:
    """Accept it as lost."""
    return disputes.close_dispute(call.account, retrieve_dispute(call), "lost")


@addresses.endpoint("GET /v1/disputes", ObjectParam(OF_PAYMENT))
def list_disputes(call: Call) -> Json:
    """All disputes, or those of a payment."""
    return list_of_payment(call, disputes.KIND)
