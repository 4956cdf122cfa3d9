"""What other servers answer when a picture is fetched: final, for later, too much, never ending."""

import asyncio
import socket
import time
from pathlib import Path

import pytest

from shop.images.fetching import Fetcher
from shop.images.limits import LARGEST_FILE
from shop.kit.db.columns import new_id
from tests.images.fetched import PICTURE, SHOP, missed, refused
from tests.support.files.image_server import FakeResolver, ImageServer, certified, local_fetcher, serve_images
from tests.support.pace import allowance


@pytest.mark.parametrize(
    "status", ["404 Not Found", "403 Forbidden", "401 No", "410 Gone", "204 No Content", "206 Part"]
)
async def test_an_answer_that_is_final_is_refused_with_its_status(
    image_server: ImageServer, status: str
) -> None:
    assert status[:3] in await refused(local_fetcher(), image_server.say("/a.jpg", b"", status=status))


@pytest.mark.parametrize("status", ["500 Oops", "502 Bad", "503 Busy", "429 Slow down", "408 Late"])
async def test_an_answer_that_may_change_is_for_later(image_server: ImageServer, status: str) -> None:
    assert status[:3] in await missed(local_fetcher(), image_server.say("/a.jpg", b"", status=status))


async def test_an_unknown_host_is_refused_and_a_silent_name_server_is_for_later() -> None:
    assert "no host named far.example" in await refused(
        Fetcher(resolve=FakeResolver()), "http://far.example/"
    )

    async def silent(host: str, port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    assert "cannot be found at the moment" in await missed(Fetcher(resolve=silent), "http://far.example/")


async def test_a_host_where_nobody_listens_is_for_later(image_server: ImageServer) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        said = await missed(local_fetcher(), f"http://127.0.0.1:{taken.getsockname()[1]}/a.jpg")
    assert said == "127.0.0.1 cannot be reached."


async def test_a_certificate_must_be_of_the_host_and_from_somebody_known(tmp_path: Path) -> None:
    serving, trusting = certified("pictures.example", tmp_path)
    names = FakeResolver({"pictures.example": [["127.0.0.1"]], "other.example": [["127.0.0.1"]]})
    async with serve_images(tls=serving) as image_server:
        image_server.say("/a.jpg", PICTURE)
        known = local_fetcher(resolve=names, tls=trusting)
        there = image_server.url("/a.jpg", "pictures.example").replace("http:", "https:")
        assert await known.fetch(there, merchant_id=SHOP) == PICTURE
        elsewhere = there.replace("pictures.", "other.")
        assert "certificate of other.example" in await refused(known, elsewhere)
        assert "certificate of pictures.example" in await refused(local_fetcher(resolve=names), there)


async def test_a_picture_that_announces_too_much_is_refused_at_its_head(image_server: ImageServer) -> None:
    began = time.perf_counter()
    url = image_server.say("/a.jpg", b"", content_length=str(LARGEST_FILE + 1))
    assert "larger than 20 MB" in await refused(local_fetcher(), url)
    assert time.perf_counter() - began < allowance(2)


async def test_a_picture_that_never_ends_is_refused_at_the_limit(image_server: ImageServer) -> None:
    sent = 0

    async def endless(writer: asyncio.StreamWriter) -> None:
        nonlocal sent
        writer.write(b"HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n")
        while True:
            writer.write(bytes(1_000_000))
            await writer.drain()
            sent += 1_000_000

    image_server.answers["/endless"] = endless
    assert "larger than 20 MB" in await refused(local_fetcher(), image_server.url("/endless"))
    assert sent < LARGEST_FILE + 10_000_000


async def test_a_server_that_drips_is_left_when_the_time_is_over(image_server: ImageServer) -> None:
    async def dripping(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 100000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    image_server.answers["/slow"] = dripping
    began = time.perf_counter()
    assert "did not arrive within 0.5 seconds" in await missed(
        local_fetcher(seconds=0.5), image_server.url("/slow")
    )
    assert time.perf_counter() - began < allowance(2)


async def test_a_head_that_never_ends_is_left(image_server: ImageServer) -> None:
    async def head(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        while True:
            writer.write(b"x-more: " + b"a" * 60_000 + b"\r\n")
            await writer.drain()

    image_server.answers["/head"] = head
    assert "ended the connection" in await missed(local_fetcher(), image_server.url("/head"))


async def test_a_connection_that_breaks_is_for_later(image_server: ImageServer) -> None:
    url = image_server.say("/a.jpg", PICTURE, content_length="1000")
    assert "before the picture had arrived" in await missed(local_fetcher(), url)


async def test_what_is_no_http_is_for_later(image_server: ImageServer) -> None:
    async def ssh(writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-OpenSSH_9.9\r\n")

    image_server.answers["/a.jpg"] = ssh
    assert "ended the connection" in await missed(local_fetcher(), image_server.url("/a.jpg"))


async def test_a_compressed_answer_is_not_unpacked(image_server: ImageServer) -> None:
    url = image_server.say("/a.jpg", b"\x1f\x8b" + bytes(100), content_encoding="gzip")
    assert "compressed" in await refused(local_fetcher(), url)


async def test_a_cookie_of_one_picture_is_not_shown_for_another(image_server: ImageServer) -> None:
    fetcher = local_fetcher()
    await fetcher.fetch(
        image_server.say("/a.jpg", PICTURE, set_cookie="who=merchant; Path=/"), merchant_id=SHOP
    )
    await fetcher.fetch(image_server.say("/b.jpg", PICTURE), merchant_id=SHOP)
    assert [("cookie" in headers) for _, headers in image_server.seen] == [False, False]


async def test_only_so_many_are_fetched_at_once(image_server: ImageServer) -> None:
    go_on, running, most = asyncio.Event(), 0, 0

    async def waiting(writer: asyncio.StreamWriter) -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await go_on.wait()
        running -= 1
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok")

    image_server.answers["/wait"] = waiting
    fetcher = local_fetcher()
    assert not fetcher.is_busy_for(SHOP)
    fetching = [
        asyncio.create_task(fetcher.fetch(image_server.url("/wait"), merchant_id=SHOP)) for _ in range(10)
    ]
    while running < 6:
        await asyncio.sleep(0.01)
    assert fetcher.is_busy_for(SHOP)
    assert not fetcher.is_busy_for(new_id())
    go_on.set()
    assert await asyncio.gather(*fetching) == [b"ok"] * 10
    assert most == 6
