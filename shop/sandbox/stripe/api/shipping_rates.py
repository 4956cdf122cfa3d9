"""/v1/shipping_rates."""

from shop.sandbox.stripe.http.calls import Call, addresses
from shop.sandbox.stripe.http.listing import CREATED, PAGE, list_page, within
from shop.sandbox.stripe.links import shipping_rates
from shop.sandbox.stripe.objects.metadata import MetadataParam
from shop.sandbox.stripe.objects.params import (
    AnyParam,
    BooleanParam,
    ChoiceParam,
    IntegerParam,
    ObjectParam,
    ParamKind,
    TextParam,
)
from shop.sandbox.types import Json

_LISTED: dict[str, ParamKind] = {**PAGE, **CREATED, "active": BooleanParam()}
_RATE = ObjectParam(
    {
        "delivery_estimate": AnyParam(),
        "display_name": TextParam(100),
        "fixed_amount": ObjectParam(
            {"amount": IntegerParam(), "currency": TextParam(3)}, ("amount", "currency")
        ),
        "metadata": MetadataParam(),
        "tax_behavior": ChoiceParam(("exclusive", "inclusive", "unspecified")),
        "tax_code": TextParam(),
        "type": ChoiceParam(("fixed_amount",)),
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


@addresses.endpoint(
    "POST /v1/shipping_rates/:id", ObjectParam({"active": BooleanParam(), "metadata": MetadataParam()})
)
def update_rate(call: Call) -> Json:
    """Change a shipping rate."""
    return shipping_rates.update_shipping_rate(call.account, retrieve_rate(call), call.given)


@addresses.endpoint("GET /v1/shipping_rates", ObjectParam({**_LISTED, "currency": TextParam(3)}))
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
