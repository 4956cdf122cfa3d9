"""A picture is fetched from the internet and from nowhere else, in bounded time and size."""

import asyncio
import socket
import time
from ipaddress import ip_network
from pathlib import Path

import pytest

from shop.images.fetching import Fetcher, FetchRefused, NotFetched, check_url
from shop.images.limits import LARGEST_FILE
from tests.support.image_server import FakeResolver, ImageServer, certified, local_fetcher, serve_images

PICTURE = b"\xff\xd8 not looked at here"


async def refused(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(FetchRefused) as refusal:
        await fetcher.fetch(url)
    return str(refusal.value)


async def missed(fetcher: Fetcher, url: str) -> str:
    with pytest.raises(NotFetched) as trouble:
        await fetcher.fetch(url)
    return str(trouble.value)


async def test_what_is_there_is_fetched_and_the_host_is_named(image_server: ImageServer) -> None:
    names = FakeResolver({"pictures.example": [["127.0.0.1"]]})
    image_server.say("/a.jpg?size=l", PICTURE)
    assert (
        await local_fetcher(resolve=names).fetch(image_server.url("/a.jpg?size=l#top", "pictures.example"))
        == PICTURE
    )
    ((path, headers),) = image_server.seen
    assert path == "/a.jpg?size=l"
    assert headers["host"] == f"pictures.example:{image_server.port}"
    assert headers["accept-encoding"] == "identity"
    assert "cookie" not in headers
    assert "authorization" not in headers


async def test_ipv6_hosts_are_asked_too() -> None:
    async with serve_images("::1") as image_server:
        image_server.say("/a.jpg", PICTURE)
        assert await local_fetcher().fetch(image_server.url("/a.jpg", "[::1]")) == PICTURE
        assert image_server.seen[0][1]["host"] == f"[::1]:{image_server.port}"


async def test_the_next_address_is_tried_where_the_first_is_deaf() -> None:
    async with serve_images("::1") as image_server:
        image_server.say("/a.jpg", PICTURE)
        names = FakeResolver({"two.example": [["::1", "127.0.0.1"]]})
        assert await local_fetcher(resolve=names).fetch(image_server.url("/a.jpg", "two.example")) == PICTURE


# --- our own network --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "localhost",
        "localhost.",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[64:ff9b::7f00:1]",
        "0.0.0.0",  # noqa: S104 - nothing is bound
        "169.254.169.254",
        "１２７.０.０.１",
    ],
)
async def test_no_way_of_writing_leads_into_our_own_network(image_server: ImageServer, host: str) -> None:
    """The real resolver reads all of these as addresses."""
    image_server.say("/secret", b"secret")
    fetcher = Fetcher(seconds=5)
    said = await refused(fetcher, image_server.url("/secret", host))
    assert "private network" in said or "no URL" in said or "no host" in said
    assert image_server.connections == 0
    fetcher.close()


@pytest.mark.parametrize(
    "addresses",
    [
        ["10.0.0.7"],
        ["fd00::1"],
        ["::ffff:192.168.0.1"],
        ["93.184.216.34", "10.0.0.7"],
        ["2606:4700::1", "fe80::1%2"],
    ],
)
async def test_a_name_that_leads_inside_is_refused_without_telling_where(addresses: list[str]) -> None:
    fetcher = Fetcher(resolve=FakeResolver({"evil.example": [addresses]}))
    said = await refused(fetcher, "http://evil.example/a.jpg")
    assert said == "evil.example leads into a private network; give an address on the internet."


async def test_a_name_that_changes_its_mind_after_the_check_gains_nothing(image_server: ImageServer) -> None:
    """The connection goes to the address that was checked; the name is asked once."""
    image_server.say("/a.jpg", PICTURE)
    names = FakeResolver({"rebinding.example": [["127.0.0.1"], ["10.0.0.7"]]})
    assert (
        await local_fetcher(resolve=names).fetch(image_server.url("/a.jpg", "rebinding.example")) == PICTURE
    )
    assert names.asked == ["rebinding.example"]


@pytest.mark.parametrize(
    "status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"]
)
@pytest.mark.parametrize(
    "inside",
    [
        "http://10.0.0.7/",
        "http://169.254.169.254/latest/meta-data/",
        "//[::ffff:10.0.0.7]/",
        "http://in.example/",
    ],
)
async def test_a_redirect_into_a_private_network_is_refused(
    image_server: ImageServer, status: str, inside: str
) -> None:
    names = FakeResolver(
        {
            "127.0.0.1": [["127.0.0.1"]],
            "in.example": [["10.0.0.8"]],
            "10.0.0.7": [["10.0.0.7"]],
            "169.254.169.254": [["169.254.169.254"]],
            "::ffff:10.0.0.7": [["::ffff:10.0.0.7"]],
            "::ffff:a00:7": [["::ffff:a00:7"]],
        }
    )
    fetcher = local_fetcher(resolve=names, allowed=[ip_network("127.0.0.1/32")])
    assert "private network" in await refused(fetcher, image_server.lead("/moved", inside, status))


