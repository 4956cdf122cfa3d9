"""`/feed`: the feed's addresses are opened, renewed and closed."""

import csv
import io

import httpx

from tests.api.conftest import Api, mug


def path_of(url: str) -> str:
    return "/feeds/" + url.rpartition("/")[2]


async def items(api: Api, url: str) -> list[dict[str, str]]:
    """What Meta would fetch, without any key."""
    async with httpx.AsyncClient(transport=api.http._transport, base_url="http://shop.test") as anybody:
        answer = await anybody.get(path_of(url))
    return list(csv.DictReader(io.StringIO(answer.text))) if answer.status_code == 200 else []


async def test_a_feed_is_opened_once_and_holds_the_products(api: Api) -> None:
    assert (await api.call("GET", "/feed")).status_code == 404
    opened = await api.ok("PUT", "/feed")
    assert opened["csv_url"].endswith(".csv")
    assert opened["xml_url"] == opened["csv_url"].removesuffix("csv") + "xml"
    assert await api.ok("PUT", "/feed") == await api.ok("GET", "/feed") == opened
    await api.ok("POST", "/products", mug(title="=Taza", tags=["verano", "l'été"]))
    (item,) = await items(api, opened["csv_url"])
    assert (item["id"], item["title"], item["internal_label"]) == ("TAZA", "=Taza", "['verano','l’été']")


async def test_new_addresses_kill_the_old_ones_and_a_closed_feed_has_none(api: Api) -> None:
    await api.ok("POST", "/products", mug())
    old = await api.ok("PUT", "/feed")
    answer = await api.call("POST", "/feed/tokens")
    assert answer.status_code == 201
    new = answer.json()
    assert (len(await items(api, old["csv_url"])), len(await items(api, new["csv_url"]))) == (0, 1)
    for _ in range(2):
        assert (await api.call("DELETE", "/feed")).status_code == 204
    assert await items(api, new["csv_url"]) == []
    assert (await api.call("POST", "/feed/tokens")).status_code == 404


async def test_the_feed_needs_the_scopes_of_the_catalog(api: Api) -> None:
    stranger, reader = await api.with_scopes("products:write"), await api.with_scopes("catalog:read")
    assert (await stranger.call("GET", "/feed")).status_code == 403
    assert (await stranger.call("PUT", "/feed")).status_code == 403
    assert (await reader.call("GET", "/feed")).status_code == 404
    assert (await reader.call("PUT", "/feed")).status_code == 403
