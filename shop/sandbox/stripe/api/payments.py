"""/v1/payment_intents and /v1/charges: what became of a payment."""

from shop.sandbox.stripe.http.calls import Call, addresses
from shop.sandbox.stripe.http.listing import CREATED, PAGE, list_page, within
from shop.sandbox.stripe.objects.params import ObjectParam, ParamKind, TextParam
from shop.sandbox.types import Json

_LISTED: dict[str, ParamKind] = {**PAGE, **CREATED, "customer": TextParam(), "payment_intent": TextParam()}


@addresses.endpoint("GET /v1/payment_intents/:id", ObjectParam({"client_secret": TextParam()}))
def retrieve_intent(call: Call) -> Json:
    """One payment."""
    return call.account.find("payment_intent", call.id, param="intent")


@addresses.endpoint("GET /v1/charges/:id")
def retrieve_charge(call: Call) -> Json:
    """One charge."""
    return call.account.find("charge", call.id)


@addresses.endpoint("GET /v1/charges", ObjectParam(_LISTED))
def list_charges(call: Call) -> Json:
    """All charges, or those of a payment."""
    customer, created = call.params.get("customer"), call.params.get("created")

    def keep(row: Json) -> bool:
        return customer in (None, row["customer"]) and within(created, row["created"])

    return list_page(call, "charge", parent=call.params.get("payment_intent"), keep=keep)
