"""Pushes product sets: makes Meta's sets equal to our collections.

One push at a time (a lease); before it is released everything is planned once more, so that a later change leaves
a job of its own. A set is made under our collection's id (`retailer_id`) and looked for before it is made: a crash
between Meta's answer and our record makes no second one.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from catalog_sync.backoff import wait_after
from catalog_sync.lease import Lease, acquire_lease, wait_for_lease
from catalog_sync.meta.client import CatalogAccess, CatalogApi
from catalog_sync.models import MetaSet
from catalog_sync.product_sets.plan import (
    CreateSet,
    DeleteSet,
    EditSet,
    KnownSet,
    Step,
    WantedSet,
    plan_steps,
)
from catalog_sync.source import catalogs
from shop.catalog.collections.models import Collection, CollectionProduct
from shop.catalog.models import Product, ProductStatus, Variant
from shop.kit.clock import now
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.jobs import Errand, Postponed, errand
from shop.kit.log import logger
from shop.whatsapp.errors import VendorFailure, WhatsAppError

log = logger()

TASK = "sets"
INVALID, NO_SUCH_NODE, SAME_FILTER = 100, 803, 10803
UNKNOWN_OBJECT = 33  # a subcode of 100
DUPLICATE = "Meta has a set of exactly these products already, and takes no second one."

# A filter is free again: sets that Meta refused because another had the same filter are tried again.
_TRY_DUPLICATES = sa.text(
    "UPDATE meta_set SET sent_hash = NULL WHERE merchant_id = :merchant AND catalog_id = :catalog "
    "AND set_id IS NULL AND trouble <> ''"
)

Plan = list[tuple[CatalogAccess, Step]]


@errand("catalog_sync.push_sets")
async def push_sets(errand: Errand) -> None:
    """Make, change and delete sets until they equal our collections. Running it twice changes nothing more."""
    async with errand.transaction() as session:
        targets = await catalogs(session)
        if not targets or not await _plan(session, targets):
            return
        lease = await acquire_lease(session, TASK, insist=errand.attempt > 0)
    if lease is None:
        await wait_for_lease(errand, TASK)
        return
    try:
        await _Sets(errand, lease, targets).run()
    finally:
        if lease.is_held:
            async with errand.transaction() as session:
                await lease.release(session)


async def any_collections(session: AsyncSession) -> bool:
    """Has the merchant a collection, or Meta a set of one?"""
    owner = merchant_of(session)
    ours = sa.exists().where(col(Collection.merchant_id) == owner)
    theirs = sa.exists().where(col(MetaSet.merchant_id) == owner)
    return bool((await execute_core(session, sa.select(ours | theirs))).scalar_one())


class _Sets:
    """One push of sets, from taking the lease to releasing it."""

    def __init__(self, errand: Errand, lease: Lease, targets: list[CatalogAccess]) -> None:
        self.errand, self.lease, self.targets = errand, lease, targets
        self.api = errand.vendor(CatalogApi)

    async def run(self) -> None:
        while plan := await self._plan_or_end():
            for catalog, step in plan:
                try:
                    await self._carry_out(catalog, step)
                except VendorFailure as failure:
                    raise await self._postponed(failure) from failure

    async def _plan_or_end(self) -> Plan:
        """What is left to do; if that is nothing, the lease is released in the same transaction."""
        async with self.errand.transaction() as session:
            if not await self.lease.renew(session):
                log.warning("catalog.lease_lost")
                return []
            plan = await _plan(session, self.targets)
            if not plan:
                await self.lease.release(session)
        return plan

    async def _carry_out(self, catalog: CatalogAccess, step: Step) -> None:
        """Call Meta for one step, and record the result."""
        if isinstance(step, DeleteSet):
            if step.set_id is not None:
                await self._drop(catalog, step.set_id)
            await self._record(catalog, step, None, "")
            return
        set_id, trouble = (
            (None, fault) if (fault := step.wanted.fault) else await self._make_or_change(catalog, step)
        )
        await self._record(catalog, step, set_id, trouble)

    async def _make_or_change(
        self, catalog: CatalogAccess, step: CreateSet | EditSet
    ) -> tuple[str | None, str]:
        """The set's id, and why Meta refused it. A set that somebody deleted there is made again."""
        known = step.set_id if isinstance(step, EditSet) else None
        try:
            if known is None:
                known = await self.api.find_set(catalog, str(step.wanted.collection_id))
            if known is None:
                return await self.api.make_set(catalog, step.wanted.body), ""
            await self.api.change_set(catalog, known, step.wanted.body)
        except WhatsAppError as refusal:
            if refusal.code == SAME_FILTER:
                return await self._drop_duplicate(catalog, known)
            if isinstance(step, EditSet) and _is_gone(refusal):
                return await self._make_or_change(catalog, CreateSet(step.wanted))
            if refusal.code != INVALID or refusal.subcode == UNKNOWN_OBJECT:
                raise
            return known, str(refusal)
        return known, ""

    async def _drop_duplicate(self, catalog: CatalogAccess, known: str | None) -> tuple[None, str]:
        """Delete our set, which would keep its old contents; the trouble says that another set has these products."""
        if known is not None:
            await self._drop(catalog, known)
        return None, DUPLICATE

    async def _drop(self, catalog: CatalogAccess, set_id: str) -> None:
        """Delete the set; one that is gone already is no error."""
        try:
            await self.api.drop_set(catalog, set_id)
        except WhatsAppError as refusal:
            if not _is_gone(refusal):
                raise

    async def _record(self, catalog: CatalogAccess, step: Step, set_id: str | None, trouble: str) -> None:
        async with self.errand.transaction() as session:
            await self.lease.renew(session)
            if not isinstance(step, CreateSet) and not trouble:
                await execute_core(
                    session, _TRY_DUPLICATES, {"merchant": self.errand.merchant_id, "catalog": catalog.id}
                )
            about = step.collection_id if isinstance(step, DeleteSet) else step.wanted.collection_id
            known = await session.get(MetaSet, (self.errand.merchant_id, about, catalog.id))
            if isinstance(step, DeleteSet):
                if known is not None:
                    await session.delete(known)
                return
            if known is None:
                known = MetaSet(
                    merchant_id=self.errand.merchant_id, collection_id=about, catalog_id=catalog.id
                )
                session.add(known)
            known.note_sent(step.wanted.hash, set_id=set_id, trouble=trouble, at=now())

    async def _postponed(self, failure: VendorFailure) -> Postponed:
        wait = wait_after(failure, self.errand.attempt)
        async with self.errand.transaction() as session:
            await self.lease.release(session, pause=wait, trouble=str(failure), returning=True)
        log.warning("catalog.sets_postponed", reason=type(failure).__name__, seconds=wait.total_seconds())
        return Postponed(wait, "Meta cannot take the product sets now")


