"""A webhook body, taken apart into updates: messages, statuses and everything else.

One bad update never stops the others: what cannot be read is set aside with its bytes and a reason.
The usual path copies slices of the body and decodes only ids and times.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from hashlib import sha256
from itertools import islice
from typing import TypeVar

import msgspec
from msgspec import Raw

from shop.whatsapp.incoming.envelope import (
    CHANGE,
    ENTRY,
    ENVELOPE,
    MESSAGE,
    STATUS,
    SYSTEM,
    VALUE,
    ContactIndex,
    WebhookValue,
    items,
    short,
)
from shop.whatsapp.incoming.envelope import phone_number_id as number_in
from shop.whatsapp.incoming.message import IDENTITY_CHANGES
from shop.whatsapp.incoming.update import ChangedTo, Update, UpdateKind
from shop.whatsapp.untrusted_json import UNREADABLE, Malformed, digits, identifier, parse_json, unix_timestamp

T = TypeVar("T")
LONGEST_FIELD = 100
MOST_UPDATES = 5_000  # of one body, and of entries and contacts in it; Meta sends up to 1,000


class _TooMany(Exception):
    """Somebody who is not Meta made this body: reading it would hold up everybody else."""


def read_webhook(body: bytes) -> list[Update]:
    """Every message, status and other change in a webhook body (Meta sends up to 3 MB and 1,000 updates).

    A body of more than MOST_UPDATES is set aside as one. Raises Malformed if it is not UTF-8, not JSON, nested too
    deeply, or no object with a list `entry`.
    """
    try:
        if not body.isascii():
            body.decode()  # msgspec does not look into strings that it skips
        envelope = parse_json(ENVELOPE, body)
    except UNREADABLE as refused:
        raise Malformed("The body is not a webhook: no JSON object with a list `entry`.") from refused
    try:
        found = list(
            islice((update for each in _few(envelope.entry) for update in _in_entry(each)), MOST_UPDATES + 1)
        )
        return list(_few(found))
    except _TooMany:
        return [_Source().set_aside(Raw(body), f"The body holds more than {MOST_UPDATES} updates.")]


def _few(found: Sequence[T]) -> Sequence[T]:
    if len(found) > MOST_UPDATES:
        raise _TooMany
    return found


class _Source(msgspec.Struct, frozen=True):
    """Where an update stood: WABA, the entry's time (absent on field "messages"), field and number."""

    waba_id: str | None = None
    sent_at: datetime | None = None
    field: str = ""
    phone_number_id: str | None = None

    def hash(self, raw: bytes) -> str:
        """The key of what has no id. With the entry's time: "paused" said again next month is news."""
        place = f"{self.waba_id}\n{self.sent_at}\n{self.field}\n"
        return f"h:{sha256(place.encode() + raw).hexdigest()}"

    def set_aside(self, raw: Raw, why: str) -> Update:
        body = bytes(raw)
        return Update(
            kind=UpdateKind.DEFECT,
            field=self.field,
            key=self.hash(body),
            body=body,
            waba_id=self.waba_id,
            phone_number_id=self.phone_number_id,
            provider_at=self.sent_at,
            defect=why,
        )


def _in_entry(raw: Raw) -> Iterator[Update]:
    try:
        entry = ENTRY.decode(raw)
    except UNREADABLE:
        yield _Source().set_aside(raw, "The entry is no object with a list of changes.")
        return
    source = _Source(identifier(entry.id), unix_timestamp(entry.time))
    for change in _few(entry.changes):
        yield from _in_change(change, source)


def _in_change(raw: Raw, source: _Source) -> Iterator[Update]:
    try:
        change = CHANGE.decode(raw)
        value = VALUE.decode(change.value)
    except UNREADABLE:
        yield source.set_aside(raw, "The change is no object with a field and an object as its value.")
        return
    if identifier(change.field) is None or len(change.field) > LONGEST_FIELD:
        yield source.set_aside(raw, "The change's field has no name that can be stored.")
        return
    number = identifier(number_in(value.metadata))
    value.metadata = short(value.metadata)
    source = _Source(source.waba_id, source.sent_at, change.field, number)
    found = _in_messages(value, source) if change.field == "messages" else []
    yield from found or [_change(change.value, value, source)]


