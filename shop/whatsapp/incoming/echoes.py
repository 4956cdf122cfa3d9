"""What staff wrote in WhatsApp's own app, on a phone that shares the number with us (field "smb_message_echoes")."""

from datetime import datetime

import msgspec

from shop.whatsapp.incoming.message import IncomingMessage
from shop.whatsapp.incoming.read_message import read_message
from shop.whatsapp.untrusted_json import Malformed, Object, digits, identifier, part, parts, read_object


class MessageEcho(msgspec.Struct, frozen=True, kw_only=True):
    """A message of ours that we did not send. `bsuid` and `phone` (digits) are who received it."""

    message: IncomingMessage
    bsuid: str | None
    phone: str | None

    @property
    def sent_at(self) -> datetime | None:
        return self.message.sent_at


class Echoes(msgspec.Struct, frozen=True):
    """The echoes of one change, and the number (Meta's id) they were sent from."""

    phone_number_id: str | None
    echoes: list[MessageEcho]


def read_echoes(body: bytes) -> Echoes:
    """Read `Update.body`; what names nobody or has no id is left out. Raises Malformed."""
    value = part(read_object(body), "value")
    found = [echo for item in parts(value, "message_echoes") if (echo := _echo(item)) is not None]
    return Echoes(identifier(part(value, "metadata").get("phone_number_id")), found)


def _echo(item: Object) -> MessageEcho | None:
    phone, bsuid = digits(item.get("to")), identifier(item.get("to_user_id"))
    if not (phone or bsuid):
        return None
    try:
        message = read_message(msgspec.json.encode({"message": item, "contact": {}}))
    except Malformed:
        return None
    return MessageEcho(message=message, bsuid=bsuid, phone=phone)
