"""One picture is one file of one merchant, as long as an image shows it, whatever happens at once."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from shop.images.fetching import Fetcher
from shop.images.library import QuotaReached, find_image, page_of_images, remove_image
from shop.images.limits import MOST_BYTES
from shop.images.models import Image, ImageState
from shop.images.rendering import render_picture
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.errors import NotFound
from tests.images.conftest import ImagesUnderTest, open_images
from tests.support.files.image_server import ImageServer
from tests.support.files.pictures import encoded, halves, photo


async def remove(library: ImagesUnderTest, image: Image) -> None:
    async with library.shop.database.transaction(library.shop.merchant.id) as session:
        await remove_image(session, await find_image(session, image.id))


async def prune(library: ImagesUnderTest) -> None:
    for payload in await library.shop.jobs("images.prune"):
        await library.run("images.prune", **payload)


async def test_an_upload_is_a_row_and_a_file(library: ImagesUnderTest) -> None:
    image = await library.upload(photo(3000, 2000))
    made = render_picture(photo(3000, 2000))
    assert (image.state, image.width, image.height, image.bytes) == (
        ImageState.READY,
        2048,
        1365,
        len(made.jpeg),
    )
    assert image.path == f"/images/{image.name}.jpg"
    assert library.files() == [f"{image.name}.jpg"]


async def test_the_same_picture_twice_is_one_image_whatever_it_came_as(library: ImagesUnderTest) -> None:
    first, is_new = await library.upload_noting(encoded(halves(600, 600), "PNG"))
    again, is_new_again = await library.upload_noting(encoded(halves(600, 600), "WEBP", lossless=True))
    assert (is_new, is_new_again) == (True, False)
    assert first.id == again.id
    assert len(library.files()) == 1


async def test_thirty_uploads_of_one_picture_at_once_are_one_image(library: ImagesUnderTest) -> None:
    made = await asyncio.gather(*(library.upload_noting(photo()) for _ in range(30)))
    assert len({image.id for image, _ in made}) == 1
    assert [is_new for _, is_new in made].count(True) == 1
    assert len(await library.shop.all(select(Image))) == 1
    assert len(library.files()) == 1


async def test_two_merchants_share_no_file_and_see_no_image_of_the_other(
    library: ImagesUnderTest, database_without_worker: Database, fetcher: Fetcher, tmp_path: Path
) -> None:
    other = await open_images(database_without_worker, fetcher, tmp_path)
    mine, theirs = await library.upload(photo()), await other.upload(photo())
    assert mine.name != theirs.name
    async with database_without_worker.transaction(other.shop.merchant.id) as session:
        with pytest.raises(NotFound):
            await find_image(session, mine.id)
    await remove(other, theirs)
    await prune(other)
    assert library.files() == [f"{mine.name}.jpg"]


async def test_a_lost_file_comes_back_with_the_next_upload(library: ImagesUnderTest) -> None:
    image = await library.upload(photo())
    await library.pipeline.store.delete(str(image.name))
    await library.upload(photo())
    assert library.files() == [f"{image.name}.jpg"]


async def test_a_removed_image_is_gone_at_once_and_its_file_soon(library: ImagesUnderTest) -> None:
    image = await library.upload(photo())
    await remove(library, image)
    assert await library.shop.all(select(Image)) == []
    await prune(library)
    assert library.files() == []
    await prune(library)  # at least once means perhaps twice


async def test_a_file_stays_while_another_image_shows_it(
    library: ImagesUnderTest, image_server: ImageServer
) -> None:
    uploaded = await library.upload(photo())
    imported = await library.fetch(await library.order(image_server.say("/a.jpg", photo())))
    assert imported.name == uploaded.name
    await remove(library, uploaded)
    await prune(library)
    assert library.files() == [f"{imported.name}.jpg"]
    await remove(library, imported)
    await prune(library)
    assert library.files() == []


async def test_an_upload_between_removal_and_pruning_keeps_its_file(library: ImagesUnderTest) -> None:
    first = await library.upload(photo())
    await remove(library, first)
    again = await library.upload(photo())
    await prune(library)
    assert again.id != first.id
    assert library.files() == [f"{again.name}.jpg"]


async def test_uploads_and_prunings_at_once_never_leave_an_image_without_its_file(
    library: ImagesUnderTest,
) -> None:
    for _ in range(8):
        image = await library.upload(photo())
        await remove(library, image)
        await asyncio.gather(
            *(prune(library) for _ in range(3)), *(library.upload(photo()) for _ in range(3))
        )
        (kept,) = await library.shop.all(select(Image))
        assert library.files() == [f"{kept.name}.jpg"]


async def test_pages_are_newest_first_and_by_state(
    library: ImagesUnderTest, image_server: ImageServer
) -> None:
    ready = [await library.upload(photo(600, 600 + n)) for n in range(3)]
    waiting = await library.order(image_server.url("/later.jpg"))
    async with library.shop.database.transaction(library.shop.merchant.id) as session:
        page = await page_of_images(session, limit=2)
        rest = await page_of_images(session, after=page.rows[-1].id, limit=2)
        pending = await page_of_images(session, state=ImageState.PENDING, limit=10)
    assert [image.id for image in page.rows] == [waiting.id, ready[2].id]
    assert page.has_more
    assert [image.id for image in rest.rows] == [ready[1].id, ready[0].id]
    assert not rest.has_more
    assert [image.id for image in pending.rows] == [waiting.id]


async def test_who_has_used_all_the_room_is_told_and_may_still_send_what_is_there(
    library: ImagesUnderTest, image_server: ImageServer
) -> None:
    known = await library.upload(photo())
    async with library.shop.database.transaction(library.shop.merchant.id) as session:
        await execute_core(session, text("UPDATE image SET bytes = :most"), {"most": MOST_BYTES})
    with pytest.raises(QuotaReached, match="20 GB"):
        await library.upload(photo(700, 700))
    imported = await library.fetch(await library.order(image_server.say("/b.jpg", photo(800, 800))))
    assert imported.state is ImageState.FAILED
    assert "20 GB" in str(imported.fault)
    assert (await library.upload(photo())).id == known.id
    assert len(library.files()) == 1
