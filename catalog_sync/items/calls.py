"""The calls of one push to Meta, and how far the push is."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from catalog_sync.backoff import BatchNotAccepted, UsageNearLimit
from catalog_sync.items.plan import ItemChange
from catalog_sync.meta.client import CatalogAccess, CatalogApi
from shop.whatsapp.errors import WhatsAppError

# Called with the numbers of items sent, to send in all, and refused.
OnProgress = Callable[[int, int, int], None]
# Meta's code for a request it refuses as a whole, and the subcode if that is because the catalog is unknown.
INVALID = 100
UNKNOWN_OBJECT = 33
# Refusals in a row, twice the halvings of a full batch: more are not about single items.
MOST_REFUSALS = 24


class BatchCalls:
    """Sends batches to every catalog of a merchant, and counts the calls."""

    def __init__(self, api: CatalogApi, targets: Sequence[CatalogAccess]) -> None:
        self.api, self.targets = api, targets
        self.made = self._refusals_in_a_row = 0
        self._rest = 0.0  # seconds that Meta asked us to wait

    @property
    def pause(self) -> timedelta:
        """How long nothing should be sent after these calls."""
        return timedelta(seconds=max(self.api.pace, self._rest) if self.made else 0)

    async def send(self, changes: Sequence[ItemChange]) -> tuple[dict[str, str], dict[str, list[str]]]:
        """The batch's handles by catalog, and what Meta refuses: messages by SKU. Raises VendorFailure."""
        if self._rest:
            raise UsageNearLimit(self._rest)
        handles: dict[str, str] = {}
        refused: dict[str, list[str]] = {}
        for catalog in self.targets:
            taken = await self.api.items_batch(catalog, [change.body for change in changes])
            self.made += 1
            refused |= taken.errors
            self._rest = max(self._rest, taken.wait)
            if taken.handle is not None:
                handles[catalog.id] = taken.handle
            elif any(change.sku not in taken.errors for change in changes):
                raise BatchNotAccepted("Meta took nothing of a batch and did not say why.")
        self._refusals_in_a_row = 0
        return handles, refused

    def may_be_one_item(self, failure: WhatsAppError) -> bool:
        """May one item be the reason why Meta refused a whole batch?"""
        self._refusals_in_a_row += 1
        about_items = failure.code == INVALID and failure.subcode != UNKNOWN_OBJECT
        return about_items and self._refusals_in_a_row <= MOST_REFUSALS


class PushCounts:
    """How many items were sent and refused, and how many there are to send."""

    def __init__(self, on_progress: OnProgress | None) -> None:
        self.sent = self.refused = self._total = 0
        self._on_progress = on_progress

    def expect(self, unsent: int) -> None:
        """So many are still to be sent."""
        self._total = self.sent + unsent

    def count(self, sent: int, refused: int) -> None:
        """So many more were sent, and so many of them refused."""
        self.sent += sent
        self.refused += refused
        if self._on_progress is not None:
            self._on_progress(self.sent, max(self._total, self.sent), self.refused)
