"""`/imports` over HTTP: a file goes in, its progress is read, its problems are listed."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

import pytest
from litestar import Litestar
from sqlalchemy import text

from shop.api.imports.bodies import XLSX
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from tests.api.conftest import Api, make_api
from tests.support.files.importer import Importer, workbook
from tests.support.running.application import running_application

GOODS = "sku,title,price,stock\nTAZA,Taza del faro,12.50,40\nJABON,Jabón,cheap,1\n"


@pytest.fixture(scope="module")
async def app(database_without_worker: Database) -> AsyncGenerator[Litestar]:
    """Over the database that no worker of another test looks at: imports wait until the test reads them."""
    async with running_application(database_without_worker) as running:
        yield running


@pytest.fixture
async def api(app: Litestar, database_without_worker: Database) -> AsyncGenerator[Api]:
    """A merchant's API."""
    made = await make_api(app, database_without_worker)
    yield made
    await made.http.aclose()


async def finish(api: Api, begun: dict[str, Any]) -> Any:
    """Do what a worker does, and read the import again."""
    importer = Importer(api.database, api.merchant)
    await importer.parse(begun["id"])
    while (known := await api.ok("GET", f"/imports/{begun['id']}"))["state"] == "working":
        await importer.apply(begun["id"])
    return known


async def test_a_file_in_a_form_is_taken_and_worked_on(api: Api) -> None:
    answer = await api.call("POST", "/imports", files={"file": ("goods.csv", GOODS)})
    assert answer.status_code == 202, answer.text
    begun = answer.json()
    assert answer.headers["location"] == f"/api/v1/imports/{begun['id']}"
    assert (begun["state"], begun["format"], begun["file_name"]) == ("reading", "csv", "goods.csv")
    assert begun["bytes"] == len(GOODS.encode())
    known = await finish(api, begun)
    assert (known["state"], known["rows"], known["done"]) == ("done", 2, 2)
    assert known["products"] == {"created": 1, "changed": 0, "unchanged": 0, "refused": 1}
    assert (known["errors"], known["warnings"]) == (1, 0)
    (mug,) = (await api.ok("GET", "/products"))["data"]
    assert mug["variants"][0]["stock"]["on_hand"] == 40
    moved = await api.ok("GET", f"/products/{mug['id']}/variants/TAZA/stock-adjustments")
    assert moved["data"][0]["actor"].startswith("api key ")


async def test_a_file_as_the_body_is_taken_too(api: Api) -> None:
    for mime in (
        "text/csv",
        "application/octet-stream",
        "application/vnd.ms-excel",
        "text/csv; charset=utf-8",
    ):
        answer = await api.call(
            "POST", "/imports?dry_run=true", content=GOODS, headers={"content-type": mime}
        )
        assert answer.status_code == 202, answer.text
        known = await finish(api, answer.json())
        assert (known["state"], known["dry_run"], known["products"]["created"]) == ("done", True, 1)
    assert (await api.ok("GET", "/products"))["data"] == []


async def test_a_workbook_is_taken_as_well(api: Api) -> None:
    book = workbook(("sku", "title", "price"), ("TAZA", "Taza", 12.5))
    begun = await api.ok("POST", "/imports", content=book, headers={"content-type": XLSX})
    assert begun["format"] == "xlsx"
    assert (await finish(api, begun))["products"]["created"] == 1


async def test_problems_come_in_pages_in_the_order_of_rows(api: Api) -> None:
    rows = "".join(f"S{n},,bad\n" for n in range(7))
    begun = await api.ok("POST", "/imports", files={"file": ("a.csv", f"sku,title,price\n{rows}")})
    known = await finish(api, begun)
    assert known["errors"] == 7
    seen, cursor = [], None
    while True:
        params = {"limit": 3} | ({"cursor": cursor} if cursor else {})
        page = await api.ok("GET", f"/imports/{begun['id']}/problems", params=params)
        seen += [(problem["row"], problem["column"], problem["severity"]) for problem in page["data"]]
        if (cursor := page["next_cursor"]) is None:
            break
    assert seen == [(row, "price", "error") for row in range(2, 9)]
    warnings = await api.ok("GET", f"/imports/{begun['id']}/problems", params={"severity": "warning"})
    assert warnings["data"] == []


