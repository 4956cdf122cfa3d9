"""/v1/refunds."""

from shop.sandbox.stripe.http.calls import Call, addresses
from shop.sandbox.stripe.http.listing import OF_PAYMENT, list_of_payment
from shop.sandbox.stripe.objects.errors import UnreadableRequest
from shop.sandbox.stripe.objects.metadata import MetadataParam
from shop.sandbox.stripe.objects.params import BooleanParam, IntegerParam, ObjectParam, TextParam
from shop.sandbox.stripe.payments import refunds
from shop.sandbox.types import Json


class _Reason:
    """Stripe's sentence about a wrong reason differs from its sentence about other words."""

    def read(self, value: str, at: str) -> str:
        if value not in refunds.REASONS:
            message = "Invalid reason: must be one of duplicate, fraudulent, or requested_by_customer"
            raise UnreadableRequest(message, param=at)
        return value


@addresses.endpoint(
    "POST /v1/refunds",
    ObjectParam(
        {
            "amount": IntegerParam(1),
            "charge": TextParam(),
            "currency": TextParam(3),
            "instructions_email": TextParam(),
            "metadata": MetadataParam(),
            "payment_intent": TextParam(),
            "reason": _Reason(),
            "refund_application_fee": BooleanParam(),
            "reverse_transfer": BooleanParam(),
        }
    ),
)
def create_refund(call: Call) -> Json:
    """Give money back."""
    refund = refunds.create_refund(call.account, call.given)
    call.world.schedule_refund_outcome(call.account, refund)
    return refund


@addresses.endpoint("GET /v1/refunds/:id")
def retrieve_refund(call: Call) -> Json:
    """One refund."""
    return call.account.find(refunds.KIND, call.id)


@addresses.endpoint("POST /v1/refunds/:id", ObjectParam({"metadata": MetadataParam()}))
def update_refund(call: Call) -> Json:
    """Change its metadata."""
    return refunds.update_refund(call.account, retrieve_refund(call), call.given)


@addresses.endpoint("POST /v1/refunds/:id/cancel")
def cancel_refund(call: Call) -> Json:
    """Take back a refund that waits for the customer."""
    return refunds.cancel_refund(call.account, retrieve_refund(call))


@addresses.endpoint("GET /v1/refunds", ObjectParam(OF_PAYMENT))
def list_refunds(call: Call) -> Json:
    """All refunds, or those of a payment."""
    return list_of_payment(call, refunds.KIND)
