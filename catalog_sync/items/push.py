"""The push: everything whose version is newer than the one sent goes to Meta, in as few calls as possible.

It records the version it *read* (decision 14), after Meta took the batch: an edit meanwhile stays newer and is
sent by the next pass; a crash between the call and the record sends the same again, which changes nothing.
"""

import asyncio
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.backoff import BatchNotAccepted, UsageNearLimit, wait_after
from catalog_sync.items.mapping import MerchantInfo, SourceItem
from catalog_sync.items.plan import MOST_REQUESTS, ItemBatch, ItemChange, change_for
from catalog_sync.items.store import record_same, record_sent, send_again, send_everything
from catalog_sync.lease import Lease, LeaseTaken, acquire_lease, set_targets, targets_of, wait_for_lease
from catalog_sync.meta.client import CatalogAccess, CatalogApi
from catalog_sync.product_sets.push import any_collections
from catalog_sync.source import anything_unsent, catalogs, count_unsent, merchant_info, unsent_pages
from shop.config import Settings
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.jobs import Errand, Postponed, enqueue, errand
from shop.kit.log import logger
from shop.whatsapp.errors import VendorAction, VendorFailure, WhatsAppError

log = logger()

OnProgress = Callable[[int, int, int], None]  # sent, total, refused
TASK = "push"
INVALID = 100  # Meta's code for a request it cannot take as a whole
UNKNOWN_OBJECT = 33
MOST_REFUSALS = 24  # in a row, twice the halvings of a full batch: then it is not about single items


class LeaseLost(Exception):
    """Another push went on in our place: what we sent last may have overtaken something newer."""


@errand("catalog_sync.push")
async def push(errand: Errand) -> None:
    """Send what is unsent. Several queued ones cost nothing: whoever comes second finds nothing to do."""
    await push_changes(errand)


async def push_now(
    database: Database, vendors: Mapping[type, Any], merchant_id: UUID, on_progress: OnProgress
) -> None:
    """The same while somebody watches. Waits where a job would be postponed; raises what a person must repair."""
    errand = Errand(database, merchant_id, dict(vendors), attempt=1)
    while True:
        try:
            await push_changes(errand, on_progress)
        except Postponed as wish:
            if not isinstance(wish, LeaseTaken) and _needs_a_person(wish.__cause__):
                raise wish.__cause__ from None  # type: ignore[misc]
            await asyncio.sleep(1.0 if isinstance(wish, LeaseTaken) else wish.delay.total_seconds())
        else:
            return


async def push_changes(errand: Errand, on_progress: OnProgress | None = None) -> None:
    """Pass after pass until nothing is unsent. Raises Postponed when Meta cannot take it now."""
    async with errand.transaction() as session:
        targets = await catalogs(session)
        if not targets or not (await anything_unsent(session) or await _is_news(session, targets)):
            return
        turn = await acquire_lease(session, TASK, insist=errand.attempt > 0)
        if turn is not None:
            await _aim(session, turn, targets)
    if turn is None:
        await wait_for_lease(errand, TASK)
        return
    await _Push(errand, turn, targets, on_progress).run()


