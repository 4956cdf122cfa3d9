"""The push: sends Meta every variant whose version is newer than the one sent, in as few calls as possible.

It records the version it *read*, after Meta took the batch: an edit in between stays newer and is sent by the next
pass; a crash between the call and the record sends the same again, which changes nothing.
"""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.backoff import wait_after
from catalog_sync.items.calls import BatchCalls, OnProgress, PushCounts
from catalog_sync.items.mapping import MerchantInfo, SourceItem
from catalog_sync.items.plan import MOST_REQUESTS, ItemBatch, ItemChange, change_for
from catalog_sync.items.store import record_sent
from catalog_sync.lease import Lease, LeaseTaken, acquire_lease, set_targets, targets_of, wait_for_lease
from catalog_sync.meta.client import CatalogAccess, CatalogApi
from catalog_sync.product_sets.push import any_collections
from catalog_sync.source import anything_unsent, catalogs, count_unsent, merchant_info, unsent_pages
from shop.catalog.meta_states import mark_all_unsent, mark_same, mark_unsent
from shop.config import Settings
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.jobs import Errand, Postponed, enqueue, errand
from shop.kit.log import logger
from shop.whatsapp.errors import VendorAction, VendorFailure, WhatsAppError

log = logger()

TASK = "push"


class LeaseLost(Exception):
    """The lease ran out and another push took it: what we sent last may have replaced something newer at Meta."""


@errand("catalog_sync.push")
async def push(errand: Errand) -> None:
    """Send what is unsent. Several queued ones cost nothing: the second finds nothing to do."""
    await push_changes(errand)


async def push_now(
    database: Database, vendors: Mapping[type, Any], merchant_id: UUID, on_progress: OnProgress
) -> None:
    """The same in this process, with progress. Waits where a job would be postponed; raises what a person must repair."""
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
        if not targets or not (await anything_unsent(session) or await _has_new_catalog(session, targets)):
            return
        lease = await acquire_lease(session, TASK, insist=errand.attempt > 0)
        if lease is not None:
            await _update_targets(session, lease, targets)
    if lease is None:
        await wait_for_lease(errand, TASK)
        return
    await _Push(errand, lease, targets, on_progress).run()


class _Push:
    """One push, from taking the lease to releasing it."""

    def __init__(
        self, errand: Errand, lease: Lease, targets: list[CatalogAccess], on_progress: OnProgress | None
    ) -> None:
        self.errand, self.lease = errand, lease
        self.calls = BatchCalls(errand.vendor(CatalogApi), targets)
        self.progress = PushCounts(on_progress)
        self.same: list[SourceItem] = []

    async def run(self) -> None:
        try:
            finished = await self._pass_and_finish()
            while not finished:
                # Edits go on: gather them instead of calling for each.
                await asyncio.sleep(self.calls.api.pace)
                finished = await self._pass_and_finish()
        except LeaseLost:
            log.warning("catalog.lease_lost")
        except VendorFailure as failure:
            raise await self._postponed(failure) from failure
        finally:
            if self.lease.is_held:
                async with self.errand.transaction() as session:
                    await self.lease.release(session)

    async def _pass_and_finish(self) -> bool:
        """One pass. True, and the lease released, if nothing is unsent after it: a later edit leaves a job of its own."""
        await self._pass()
        async with self.errand.transaction() as session:
            if not await self.lease.renew(session):
                raise LeaseLost
            if await anything_unsent(session):
                return False
            if self.progress.sent and await any_collections(session):
                await enqueue(session, "catalog_sync.push_sets")  # a set names the variants that are on sale
            await self.lease.release(session, pause=self.calls.pause)
        if self.progress.sent:
            items, refused = self.progress.sent, self.progress.refused
            log.info("catalog.pushed", items=items, calls=self.calls.made, refused=refused)
        return True

    async def _pass(self) -> None:
        """Send everything that is unsent now, once."""
        async with self.errand.transaction() as session:
            merchant = await merchant_info(session, public_url=self.errand.vendor(Settings).public_url)
            self.progress.expect(await count_unsent(session))
        batch = ItemBatch()
        async for page in unsent_pages(self.errand):
            for change in self._changes(page, merchant):
                if not batch.has_room_for(change):
                    await self._send(batch.changes, merchant.locale)
                    batch = ItemBatch()
                batch.add(change)
            if len(self.same) >= MOST_REQUESTS:
                await self._record_same()
        if batch:
            await self._send(batch.changes, merchant.locale)
        await self._record_same()

    def _changes(self, page: list[SourceItem], merchant: MerchantInfo) -> Iterator[ItemChange]:
        """The changes of a page that must be sent; the rest is gathered in `self.same`."""
        for variant in page:
            change = change_for(variant, merchant)
            if change is None:
                self.same.append(variant)
            else:
                yield change

    async def _record_same(self) -> None:
        if self.same:
            async with self.errand.transaction() as session:
                await mark_same(session, {item.id: item.version for item in self.same})
            self.progress.count(len(self.same), 0)
            self.same = []

    async def _send(self, changes: list[ItemChange], locale: str) -> None:
        """Send to every catalog, then record. A batch refused as a whole is halved until the refused item is alone."""
        try:
            handles, refused = await self.calls.send(changes)
        except WhatsAppError as failure:
            if not self.calls.may_be_one_item(failure):
                raise
            if len(changes) > 1:
                middle = len(changes) // 2
                await self._send(changes[:middle], locale)
                await self._send(changes[middle:], locale)
                return
            handles, refused = {}, {changes[0].sku: [str(failure)]}
        await self._record(changes, handles, refused, locale)

    async def _record(
        self,
        changes: list[ItemChange],
        handles: dict[str, str],
        refused: dict[str, list[str]],
        locale: str,
    ) -> None:
        async with self.errand.transaction() as session:
            held = await self.lease.renew(session)
            if held:
                await record_sent(session, changes, handles, refused, locale=locale, at=now())
            else:
                await mark_unsent(session, [change.variant_id for change in changes])
                await enqueue(session, "catalog_sync.push")
        if not held:
            raise LeaseLost
        self.progress.count(len(changes), len(refused))

    async def _postponed(self, failure: VendorFailure) -> Postponed:
        wait = wait_after(failure, self.errand.attempt)
        async with self.errand.transaction() as session:
            await self.lease.release(session, pause=wait, trouble=str(failure), returning=True)
        log.warning("catalog.push_postponed", reason=type(failure).__name__, seconds=wait.total_seconds())
        return Postponed(wait, "Meta cannot take the catalog now")


async def _has_new_catalog(session: AsyncSession, targets: list[CatalogAccess]) -> bool:
    """Was a catalog connected since the last push?"""
    known = await targets_of(session, TASK)
    return bool(known) and any(catalog.id not in known for catalog in targets)


async def _update_targets(session: AsyncSession, lease: Lease, targets: list[CatalogAccess]) -> None:
    """Store the catalogs; a new one has nothing of what the others have, so everything is marked to be sent."""
    ids = [catalog.id for catalog in targets]
    if set(ids) - set(lease.targets):
        await mark_all_unsent(session)
    if ids != lease.targets:
        await set_targets(session, lease, ids)


def _needs_a_person(cause: BaseException | None) -> bool:
    return isinstance(cause, WhatsAppError) and cause.action not in (VendorAction.RETRY, VendorAction.LATER)
