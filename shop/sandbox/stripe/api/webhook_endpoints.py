"""/v1/webhook_endpoints."""

from shop.sandbox.stripe.events.endpoints import FIELDS, KIND, check_url, create_endpoint
from shop.sandbox.stripe.http.calls import Call, addresses
from shop.sandbox.stripe.http.listing import PAGE, list_page
from shop.sandbox.stripe.objects.metadata import merge_metadata
from shop.sandbox.stripe.objects.params import BooleanParam, ObjectParam, TextParam
from shop.sandbox.types import Json


@addresses.endpoint(
    "POST /v1/webhook_endpoints",
    ObjectParam({**FIELDS, "api_version": TextParam(), "connect": BooleanParam()}, ("enabled_events", "url")),
)
def create_webhook_endpoint(call: Call) -> Json:
    """The one answer that shows the secret."""
    endpoint = create_endpoint(call.account, call.given)
    return {**endpoint, "secret": call.account.secrets[endpoint["id"]][0]}


@addresses.endpoint("GET /v1/webhook_endpoints/:id")
def retrieve_webhook_endpoint(call: Call) -> Json:
    """One endpoint, without its secret."""
    return call.account.find(KIND, call.id, noun="webhook endpoint")


@addresses.endpoint("GET /v1/webhook_endpoints", ObjectParam(PAGE))
def list_webhook_endpoints(call: Call) -> Json:
    """All endpoints."""
    return list_page(call, KIND, keep=lambda endpoint: True)


@addresses.endpoint("POST /v1/webhook_endpoints/:id", ObjectParam({**FIELDS, "disabled": BooleanParam()}))
def update_webhook_endpoint(call: Call) -> Json:
    """Change where, which, or whether at all."""
    endpoint, changes = retrieve_webhook_endpoint(call), dict(call.given)
    if "url" in changes:
        check_url(changes["url"])
    if "disabled" in changes:
        changes["status"] = "disabled" if changes.pop("disabled") else "enabled"
    if "metadata" in changes:
        changes["metadata"] = merge_metadata(endpoint["metadata"], changes["metadata"])
    return call.account.table(KIND).replace(endpoint["id"], **changes)


@addresses.endpoint("DELETE /v1/webhook_endpoints/:id")
def delete_webhook_endpoint(call: Call) -> Json:
    """No further events."""
    key = retrieve_webhook_endpoint(call)["id"]
    call.account.table(KIND).remove(key)
    call.account.secrets.pop(key, None)
    return {"id": key, "object": KIND, "deleted": True}
