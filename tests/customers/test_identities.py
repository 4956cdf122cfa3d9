"""Who a sender is: the table of every combination, and what holds after any sequence of senders."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.customers.identities import Identity, IdentityIndex, KnownIdentity
from tests.support.cast import ANA, EVA

ANA_ID, EVA_ID = UUID(int=1), UUID(int=2)
ID, OTHER_ID = "ES.100", "ES.200"
PHONE, OTHER_PHONE = ANA, EVA

Known = dict[UUID, Identity]

NOBODY: Known = {}
ONLY_ID: Known = {ANA_ID: Identity(ID)}
ONLY_PHONE: Known = {ANA_ID: Identity(None, PHONE)}
BOTH: Known = {ANA_ID: Identity(ID, PHONE)}
OTHER_PHONE_OF_ANA: Known = {ANA_ID: Identity(ID, OTHER_PHONE)}
EVA_HAS_IT: Known = {EVA_ID: Identity(OTHER_ID, PHONE)}
EVA_HAS_ONLY_THAT: Known = {EVA_ID: Identity(None, PHONE)}

# known records, sender -> the sender's record (None: a new one), what it holds then, who loses the phone
TABLE: dict[str, tuple[Known, Identity, UUID | None, Identity, UUID | None]] = {
    # The sender is known by id.
    "id known, no phone": (BOTH, Identity(ID), ANA_ID, Identity(ID, PHONE), None),
    "id known, phone known": (BOTH, Identity(ID, PHONE), ANA_ID, Identity(ID, PHONE), None),
    "id known, first phone": (ONLY_ID, Identity(ID, PHONE), ANA_ID, Identity(ID, PHONE), None),
    "id known, another phone": (OTHER_PHONE_OF_ANA, Identity(ID, PHONE), ANA_ID, Identity(ID, PHONE), None),
    "id known, first phone is of somebody with an id": (
        ONLY_ID | EVA_HAS_IT,
        Identity(ID, PHONE),
        ANA_ID,
        Identity(ID, PHONE),
        EVA_ID,
    ),
    "id known, another phone is of somebody with an id": (
        OTHER_PHONE_OF_ANA | EVA_HAS_IT,
        Identity(ID, PHONE),
        ANA_ID,
        Identity(ID, PHONE),
        EVA_ID,
    ),
    "id known, first phone is all that a record is known by": (
        ONLY_ID | EVA_HAS_ONLY_THAT,
        Identity(ID, PHONE),
        ANA_ID,
        Identity(ID),
        None,
    ),
    "id known, another phone is all that a record is known by": (
        OTHER_PHONE_OF_ANA | EVA_HAS_ONLY_THAT,
        Identity(ID, PHONE),
        ANA_ID,
        Identity(ID, OTHER_PHONE),
        None,
    ),
    # The sender's id is new.
    "id new, no phone": (NOBODY, Identity(ID), None, Identity(ID), None),
    "id new, phone new": (NOBODY, Identity(ID, PHONE), None, Identity(ID, PHONE), None),
    "id new, phone is of somebody with an id": (
        EVA_HAS_IT,
        Identity(ID, PHONE),
        None,
        Identity(ID, PHONE),
        EVA_ID,
    ),
    "id new, phone is of a record without id": (
        ONLY_PHONE,
        Identity(ID, PHONE),
        ANA_ID,
        Identity(ID, PHONE),
        None,
    ),
    # The sender has no id.
    "no id, phone new": (NOBODY, Identity(None, PHONE), None, Identity(None, PHONE), None),
    "no id, phone is of somebody with an id": (
        BOTH,
        Identity(None, PHONE),
        ANA_ID,
        Identity(ID, PHONE),
        None,
    ),
    "no id, phone is of a record without id": (
        ONLY_PHONE,
        Identity(None, PHONE),
        ANA_ID,
        Identity(None, PHONE),
        None,
    ),
}


def index_of(known: Known) -> IdentityIndex:
    """An index of stored records."""
    return IdentityIndex(KnownIdentity(key, identity) for key, identity in known.items())


@pytest.mark.parametrize("case", TABLE)
def test_every_combination_has_its_resolution(case: str) -> None:
    known, sender, expected, identity, loser = TABLE[case]
    resolution = index_of(known).resolve(sender)
    assert (resolution.known and resolution.known.id) == expected
    assert resolution.identity == identity
    assert (resolution.loses_phone and resolution.loses_phone.id) == loser
    assert resolution.is_up_to_date == (expected is not None and known[expected] == identity)


@pytest.mark.parametrize("case", TABLE)
def test_only_what_changes_is_noted(case: str) -> None:
    known, sender, expected, identity, loser = TABLE[case]
    index = index_of(known)
    record = index.identify(sender)
    if expected is None:
        assert index.created == {record: identity}
    else:
        assert (record, index.created) == (expected, {})
    released = {} if loser is None else {loser: Identity(known[loser].bsuid)}
    updated = {} if expected is None or known[expected] == identity else {expected: identity}
    assert index.changed == released | updated


def test_a_created_record_that_changes_is_still_only_created() -> None:
    index = IdentityIndex()
    record = index.identify(Identity(None, PHONE))
    assert index.identify(Identity(ID, PHONE)) == record
    assert (index.created, index.changed) == ({record: Identity(ID, PHONE)}, {})


def test_a_phone_left_behind_is_somebody_elses() -> None:
    index = index_of(BOTH)
    assert index.identify(Identity(ID, OTHER_PHONE)) == ANA_ID
    assert index.identify(Identity(None, PHONE)) != ANA_ID


def test_resolving_changes_nothing() -> None:
    index = index_of(ONLY_ID | EVA_HAS_IT)
    assert index.resolve(Identity(ID, PHONE)) == index.resolve(Identity(ID, PHONE))
    assert (index.created, index.changed) == ({}, {})


SENDERS = st.builds(
    Identity,
    st.sampled_from([None, "ES.1", "ES.2", "ES.3"]),
    st.sampled_from([None, PHONE, OTHER_PHONE, "34611000003"]),
).filter(lambda sender: sender.bsuid is not None or sender.phone is not None)
SEQUENCES = st.lists(SENDERS, max_size=20)


@given(SEQUENCES)
def test_no_two_records_share_an_id_or_a_phone(senders: list[Identity]) -> None:
    index = IdentityIndex()
    for sender in senders:
        index.identify(sender)
        records = list(index.created.values())
        for held in ([r.bsuid for r in records if r.bsuid], [r.phone for r in records if r.phone]):
            assert len(held) == len(set(held))
        assert all(record.bsuid or record.phone for record in records)


@given(SEQUENCES)
def test_an_id_never_changes_its_record(senders: list[Identity]) -> None:
    index = IdentityIndex()
    record_of: dict[str, UUID] = {}
    for sender in senders:
        record = index.identify(sender)
        if sender.bsuid is not None:
            assert record_of.setdefault(sender.bsuid, record) == record
            assert index.created[record].bsuid == sender.bsuid


@given(SEQUENCES)
def test_the_same_sender_twice_is_the_same_record_and_up_to_date(senders: list[Identity]) -> None:
    index = IdentityIndex()
    for sender in senders:
        record = index.identify(sender)
        again = index.resolve(sender)
        assert again.known is not None
        assert (again.known.id, again.is_up_to_date, again.loses_phone) == (record, True, None)


@given(SEQUENCES)
def test_stored_and_loaded_again_the_index_decides_the_same(senders: list[Identity]) -> None:
    """The webhook keeps an index for a batch, customers load one for each sender."""
    kept = IdentityIndex()
    stored: Known = {}
    records: dict[UUID, UUID] = {}
    for sender in senders:
        loaded = index_of(stored)
        record = loaded.identify(sender)
        stored |= loaded.created | loaded.changed
        assert records.setdefault(kept.identify(sender), record) == record
    assert {records[key]: identity for key, identity in kept.created.items()} == stored
