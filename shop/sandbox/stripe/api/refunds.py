"""/v1/refunds."""

from shop.sandbox.stripe.http.calls import Call, addresses
from shop.sandbox.stripe.http.listing import OF_PAYMENT, list_of_payment
from shop.sandbox.stripe.objects.errors import Malformed
from shop.sandbox.stripe.objects.metadata import Metadata
from shop.sandbox.stripe.objects.params import Integer, Shape, Text, Truth
from shop.sandbox.stripe.payments import refunds
from shop.sandbox.types import Json


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


@addresses.endpoint("GET /v1/refunds", Shape(OF_PAYMENT))
def list_refunds(call: Call) -> Json:
    """All refunds, or those of a payment."""
    return list_of_payment(call, refunds.KIND)
