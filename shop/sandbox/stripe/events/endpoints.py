"""Webhook endpoints: where events go, which, and with what secrets they are signed."""

from shop.sandbox.stripe.objects.account import AccountRecord
from shop.sandbox.stripe.objects.errors import Refused
from shop.sandbox.stripe.objects.metadata import MetadataParam, merge_metadata
from shop.sandbox.stripe.objects.params import ArrayParam, ParamKind, TextParam, UnsettableParam
from shop.sandbox.stripe.objects.values import new_id, present, token
from shop.sandbox.types import Json

KIND = "webhook_endpoint"
MOST = 16  # per account and mode
FIELDS: dict[str, ParamKind] = {
    "description": UnsettableParam(TextParam()),
    "enabled_events": ArrayParam(TextParam(), 500),
    "metadata": MetadataParam(),
    "url": TextParam(2048),
}


def create_endpoint(account: AccountRecord, given: Json, secrets: list[str] | None = None) -> Json:
    """A new enabled endpoint with its signing secrets. Raises Refused."""
    check_url(given["url"])
    if len(account.table(KIND)) >= MOST:
        raise Refused(f"You have reached the maximum of {MOST} test webhook endpoints.")
    endpoint = {
        "id": new_id("we"),
        "object": KIND,
        "api_version": given.get("api_version"),
        "application": None,
        "created": present(),
        "description": given.get("description"),
        "enabled_events": given["enabled_events"],
        "livemode": account.livemode,
        "metadata": merge_metadata({}, given.get("metadata")),
        "status": "enabled",
        "url": given["url"],
    }
    account.secrets[endpoint["id"]] = secrets or [f"whsec_{token(32)}"]
    return account.table(KIND).add(endpoint)


def check_url(url: str) -> None:
    """Raises Refused unless it is http(s)."""
    if not url.startswith(("http://", "https://")):
        raise Refused("Invalid URL: An explicit scheme (such as https) must be provided.", param="url")
