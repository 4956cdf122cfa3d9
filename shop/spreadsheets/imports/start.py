"""Starts an import: its file is kept in the database, where every worker finds it."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import delete
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import execute_core, merchant_of
from shop.kit.db.sql import execute_sql
from shop.kit.jobs import enqueue
from shop.spreadsheets.errors import TooManyImports
from shop.spreadsheets.files.detect import FileKind
from shop.spreadsheets.limits import FILE_PART, MOST_KEPT, MOST_UNFINISHED
from shop.spreadsheets.models import UNFINISHED, ProductImport

_INSERT_PART = (
    "INSERT INTO product_import_piece (merchant_id, import_id, number, content) VALUES ($1, $2, $3, $4)"
)


async def start_import(
    session: AsyncSession,
    file: BinaryIO,
    kind: FileKind,
    *,
    name: str,
    dry_run: bool,
    actor: str,
    at: datetime,
) -> ProductImport:
    """Store the file and enqueue the job that parses it. Raises TooManyImports."""
    await _check_unfinished(session)
    await _delete_oldest(session)
    product_import = ProductImport(
        merchant_id=merchant_of(session),
        dry_run=dry_run,
        kind=kind,
        file_name=name,
        bytes=0,
        actor=actor,
        created_at=at,
        updated_at=at,
    )
    session.add(product_import)
    await session.flush()
    product_import.bytes = await _store_file(session, product_import, file)
    await enqueue(session, "spreadsheets.parse_file", import_id=product_import.id)
    return product_import


async def _check_unfinished(session: AsyncSession) -> None:
    mine = col(ProductImport.merchant_id) == merchant_of(session)
    unfinished = select(func.count()).where(mine, col(ProductImport.state).in_(UNFINISHED))
    if (await session.exec(unfinished)).one() >= MOST_UNFINISHED:
        raise TooManyImports(f"{MOST_UNFINISHED} imports are under way: wait until one of them is done.")


async def _store_file(session: AsyncSession, product_import: ProductImport, file: BinaryIO) -> int:
    """Part by part, so that the file is never in memory as a whole. Returns its bytes."""
    file.seek(0)
    number = size = 0
    while part := await asyncio.to_thread(file.read, FILE_PART):
        await execute_sql(session, _INSERT_PART, product_import.merchant_id, product_import.id, number, part)
        number, size = number + 1, size + len(part)
    return size


async def _delete_oldest(session: AsyncSession) -> None:
    """Make room for one more, if the merchant has as many as are kept."""
    mine = col(ProductImport.merchant_id) == merchant_of(session)
    kept = select(ProductImport.id).where(mine).order_by(col(ProductImport.id).desc()).limit(MOST_KEPT)
    ids: Sequence[object] = (await session.exec(kept)).all()
    old = delete(ProductImport).where(
        mine, col(ProductImport.id).not_in(ids), col(ProductImport.finished_at).is_not(None)
    )
    if len(ids) == MOST_KEPT:
        await execute_core(session, old)
