"""An import begins: its file is kept in the database, where every worker finds it."""

import asyncio
from collections.abc import Sequence
from datetime import datetime
from typing import BinaryIO

from sqlalchemy import delete
from sqlmodel import col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db import merchant_of, run
from shop.kit.jobs import enqueue
from shop.kit.sql import execute
from shop.spreadsheets.errors import TooManyImports
from shop.spreadsheets.files.detect import Kind
from shop.spreadsheets.limits import MOST_KEPT, MOST_UNFINISHED, PIECE
from shop.spreadsheets.models import UNFINISHED, ProductImport

_KEEP = "INSERT INTO product_import_piece (merchant_id, import_id, number, content) VALUES ($1, $2, $3, $4)"


async def begin_import(
    session: AsyncSession, file: BinaryIO, kind: Kind, *, name: str, dry_run: bool, actor: str, at: datetime
) -> ProductImport:
    """Take the file in; a worker does the rest. Raises TooManyImports."""
    mine = col(ProductImport.merchant_id) == merchant_of(session)
    unfinished = select(func.count()).where(mine, col(ProductImport.state).in_(UNFINISHED))
    if (await session.exec(unfinished)).one() >= MOST_UNFINISHED:
        raise TooManyImports(f"{MOST_UNFINISHED} imports are under way: wait until one of them is done.")
    await _forget_oldest(session)
    begun = ProductImport(
        merchant_id=merchant_of(session),
        dry_run=dry_run,
        kind=kind,
        file_name=name,
        bytes=0,
        actor=actor,
        created_at=at,
        updated_at=at,
    )
    session.add(begun)
    await session.flush()
    begun.bytes = await _keep(session, begun, file)
    await enqueue(session, "spreadsheets.read", import_id=begun.id)
    return begun


async def _keep(session: AsyncSession, begun: ProductImport, file: BinaryIO) -> int:
    """Piece by piece: the file is never in memory as a whole."""
    file.seek(0)
    number = size = 0
    while piece := await asyncio.to_thread(file.read, PIECE):
        await execute(session, _KEEP, begun.merchant_id, begun.id, number, piece)
        number, size = number + 1, size + len(piece)
    return size


async def _forget_oldest(session: AsyncSession) -> None:
    mine = col(ProductImport.merchant_id) == merchant_of(session)
    kept = select(ProductImport.id).where(mine).order_by(col(ProductImport.id).desc()).limit(MOST_KEPT)
    ids: Sequence[object] = (await session.exec(kept)).all()
    old = delete(ProductImport).where(
        mine, col(ProductImport.id).not_in(ids), col(ProductImport.finished_at).is_not(None)
    )
    if len(ids) == MOST_KEPT:
        await run(session, old)
