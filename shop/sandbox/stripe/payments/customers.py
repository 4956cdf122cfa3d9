"""Customers: made for links that ask for one with every payment (`customer_creation`)."""

from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.values import new_id, present, token
from shop.sandbox.types import Json

INVOICE_SETTINGS = ("custom_fields", "default_payment_method", "footer", "rendering_options")


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
        "default_source": None,
        "delinquent": False,
        "invoice_prefix": token(8).upper(),
        "invoice_settings": dict.fromkeys(INVOICE_SETTINGS),
        "livemode": account.livemode,
        "metadata": {},
        "preferred_locales": [],
    }
    account.table("customer").add(row)
    account.emit("customer.created", row)
    return row