class _Push:
    """One turn of pushing."""

    def __init__(
        self, errand: Errand, turn: Lease, targets: list[CatalogAccess], on_progress: OnProgress | None
    ) -> None:
        self.errand, self.turn, self.targets = errand, turn, targets
        self.api = errand.vendor(CatalogApi)
        self.on_progress = on_progress
        self.sent = self.total = self.refused = self.refusals_in_a_row = 0
        self.calls = 0
        self.same: list[SourceItem] = []
        self.rest = 0.0  # seconds that Meta asked for

    async def run(self) -> None:
        try:
            finished = await self._pass_and_finish()
            while not finished:
                await asyncio.sleep(self.api.pace)  # edits go on: gather them instead of calling for each
                finished = await self._pass_and_finish()
        except LeaseLost:
            log.warning("catalog.turn_lost")
        except VendorFailure as failure:
            raise await self._postponed(failure) from failure
        finally:
            if self.turn.is_held:
                async with self.errand.transaction() as session:
                    await self.turn.give_back(session)

    async def _pass_and_finish(self) -> bool:
        """True when nothing was unsent under the turn's lock: whatever comes later leaves a job of its own."""
        await self._pass()
        async with self.errand.transaction() as session:
            if not await self.turn.keep(session):
                raise LeaseLost
            if await anything_unsent(session):
                return False
            if self.sent and await any_collections(session):
                await enqueue(session, "catalog_sync.push_sets")  # a set names the variants that are on sale
            pause = timedelta(seconds=max(self.api.pace, self.rest) if self.calls else 0)
            await self.turn.give_back(session, pause=pause)
        if self.sent:
            log.info("catalog.pushed", items=self.sent, calls=self.calls, refused=self.refused)
        return True

    async def _pass(self) -> None:
        """Everything unsent at this time, once."""
        async with self.errand.transaction() as session:
            front = await merchant_info(session, public_url=self.errand.vendor(Settings).public_url)
            self.total = self.sent + await count_unsent(session)
        batch = ItemBatch()
        async for page in unsent_pages(self.errand):
            for change in self._changes(page, front):
                if not batch.has_room_for(change):
                    await self._send(batch.changes, front.language)
                    batch = ItemBatch()
                batch.add(change)
            if len(self.same) >= MOST_REQUESTS:
                await self._record_same()
        if batch:
            await self._send(batch.changes, front.language)
        await self._record_same()

    def _changes(self, page: list[SourceItem], front: MerchantInfo) -> Iterator[ItemChange]:
        """What of a page must be sent; the rest will be recorded as it is."""
        for article in page:
            change = change_for(article, front)
            if change is None:
                self.same.append(article)
            else:
                yield change

    async def _record_same(self) -> None:
        if self.same:
            async with self.errand.transaction() as session:
                await record_same(session, self.same)
            self._told(len(self.same), 0)
            self.same = []

    async def _send(self, changes: list[ItemChange], language: str) -> None:
        """To every catalog, then record. A batch refused as a whole is halved until the bad item is alone."""
        if self.rest:
            raise UsageNearLimit(self.rest)
        try:
            handles, refused = await self._call(changes)
        except WhatsAppError as failure:
            if not self._may_be_one_item(failure):
                raise
            if len(changes) > 1:
                middle = len(changes) // 2
                await self._send(changes[:middle], language)
                await self._send(changes[middle:], language)
                return
            handles, refused = {}, {changes[0].sku: [str(failure)]}
        await self._record(changes, handles, refused, language)

    async def _call(self, changes: list[ItemChange]) -> tuple[dict[str, str], dict[str, list[str]]]:
        handles: dict[str, str] = {}
        refused: dict[str, list[str]] = {}
        for catalog in self.targets:
            taken = await self.api.items_batch(catalog, [change.body for change in changes])
            self.calls += 1
            refused |= taken.errors
            self.rest = max(self.rest, taken.wait)
            if taken.handle is not None:
                handles[catalog.id] = taken.handle
            elif any(change.sku not in taken.errors for change in changes):
                raise BatchNotAccepted("Meta took nothing of a batch and did not say why.")
        self.refusals_in_a_row = 0
        return handles, refused

    async def _record(
        self,
        changes: list[ItemChange],
        handles: dict[str, str],
        refused: dict[str, list[str]],
        language: str,
    ) -> None:
        async with self.errand.transaction() as session:
            held = await self.turn.keep(session)
            if held:
                await record_sent(session, changes, handles, refused, language=language, at=now())
            else:
                await send_again(session, [change.variant_id for change in changes])
                await enqueue(session, "catalog_sync.push")
        if not held:
            raise LeaseLost
        self._told(len(changes), len(refused))

    async def _postponed(self, failure: VendorFailure) -> Postponed:
        wait = wait_after(failure, self.errand.attempt)
        async with self.errand.transaction() as session:
            await self.turn.give_back(session, pause=wait, trouble=str(failure), returning=True)
        log.warning("catalog.push_postponed", reason=type(failure).__name__, seconds=wait.total_seconds())
        return Postponed(wait, "Meta cannot take the catalog now")

    def _may_be_one_item(self, failure: WhatsAppError) -> bool:
        self.refusals_in_a_row += 1
        about_items = failure.code == INVALID and failure.subcode != UNKNOWN_OBJECT
        return about_items and self.refusals_in_a_row <= MOST_REFUSALS

    def _told(self, sent: int, refused: int) -> None:
        self.sent += sent
        self.refused += refused
        if self.on_progress is not None:
            self.on_progress(self.sent, max(self.total, self.sent), self.refused)


async def _is_news(session: AsyncSession, targets: list[CatalogAccess]) -> bool:
    """Was a catalog connected that got nothing yet?"""
    known = await targets_of(session, TASK)
    return bool(known) and any(catalog.id not in known for catalog in targets)


async def _aim(session: AsyncSession, turn: Lease, targets: list[CatalogAccess]) -> None:
    """A catalog that is new here has nothing of what we sent to the others."""
    ids = [catalog.id for catalog in targets]
    if set(ids) - set(turn.targets):
        await send_everything(session)
    if ids != turn.targets:
        await set_targets(session, turn, ids)


def _needs_a_person(cause: BaseException | None) -> bool:
    return isinstance(cause, WhatsAppError) and cause.action not in (VendorAction.RETRY, VendorAction.LATER)
