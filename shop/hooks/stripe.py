"""Stripe's webhooks: `/hooks/stripe/{merchant_id}`."""

from typing import Any
from uuid import UUID

from litestar import MediaType, Request, post
from litestar.params import FromPath

from shop.doors import Session
from shop.hooks.signature import SignatureRefused
from shop.kit.clock import now
from shop.kit.db.session import set_merchant
from shop.merchants.accounts import stripe_account
from shop.payments.gateway import signature_is_good
from shop.payments.incoming.store_webhooks import store_event

LARGEST_BODY = 2_000_000  # bytes; Stripe's largest events have some hundred thousand


@post(
    "/hooks/stripe/{merchant_id:uuid}",
    status_code=200,
    media_type=MediaType.TEXT,
    tags=["hooks"],
    request_max_body_size=LARGEST_BODY,
)
async def receive(request: Request[Any, Any, Any], session: Session, merchant_id: FromPath[UUID]) -> str:
    """Store the event and leave a job; everything else happens in the worker."""
    await set_merchant(session, merchant_id)
    account = await stripe_account(session)
    body = await request.body()
    if not signature_is_good(body, request.headers.get("stripe-signature"), account.webhook_secrets):
        raise SignatureRefused("Stripe-Signature fits none of this endpoint's secrets, or is too old.")
    await store_event(session, body, at=now())
    return "ok"
