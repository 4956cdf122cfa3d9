"""`/feeds/{token}.csv` and `.xml`: what is on sale in Meta's format, for whoever has the address."""

import csv
import io
from typing import Any
from xml.etree import ElementTree

import httpx
import pytest

from catalog_sync.items import feed
from shop.catalog.bulk.rows import ProductUpsert, VariantUpsert
from shop.catalog.bulk.upsert import upsert_products
from shop.kit.clock import now
from shop.kit.db.lost import DatabaseLost
from shop.kit.secrets import token
from shop.spreadsheets.feed import close_feed, open_feed, renew_feed
from tests.support.shop import ShopUnderTest

G = "{http://base.google.com/ns/1.0}"


def rows_of(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text, newline="")))


async def opened(shop: ShopUnderTest) -> str:
    async with shop.database.transaction(shop.merchant.id) as session:
        return f"/feeds/{(await open_feed(session, at=now())).token}"


async def test_the_csv_holds_what_meta_should_have(shop: ShopUnderTest, doors: httpx.AsyncClient) -> None:
    answer = await doors.get(f"{await opened(shop)}.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["x-robots-tag"] == "noindex, nofollow"
    mug, fish = sorted(rows_of(answer), key=lambda row: row["id"], reverse=True)
    assert (mug["id"], mug["title"], mug["price"], mug["availability"]) == (
        "MUG",
        "Taza del faro",
        "12.10 EUR",
        "in stock",
    )
    assert (fish["id"], fish["condition"], fish["brand"]) == ("FISH", "new", "La Tienda del Faro")


async def test_the_xml_holds_the_same(shop: ShopUnderTest, doors: httpx.AsyncClient) -> None:
    await shop.stock("ODD", 0, 500, title="<b>Té & \x01 pan</b>")
    answer = await doors.get(f"{await opened(shop)}.xml")
    assert answer.headers["content-type"] == "application/rss+xml; charset=utf-8"
    items = {item.findtext(f"{G}id"): item for item in ElementTree.fromstring(answer.content).iter("item")}  # noqa: S314
    assert set(items) == {"MUG", "FISH", "ODD"}
    assert items["ODD"].findtext(f"{G}title") == "<b>Té & pan</b>"
    assert items["ODD"].findtext(f"{G}availability") == "out of stock"
    assert items["MUG"].findtext(f"{G}price") == "12.10 EUR"
    assert items["MUG"].find(f"{G}sale_price") is None


async def test_what_is_archived_is_not_in_it(shop: ShopUnderTest, doors: httpx.AsyncClient) -> None:
    await shop.archive("FISH")
    assert [row["id"] for row in rows_of(await doors.get(f"{await opened(shop)}.csv"))] == ["MUG"]


async def test_who_has_it_already_is_told_so_until_something_changes(
    shop: ShopUnderTest, doors: httpx.AsyncClient
) -> None:
    path = f"{await opened(shop)}.csv"
    tag = (await doors.get(path)).headers["etag"]
    again = await doors.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    await shop.stock("NEW", 1)
    fresh = await doors.get(path, headers={"If-None-Match": tag})
    assert len(rows_of(fresh)) == 3
    assert (await doors.head(path)).headers["etag"] == fresh.headers["etag"] != tag


async def test_an_unknown_address_leads_nowhere(shop: ShopUnderTest, doors: httpx.AsyncClient) -> None:
    path = await opened(shop)
    for wrong in (
        f"/feeds/{token(24)}.csv",
        f"{path}.json",
        path,
        f"{path}.csv.csv",
        "/feeds/.csv",
        "/feeds/%00.csv",
    ):
        assert (await doors.get(wrong)).status_code == 404, wrong


async def test_new_addresses_kill_the_old_ones(shop: ShopUnderTest, doors: httpx.AsyncClient) -> None:
    old = await opened(shop)
    async with shop.database.transaction(shop.merchant.id) as session:
        new = f"/feeds/{(await renew_feed(session, at=now())).token}"
    assert (await doors.get(f"{old}.csv")).status_code == 404
    assert (await doors.get(f"{new}.csv")).status_code == 200
    async with shop.database.transaction(shop.merchant.id) as session:
        await close_feed(session)
    assert (await doors.get(f"{new}.csv")).status_code == 404


async def test_more_goods_than_fit_into_a_page_are_all_in_it(
    shop: ShopUnderTest, doors: httpx.AsyncClient
) -> None:
    goods = [
        ProductUpsert(title=f"S{n}", variants=[VariantUpsert(sku=f"S{n}", price_minor=1)])
        for n in range(1100)
    ]
    async with shop.database.transaction(shop.merchant.id) as session:
        await upsert_products(session, goods, currency="EUR", at=now(), actor="tests")
    found = [row["id"] for row in rows_of(await doors.get(f"{await opened(shop)}.csv"))]
    assert len(found) == len(set(found)) == 1102


@pytest.mark.parametrize("kind", ["csv", "xml"])
async def test_a_connection_that_is_lost_at_the_first_page_is_said_and_no_broken_feed(
    shop: ShopUnderTest, doors: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    async def read_source_items(*_: Any) -> None:
        raise DatabaseLost

    monkeypatch.setattr(feed, "read_source_items", read_source_items)
    answer = await doors.get(f"{await opened(shop)}.{kind}")
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