async def test_imports_are_listed_newest_first_and_can_be_forgotten(api: Api) -> None:
    begun = [await api.ok("POST", "/imports", files={"file": (f"{n}.csv", GOODS)}) for n in range(3)]
    first = await api.ok("GET", "/imports", params={"limit": 2})
    second = await api.ok("GET", "/imports", params={"limit": 2, "cursor": first["next_cursor"]})
    names = [each["file_name"] for each in (*first["data"], *second["data"])]
    assert names == ["2.csv", "1.csv", "0.csv"]
    assert (await api.call("DELETE", f"/imports/{begun[0]['id']}")).status_code == 204
    assert (await api.call("GET", f"/imports/{begun[0]['id']}")).status_code == 404
    await Importer(api.database, api.merchant).parse(begun[0]["id"])
    assert (await api.ok("GET", "/products"))["data"] == []


async def test_another_merchants_import_is_not_there(
    api: Api, app: Litestar, database_without_worker: Database
) -> None:
    begun = await api.ok("POST", "/imports", files={"file": ("a.csv", GOODS)})
    other = await make_api(app, database_without_worker)
    for path in (f"/imports/{begun['id']}", f"/imports/{begun['id']}/problems"):
        assert (await other.call("GET", path)).status_code == 404
    assert (await other.call("DELETE", f"/imports/{begun['id']}")).status_code == 404
    assert (await other.ok("GET", "/imports"))["data"] == []


async def test_reading_and_writing_need_their_scopes(api: Api) -> None:
    reader, stranger = await api.with_scopes("products:read"), await api.with_scopes("orders:read")
    assert (await reader.call("POST", "/imports", files={"file": ("a.csv", GOODS)})).status_code == 403
    assert (await reader.call("GET", "/imports")).status_code == 200
    assert (await stranger.call("GET", "/imports")).status_code == 403


async def test_five_imports_at_once_are_enough(api: Api) -> None:
    for _ in range(5):
        await api.ok("POST", "/imports", files={"file": ("a.csv", GOODS)})
    answer = await api.call("POST", "/imports", files={"file": ("a.csv", GOODS)})
    assert answer.status_code == 409
    assert "5 imports are under way" in answer.json()["detail"]


async def test_the_same_request_with_a_key_is_one_import(api: Api) -> None:
    headers = {"Idempotency-Key": "once"}
    answers = [
        await api.call("POST", "/imports", files={"file": ("a.csv", GOODS)}, headers=headers)
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json() == answers[1].json()
    assert len((await api.ok("GET", "/imports"))["data"]) == 1


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old .xls workbook"),
        (b"%PDF-1.7 ...", "This is a PDF"),
        (b"<html><table><tr><td>sku</td></tr></table></html>", "a page or a document"),
        (b"PK\x03\x04 and nothing behind", "is damaged"),
    ],
)
async def test_what_is_no_spreadsheet_is_refused_at_once(api: Api, content: bytes, said: str) -> None:
    answer = await api.call("POST", "/imports", files={"file": ("a.xlsx", content)})
    assert answer.status_code == 422
    assert said in answer.json()["detail"]
    assert (await api.ok("GET", "/imports"))["data"] == []


async def test_a_body_of_another_kind_and_a_form_without_a_file_are_refused(api: Api) -> None:
    assert (await api.call("POST", "/imports", {"rows": []})).status_code == 415
    assert (await api.call("POST", "/imports", files={"data": ("a.csv", GOODS)})).status_code == 422
    two = [("file", ("a.csv", GOODS)), ("file", ("b.csv", GOODS))]
    assert (await api.call("POST", "/imports", files=two)).status_code == 422
    bare = {"content-type": "multipart/form-data"}
    assert (await api.call("POST", "/imports", content=b"x", headers=bare)).status_code == 400


async def test_two_workers_at_once_store_each_row_once(api: Api) -> None:
    rows = "".join(f"S{n},Soap {n},1,{n}\n" for n in range(1500))
    begun = await api.ok("POST", "/imports", files={"file": ("a.csv", f"sku,title,price,stock\n{rows}")})
    importer = Importer(api.database, api.merchant)
    await asyncio.gather(importer.parse(begun["id"]), importer.parse(begun["id"]))
    await asyncio.gather(*(importer.apply(begun["id"]) for _ in range(8)))
    known = await api.ok("GET", f"/imports/{begun['id']}")
    assert (known["state"], known["rows"], known["done"]) == ("done", 1500, 1500)
    assert known["products"] == {"created": 1500, "changed": 0, "unchanged": 0, "refused": 0}
    async with api.database.transaction(api.merchant.id) as session:
        counted = await execute_core(session, text("SELECT count(*), sum(delta) FROM stock_movement"))
        assert tuple(counted.one()) == (1500, sum(range(1500)))
