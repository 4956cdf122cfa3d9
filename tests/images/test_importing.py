"""An address becomes an image when a worker has fetched it; what went wrong stands beside it as a sentence."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from shop.images.fetching import FetchRefused
from shop.images.importing import WAITS
from shop.images.library import find_image, remove_image
from shop.images.models import Image, ImageState
from shop.kit.jobs import Postponed
from tests.images.conftest import ImagesUnderTest
from tests.support.files.image_server import FakeResolver, ImageServer, local_fetcher
from tests.support.files.pictures import encoded, halves, photo, png_claiming


async def test_an_ordered_picture_is_pending_until_it_was_fetched(
    library: ImagesUnderTest, image_server: ImageServer
) -> None:
    ordered = await library.order(image_server.say("/a.png", encoded(halves(700, 700), "PNG")))
    assert (ordered.state, ordered.path, ordered.name) == (ImageState.PENDING, None, None)
    assert await library.shop.jobs("images.fetch_image") == [{"image_id": str(ordered.id)}]
    fetched = await library.fetch(ordered)
    assert (fetched.state, fetched.width, fetched.height, fetched.fault) == (ImageState.READY, 700, 700, None)
    assert library.files() == [f"{fetched.name}.jpg"]


async def test_one_address_is_one_image_and_one_job(
    library: ImagesUnderTest, image_server: ImageServer
) -> None:
    url = image_server.say("/a.jpg", photo())
    ordered = await asyncio.gather(*(library.order(url) for _ in range(20)))
    assert len({image.id for image in ordered}) == 1
    assert len(await library.shop.jobs("images.fetch_image")) == 1


async def test_what_is_ready_is_not_fetched_again(
    library: ImagesUnderTest, image_server: ImageServer
) -> None:
    url = image_server.say("/a.jpg", photo())
    ready = await library.fetch(await library.order(url))
    image_server.say("/a.jpg", photo(900, 900))
    assert (await library.order(url)).name == ready.name
    await library.fetch(ready)
    assert len(image_server.seen) == 1


async def test_what_failed_is_fetched_anew_when_it_is_ordered_again(
    library: ImagesUnderTest, image_server: ImageServer
) -> None:
    url = image_server.say("/a.jpg", b"", status="404 Not Found")
    failed = await library.fetch(await library.order(url))
    assert (failed.state, failed.fault) == (ImageState.FAILED, "127.0.0.1 answered 404 instead of a picture.")
    image_server.say("/a.jpg", photo())
    again = await library.order(url)
    assert (again.id, again.state, again.fault) == (failed.id, ImageState.PENDING, None)
    assert (await library.fetch(again)).state is ImageState.READY


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"<html>Please log in</html>", "a web page"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (photo()[:2000], "damaged"),
        (photo(300, 300), "at least 500 x 500"),
        (png_claiming(50_000, 50_000), "million pixels"),
    ],
)
async def test_what_is_no_picture_for_meta_fails_with_a_sentence(
    library: ImagesUnderTest, image_server: ImageServer, body: bytes, said: str
) -> None:
    failed = await library.fetch(
        await library.order(image_server.say("/a.jpg", body, content_type="image/jpeg"))
    )
    assert failed.state is ImageState.FAILED
    assert said in str(failed.fault)
    assert library.files() == []


async def test_an_address_inside_our_network_fails_with_a_sentence_and_is_not_tried_again(
    library: ImagesUnderTest,
) -> None:
    library.fetcher = local_fetcher(resolve=FakeResolver({"db.example": [["10.0.0.7"]]}), allowed=())
    failed = await library.fetch(await library.order("http://db.example/a.jpg"))
    assert (failed.state, failed.tries) == (ImageState.FAILED, 0)
    assert "private network" in str(failed.fault)


async def test_what_is_no_address_is_refused_before_it_is_noted(library: ImagesUnderTest) -> None:
    with pytest.raises(FetchRefused):
        await library.order("ftp://far.example/a.jpg")
    assert await library.shop.all(select(Image)) == []


async def test_a_server_in_trouble_is_asked_again_later_and_not_for_ever(
    library: ImagesUnderTest, image_server: ImageServer
) -> None:
    ordered = await library.order(image_server.say("/a.jpg", b"", status="503 Busy"))
    waits: list[timedelta] = []
    for _ in WAITS:
        with pytest.raises(Postponed) as wish:
            await library.fetch(ordered)
        waits.append(wish.value.delay)
        waiting = await library.fresh(ordered.id)
        assert (waiting.state, waiting.fault) == (ImageState.PENDING, "127.0.0.1 answered 503.")
    assert tuple(waits) == WAITS
    assert (await library.fetch(ordered)).state is ImageState.FAILED


async def test_a_server_that_recovers_delivers(library: ImagesUnderTest, image_server: ImageServer) -> None:
    ordered = await library.order(image_server.say("/a.jpg", b"", status="503 Busy"))
    with pytest.raises(Postponed):
        await library.fetch(ordered)
    image_server.say("/a.jpg", photo())
    ready = await library.fetch(ordered)
    assert (ready.state, ready.fault) == (ImageState.READY, None)


async def test_an_image_that_was_removed_while_it_was_fetched_stays_away(
    library: ImagesUnderTest, image_server: ImageServer
) -> None:
    arrived, go_on = asyncio.Event(), asyncio.Event()
    image_server.say("/a.jpg", photo())
    plain = image_server.answers["/a.jpg"]

    async def waiting(writer: asyncio.StreamWriter) -> None:
        arrived.set()
        await go_on.wait()
        await plain(writer)

    image_server.answers["/a.jpg"] = waiting
    ordered = await library.order(image_server.url("/a.jpg"))
    fetching = asyncio.create_task(library.run("images.fetch_image", image_id=ordered.id))
    await arrived.wait()
    async with library.shop.database.transaction(library.shop.merchant.id) as session:
        await remove_image(session, await find_image(session, ordered.id))
    go_on.set()
    await fetching
    assert await library.shop.all(select(Image)) == []
    assert library.files() == []


async def test_two_workers_with_the_same_job_make_one_image(
    library: ImagesUnderTest, image_server: ImageServer
) -> None:
    ordered = await library.order(image_server.say("/a.jpg", photo()))
    await asyncio.gather(*(library.run("images.fetch_image", image_id=ordered.id) for _ in range(2)))
    assert (await library.fresh(ordered.id)).state is ImageState.READY
    assert len(library.files()) == 1


def slow_fetches(library: ImagesUnderTest, image_server: ImageServer) -> list[asyncio.Task[bytes]]:
    """As many as one merchant may have at once."""
    owner, url = library.shop.merchant.id, image_server.url("/slow")
    return [asyncio.create_task(library.fetcher.fetch(url, merchant_id=owner)) for _ in range(6)]


async def test_a_worker_whose_hands_are_full_takes_the_next_job_instead(
    library: ImagesUnderTest, image_server: ImageServer
) -> None:
    go_on = asyncio.Event()

    async def waiting(writer: asyncio.StreamWriter) -> None:
        await go_on.wait()
        writer.write(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")

    image_server.answers["/slow"] = waiting
    slow = [
        asyncio.create_task(
            library.fetcher.fetch(image_server.url("/slow"), merchant_id=library.shop.merchant.id)
        )
        for _ in range(6)
    ]
    while image_server.connections < 6:
        await asyncio.sleep(0.01)
    ordered = await library.order(image_server.say("/a.jpg", photo()))
    with pytest.raises(Postponed) as wish:
        await library.fetch(ordered)
    assert timedelta(seconds=1) <= wish.value.delay <= timedelta(seconds=4)
    assert (await library.fresh(ordered.id)).tries == 0
    go_on.set()
    await asyncio.gather(*slow, return_exceptions=True)
    assert (await library.fetch(ordered)).state is ImageState.READY


async def test_a_mistake_of_ours_does_not_let_the_merchant_wait_for_ever(
    library: ImagesUnderTest, image_server: ImageServer
) -> None:
    ordered = await library.order(image_server.url("/a.jpg"))
    await library.shop.give_up("images.fetch_image", "KeyError: x", image_id=ordered.id)
    failed = await library.fresh(ordered.id)
    assert (failed.state, "mistake of ours" in str(failed.fault)) == (ImageState.FAILED, True)


async def test_of_many_that_wait_few_are_asked_for_at_a_time(
    library: ImagesUnderTest, image_server: ImageServer
) -> None:
    go_on = asyncio.Event()

    async def waiting(writer: asyncio.StreamWriter) -> None:
        await go_on.wait()
        writer.write(b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\nconnection: close\r\n\r\n")

    image_server.answers["/slow"] = waiting
    slow = [
        asyncio.create_task(
            library.fetcher.fetch(image_server.url("/slow"), merchant_id=library.shop.merchant.id)
        )
        for _ in range(6)
    ]
    ordered = [await library.order(image_server.url(f"/{n}.jpg")) for n in range(300)]
    while image_server.connections < 6:
        await asyncio.sleep(0.01)
    delays = []
    for image in ordered[:60]:
        with pytest.raises(Postponed) as wish:
            await library.fetch(image)
        delays.append(wish.value.delay.total_seconds())
    assert 10 < sum(delays) / len(delays) < 25  # 300 at ten a second
    go_on.set()
    await asyncio.gather(*slow, return_exceptions=True)
