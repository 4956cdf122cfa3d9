"""A picture is fetched from the internet and from nowhere else, in bounded time and size."""

from ipaddress import ip_network

import pytest

from shop.images.fetching import Fetcher, FetchRefused, check_url
from tests.images.fetched import PICTURE, SHOP, refused
from tests.support.files.image_server import FakeResolver, ImageServer, local_fetcher, serve_images


async def test_what_is_there_is_fetched_and_the_host_is_named(image_server: ImageServer) -> None:
    names = FakeResolver({"pictures.example": [["127.0.0.1"]]})
    image_server.say("/a.jpg?size=l", PICTURE)
    url = image_server.url("/a.jpg?size=l#top", "pictures.example")
    assert await local_fetcher(resolve=names).fetch(url, merchant_id=SHOP) == PICTURE
    ((path, headers),) = image_server.seen
    assert path == "/a.jpg?size=l"
    assert headers["host"] == f"pictures.example:{image_server.port}"
    assert headers["accept-encoding"] == "identity"
    assert "cookie" not in headers
    assert "authorization" not in headers


async def test_ipv6_hosts_are_asked_too() -> None:
    async with serve_images("::1") as image_server:
        image_server.say("/a.jpg", PICTURE)
        assert await local_fetcher().fetch(image_server.url("/a.jpg", "[::1]"), merchant_id=SHOP) == PICTURE
        assert image_server.seen[0][1]["host"] == f"[::1]:{image_server.port}"


async def test_the_next_address_is_tried_where_the_first_is_deaf() -> None:
    async with serve_images("::1") as image_server:
        image_server.say("/a.jpg", PICTURE)
        names = FakeResolver({"two.example": [["::1", "127.0.0.1"]]})
        url = image_server.url("/a.jpg", "two.example")
        assert await local_fetcher(resolve=names).fetch(url, merchant_id=SHOP) == PICTURE


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
    url = image_server.url("/a.jpg", "rebinding.example")
    assert await local_fetcher(resolve=names).fetch(url, merchant_id=SHOP) == PICTURE
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
    assert await local_fetcher().fetch(image_server.url("/3"), merchant_id=SHOP) == PICTURE
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
        ("http://a..b/", "no URL"),
        ("http://.far.example/", "no URL"),
        ("http://far.example../", "no URL"),
        ("http://" + "a" * 64 + ".example/", "no URL"),
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
