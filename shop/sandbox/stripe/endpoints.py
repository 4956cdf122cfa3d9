"""Webhook endpoints: where events go, which, and with what secrets they are signed."""

from shop.sandbox.stripe.account import Account
from shop.sandbox.stripe.calls import Call, addresses
from shop.sandbox.stripe.errors import Refused
from shop.sandbox.stripe.listing import PAGE, list_page
from shop.sandbox.stripe.metadata import Metadata, merged
from shop.sandbox.stripe.params import Kind, Many, Shape, Text, Truth, Unsettable
from shop.sandbox.stripe.values import Json, new_id, present, token

KIND = "webhook_endpoint"
MOST = 16  # per account and mode
_FIELDS: dict[str, Kind] = {
    "description": Unsettable(Text()),
    "enabled_events": Many(Text(), 500),
    "metadata": Metadata(),
    "url": Text(2048),
}


def create_endpoint(account: Account, given: Json, secrets: list[str] | None = None) -> Json:
    """A new enabled endpoint with its signing secrets. Raises Refused."""
    _check_url(given["url"])
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
        "metadata": merged({}, given.get("metadata")),
        "status": "enabled",
        "url": given["url"],
    }
    account.secrets[endpoint["id"]] = secrets or [f"whsec_{token(32)}"]
    return account.table(KIND).add(endpoint)


@addresses.endpoint(
    "POST /v1/webhook_endpoints",
    Shape({**_FIELDS, "api_version": Text(), "connect": Truth()}, ("enabled_events", "url")),
)
def create(call: Call) -> Json:
    """The one answer that shows the secret."""
    endpoint = create_endpoint(call.account, call.given)
    return {**endpoint, "secret": call.account.secrets[endpoint["id"]][0]}


@addresses.endpoint("GET /v1/webhook_endpoints/:id")
def retrieve(call: Call) -> Json:
    """One endpoint, without its secret."""
    return call.account.find(KIND, call.id, noun="webhook endpoint")


@addresses.endpoint("GET /v1/webhook_endpoints", Shape(PAGE))
def list_endpoints(call: Call) -> Json:
    """All endpoints."""
    return list_page(call, KIND, keep=lambda endpoint: True)


@addresses.endpoint("POST /v1/webhook_endpoints/:id", Shape({**_FIELDS, "disabled": Truth()}))
def update(call: Call) -> Json:
    """Change where, which, or whether at all."""
    endpoint, changes = retrieve(call), dict(call.given)
    if "url" in changes:
        _check_url(changes["url"])
    if "disabled" in changes:
        changes["status"] = "disabled" if changes.pop("disabled") else "enabled"
    if "metadata" in changes:
        changes["metadata"] = merged(endpoint["metadata"], changes["metadata"])
    return call.account.table(KIND).replace(endpoint["id"], **changes)


@addresses.endpoint("DELETE /v1/webhook_endpoints/:id")
def delete(call: Call) -> Json:
    """No further events."""
    key = retrieve(call)["id"]
    call.account.table(KIND).remove(key)
    call.account.secrets.pop(key, None)
    return {"id": key, "object": KIND, "deleted": True}


def _check_url(url: str) -> None:
    if not url.startswith(("http://", "https://")):
        raise Refused("Invalid URL: An explicit scheme (such as https) must be provided.", param="url")
