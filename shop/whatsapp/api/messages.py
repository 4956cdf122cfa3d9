"""Sending messages. Meta has no idempotency key: `opaque` returns in every status and finds a lost send."""

import re
from typing import Any

import msgspec

from shop.whatsapp.api.failures import AnswerLost
from shop.whatsapp.api.graph import Credentials, Graph, node
from shop.whatsapp.outgoing import Content, ReactionMessage
from shop.whatsapp.outgoing.limits import BadContent, filled
from shop.whatsapp.untrusted_json import Object, digits, identifier, parts, text

LONGEST_OPAQUE = 512  # often quoted, not documented


class Recipient(msgspec.Struct, frozen=True):
    """A phone number (any notation with its country code), or somebody's business-scoped id."""

    phone: str | None = None
    bsuid: str | None = None

    def wire(self) -> dict[str, str]:
        """A phone goes into `to`, with a plus sign; a business-scoped id there would be mangled to digits."""
        phone = "".join(re.findall("[0-9]", self.phone or ""))
        if phone:
            return {"to": f"+{phone}"}
        if self.bsuid:
            return {"recipient": self.bsuid}
        raise BadContent("There is nobody to send to: neither a phone number nor a business-scoped id.")


class SentMessage(msgspec.Struct, frozen=True):
    """Accepted, not delivered. `message_status` (templates): accepted, held_for_quality_assessment, paused.

    `wa_id` may differ from the number that was called (Brazil, Mexico, Argentina).
    """

    wamid: str
    message_status: str | None = None
    wa_id: str | None = None
    bsuid: str | None = None


class MessageCalls(Graph):
    async def send(
        self,
        number: Credentials,
        to: Recipient,
        content: Content,
        *,
        opaque: str,
        reply_to: str | None = None,
    ) -> SentMessage:
        """Send a message to a recipient; `reply_to` is the message it answers (a reaction cannot).

        Raises BadContent and TooLong before anything is sent; WhatsAppError; NotReached (send again);
        AnswerLost (it may have been accepted: wait for a status with this `opaque`).
        """
        content.check()
        filled(opaque, LONGEST_OPAQUE, "Our own name of the message")
        body = _message(to, content, reply_to) | {"biz_opaque_callback_data": opaque}
        path = f"{node(number.phone_number_id)}/messages"
        return _sent(await self.call("POST", path, token=number.access_token, body=body))

    async def mark_read(self, number: Credentials, wamid: str, *, typing: bool = False) -> None:
        """Two blue ticks on this and earlier messages; `typing` shows for 25 seconds or until we answer."""
        body: dict[str, Any] = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid}
        if typing:
            body["typing_indicator"] = {"type": "text"}
        path = f"{node(number.phone_number_id)}/messages"
        await self.change("POST", path, token=number.access_token, body=body)


def _message(to: Recipient, content: Content, reply_to: str | None) -> dict[str, Any]:
    frame = {"messaging_product": "whatsapp", "recipient_type": "individual"}
    answers = reply_to and not isinstance(content, ReactionMessage)
    return frame | to.wire() | content.wire() | ({"context": {"message_id": reply_to}} if answers else {})


def _sent(answer: Object) -> SentMessage:
    messages, contacts = parts(answer, "messages"), parts(answer, "contacts")
    wamid = identifier(messages[0].get("id")) if messages else None
    if wamid is None:
        raise AnswerLost("Meta accepted the message without naming it.")
    contact = contacts[0] if contacts else {}
    return SentMessage(
        wamid=wamid,
        message_status=text(messages[0], "message_status") or None,
        wa_id=digits(contact.get("wa_id")),
        bsuid=identifier(contact.get("user_id")),
    )
