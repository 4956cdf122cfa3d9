"""`GET /v1/account`: the account behind the key."""

from shop.sandbox.stripe.http.calls import Call, addresses
from shop.sandbox.types import Json


@addresses.endpoint("GET /v1/account")
def retrieve_own_account(call: Call) -> Json:
    """An account that may charge and be paid out."""
    account = call.account
    return {
        "id": account.id,
        "object": "account",
        "business_profile": {"name": account.name},
        "charges_enabled": True,
        "country": account.country,
        "default_currency": account.currency,
        "details_submitted": True,
        "email": None,
        "payouts_enabled": True,
        "type": "standard",
    }
