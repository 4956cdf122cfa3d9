"""Seals every stored secret anew after a change of `SHOP_SECRET_KEY`.

Sealed columns are found by their name (`sealed_…`), so that a new one cannot be forgotten. Web and workers go on
meanwhile: they read with both keys.
"""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlmodel import col
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.columns import metadata
from shop.kit.db.session import execute_core
from shop.kit.db.tenancy import sweeping
from shop.kit.secrets import SecretUnreadable, decrypt, encrypt, is_newest
from shop.merchants.models import Merchant

PREFIX = "sealed_"


class SealCounts(msgspec.Struct):
    """How many secrets are sealed with the first key of `SHOP_SECRET_KEY`, with an older one, with none of them."""

    newest: int = 0
    older: int = 0
    unreadable: int = 0


def sealed_tables() -> Iterator[tuple[sa.Table, list[sa.Column[Any]]]]:
    """Every table with sealed columns."""
    for table in metadata.sorted_tables:
        if columns := [column for column in table.columns if column.name.startswith(PREFIX)]:
            yield table, columns


async def merchant_ids(session: AsyncSession) -> list[UUID]:
    """Every merchant, oldest first."""
    async with sweeping(session):
        return list((await execute_core(session, sa.select(col(Merchant.id)).order_by("id"))).scalars())


async def count_seals(session: AsyncSession) -> SealCounts:
    """Look at every secret of the transaction's merchant, and at those that belong to none."""
    seals = SealCounts()
    for _, columns in _in_reach(session):
        for row in (await execute_core(session, sa.select(*columns))).all():
            for sealed in row:
                _count(seals, sealed)
    return seals


async def reseal(session: AsyncSession) -> int:
    """Seal the same secrets with the first key; returns how many changed. Raises SecretUnreadable and changes nothing."""
    changed = 0
    for table, columns in _in_reach(session):
        keys = list(table.primary_key.columns)
        for row in (
            (await execute_core(session, sa.select(*keys, *columns).with_for_update())).mappings().all()
        ):
            fresh = {c.name: encrypt(decrypt(row[c.name])) for c in columns if not is_newest(row[c.name])}
            if fresh:
                same = sa.and_(*(key == row[key.name] for key in keys))
                await execute_core(session, sa.update(table).where(same).values(fresh))
                changed += len(fresh)
    return changed


def _in_reach(session: AsyncSession) -> Iterator[tuple[sa.Table, list[sa.Column[Any]]]]:
    """The tables to look at: those of merchants if the transaction has a merchant, else the others."""
    owned = session.info.get("merchant_id") is not None
    return (
        (table, columns) for table, columns in sealed_tables() if ("merchant_id" in table.columns) is owned
    )


def _count(seals: SealCounts, sealed: str) -> None:
    if is_newest(sealed):
        seals.newest += 1
        return
    try:
        decrypt(sealed)
        seals.older += 1
    except SecretUnreadable:
        seals.unreadable += 1
