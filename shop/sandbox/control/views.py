"""How the control API and the chat show what the world holds."""

from datetime import UTC, datetime

from msgspec import to_builtins

from shop.sandbox.records import ChatMessage, Shopper
from shop.sandbox.types import Json


def message_view(message: ChatMessage) -> Json:
    """One message; `content` is its wire object, `shown` a template with its variables filled in."""
    return {
        "direction": message.direction,
        "wamid": message.wamid,
        "at": timestamp(message.at),
        "type": message.type,
        "content": message.content,
        "shown": message.shown,
        "status": message.status,
        "error": message.error,
        "context": message.context,
        "biz_opaque_callback_data": message.callback_data,
    }


def timestamp(at: float) -> str | None:
    """Unix seconds as ISO text; None for never."""
    return datetime.fromtimestamp(at, UTC).isoformat() if at else None


def shopper_view(shopper: Shopper) -> Json:
    """A shopper as JSON."""
    shown: Json = to_builtins(shopper)
    return shown