def _in_messages(value: WebhookValue, source: _Source) -> list[Update]:
    people = ContactIndex(value.contacts)
    found = [
        *_each(value.messages, source, lambda raw, alone: _message(raw, value, source, people, alone=alone)),
        *_each(value.statuses, source, lambda raw, alone: _status(raw, source, people, alone=alone)),
    ]
    if bytes(value.errors) not in (b"null", b"[]"):
        errors = b'{"metadata":' + bytes(value.metadata) + b',"errors":' + bytes(value.errors) + b"}"
        found.append(_change(Raw(errors), value, source))
    return found


def _each(raw: Raw, source: _Source, read: Callable[[Raw, bool], Update]) -> Iterator[Update]:
    try:
        found = items(raw)
    except UNREADABLE:
        yield source.set_aside(raw, "What should be a list of updates is none.")
        return
    for item in _few(found):
        try:
            yield read(item, len(found) == 1)
        except UNREADABLE:
            yield source.set_aside(item, "The update is no object that can be read.")


def _message(raw: Raw, value: WebhookValue, source: _Source, people: ContactIndex, *, alone: bool) -> Update:
    head = MESSAGE.decode(raw)
    wamid = identifier(head.id)
    if wamid is None:
        return source.set_aside(raw, "The message has no id that can be stored.")
    contact, person = people.find(head.from_user_id, head.from_, alone=alone)
    body = b'{"message":%b,"contact":%b,"metadata":%b}' % (bytes(raw), bytes(contact), bytes(value.metadata))
    bsuid, changed_to = identifier(head.from_user_id) or identifier(person.user_id), None
    if head.type == "system":
        bsuid, changed_to = _change_of_identity(head.system, bsuid)
    return Update(
        kind=UpdateKind.MESSAGE,
        field=source.field,
        key=f"m:{wamid}",
        body=body,
        waba_id=source.waba_id,
        phone_number_id=source.phone_number_id,
        bsuid=bsuid,
        phone=digits(head.from_) or digits(person.wa_id),
        changed_to=changed_to,
        provider_at=unix_timestamp(head.timestamp),
    )


def _change_of_identity(raw: Raw, sender: str | None) -> tuple[str | None, ChangedTo | None]:
    """The id before a change, and what holds after it. Meta names either id as the system message's sender."""
    try:
        system = SYSTEM.decode(raw)
    except UNREADABLE:
        return sender, None
    if not isinstance(system.type, str) or system.type not in IDENTITY_CHANGES:
        return sender, None
    after = ChangedTo(identifier(system.user_id), digits(system.wa_id))
    before = identifier(system.previous_user_id) or (sender if sender != after.bsuid else None)
    return before, after


def _status(raw: Raw, source: _Source, people: ContactIndex, *, alone: bool) -> Update:
    head = STATUS.decode(raw)
    wamid, status = identifier(head.id), identifier(head.status)
    if wamid is None or status is None:
        return source.set_aside(raw, "The status has no id or no name that can be stored.")
    bsuid = head.recipient_participant_user_id or head.recipient_user_id
    phone = head.recipient_participant_id or head.recipient_id
    _, person = people.find(bsuid, phone, alone=alone)
    return Update(
        kind=UpdateKind.STATUS,
        field=source.field,
        key=f"s:{wamid}:{status}:{identifier(phone) or identifier(bsuid) or ''}",
        body=b'{"status":%b}' % bytes(raw),
        waba_id=source.waba_id,
        phone_number_id=source.phone_number_id,
        bsuid=identifier(bsuid) or identifier(person.user_id),
        phone=digits(phone) or digits(person.wa_id),
        provider_at=unix_timestamp(head.timestamp),
    )


def _change(raw: Raw, value: WebhookValue, source: _Source) -> Update:
    body = b'{"field":%b,"value":%b}' % (msgspec.json.encode(source.field), bytes(raw))
    _, person = ContactIndex(value.contacts).find(None, None, alone=True)
    return Update(
        kind=UpdateKind.CHANGE,
        field=source.field,
        key=source.hash(body),
        body=body,
        waba_id=source.waba_id,
        phone_number_id=source.phone_number_id,
        bsuid=identifier(person.user_id),
        phone=digits(person.wa_id),
        provider_at=source.sent_at,
    )
