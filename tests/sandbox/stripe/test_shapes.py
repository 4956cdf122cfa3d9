"""The stand-in's objects, held against the official client's own types."""

import types
import typing
from typing import Any, get_args, get_origin

import pytest
import stripe

from tests.sandbox.support.stripe import StripeSandbox

KINDS: dict[str, Any] = {
    "charge": stripe.Charge,
    "checkout.session": stripe.checkout.Session,
    "dispute": stripe.Dispute,
    "event": stripe.Event,
    "payment_intent": stripe.PaymentIntent,
    "payment_link": stripe.PaymentLink,
    "payment_method": stripe.PaymentMethod,
    "price": stripe.Price,
    "product": stripe.Product,
    "refund": stripe.Refund,
    "shipping_rate": stripe.ShippingRate,
    "webhook_endpoint": stripe.WebhookEndpoint,
}


@pytest.fixture(name="objects")
async def objects_fixture(sandbox: StripeSandbox) -> dict[str, list[Any]]:
    """Some objects of every kind, in many states."""
    fixed = {"amount": 450, "currency": "eur"}
    rate = await sandbox.stripe.v1.shipping_rates.create_async(
        {"display_name": "Post", "fixed_amount": fixed}
    )
    link = await sandbox.link(
        restrictions={"completed_sessions": {"limit": 9}},
        payment_intent_data={"metadata": {"order_id": "1"}},
        shipping_options=[{"shipping_rate": rate.id}],
        shipping_address_collection={"allowed_countries": ["ES"]},
    )
    for outcome in ("paid", "declined", "3ds", "delayed_ok", "delayed_fail"):
        await sandbox.control(f"links/{link.id}/pay", {"outcome": outcome})
    session = await sandbox.paid()
    refund: Any = {"payment_intent": session["payment_intent"], "amount": 100}
    made = await sandbox.stripe.v1.refunds.create_async(refund)
    await sandbox.control(f"refunds/{made.id}/fail")
    await sandbox.control("disputes", {"payment_intent": session["payment_intent"]})
    answer = (await sandbox.http.get("/_control/stripe/objects")).json()
    [account] = [each for each in answer["accounts"] if each["secret_key"] == sandbox.key]
    objects: dict[str, list[Any]] = account["objects"]
    return objects


@pytest.mark.parametrize("kind", KINDS)
def test_objects_have_the_members_that_the_official_types_name(
    kind: str, objects: dict[str, list[Any]]
) -> None:
    assert objects[kind]
    wrong = {problem for row in objects[kind] for problem in _problems(row, KINDS[kind], kind)}
    assert wrong == set()


def _problems(row: Any, official: Any, at: str) -> Any:
    """Members that are missing, unknown, or not of the official type."""
    hints = typing.get_type_hints(official, localns=NAMES)
    for name in row.keys() - hints.keys():
        yield f"{at}.{name} is unknown"
    for name, hint in hints.items():
        if name.startswith("_") or name in ("OBJECT_NAME", "deleted"):
            continue
        if name in row:
            yield from _mismatch(row[name], hint, f"{at}.{name}")
        elif not _may_lack(hint):
            yield f"{at}.{name} is missing"


def _mismatch(value: Any, hint: Any, at: str) -> Any:
    options = _options(hint)
    if value is None:
        if type(None) not in options:
            yield f"{at} is null"
        return
    fitting = [option for option in options if _fits(value, option)]
    if not fitting:
        yield f"{at} is {value!r}"
    inner = [
        option for option in fitting if isinstance(option, type) and issubclass(option, stripe.StripeObject)
    ]
    if isinstance(value, dict) and inner and "__annotations__" in vars(inner[0]):
        yield from _problems(value, inner[0], at)
    for option in fitting:
        if get_origin(option) is list and value:
            yield from _mismatch(value[0], get_args(option)[0], f"{at}[0]")


def _fits(value: Any, option: Any) -> bool:
    origin = get_origin(option)
    if origin is typing.Literal:
        return value in get_args(option)
    if origin in (list, dict):
        return isinstance(value, origin)
    if origin is not None:
        return isinstance(value, dict)
    if option is Any:
        return True
    if isinstance(option, type) and issubclass(option, stripe.StripeObject):
        return isinstance(value, dict)
    if getattr(option, "__name__", "") == "Decimal":
        return isinstance(value, str)
    return isinstance(option, type) and isinstance(value, option)


def _options(hint: Any) -> list[Any]:
    if get_origin(hint) in (typing.Union, types.UnionType):
        return [inner for each in get_args(hint) for inner in _options(each)]
    return [hint]


def _may_lack(hint: Any) -> bool:
    return type(None) in _options(hint)


class Names(dict[str, Any]):
    """The client's classes by name: its annotations are texts, its modules load on demand."""

    def __missing__(self, name: str) -> Any:
        if not name[0].isupper() or hasattr(typing, name):
            raise KeyError(name)
        return getattr(stripe, name, dict)


NAMES = Names()
