"""The parameters that the stand-in knows, held against the official client's own types."""

from typing import Any, get_args, get_type_hints

import pytest
import stripe

from shop.sandbox.stripe import routes
from shop.sandbox.stripe.http.calls import addresses
from shop.sandbox.stripe.objects.metadata import MetadataParam
from shop.sandbox.stripe.objects.params import AnyParam, ArrayParam, ChoiceParam, ObjectParam, UnsettableParam

assert routes.NOUNS  # importing them fills the addresses
OFFICIAL: list[tuple[str, Any]] = [
    ("POST v1 payment_links", stripe.params.PaymentLinkCreateParams),
    ("POST v1 payment_links :id", stripe.params.PaymentLinkUpdateParams),
    ("GET v1 payment_links", stripe.params.PaymentLinkListParams),
    ("POST v1 refunds", stripe.params.RefundCreateParams),
    ("POST v1 refunds :id", stripe.params.RefundUpdateParams),
    ("GET v1 refunds", stripe.params.RefundListParams),
    ("GET v1 disputes", stripe.params.DisputeListParams),
    ("GET v1 events", stripe.params.EventListParams),
    ("POST v1 webhook_endpoints", stripe.params.WebhookEndpointCreateParams),
    ("POST v1 webhook_endpoints :id", stripe.params.WebhookEndpointUpdateParams),
]


@pytest.mark.parametrize(("address", "params"), OFFICIAL, ids=[address for address, _ in OFFICIAL])
def test_everything_the_official_client_may_send_is_accepted(address: str, params: Any) -> None:
    assert list(_lacking(params, addresses.table[tuple(address.split())].params, "")) == []


REQUEST_OPTIONS = set(stripe.RequestOptions.__annotations__)
NOT_OURS = ("customer", "origin")  # refunds of a customer's balance


def _lacking(params: Any, shape: ObjectParam, at: str) -> Any:
    """What the client's typed dictionary allows and our shape does not."""
    for name, hint in get_type_hints(params, localns={"StripeContext": object, "Mapping": dict}).items():
        if (not at and name in REQUEST_OPTIONS) or name in NOT_OURS:
            continue
        kind = shape.members.get(name)
        if kind is None:
            yield f"{at}{name} is unknown"
            continue
        words = [leaf for leaf in _leaves(hint) if isinstance(leaf, str)]
        if "" in words and not isinstance(kind, UnsettableParam | MetadataParam | AnyParam):
            yield f"{at}{name} cannot be cleared"
        while isinstance(kind, UnsettableParam | ArrayParam):
            kind = kind.kind if isinstance(kind, UnsettableParam) else kind.item
        if isinstance(kind, ChoiceParam):
            yield from (f"{at}{name} cannot be {word}" for word in words if word and word not in kind.words)
        inner = [leaf for leaf in _leaves(hint) if hasattr(leaf, "__total__")]
        if inner and isinstance(kind, ObjectParam):
            yield from _lacking(inner[0], kind, f"{at}{name}.")


def _leaves(hint: Any) -> Any:
    arguments = get_args(hint)
    if not arguments:
        yield hint
    for argument in arguments:
        yield from _leaves(argument)
