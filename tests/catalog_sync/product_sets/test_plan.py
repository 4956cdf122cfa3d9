"""Which steps make Meta's sets equal to the collections."""

from uuid import UUID

import pytest

from catalog_sync.product_sets.plan import CreateSet, DeleteSet, EditSet, KnownSet, WantedSet, plan_steps

ONE, TWO = UUID(int=1), UUID(int=2)


def wanted(collection_id: UUID = ONE, title: str = "Navidad", skus: tuple[str, ...] = ("A",)) -> WantedSet:
    return WantedSet(collection_id, title, "", skus)


def test_what_meta_has_already_needs_no_step() -> None:
    each = wanted()
    assert plan_steps({ONE: each}, {ONE: KnownSet(ONE, "7", each.hash)}) == []


def test_what_was_refused_waits_until_it_changes() -> None:
    each = wanted()
    assert plan_steps({ONE: each}, {ONE: KnownSet(ONE, None, each.hash)}) == []
    other = wanted(skus=("A", "B"))
    assert plan_steps({ONE: other}, {ONE: KnownSet(ONE, None, each.hash)}) == [CreateSet(other)]


def test_new_changed_and_gone_sets_are_made_changed_and_dropped() -> None:
    each = wanted()
    assert plan_steps({ONE: each}, {}) == [CreateSet(each)]
    assert plan_steps({ONE: each}, {ONE: KnownSet(ONE, "7", "old")}) == [EditSet("7", each)]
    assert plan_steps({}, {TWO: KnownSet(TWO, "7", "old")}) == [DeleteSet(TWO, "7")]


@pytest.mark.parametrize("other", [wanted(title="Reyes"), wanted(skus=("B",)), wanted(skus=("A", "B"))])
def test_a_different_set_has_a_different_hash(other: WantedSet) -> None:
    assert other.hash != wanted().hash


def test_a_set_too_large_for_meta_has_a_fault_and_a_sentence() -> None:
    assert wanted().fault == ""
    assert "too large" in wanted(skus=("x" * 100,) * 6000).fault
