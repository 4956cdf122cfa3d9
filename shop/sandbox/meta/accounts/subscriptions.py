"""An app's own webhooks: `GET /{app}/subscriptions`, asked with the app's token `<app id>|<app secret>`."""

from typing import Any

from litestar import Request, Response, get
from litestar.params import FromPath

from shop.sandbox.meta.graph.access import world_of
from shop.sandbox.meta.graph.answers import ok
from shop.sandbox.meta.graph.errors import GraphError


@get("/{node:str}/subscriptions")
async def list_subscriptions(request: Request[Any, Any, Any], node: FromPath[str]) -> Response[bytes]:
    """What the app hears and where; nothing before it has an address."""
    app = world_of(request).apps.get(node)
    token = request.headers.get("authorization", "").partition(" ")[2]
    if app is None or token != f"{app.app_id}|{app.app_secret}":
        raise GraphError(190, message="Invalid OAuth access token signature.")
    if not app.callback_url:
        return ok({"data": []})
    fields = [{"name": name, "version": app.webhook_version} for name in app.fields]
    hook = {"object": "whatsapp_business_account", "callback_url": app.callback_url, "active": True}
    return ok({"data": [hook | {"fields": fields}]})
