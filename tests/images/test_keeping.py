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
from tests.images.conftest import Album, open_album
from tests.support.image_server import FarServer
from tests.support.pictures import encoded, halves, photo


async def remove(album: Album, image: Image) -> None:
    async with album.backroom.database.transaction(album.backroom.merchant.id) as session:
        await remove_image(session, await find_image(session, image.id))


async def prune(album: Album) -> None:
    for payload in await album.backroom.jobs("images.prune"):
        await album.run("images.prune", **payload)


async def test_an_upload_is_a_row_and_a_file(album: Album) -> None:
    image = await album.upload(photo(3000, 2000))
    made = render_picture(photo(3000, 2000))
    assert (image.state, image.width, image.height, image.bytes) == (
        ImageState.READY,
        2048,
        1365,
        len(made.jpeg),
    )
    assert image.path == f"/images/{image.name}.jpg"
    assert album.files() == [f"{image.name}.jpg"]


async def test_the_same_picture_twice_is_one_image_whatever_it_came_as(album: Album) -> None:
    first, is_new = await album.upload_noting(encoded(halves(600, 600), "PNG"))
    again, is_new_again = await album.upload_noting(encoded(halves(600, 600), "WEBP", lossless=True))
    assert (is_new, is_new_again) == (True, False)
    assert first.id == again.id
    assert len(album.files()) == 1


async def test_thirty_uploads_of_one_picture_at_once_are_one_image(album: Album) -> None:
    made = await asyncio.gather(*(album.upload_noting(photo()) for _ in range(30)))
    assert len({image.id for image, _ in made}) == 1
    assert [is_new for _, is_new in made].count(True) == 1
    assert len(await album.backroom.all(select(Image))) == 1
    assert len(album.files()) == 1


async def test_two_merchants_share_no_file_and_see_no_image_of_the_other(
    album: Album, quiet: Database, fetcher: Fetcher, tmp_path: Path
) -> None:
    other = await open_album(quiet, fetcher, tmp_path)
    mine, theirs = await album.upload(photo()), await other.upload(photo())
    assert mine.name != theirs.name
    async with quiet.transaction(other.backroom.merchant.id) as session:
        with pytest.raises(NotFound):
            await find_image(session, mine.id)
    await remove(other, theirs)
    await prune(other)
    assert album.files() == [f"{mine.name}.jpg"]


async def test_a_lost_file_comes_back_with_the_next_upload(album: Album) -> None:
    image = await album.upload(photo())
    await album.pipeline.store.delete(str(image.name))
    await album.upload(photo())
    assert album.files() == [f"{image.name}.jpg"]


async def test_a_removed_image_is_gone_at_once_and_its_file_soon(album: Album) -> None:
    image = await album.upload(photo())
    await remove(album, image)
    assert await album.backroom.all(select(Image)) == []
    await prune(album)
    assert album.files() == []
    await prune(album)  # at least once means perhaps twice


async def test_a_file_stays_while_another_image_shows_it(album: Album, far: FarServer) -> None:
    uploaded = await album.upload(photo())
    imported = await album.fetch(await album.order(far.say("/a.jpg", photo())))
    assert imported.name == uploaded.name
    await remove(album, uploaded)
    await prune(album)
    assert album.files() == [f"{imported.name}.jpg"]
    await remove(album, imported)
    await prune(album)
    assert album.files() == []


async def test_an_upload_between_removal_and_pruning_keeps_its_file(album: Album) -> None:
    first = await album.upload(photo())
    await remove(album, first)
    again = await album.upload(photo())
    await prune(album)
    assert again.id != first.id
    assert album.files() == [f"{again.name}.jpg"]


async def test_uploads_and_prunings_at_once_never_leave_an_image_without_its_file(album: Album) -> None:
    for _ in range(8):
        image = await album.upload(photo())
        await remove(album, image)
        await asyncio.gather(*(prune(album) for _ in range(3)), *(album.upload(photo()) for _ in range(3)))
        (kept,) = await album.backroom.all(select(Image))
        assert album.files() == [f"{kept.name}.jpg"]


async def test_pages_are_newest_first_and_by_state(album: Album, far: FarServer) -> None:
    ready = [await album.upload(photo(600, 600 + n)) for n in range(3)]
    waiting = await album.order(far.url("/later.jpg"))
    async with album.backroom.database.transaction(album.backroom.merchant.id) as session:
        page = await page_of_images(session, limit=2)
        rest = await page_of_images(session, after=page.rows[-1].id, limit=2)
        pending = await page_of_images(session, state=ImageState.PENDING, limit=10)
    assert [image.id for image in page.rows] == [waiting.id, ready[2].id]
    assert page.has_more
    assert [image.id for image in rest.rows] == [ready[1].id, ready[0].id]
    assert not rest.has_more
    assert [image.id for image in pending.rows] == [waiting.id]


async def test_who_has_used_all_the_room_is_told_and_may_still_send_what_is_there(
    album: Album, far: FarServer
) -> None:
    known = await album.upload(photo())
    async with album.backroom.database.transaction(album.backroom.merchant.id) as session:
        await execute_core(session, text("UPDATE image SET bytes = :most"), {"most": MOST_BYTES})
    with pytest.raises(QuotaReached, match="20 GB"):
        await album.upload(photo(700, 700))
    imported = await album.fetch(await album.order(far.say("/b.jpg", photo(800, 800))))
    assert imported.state is ImageState.FAILED
    assert "20 GB" in str(imported.fault)
    assert (await album.upload(photo())).id == known.id
    assert len(album.files()) == 1
