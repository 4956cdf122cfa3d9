"""Webhook bodies as Meta writes them; a test names only what matters to it."""

import json
from typing import Any

NUMBER = "106540352242922"
WABA = "102290129340398"
BSUID = "US.13491208655302741918"
PHONE = "16505551234"


def message(wamid: str = "wamid.A", **rest: Any) -> dict[str, Any]:
    """A text message; another `type` brings its own object."""
    base = {"from": PHONE, "from_user_id": BSUID, "id": wamid, "timestamp": "1750096325", "type": "text"}
    return base | ({} if "type" in rest else {"text": {"body": "hola"}}) | rest


def status(wamid: str = "wamid.A", name: str = "sent", **rest: Any) -> dict[str, Any]:
    return {"id": wamid, "status": name, "timestamp": "1750030073", "recipient_id": PHONE} | rest


def contact(**rest: Any) -> dict[str, Any]:
    return {"profile": {"name": "Sheena", "username": "sheena"}, "wa_id": PHONE, "user_id": BSUID} | rest


def value(**parts: Any) -> dict[str, Any]:
    metadata = {"display_phone_number": "15550783881", "phone_number_id": NUMBER}
    return {"messaging_product": "whatsapp", "metadata": metadata} | parts


def change(field: str = "messages", **parts: Any) -> dict[str, Any]:
    return {"field": field, "value": value(**parts)}


def webhook(*changes: Any, time: int | None = None) -> bytes:
    """One entry, escaped and dense as Meta sends it."""
    entry = {"id": WABA, "changes": list(changes)} | ({} if time is None else {"time": time})
    body = {"object": "whatsapp_business_account", "entry": [entry]}
    return json.dumps(body, separators=(",", ":")).replace("/", "\\/").encode()


def stored(**parts: Any) -> bytes:
    """The body of one update."""
    return json.dumps(parts).encode()
