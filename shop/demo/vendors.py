"""A merchant's accounts at the pretend Meta and Stripe, as a person would set them up in the vendors' own pages."""

from typing import Any
from uuid import UUID

from shop.merchants.creation import MerchantFile, StripePart, WhatsAppPart
from shop.sandbox.control_client import ControlClient


async def register_number(control_client: ControlClient, file: MerchantFile, web_url: str) -> None:
    """App, business account and number at Meta: before the merchant is stored, which makes the shop ask for them."""
    await control_client.post("/businesses", _business(file, web_url))


async def connect_webhooks(
    control_client: ControlClient, file: MerchantFile, merchant_id: UUID, web_url: str
) -> None:
    """The account at Stripe with its endpoint, and the handshake of Meta's webhook: both lead to `web_url`."""
    stripe = stripe_part(file)
    account = {
        "secret_key": stripe.secret_key,
        "webhook_url": f"{web_url}/hooks/stripe/{merchant_id}",
        "webhook_secrets": stripe.webhook_secrets,
        "name": file.name,
    }
    await control_client.post("/stripe/accounts", account)
    await control_client.post("/businesses", {**_business(file, web_url), "handshake": True})


def whatsapp_part(file: MerchantFile) -> WhatsAppPart:
    """The file's [whatsapp]. Raises LookupError without one."""
    if file.whatsapp is None:
        raise LookupError("The merchant has no number.")
    return file.whatsapp


def stripe_part(file: MerchantFile) -> StripePart:
    """The file's [stripe]. Raises LookupError without one."""
    if file.stripe is None:
        raise LookupError("The merchant has no Stripe account.")
    return file.stripe


def _business(file: MerchantFile, web_url: str) -> dict[str, Any]:
    part = whatsapp_part(file)
    return {
        "app_id": part.app_id,
        "app_secret": part.app_secret,
        "verify_token": part.verify_token,
        "access_token": part.access_token,
        "waba_id": part.waba_id,
        "phone_number_id": part.phone_number_id,
        "display_phone_number": part.display_phone_number,
        "name": file.name,
        "time_zone": file.time_zone,
        "catalog_id": part.catalog_id,
        "callback_url": f"{web_url}/hooks/whatsapp/{part.app_id}",
    }
