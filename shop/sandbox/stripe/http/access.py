"""Who calls: a secret key as bearer token or as the user of basic authentication."""

import base64
import binascii

from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.errors import Refused, UnreadableRequest
from shop.sandbox.stripe.world import StripeWorld

_NO_KEY = (
    "You did not provide an API key. You need to provide your API key in the Authorization header, using "
    "Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See "
    "https://stripe.com/docs/api#authentication for details."
)


def account_of(world: StripeWorld, authorization: str | None, on_behalf_of: str | None) -> AccountRecord:
    """The account of the key, or the connected one that the call names. Raises Refused (401, 403)."""
    key = _key(authorization)
    if not key:
        raise UnreadableRequest(_NO_KEY, status=401)
    account = world.accounts.get(key)
    if account is None:
        raise UnreadableRequest(f"Invalid API Key provided: {_masked(key)}", status=401)
    if on_behalf_of in (None, "", account.id):
        return account
    for other in world.accounts.values():
        if other.id == on_behalf_of:
            return other
    message = (
        f"The provided key '{_masked(key)}' does not have access to account '{on_behalf_of}' (or that "
        "account does not exist). Application access may have been revoked."
    )
    raise Refused(message, status=403, code="account_invalid")


def _key(authorization: str | None) -> str:
    scheme, _, rest = (authorization or "").partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() != "basic":
        return ""
    try:
        return base64.b64decode(rest, validate=True).decode().partition(":")[0]
    except (binascii.Error, UnicodeDecodeError):
        return ""


def _masked(key: str) -> str:
    return f"{key[:8]}{'*' * max(4, len(key) - 12)}{key[-4:]}" if len(key) > 12 else "*" * len(key)
