"""Shipping rates: payment links name them by id."""

from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.errors import missing
from shop.sandbox.stripe.objects.metadata import merge_metadata
from shop.sandbox.stripe.objects.money import check_amount, check_currency
from shop.sandbox.stripe.objects.values import new_id, present
from shop.sandbox.types import Json


def create_shipping_rate(account: AccountRecord, given: Json) -> Json:
    """A fixed shipping rate; payment links take only ids of these. Emits nothing."""
    fixed = given.get("fixed_amount")
    if fixed is None:
        raise missing("fixed_amount")
    currency = check_currency(fixed["currency"], "fixed_amount[currency]")
    check_amount(fixed["amount"], currency, "fixed_amount[amount]")
    return account.table("shipping_rate").add(
        {
            "id": new_id("shr"),
            "object": "shipping_rate",
            "active": True,
            "created": present(),
            "delivery_estimate": given.get("delivery_estimate"),
            "display_name": given["display_name"],
            "fixed_amount": {"amount": fixed["amount"], "currency": currency},
            "livemode": account.livemode,
            "metadata": merge_metadata({}, given.get("metadata")),
            "tax_behavior": given.get("tax_behavior", "unspecified"),
            "tax_code": given.get("tax_code"),
            "type": "fixed_amount",
        }
    )


def shipping_option(account: AccountRecord, given: Json, at: str) -> Json:
    """One of the ways of shipping that a link offers. Raises Refused."""
    if "shipping_rate" in given:
        param = f"{at}[shipping_rate]"
        rate = account.find(
            "shipping_rate", given["shipping_rate"], noun="shipping rate", param=param, status=400
        )
    else:
        raise missing(f"{at}[shipping_rate]")
    return {"shipping_amount": rate["fixed_amount"]["amount"], "shipping_rate": rate["id"]}


def update_shipping_rate(account: AccountRecord, rate: Json, change: Json) -> Json:
    """Replace what was sent, merge metadata. Emits nothing."""
    if "metadata" in change:
        change = {**change, "metadata": merge_metadata(rate["metadata"], change["metadata"])}
    return account.table("shipping_rate").replace(rate["id"], **change)
