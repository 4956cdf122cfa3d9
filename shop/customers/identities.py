"""Who a sender is: business-scoped id first, phone second, and a phone moves to its new holder. No database.

The webhook's conversations and the customers both follow this rule. Meta, Business-scoped user IDs: the id is a
person's own and stays theirs, whoever takes a username may write without a phone, and phone numbers are reassigned.
"""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from shop.kit.db.columns import new_id


class Identity(msgspec.Struct, frozen=True):
    """What a person is known by. A sender has at least one of the two."""

    bsuid: str | None = None
    phone: str | None = None


class KnownIdentity(msgspec.Struct, frozen=True):
    """A record (a conversation, a customer) and what its person is known by."""

    id: UUID
    identity: Identity


class Resolution(msgspec.Struct, frozen=True):
    """Which record a sender has, and what must be stored for it.

    `known` is None where a new record is made; `identity` is what the record holds afterwards;
    `loses_phone` is another record that must give the phone up first.
    """

    known: KnownIdentity | None
    identity: Identity
    loses_phone: KnownIdentity | None = None

    @property
    def is_up_to_date(self) -> bool:
        """Nothing has to be stored."""
        return self.known is not None and self.known.identity == self.identity


def resolve(by_bsuid: KnownIdentity | None, by_phone: KnownIdentity | None, sender: Identity) -> Resolution:
    """The rule, given the record that has the sender's id and the one that has the sender's phone."""
    known = by_bsuid
    if known is None and by_phone is not None and not (sender.bsuid and by_phone.identity.bsuid):
        known = by_phone
    before = Identity() if known is None else known.identity
    bsuid = before.bsuid or sender.bsuid
    if not _phone_moves(before, by_phone, sender):
        return Resolution(known, Identity(bsuid, before.phone))
    return Resolution(known, Identity(bsuid, sender.phone), loses_phone=by_phone)


def _phone_moves(before: Identity, holder: KnownIdentity | None, sender: Identity) -> bool:
    """Does the sender's record take the phone? Not from a record that is known by nothing else."""
    if not sender.phone or before.phone == sender.phone:
        return False
    return holder is None or holder.identity.bsuid is not None


class IdentityIndex:
    """The records that some senders may have; it notes which of them are created and changed."""

    def __init__(self, known: Iterable[KnownIdentity] = ()) -> None:
        self.created: dict[UUID, Identity] = {}
        self.changed: dict[UUID, Identity] = {}
        self._by_bsuid: dict[str | None, KnownIdentity] = {}
        self._by_phone: dict[str | None, KnownIdentity] = {}
        for record in known:
            self._add(record)

    def resolve(self, sender: Identity) -> Resolution:
        """What the sender's identity means for the records here; changes nothing."""
        return resolve(self._by_bsuid.get(sender.bsuid), self._by_phone.get(sender.phone), sender)

    def identify(self, sender: Identity) -> UUID:
        """The id of the sender's record, which is created where there is none and brought up to date."""
        resolution = self.resolve(sender)
        if resolution.loses_phone is not None:
            self._change(resolution.loses_phone, Identity(resolution.loses_phone.identity.bsuid))
        if resolution.known is None:
            return self._create(resolution.identity)
        if not resolution.is_up_to_date:
            self._change(resolution.known, resolution.identity)
        return resolution.known.id

    def _create(self, identity: Identity) -> UUID:
        record = KnownIdentity(new_id(), identity)
        self.created[record.id] = identity
        self._add(record)
        return record.id

    def _change(self, record: KnownIdentity, identity: Identity) -> None:
        noted = self.created if record.id in self.created else self.changed
        noted[record.id] = identity
        self._by_phone.pop(record.identity.phone, None)
        self._add(KnownIdentity(record.id, identity))

    def _add(self, record: KnownIdentity) -> None:
        if record.identity.bsuid:
            self._by_bsuid[record.identity.bsuid] = record
        if record.identity.phone:
            self._by_phone[record.identity.phone] = record
