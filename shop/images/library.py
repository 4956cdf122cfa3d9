"""The images of the transaction's merchant: stores, finds, lists and removes them."""

import hashlib
from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, Text, any_, cast, func, text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.images.limits import MOST_BYTES
from shop.images.models import Image, ImageState
from shop.images.pipeline import ImagePipeline
from shop.images.rendering import Rendition
from shop.images.store import ImageStore
from shop.kit.db.locking import lock_row_if_there
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.errors import Conflict, NotFound
from shop.kit.jobs import Errand, enqueue, errand
from shop.kit.pages import Page

_LOCK = text("SELECT pg_advisory_xact_lock(hashtextextended('image:' || :name, 0))")

_NO_SUCH = "There is no such image."


class QuotaReached(Conflict):
    """The merchant's pictures have reached MOST_BYTES."""


async def keep_upload(
    session: AsyncSession, store: ImageStore, picture: Rendition, *, at: datetime
) -> tuple[Image, bool]:
    """Store a picture; returns its image and whether it is new. Equal pictures are one. Raises QuotaReached, StoreFull."""
    name = name_of(merchant_of(session), picture.jpeg)
    await _lock(session, name)
    statement = select(Image).where(
        Image.merchant_id == merchant_of(session), Image.name == name, col(Image.source_url).is_(None)
    )
    known = (
        await session.exec(statement.with_for_update(key_share=True))
    ).one_or_none()  # it may be on its way out
    image = known or Image(merchant_id=merchant_of(session), created_at=at)
    await _store(session, store, image, name, picture)
    session.add(image)
    return image, known is None


async def keep_fetched(session: AsyncSession, store: ImageStore, image_id: UUID, picture: Rendition) -> None:
    """Store what was fetched for a pending image, unless it was removed since. Raises QuotaReached, StoreFull."""
    name = name_of(merchant_of(session), picture.jpeg)
    await _lock(session, name)
    image = await lock_row_if_there(session, Image, image_id)
    if image is not None and image.state is ImageState.PENDING:
        await _store(session, store, image, name, picture)


async def find_image(session: AsyncSession, image_id: UUID) -> Image:
    """One image. Raises NotFound."""
    image = await session.get(Image, (merchant_of(session), image_id))
    if image is None:
        raise NotFound(_NO_SUCH)
    return image


async def lock_image(session: AsyncSession, image_id: UUID) -> Image:
    """One image, to be removed: who locked it to show it is waited for. Raises NotFound."""
    image = await session.get(
        Image, (merchant_of(session), image_id), with_for_update=True, populate_existing=True
    )
    if image is None:
        raise NotFound(_NO_SUCH)
    return image


class LockedNames(NamedTuple):
    """Of some names of files: which went while they were being locked, and which no image has."""

    went: frozenset[str]
    unknown: frozenset[str]


async def lock_images_shared(session: AsyncSession, names: Collection[str]) -> LockedNames:
    """Let no image of these files be removed before the transaction ends."""
    named = (
        select(Image.name)
        .where(
            Image.merchant_id == merchant_of(session), col(Image.name) == any_(cast(list(names), ARRAY(Text)))
        )
        .order_by(col(Image.id))
    )
    known = {name for name in (await session.exec(named)).all() if name is not None}
    locked = set((await session.exec(named.with_for_update(read=True, key_share=True))).all())
    return LockedNames(frozenset(known - locked), frozenset(names) - known)


async def page_of_images(
    session: AsyncSession, *, state: ImageState | None = None, after: UUID | None = None, limit: int
) -> Page[Image]:
    """The newest images behind `after`; in every state if none is wanted."""
    statement = select(Image).where(Image.merchant_id == merchant_of(session))
    if state is not None:
        statement = statement.where(Image.state == state)
    if after is not None:
        statement = statement.where(col(Image.id) < after)
    found = (await session.exec(statement.order_by(col(Image.id).desc()).limit(limit + 1))).all()
    return Page(found[:limit], len(found) > limit)


async def remove_image(session: AsyncSession, image: Image) -> None:
    """Delete it, and leave a job for its file if no other image shares it.

    The caller has locked it, and sees that no product shows it.
    """
    await session.delete(image)
    await session.flush()
    if image.name is not None:
        await enqueue(session, "images.prune", file=image.name)


@errand("images.prune")
async def prune(errand: Errand, *, file: str) -> None:
    """Delete a file that no image has any more. The lock keeps an upload of the same picture from losing its file."""
    async with errand.transaction() as session:
        await _lock(session, file)
        shared = select(Image.id).where(Image.merchant_id == errand.merchant_id, Image.name == file).limit(1)
        if (await session.exec(shared)).first() is None:
            await errand.vendor(ImagePipeline).store.delete(file)


def name_of(merchant_id: UUID, jpeg: bytes) -> str:
    """The file's name: a hash of its bytes and the merchant. It cannot be guessed, and merchants share no files."""
    return hashlib.sha256(merchant_id.bytes + jpeg).hexdigest()


async def _lock(session: AsyncSession, name: str) -> None:
    """Lock the file's name to the end of the transaction, against writing and deleting."""
    await execute_core(session, _LOCK, {"name": name})


async def _store(
    session: AsyncSession, store: ImageStore, image: Image, name: str, picture: Rendition
) -> None:
    """Write the file, then the row: a file without a row does no harm, a row without a file is a broken picture."""
    if image.state is not ImageState.READY or image.name is None:
        await _check_room(session, len(picture.jpeg))
    await store.put(name, picture.jpeg)
    image.become_ready(name, width=picture.width, height=picture.height, size=len(picture.jpeg))


async def _check_room(session: AsyncSession, size: int) -> None:
    """Raises QuotaReached. Two uploads at once may both pass: it is a bound on growth, not an exact account."""
    statement = select(func.coalesce(func.sum(Image.bytes), 0)).where(
        Image.merchant_id == merchant_of(session)
    )
    if int((await session.exec(statement)).one() or 0) + size > MOST_BYTES:
        raise QuotaReached(
            f"Your pictures take {MOST_BYTES // 10**9} GB, which is all there is for one shop. "
            "Delete images that no product shows."
        )
