"""The structs around a message in a webhook body, with only the fields needed to route, key and order it.

`Raw` is a slice of the body. Fields are `Any` where a wrong type must not cost us the rest.
"""

from typing import Any

import msgspec
from msgspec import Raw
from msgspec.json import Decoder

from shop.whatsapp.untrusted_json import UNREADABLE

NULL = Raw(b"null")
# Bytes of a contact or of the metadata, which go with every message: Meta's have some 200.
LONGEST_BESIDE = 10_000
MOST_CONTACTS = 5_000


class WebhookEnvelope(msgspec.Struct):
    entry: list[Raw]


class WebhookEntry(msgspec.Struct):
    changes: list[Raw]
    id: Any = None
    time: Any = None


class WebhookChange(msgspec.Struct):
    field: str
    value: Raw


class WebhookValue(msgspec.Struct):
    metadata: Raw = NULL
    contacts: Raw = NULL
    messages: Raw = NULL
    statuses: Raw = NULL
    errors: Raw = NULL


class NumberMetadata(msgspec.Struct):
    phone_number_id: Any = None


class WebhookContact(msgspec.Struct):
    user_id: Any = None
    wa_id: Any = None


class MessageHead(msgspec.Struct):
    id: Any = None
    from_: Any = msgspec.field(default=None, name="from")
    from_user_id: Any = None
    timestamp: Any = None
    type: Any = None
    system: Raw = NULL


class SystemHead(msgspec.Struct):
    """What a person is known by after a change; `previous_user_id` before it."""

    wa_id: Any = None
    user_id: Any = None
    previous_user_id: Any = None
    type: Any = None


class StatusHead(msgspec.Struct):
    """The participant is the person when the recipient is a group."""

    id: Any = None
    status: Any = None
    timestamp: Any = None
    recipient_id: Any = None
    recipient_user_id: Any = None
    recipient_participant_id: Any = None
    recipient_participant_user_id: Any = None


ENVELOPE = Decoder(WebhookEnvelope)
ENTRY = Decoder(WebhookEntry)
CHANGE = Decoder(WebhookChange)
VALUE = Decoder(WebhookValue)
MESSAGE = Decoder(MessageHead)
SYSTEM = Decoder(SystemHead)
STATUS = Decoder(StatusHead)
_METADATA = Decoder(NumberMetadata)
_CONTACT = Decoder(WebhookContact)
_ITEMS = Decoder(list[Raw])


def short(raw: Raw) -> Raw:
    """What is kept with each of many messages, if it is as short as Meta's is; else nothing."""
    return raw if len(bytes(raw)) <= LONGEST_BESIDE else NULL


def items(raw: Raw) -> list[Raw]:
    """The items of a list that may be absent or null. Raises one of `UNREADABLE` if it is something else."""
    return [] if bytes(raw) == b"null" else _ITEMS.decode(raw)


def phone_number_id(metadata: Raw) -> Any:
    """The id in the metadata, if there is one."""
    try:
        return _METADATA.decode(metadata).phone_number_id
    except UNREADABLE:
        return None


class ContactIndex:
    """The contacts of one value, to be found by either of their ids."""

    def __init__(self, contacts: Raw) -> None:
        self.by_id: dict[str, tuple[Raw, WebhookContact]] = {}
        self.all: list[tuple[Raw, WebhookContact]] = []
        try:
            for raw in items(contacts)[:MOST_CONTACTS]:
                self._add(raw, _CONTACT.decode(raw))
        except UNREADABLE:
            pass  # the message is read without its profile

    def find(self, bsuid: object, phone: object, *, alone: bool) -> tuple[Raw, WebhookContact]:
        """The contact with one of these ids, else the only one if the update is `alone` too, else nobody."""
        for name in (bsuid, phone):
            if isinstance(name, str) and name in self.by_id:
                return self.by_id[name]
        return self.all[0] if alone and len(self.all) == 1 else (NULL, _NOBODY)

    def _add(self, raw: Raw, contact: WebhookContact) -> None:
        self.all.append((short(raw), contact))
        for name in (contact.user_id, contact.wa_id):
            if isinstance(name, str):
                self.by_id[name] = self.all[-1]


_NOBODY = WebhookContact()
