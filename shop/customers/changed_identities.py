"""What a system message of Meta's means: a person has another phone or id from now on. No database.

They come twice, late and in any order. A person is moved once, to where the last of them says; an identity that is
known by a phone alone, which somebody used after it had another holder, is not moved by a machine.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum, auto

import msgspec

from shop.customers.identities import Identity

# How long before Meta's system message somebody may have used the new phone: it retries so long.
MOVED_WITHIN = timedelta(days=7)
# A phone has no other holder so soon; a clock may be ahead.
USED_SINCE = timedelta(hours=1)


class ChangeOutcome(Enum):
    """What is to be done about a system message."""

    IS_DONE = auto()  # the person is known by the new identity
    MOVES = auto()
    IS_UNCLEAR = auto()  # a person must look


class IdentityChange(msgspec.Struct, frozen=True):
    """Meta says that a person has another phone, and with it another id, or only another id.

    `before` holds what it names of the old identity. `after` is the new one: an id belongs to a phone, so the old
    id ends with its phone, and a phone that it does not show is not the person's any more.
    """

    before: Identity
    after: Identity
    said_at: datetime

    def is_same_person(self, known: Identity, *, known_since: datetime) -> bool:
        """Is a record that has the new phone or id the person, who wrote before the system message came?

        The id tells. Where one of both is missing, only a record that is new can be theirs: an older one that has the
        phone is of its previous holder.
        """
        if known.bsuid and self.after.bsuid:
            return known.bsuid == self.after.bsuid
        return known_since >= self.said_at - MOVED_WITHIN

    def followed_by(self, later: Iterable["IdentityChange"]) -> "IdentityChange":
        """Where the person ends: `later` is what Meta said afterwards, of anybody, in its order."""
        change = self
        for each in later:
            if _is_same(change.after, each.before):
                change = IdentityChange(change.before, each.after, each.said_at)
        return change

    def outcome_for(
        self, known: Identity, *, later: Iterable["IdentityChange"] = (), last_heard_at: datetime | None
    ) -> ChangeOutcome:
        """Is the person of the record moved? `last_heard_at` is when somebody last wrote as the record."""
        if known == self.after or self._has_moved(known):
            return ChangeOutcome.IS_DONE
        if self.followed_by(later)._is_used_since(known, last_heard_at):
            return ChangeOutcome.IS_UNCLEAR
        return ChangeOutcome.MOVES

    def _has_moved(self, known: Identity) -> bool:
        """It was found by the new identity: the same was said before, or the person came under it."""
        is_after = known.bsuid == self.after.bsuid if self.after.bsuid else known.phone == self.after.phone
        return is_after and known.phone in (None, self.after.phone)

    def _is_used_since(self, known: Identity, last_heard_at: datetime | None) -> bool:
        """Only the phone tells who it is, and somebody wrote from it after it had another holder."""
        if known.bsuid is not None and known.bsuid == self.before.bsuid:
            return False
        return last_heard_at is not None and last_heard_at > self.said_at + USED_SINCE


def _is_same(after: Identity, before: Identity) -> bool:
    """The id tells, where both are named."""
    if after.bsuid and before.bsuid:
        return after.bsuid == before.bsuid
    return after.phone is not None and after.phone == before.phone
