"""What to send of a variant: nothing if Meta has the item already, else an upsert or a delete; gathered in batches."""

from uuid import UUID

import msgspec

from catalog_sync.items.mapping import (
    GONE,
    MerchantInfo,
    MetaItem,
    SourceItem,
    item_for,
    item_hash,
    same_review,
)

# Meta, items_batch: at most 5,000 requests, fewer than 3,000 advised; 28 MB (with room for the envelope).
MOST_REQUESTS = 3000
MOST_BYTES = 28_000_000


class ItemChange(msgspec.Struct, frozen=True, kw_only=True):
    """One request of a batch (`body`, JSON), and what is stored once Meta took it."""

    variant_id: UUID
    sku: str
    version: int
    hash: str
    body: bytes
    # Meta does not review the item again for this change.
    keeps_review: bool = False

    @property
    def is_delete(self) -> bool:
        return self.hash == GONE


def change_for(variant: SourceItem, merchant: MerchantInfo) -> ItemChange | None:
    """The request that makes Meta's item equal to ours; None if that is what was sent last.

    An archived variant is deleted at Meta even if none was sent by our records: the record of a send may be lost.
    """
    item = item_for(variant, merchant)
    wanted = item_hash(item)
    if wanted == variant.sent_hash:
        return None
    return ItemChange(
        variant_id=variant.id,
        sku=variant.sku,
        version=variant.version,
        hash=wanted,
        body=removal(variant.sku) if item is None else _update(item),
        keeps_review=same_review(wanted, variant.sent_hash),
    )


class ItemBatch:
    """Changes that fit into one call. No item stands twice in it: Meta promises no order within a batch."""

    def __init__(self, *, most: int = MOST_REQUESTS, most_bytes: int = MOST_BYTES) -> None:
        self.changes: list[ItemChange] = []
        self._skus: set[str] = set()
        self._most, self._most_bytes = most, most_bytes
        self._bytes = 0

    def __bool__(self) -> bool:
        return bool(self.changes)

    def has_room_for(self, change: ItemChange) -> bool:
        """A single change that is too large alone gets a batch of its own: Meta says what is wrong with it."""
        if not self.changes:
            return True
        fits = len(self.changes) < self._most and self._bytes + len(change.body) + 1 <= self._most_bytes
        return fits and change.sku not in self._skus

    def add(self, change: ItemChange) -> None:
        self.changes.append(change)
        self._skus.add(change.sku)
        self._bytes += len(change.body) + 1


def removal(sku: str) -> bytes:
    """The request that deletes an item."""
    return msgspec.json.encode({"method": "DELETE", "data": {"id": sku}})


def _update(item: MetaItem) -> bytes:
    """An update creates what is missing (`allow_upsert`)."""
    return msgspec.json.encode({"method": "UPDATE", "data": item})