async def test_a_redirect_to_the_loopback_is_not_followed() -> None:
    async with serve_images("::1") as outside, serve_images() as inside:
        inside.say("/secret", b"secret")
        outside.lead("/moved", inside.url("/secret"))
        fetcher = Fetcher(allowed=[ip_network("::1/128")])
        assert "private network" in await refused(fetcher, outside.url("/moved", "[::1]"))
        assert (outside.connections, inside.connections) == (1, 0)
        fetcher.close()


@pytest.mark.parametrize(
    "to", ["ftp://far.example/a.jpg", "file:///etc/passwd", "gopher://x/", "http://a:b@c/", "http://["]
)
async def test_a_redirect_to_what_is_no_plain_address_is_refused(image_server: ImageServer, to: str) -> None:
    await refused(local_fetcher(), image_server.lead("/moved", to))


async def test_three_redirects_are_followed_and_a_fourth_is_not(image_server: ImageServer) -> None:
    image_server.say("/a.jpg", PICTURE)
    image_server.lead("/1", "/a.jpg")
    image_server.lead("/2", "1")
    image_server.lead("/3", image_server.url("/2"))
    assert await local_fetcher().fetch(image_server.url("/3")) == PICTURE
    assert "more than 3 times" in await refused(local_fetcher(), image_server.lead("/4", "/3"))
    assert "more than 3 times" in await refused(local_fetcher(), image_server.lead("/round", "/round"))


# --- addresses ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("ftp://far.example/a.jpg", "Only http and https"),
        ("file:///etc/passwd", "Only http and https"),
        ("/images/a.jpg", "Only http and https"),
        ("http:///a.jpg", "Only http and https"),
        ("https://", "Only http and https"),
        ("http://user:secret@far.example/", "user or password"),
        ("http://far.example:22/", "port 22"),
        ("https://far.example:25/", "port 25"),
        ("http://far.example:99999/", "no URL"),
        ("http://far.example:0/", "no URL"),
        ("http://" + "a" * 254 + "/", "no URL"),
        ("http://far%2eexample/", "no URL"),
        ("http://[fe80::1%25eth0]/", "no URL"),
        ("http://far.example:port/", "no URL"),
        ("http://[::1/", "no URL"),
        ("http://a b/", "no URL"),
        ("http://" + "a." * 40 + "\u0000/", "no URL"),
        ("https://far.example/" + "é" * 1000, "at most 2048 characters"),
    ],
)
def test_what_is_no_address_of_a_picture_is_refused_before_anybody_is_asked(url: str, said: str) -> None:
    with pytest.raises(FetchRefused, match=said):
        check_url(url)


def test_an_address_is_kept_as_it_goes_over_the_wire() -> None:
    assert (
        str(check_url("HTTPS://Tienda.Example/ñandú.jpg#top")) == "https://tienda.example/%C3%B1and%C3%BA.jpg"
    )
    assert check_url("https://tiënda.example/a").raw_host == b"xn--tinda-osa.example"


# --- answers ------------------------------------------------------------------------------------------------------


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
        assert await known.fetch(there) == PICTURE
        elsewhere = there.replace("pictures.", "other.")
        assert "certificate of other.example" in await refused(known, elsewhere)
        assert "certificate of pictures.example" in await refused(local_fetcher(resolve=names), there)


async def test_a_picture_that_announces_too_much_is_refused_at_its_head(image_server: ImageServer) -> None:
    began = time.perf_counter()
    url = image_server.say("/a.jpg", b"", content_length=str(LARGEST_FILE + 1))
    assert "larger than 20 MB" in await refused(local_fetcher(), url)
    assert time.perf_counter() - began < 2


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
    assert time.perf_counter() - began < 2


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
    await fetcher.fetch(image_server.say("/a.jpg", PICTURE, set_cookie="who=merchant; Path=/"))
    await fetcher.fetch(image_server.say("/b.jpg", PICTURE))
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
    assert not fetcher.is_busy
    fetching = [asyncio.create_task(fetcher.fetch(image_server.url("/wait"))) for _ in range(10)]
    while running < 6:
        await asyncio.sleep(0.01)
    assert fetcher.is_busy
    go_on.set()
    assert await asyncio.gather(*fetching) == [b"ok"] * 10
    assert most == 6
