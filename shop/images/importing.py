"""Imports images by URL: a request stores a pending image, a worker fetches it."""

import random
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.images.fetching import Fetcher, FetchRefused, NotFetched, check_url
from shop.images.library import QuotaReached, keep_fetched
from shop.images.models import Image, ImageState
from shop.images.pipeline import ImagePipeline
from shop.images.rendering import ImageRefused
from shop.kit.db.columns import new_id
from shop.kit.db.locking import lock_row_if_there
from shop.kit.db.session import execute_core, merchant_of
from shop.kit.jobs import Errand, Postponed, enqueue, errand

FETCHED_A_SECOND = 10  # by one worker, about
# The wait after each try that may be repeated.
WAITS = (
    timedelta(seconds=15),
    timedelta(minutes=2),
    timedelta(minutes=15),
)


async def import_image(session: AsyncSession, url: str, *, at: datetime) -> Image:
    """The image of that address: pending if it is new or had failed. Raises FetchRefused.

    One that is ready stays as it is: what changed at the same address is another picture with another address.
    """
    address = str(check_url(url))
    is_new = await _insert_or_lock(session, address, at=at)
    statement = select(Image).where(Image.merchant_id == merchant_of(session), Image.source_url == address)
    image = (await session.exec(statement.with_for_update())).one()
    if image.state is ImageState.FAILED:
        image.try_anew()
        is_new = True
    if is_new:
        await enqueue(session, "images.fetch_image", image_id=image.id)
    return image


async def _insert_or_lock(session: AsyncSession, address: str, *, at: datetime) -> bool:
    """Is it new? One that is known is locked, and nothing in it changes: nobody removes it meanwhile."""
    fresh = insert(Image).values(
        merchant_id=merchant_of(session),
        id=(fresh_id := new_id()),
        state=ImageState.PENDING,
        source_url=address,
        tries=0,
        created_at=at,
    )
    either = fresh.on_conflict_do_update(
        constraint="uq_image_merchant_id_source_url", set_={"tries": col(Image.tries)}
    )
    stored_id = (await execute_core(session, either.returning(col(Image.id)))).scalar_one()
    return bool(stored_id == fresh_id)


async def note_mistake(session: AsyncSession, *, image_id: UUID, reason: str) -> None:
    """Mark the image as failed after an unexpected error, so that the merchant does not wait for it."""
    await _fail(session, image_id, "The picture could not be fetched because of a mistake of ours.")


@errand("images.fetch_image", give_up=note_mistake, most_deaths=2)
async def fetch_image(errand: Errand, *, image_id: UUID) -> None:
    """Fetch a pending image. Postponed where a later try may work; else the image fails with a reason."""
    fetcher = errand.vendor(Fetcher)
    if fetcher.is_busy_for(errand.merchant_id):
        raise Postponed(await _wait(errand), "Others are being fetched.")
    async with errand.transaction() as session:
        url = await _wanted(session, image_id)
    if url is None:
        return
    try:
        await _fetch(errand, image_id, url)
    except NotFetched as trouble:
        await _put_off(errand, image_id, str(trouble))
    except (FetchRefused, ImageRefused, QuotaReached) as refused:
        async with errand.transaction() as session:
            await _fail(session, image_id, str(refused))


async def _wait(errand: Errand) -> timedelta:
    """How long to wait for a free fetch: the more images wait, the longer, so that not all look every second."""
    async with errand.transaction() as session:
        statement = select(func.count()).where(
            Image.merchant_id == errand.merchant_id, Image.state == ImageState.PENDING
        )
        waiting = (await session.exec(statement)).one()
    return timedelta(seconds=random.uniform(1, 3 + waiting / FETCHED_A_SECOND))  # noqa: S311


async def _fetch(errand: Errand, image_id: UUID, url: str) -> None:
    pipeline = errand.vendor(ImagePipeline)
    found = await errand.vendor(Fetcher).fetch(url, merchant_id=errand.merchant_id)
    picture = await pipeline.render(found, merchant_id=errand.merchant_id)
    async with errand.transaction() as session:
        await keep_fetched(session, pipeline.store, image_id, picture)


async def _wanted(session: AsyncSession, image_id: UUID) -> str | None:
    """The image's URL, if it is still pending."""
    image = await session.get(Image, (merchant_of(session), image_id))
    return image.source_url if image is not None and image.state is ImageState.PENDING else None


async def _put_off(errand: Errand, image_id: UUID, trouble: str) -> None:
    """Raises Postponed until it was tried often enough."""
    async with errand.transaction() as session:
        image = await _locked(session, image_id)
        if image is None:
            return
        if image.tries >= len(WAITS):
            image.fail(trouble)
            return
        wait = WAITS[image.tries]
        image.tries, image.fault = image.tries + 1, trouble
    raise Postponed(wait, "The picture's server did not deliver.")


async def _fail(session: AsyncSession, image_id: UUID, fault: str) -> None:
    image = await _locked(session, image_id)
    if image is not None:
        image.fail(fault)


async def _locked(session: AsyncSession, image_id: UUID) -> Image | None:
    """The image if it is still pending."""
    image = await lock_row_if_there(session, Image, image_id)
    return image if image is not None and image.state is ImageState.PENDING else None
