"""Codes and batches of codes over the API."""

import asyncio
import csv
import io
import time
from typing import Any
from uuid import uuid4

import pytest

from shop.discounts.codes import ALPHABET
from tests.api.conftest import Api
from tests.support.pace import allowance

TEN: dict[str, Any] = {"name": "Rebajas", "kind": "percentage", "percent": "10"}


async def codes_of_new(api: Api, **terms: Any) -> str:
    return f"/discounts/{(await api.ok('POST', '/discounts', TEN | terms))['id']}/codes"


async def test_a_code_is_made_listed_and_deleted(api: Api) -> None:
    place = await codes_of_new(api)
    made = await api.ok("POST", place, {"code": " Verano  10 ", "max_uses": 3})
    assert (made["code"], made["max_uses"], made["uses"], made["batch_id"]) == ("Verano 10", 3, 0, None)
    assert (await api.ok("GET", place))["data"] == [made]
    assert (await api.call("DELETE", f"{place}/{uuid4()}")).status_code == 404
    assert (await api.call("DELETE", f"{await codes_of_new(api)}/{made['id']}")).status_code == 404
    assert (await api.call("DELETE", f"{place}/{made['id']}")).status_code == 204
    assert (await api.ok("GET", place))["data"] == []


async def test_a_code_that_means_the_same_is_taken(api: Api) -> None:
    await api.ok("POST", await codes_of_new(api), {"code": "VERANO10"})
    refused = await api.call("POST", await codes_of_new(api), {"code": "veránó-10"})
    assert refused.status_code == 409
    assert "veránó-10" in refused.json()["detail"]


@pytest.mark.parametrize("code", ["--a--", "🎉🎉🎉", "abc\u202edef", "x" * 41])
async def test_what_nobody_can_type_is_no_code(api: Api, code: str) -> None:
    assert (await api.call("POST", await codes_of_new(api), {"code": code})).status_code == 422


async def test_an_automatic_discount_has_no_codes(api: Api) -> None:
    place = await codes_of_new(api, is_automatic=True)
    assert (await api.call("POST", place, {"code": "VERANO10"})).status_code == 409
    assert (await api.call("POST", f"{place}/batches", {"count": 1})).status_code == 409


async def test_a_batch_has_so_many_different_one_time_codes(api: Api) -> None:
    place = await codes_of_new(api)
    batch = await api.ok("POST", f"{place}/batches", {"count": 120, "prefix": "NAVIDAD-"})
    listed = (await api.ok("GET", place, params={"batch_id": batch["id"], "limit": 200}))["data"]
    assert len({each["code"] for each in listed}) == batch["count"] == 120
    assert {each["max_uses"] for each in listed} == {1}
    assert all(each["code"].startswith("NAVIDAD-") for each in listed)
    assert set("".join(each["code"].removeprefix("NAVIDAD-") for each in listed)) <= set(ALPHABET)
    answer = await api.http.get(batch["csv_path"])
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0] == ["code", "uses"]
    assert [row[0] for row in rows[1:]] == [each["code"] for each in listed]
    other = await codes_of_new(api)
    assert (await api.call("GET", f"{other}/batches/{batch['id']}/codes.csv")).status_code == 404


async def test_a_prefix_is_no_formula_in_the_file(api: Api) -> None:
    place = await codes_of_new(api)
    batch = await api.ok("POST", f"{place}/batches", {"count": 1, "prefix": "=cmd"})
    text = (await api.http.get(batch["csv_path"])).content.decode("utf-8-sig")
    assert text.splitlines()[1].startswith("'=cmd")


async def test_ten_thousand_codes_hold_nobody_up(api: Api) -> None:
    place = await codes_of_new(api)
    longest = 0.0

    async def watch() -> None:
        nonlocal longest
        while True:
            began = time.perf_counter()
            await asyncio.sleep(0.005)
            longest = max(longest, time.perf_counter() - began)

    watching = asyncio.create_task(watch())
    batch = await api.ok("POST", f"{place}/batches", {"count": 10_000})
    answer = await api.http.get(batch["csv_path"])
    watching.cancel()
    assert answer.content.count(b"\n") == 10_001
    assert longest < allowance(0.25)
    assert (await api.call("POST", f"{place}/batches", {"count": 10_001})).status_code == 422


async def test_a_new_code_is_tried_at_once(api: Api) -> None:
    """Two with one code at the same moment: one is told that it is taken."""
    places = [await codes_of_new(api) for _ in range(5)]
    answers = await asyncio.gather(*(api.call("POST", place, {"code": "UNICO"}) for place in places))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
