"""What is sent, and in which calls."""

from collections.abc import Callable
from uuid import UUID

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from catalog_sync.items.mapping import GONE, item_for, item_hash
from catalog_sync.items.plan import ItemBatch, ItemChange, change_for
from tests.catalog_sync.items.source_items import MERCHANT, variant


def change(sku: str, size: int = 10) -> ItemChange:
    return ItemChange(variant_id=UUID(int=1), sku=sku, version=1, hash="h", body=b"x" * size)


def in_batches(changes: list[ItemChange], new_batch: Callable[[], ItemBatch]) -> list[list[ItemChange]]:
    """The changes in their order, a new batch whenever one has no room: what the push does."""
    batches = [new_batch()]
    for each in changes:
        if not batches[-1].has_room_for(each):
            batches.append(new_batch())
        batches[-1].add(each)
    return [batch.changes for batch in batches if batch]


def test_what_was_never_sent_is_sent_with_the_version_that_was_read() -> None:
    found = change_for(variant(version=7), MERCHANT)
    assert found is not None
    assert found.version == 7
    assert msgspec.json.decode(found.body) == {"method": "UPDATE", "data": item_for(variant(), MERCHANT)}


def test_what_was_sent_already_is_not_sent() -> None:
    sent = item_hash(item_for(variant(), MERCHANT))
    assert change_for(variant(version=2, sent_version=1, sent_hash=sent), MERCHANT) is None


def test_what_is_archived_is_deleted_once() -> None:
    found = change_for(variant(archived=True, sent_hash="something"), MERCHANT)
    assert found is not None
    assert found.is_delete
    assert msgspec.json.decode(found.body) == {"method": "DELETE", "data": {"id": "TAZA/1"}}
    assert change_for(variant(archived=True, sent_hash=GONE), MERCHANT) is None


def test_what_is_archived_and_not_known_to_be_sent_is_deleted_too() -> None:
    found = change_for(variant(archived=True, sent_hash=None), MERCHANT)
    assert found is not None
    assert found.is_delete


def test_only_a_change_that_meta_does_not_review_keeps_its_verdict() -> None:
    sent = item_hash(item_for(variant(), MERCHANT))
    stock = change_for(variant(available=0, sent_hash=sent), MERCHANT)
    price = change_for(variant(price_minor=1, sent_hash=sent), MERCHANT)
    assert stock is not None
    assert price is not None
    assert (stock.keeps_review, price.keeps_review) == (True, False)


@given(
    sizes=st.lists(st.integers(1, 60), max_size=40),
    most=st.integers(1, 10),
    most_bytes=st.integers(10, 100),
)
def test_batches_hold_everything_in_order_and_respect_both_limits(
    sizes: list[int], most: int, most_bytes: int
) -> None:
    changes = [change(f"s{n}", size) for n, size in enumerate(sizes)]
    split = in_batches(changes, lambda: ItemBatch(most=most, most_bytes=most_bytes))
    assert [each for batch in split for each in batch] == changes
    for batch in split:
        assert 0 < len(batch) <= most
        assert len(batch) == 1 or sum(len(each.body) + 1 for each in batch) <= most_bytes


@given(skus=st.lists(st.sampled_from("abc"), max_size=20))
def test_no_item_stands_twice_in_a_batch(skus: list[str]) -> None:
    for batch in in_batches([change(sku) for sku in skus], ItemBatch):
        assert len({each.sku for each in batch}) == len(batch)
