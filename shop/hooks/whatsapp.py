"""Meta's webhooks: `/hooks/whatsapp/{app_id}`, or `/hooks/whatsapp` where there is exactly one app."""

import hmac
import re
from typing import Annotated, Any

from litestar import MediaType, Request, get, post
from litestar.params import QueryParameter
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.doors import Session
from shop.inbox.intake import take_in
from shop.kit.clock import now
from shop.kit.errors import NotFound, ShopError
from shop.merchants.models import WhatsAppApp
from shop.whatsapp.signature import signed_by
from shop.whatsapp.webhook import read_webhook

LARGEST_BODY = 4_000_000  # Meta sends at most 3 MB
_ID = re.compile(r"[\x21-\x7e]{1,100}", re.ASCII)  # what else comes in the address no database need see


class SignatureRefused(ShopError):
    """Not signed by whom it must be signed by."""

    status_code = 401


class HandshakeRefused(ShopError):
    """The verify token is not this app's."""

    status_code = 403


PATHS = ["/hooks/whatsapp", "/hooks/whatsapp/{app_id:str}"]


@get(PATHS, media_type=MediaType.TEXT, tags=["hooks"])
async def greet(
    request: Request[Any, Any, Any],
    session: Session,
    mode: Annotated[str, QueryParameter(name="hub.mode")] = "",
    challenge: Annotated[str, QueryParameter(name="hub.challenge")] = "",
    verify_token: Annotated[str, QueryParameter(name="hub.verify_token")] = "",
) -> str:
    """Meta's handshake: the challenge comes back if the verify token is this app's."""
    app = await _app(session, request.path_params.get("app_id"))
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
async def receive(request: Request[Any, Any, Any], session: Session) -> str:
    """Store what arrived and wake whom it concerns."""
    app = await _app(session, request.path_params.get("app_id"))
    body = await request.body()
    if not signed_by(body, request.headers.get("x-hub-signature-256"), app.secrets):
        raise SignatureRefused("X-Hub-Signature-256 does not fit the body and this app's secret.")
    await take_in(session, app.id, read_webhook(body), at=now())
    return "ok"


async def _app(session: AsyncSession, app_id: str | None) -> WhatsAppApp:
    if app_id is not None:
        app = await session.get(WhatsAppApp, app_id) if _ID.fullmatch(app_id) else None
        if app is None:
            raise NotFound("No WhatsApp app of this id is set up here.")
        return app
    apps = (await session.exec(select(WhatsAppApp).limit(2))).all()
    if len(apps) != 1:
        raise NotFound("Use /hooks/whatsapp/{app_id}: the short address is for exactly one app.")
    return apps[0]
