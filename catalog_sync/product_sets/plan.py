"""Plans the calls that make Meta's product sets equal to our collections. Pure.

Source: Meta, "Product Catalog Product Sets" and "Product Set": `name`, `filter` (a JSON-encoded rule of at most
500 KiB), `metadata.description`, `retailer_id`; 10803 for a second set with the same filter.
"""

import hashlib
from collections.abc import Mapping, Sequence
from uuid import UUID

import msgspec

from shop.kit.texts.lines import one_line

MOST_FILTER_BYTES = 500 * 1024


class WantedSet(msgspec.Struct, frozen=True):
    """A collection as Meta should have it; its SKUs in their order."""

    collection_id: UUID
    title: str
    description: str
    skus: Sequence[str]

    @property
    def body(self) -> dict[str, object]:
        """What Meta is sent. The filter names items, because a rule about words would catch others too."""
        rule = msgspec.json.encode({"retailer_id": {"is_any": list(self.skus)}}).decode()
        return {
            "name": one_line(self.title),
            "filter": rule,
            "retailer_id": str(self.collection_id),
            "metadata": {"description": self.description},
        }

    @property
    def hash(self) -> str:
        """Equal for equal bodies, and short."""
        return hashlib.blake2b(msgspec.json.encode(self.body, order="sorted"), digest_size=16).hexdigest()

    @property
    def fault(self) -> str:
        """Why Meta would not take it; "" if it would."""
        size = len(str(self.body["filter"]).encode())
        return f"A collection of {len(self.skus)} variants is too large for Meta." * (
            size > MOST_FILTER_BYTES
        )


class KnownSet(msgspec.Struct, frozen=True):
    """What a catalog of Meta's has of a collection; `set_id` is None where it refused to make one."""

    collection_id: UUID
    set_id: str | None
    sent_hash: str | None


class CreateSet(msgspec.Struct, frozen=True):
    """Make a set at Meta."""

    wanted: WantedSet


class EditSet(msgspec.Struct, frozen=True):
    """Change the set at Meta."""

    set_id: str
    wanted: WantedSet


class DeleteSet(msgspec.Struct, frozen=True):
    """Delete the set at Meta, and our record of it. No id: Meta has no set, only the record goes."""

    collection_id: UUID
    set_id: str | None


Step = CreateSet | EditSet | DeleteSet


def plan_steps(wanted: Mapping[UUID, WantedSet], known: Mapping[UUID, KnownSet]) -> list[Step]:
    """The steps for one catalog: deletions first, then what is new or differs. What Meta refused waits for a change."""
    found: list[Step] = [
        DeleteSet(each.collection_id, each.set_id)
        for each in known.values()
        if each.collection_id not in wanted
    ]
    for collection_id, each in wanted.items():
        present = known.get(collection_id)
        if present is not None and present.sent_hash == each.hash:
            continue
        set_id = present.set_id if present is not None else None
        found.append(CreateSet(each) if set_id is None else EditSet(set_id, each))
    return found
