"""What a system message of a changed number or id means: what may be known, and what was said in which order."""

from datetime import UTC, datetime, timedelta

import pytest

from shop.customers.changed_identities import MOVED_WITHIN, USED_SINCE, ChangeOutcome, IdentityChange
from shop.customers.identities import Identity
from tests.support.cast import ANA, EVA

SAID = datetime(2026, 5, 4, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
BEFORE, AFTER = SAID - MINUTE, SAID + USED_SINCE + MINUTE
OLD, NEW, THIRD = "ES.1", "ES.2", "ES.3"
OLD_PHONE, NEW_PHONE, THIRD_PHONE = ANA, EVA, "34611000003"
DONE, MOVES, UNCLEAR = ChangeOutcome.IS_DONE, ChangeOutcome.MOVES, ChangeOutcome.IS_UNCLEAR


def change(before: Identity, after: Identity, *, minutes: int = 0) -> IdentityChange:
    return IdentityChange(before, after, SAID + minutes * MINUTE)


BOTH = change(Identity(OLD, OLD_PHONE), Identity(NEW, NEW_PHONE))
PHONES = change(Identity(None, OLD_PHONE), Identity(None, NEW_PHONE))
IDS = change(Identity(OLD), Identity(NEW))
ID_OF_A_PHONE = change(Identity(OLD, OLD_PHONE), Identity(NEW, OLD_PHONE))

# the change, what the record is known by, when it was last heard of -> what is done
OUTCOMES: dict[str, tuple[IdentityChange, Identity, datetime | None, ChangeOutcome]] = {
    "known by both, not heard of since": (BOTH, Identity(OLD, OLD_PHONE), BEFORE, MOVES),
    "known by both, never heard of": (BOTH, Identity(OLD, OLD_PHONE), None, MOVES),
    "known by the old id, which only its owner has": (BOTH, Identity(OLD, OLD_PHONE), AFTER, MOVES),
    "known by the old id alone": (BOTH, Identity(OLD), AFTER, MOVES),
    "known by the old phone alone, quiet since": (BOTH, Identity(None, OLD_PHONE), BEFORE, MOVES),
    "known by the old phone alone, a clock ahead": (
        BOTH,
        Identity(None, OLD_PHONE),
        SAID + USED_SINCE,
        MOVES,
    ),
    "known by the old phone alone, used since": (BOTH, Identity(None, OLD_PHONE), AFTER, UNCLEAR),
    "the old phone is of another id, used since": (BOTH, Identity(THIRD, OLD_PHONE), AFTER, UNCLEAR),
    "told twice": (BOTH, Identity(NEW, NEW_PHONE), AFTER, DONE),
    "came under the new id, hiding the phone": (BOTH, Identity(NEW), AFTER, DONE),
    "has the new id and still the old phone": (BOTH, Identity(NEW, OLD_PHONE), BEFORE, MOVES),
    "phones alone": (PHONES, Identity(None, OLD_PHONE), BEFORE, MOVES),
    "phones alone, used since": (PHONES, Identity(None, OLD_PHONE), AFTER, UNCLEAR),
    "phones alone, told twice": (PHONES, Identity(None, NEW_PHONE), AFTER, DONE),
    "phones alone, found under an id": (PHONES, Identity(NEW, NEW_PHONE), AFTER, DONE),
    "ids alone": (IDS, Identity(OLD), AFTER, MOVES),
    "ids alone, told twice": (IDS, Identity(NEW), AFTER, DONE),
    "ids alone, a phone that it does not show": (IDS, Identity(OLD, OLD_PHONE), BEFORE, MOVES),
    "another id of the same phone": (ID_OF_A_PHONE, Identity(OLD, OLD_PHONE), AFTER, MOVES),
    "another id of the same phone, known by it alone": (
        ID_OF_A_PHONE,
        Identity(None, OLD_PHONE),
        BEFORE,
        MOVES,
    ),
}


@pytest.mark.parametrize("case", OUTCOMES)
def test_every_change_has_its_outcome(case: str) -> None:
    change, known, last_heard_at, expected = OUTCOMES[case]
    assert change.outcome_for(known, last_heard_at=last_heard_at) is expected


AGAIN = change(Identity(NEW, NEW_PHONE), Identity(THIRD, THIRD_PHONE), minutes=90)

# the change, what was said later -> where the person ends
ENDS: dict[str, tuple[IdentityChange, list[IdentityChange], Identity]] = {
    "nothing was said later": (BOTH, [], Identity(NEW, NEW_PHONE)),
    "they moved on": (BOTH, [AGAIN], Identity(THIRD, THIRD_PHONE)),
    "somebody else moved": (
        BOTH,
        [change(Identity("ES.9", "34611000009"), Identity("ES.8"), minutes=5)],
        Identity(NEW, NEW_PHONE),
    ),
    "the next holder of the new phone moved": (
        BOTH,
        [change(Identity("ES.9", NEW_PHONE), Identity("ES.8"), minutes=5)],
        Identity(NEW, NEW_PHONE),
    ),
    "the phone tells where it names no id": (
        BOTH,
        [change(Identity(None, NEW_PHONE), Identity(None, THIRD_PHONE), minutes=5)],
        Identity(None, THIRD_PHONE),
    ),
    "back again": (
        BOTH,
        [change(Identity(NEW, NEW_PHONE), Identity(OLD, OLD_PHONE), minutes=5)],
        Identity(OLD, OLD_PHONE),
    ),
    "twice on": (
        BOTH,
        [AGAIN, change(Identity(THIRD, THIRD_PHONE), Identity("ES.4", "34611000004"), minutes=95)],
        Identity("ES.4", "34611000004"),
    ),
}


@pytest.mark.parametrize("case", ENDS)
def test_what_was_said_later_counts(case: str) -> None:
    change, later, expected = ENDS[case]
    assert change.followed_by(later).after == expected
    assert change.followed_by(later).before == change.before


def test_a_phone_was_the_persons_until_the_last_move() -> None:
    known, heard = Identity(None, OLD_PHONE), AFTER + MINUTE
    assert BOTH.outcome_for(known, last_heard_at=heard) is UNCLEAR
    assert BOTH.outcome_for(known, later=[AGAIN], last_heard_at=heard) is MOVES


LONG_AGO, LATELY = SAID - MOVED_WITHIN - MINUTE, SAID - MOVED_WITHIN

# what another record with the new phone or id is known by, since when -> is it the person?
SAME: dict[str, tuple[IdentityChange, Identity, datetime, bool]] = {
    "the new id": (BOTH, Identity(NEW), LONG_AGO, True),
    "the new id and phone": (BOTH, Identity(NEW, NEW_PHONE), LONG_AGO, True),
    "the new phone under another id": (BOTH, Identity(THIRD, NEW_PHONE), LATELY, False),
    "the new phone alone, lately": (BOTH, Identity(None, NEW_PHONE), LATELY, True),
    "the new phone alone, for long": (BOTH, Identity(None, NEW_PHONE), LONG_AGO, False),
    "a change without ids, lately": (PHONES, Identity(THIRD, NEW_PHONE), LATELY, True),
    "a change without ids, for long": (PHONES, Identity(THIRD, NEW_PHONE), LONG_AGO, False),
}


@pytest.mark.parametrize("case", SAME)
def test_who_wrote_before_the_system_message_came_is_told_from_the_previous_holder(case: str) -> None:
    change, known, known_since, expected = SAME[case]
    assert change.is_same_person(known, known_since=known_since) is expected