def _is_gone(refusal: WhatsAppError) -> bool:
    """Somebody deleted the set at Meta."""
    return refusal.code == NO_SUCH_NODE or (refusal.code == INVALID and refusal.subcode == UNKNOWN_OBJECT)


async def lost_sets(
    session: AsyncSession, catalog_id: str, there: Mapping[str, str], *, forget: bool
) -> list[str]:
    """Titles of collections whose set is gone from Meta. `forget`: the next push makes them again, and tries again
    what was refused. `there` are the ids of Meta's sets by our collection's id.
    """
    lost = []
    statement = select(MetaSet).where(
        MetaSet.merchant_id == merchant_of(session), MetaSet.catalog_id == catalog_id
    )
    for known in (await session.exec(statement)).all():
        is_lost = known.set_id is not None and there.get(str(known.collection_id)) != known.set_id
        if is_lost:
            collection = await session.get(Collection, (known.merchant_id, known.collection_id))
            lost.append(collection.title if collection is not None else str(known.collection_id))
        if forget and (is_lost or known.trouble):
            known.forget_sent(is_lost=is_lost)
    return lost


async def _plan(session: AsyncSession, targets: list[CatalogAccess]) -> Plan:
    wanted = await _wanted(session)
    known: dict[str, dict[UUID, KnownSet]] = {catalog.id: {} for catalog in targets}
    for row in (await session.exec(select(MetaSet).where(MetaSet.merchant_id == merchant_of(session)))).all():
        if row.catalog_id in known:
            known[row.catalog_id][row.collection_id] = KnownSet(row.collection_id, row.set_id, row.sent_hash)
    return [(catalog, step) for catalog in targets for step in plan_steps(wanted, known[catalog.id])]


async def _wanted(session: AsyncSession) -> dict[UUID, WantedSet]:
    """The active collections that have anything on sale."""
    owner = merchant_of(session)
    place: Any = CollectionProduct
    statement = (
        sa.select(col(Collection.id), col(Collection.title), col(Collection.description), col(Variant.sku))
        .join(place, (col(place.merchant_id) == owner) & (col(place.collection_id) == Collection.id))
        .join(Product, (col(Product.merchant_id) == owner) & (col(Product.id) == place.product_id))
        .join(Variant, (col(Variant.merchant_id) == owner) & (col(Variant.product_id) == Product.id))
        .where(
            col(Collection.merchant_id) == owner,
            col(Collection.status) == ProductStatus.ACTIVE,
            col(Product.status) == ProductStatus.ACTIVE,
            ~col(Variant.archived),
        )
        .order_by(col(Collection.id), col(place.position), col(Variant.position), col(Variant.id))
    )
    rows = list(await execute_core(session, statement))
    skus: dict[UUID, list[str]] = {}
    for row in rows:
        skus.setdefault(row.id, []).append(row.sku)
    return {row.id: WantedSet(row.id, row.title, row.description, skus[row.id]) for row in rows}
