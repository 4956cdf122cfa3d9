"""/v1/shipping_rates."""

from shop.sandbox.stripe.http.calls import Call, addresses
from shop.sandbox.stripe.http.listing import CREATED, PAGE, list_page, within
from shop.sandbox.stripe.links import shipping_rates
from shop.sandbox.stripe.objects.metadata import Metadata
from shop.sandbox.stripe.objects.params import Anything, Integer, Kind, OneOf, Shape, Text, Truth
from shop.sandbox.types import Json

_LISTED: dict[str, Kind] = {**PAGE, **CREATED, "active": Truth()}
_RATE = Shape(
    {
        "delivery_estimate": Anything(),
        "display_name": Text(100),
        "fixed_amount": Shape({"amount": Integer(), "currency": Text(3)}, ("amount", "currency")),
        "metadata": Metadata(),
        "tax_behavior": OneOf(("exclusive", "inclusive", "unspecified")),
        "tax_code": Text(),
        "type": OneOf(("fixed_amount",)),
    },
    ("display_name",),
)


@addresses.endpoint("POST /v1/shipping_rates", _RATE)
def create_rate(call: Call) -> Json:
    """A shipping rate."""
    return shipping_rates.create_shipping_rate(call.account, call.given)


@addresses.endpoint("GET /v1/shipping_rates/:id")
def retrieve_rate(call: Call) -> Json:
    """One shipping rate."""
    return call.account.find("shipping_rate", call.id, noun="shipping rate")


@addresses.endpoint("POST /v1/shipping_rates/:id", Shape({"active": Truth(), "metadata": Metadata()}))
def update_rate(call: Call) -> Json:
    """Change a shipping rate."""
    return shipping_rates.update_shipping_rate(call.account, retrieve_rate(call), call.given)


@addresses.endpoint("GET /v1/shipping_rates", Shape({**_LISTED, "currency": Text(3)}))
def list_rates(call: Call) -> Json:
    """All shipping rates."""
    active, created, currency = (call.params.get(name) for name in ("active", "created", "currency"))

    def keep(rate: Json) -> bool:
        return (
            active in (None, rate["active"])
            and within(created, rate["created"])
            and currency in (None, rate["fixed_amount"]["currency"])
        )

    return list_page(call, "shipping_rate", keep=keep)
