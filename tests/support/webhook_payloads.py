"""Webhook bodies for a merchant's number, as Meta writes them: dense, escaped ASCII, signed."""

import hmac
import json
from typing import Any

from shop.merchants.creation import WhatsAppPart
from tests.support.cast import ANA

Json = dict[str, Any]

FIRST_SECOND = 1_795_345_200  # 2026-11-22 11:00 UTC


def text(
    wamid: str,
    body: str = "hola",
    *,
    phone: str | None = ANA,
    bsuid: str | None = None,
    second: int = 0,
    **more: Any,
) -> Json:
    """A text message of somebody; `second` counts from a Sunday at noon in Madrid."""
    who = {"from": phone, "from_user_id": bsuid}
    said = {"id": wamid, "timestamp": str(FIRST_SECOND + second), "type": "text", "text": {"body": body}}
    return {name: value for name, value in {**who, **said, **more}.items() if value is not None}


def status(wamid: str, name: str, *, opaque: str | None = None, second: int = 0, **more: Any) -> Json:
    """What became of a message; `opaque` is what its send carried as biz_opaque_callback_data."""
    told = {
        "id": wamid,
        "status": name,
        "timestamp": str(FIRST_SECOND + second),
        "recipient_id": ANA,
    }
    return {**told, **({"biz_opaque_callback_data": opaque} if opaque else {}), **more}


def change(part: WhatsAppPart, *, field: str = "messages", **parts: Any) -> Json:
    """One change of the merchant's number."""
    metadata = {"display_phone_number": part.display_phone_number, "phone_number_id": part.phone_number_id}
    return {"field": field, "value": {"messaging_product": "whatsapp", "metadata": metadata, **parts}}


def entry(part: WhatsAppPart, *changes: Any, **more: Any) -> Json:
    """What one WhatsApp account has to tell."""
    return {"id": part.waba_id, "changes": list(changes), **more}


def envelope(*entries: Any) -> bytes:
    """The whole body."""
    body = {"object": "whatsapp_business_account", "entry": list(entries)}
    return json.dumps(body, separators=(",", ":")).replace("/", "\\/").encode()


def messages(part: WhatsAppPart, *said: Json, contacts: list[Json] | None = None) -> bytes:
    """A body of messages to one number."""
    people: Json = {"contacts": contacts} if contacts is not None else {}
    return envelope(entry(part, change(part, messages=list(said), **people)))


def statuses(part: WhatsAppPart, *told: Json) -> bytes:
    """A body of statuses of one number."""
    return envelope(entry(part, change(part, statuses=list(told))))


def signature(body: bytes, secret: str) -> str:
    """X-Hub-Signature-256."""
    return "sha256=" + hmac.new(secret.encode(), body, "sha256").hexdigest()
