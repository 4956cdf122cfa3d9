"""Meta's webhooks: `/hooks/whatsapp/{app_id}`, or `/hooks/whatsapp` where there is exactly one app."""

import hmac
import re
from typing import Annotated, Any

from litestar import MediaType, Request, get, post
from litestar.params import QueryParameter

from shop.hooks.signature import SignatureRefused
from shop.inbox.incoming.group_commit import WebhookBatcher
from shop.inbox.incoming.store_webhooks import WebhookPayload
from shop.kit.clock import now
from shop.kit.errors import NotFound, ShopError
from shop.merchants.app_cache import AppCache, AppSecrets
from shop.whatsapp.incoming.webhook import read_webhook
from shop.whatsapp.signature import signed_by

LARGEST_BODY = 4_000_000  # Meta sends at most 3 MB
_ID = re.compile(r"[\x21-\x7e]{1,100}", re.ASCII)  # what else comes in the address no database need see


class HandshakeRefused(ShopError):
    """The verify token is not this app's."""

    status_code = 403


PATHS = ["/hooks/whatsapp", "/hooks/whatsapp/{app_id:str}"]


@get(PATHS, media_type=MediaType.TEXT, tags=["hooks"])
async def greet(
    request: Request[Any, Any, Any],
    mode: Annotated[str, QueryParameter(name="hub.mode")] = "",
    challenge: Annotated[str, QueryParameter(name="hub.challenge")] = "",
    verify_token: Annotated[str, QueryParameter(name="hub.verify_token")] = "",
) -> str:
    """Meta's handshake: the challenge comes back if the verify token is this app's."""
    app = await _app(request, afresh=True)
    if mode != "subscribe" or not hmac.compare_digest(verify_token.encode(), app.verify_token.encode()):
        raise HandshakeRefused("hub.verify_token is not the one this app was set up with.")
    return challenge


@post(
    PATHS,
    status_code=200,
    media_type=MediaType.TEXT,
    tags=["hooks"],
    request_max_body_size=LARGEST_BODY,
)
async def receive(request: Request[Any, Any, Any]) -> str:
    """Store what arrived and wake whom it concerns."""
    app = await _app(request)
    body, signature = await request.body(), request.headers.get("x-hub-signature-256")
    if not signed_by(body, signature, app.secrets):
        app = await _app(request, afresh=True)  # a secret may be new
        if not signed_by(body, signature, app.secrets):
            raise SignatureRefused("X-Hub-Signature-256 does not fit the body and this app's secret.")
    batcher: WebhookBatcher = request.app.state.webhook_batcher
    await batcher.store(WebhookPayload(app.id, read_webhook(body), now()))
    return "ok"


async def _app(request: Request[Any, Any, Any], *, afresh: bool = False) -> AppSecrets:
    """The app the address names, or the only one."""
    apps: AppCache = request.app.state.app_cache
    app_id: str | None = request.path_params.get("app_id")
    if app_id is not None and not _ID.fullmatch(app_id):
        raise NotFound("No WhatsApp app of this id is set up here.")
    return await apps.find(app_id, afresh=afresh)
