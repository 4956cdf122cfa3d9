"""Customers: made for links that ask for one with every payment (`customer_creation`)."""

from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.values import new_id, present, token
from shop.sandbox.types import Json


def create_customer(account: AccountRecord, given: Json) -> Json:
    """A customer, announced as `customer.created`."""
    row: Json = {
        "id": new_id("cus"),
        "object": "customer",
        **{
            name: given.get(name) for name in ("address", "description", "email", "name", "phone", "shipping")
        },
        "balance": 0,
        "created": present(),
        "currency": None,
        "delinquent": False,
        "invoice_prefix": token(8).upper(),
        "livemode": account.livemode,
        "metadata": {},
        "preferred_locales": [],
    }
    account.table("customer").add(row)
    account.emit("customer.created", row)
    return row
