"""`Idempotency-Key`: asked twice, changed once, answered twice."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from litestar import Litestar
from sqlalchemy import text

from shop.images.pipeline import ImagePipeline
from shop.images.store import DiskStore
from shop.kit.clock import clock
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from tests.api.conftest import REPLAYED, Api, make_api, mug
from tests.support.api_keys import make_key
from tests.support.pictures import photo
from tests.support.shop import later

MORE = {"delta": 1, "reason": "found behind the shelf"}


async def stocked(api: Api) -> str:
    """A product with 40 in stock; the path of its variant."""
    product = await api.ok("POST", "/products", mug())
    return f"/products/{product['id']}/variants/TAZA"


async def add_one(api: Api, variant: str, key: str, **more: Any) -> httpx.Response:
    """One more on hand, asked with a key."""
    headers = {"Idempotency-Key": key, **more.pop("headers", {})}
    return await api.call("POST", f"{variant}/stock-adjustments", more.pop("body", MORE), headers=headers)


async def on_hand(api: Api, variant: str) -> int:
    product = await api.ok("GET", "/" + variant.split("/variants")[0].strip("/"))
    return int(product["variants"][0]["stock"]["on_hand"])


def same(one: httpx.Response, other: httpx.Response) -> bool:
    """The same status, body and fields; but for the mark and what is left of the allowance."""
    told = [
        {n: v for n, v in each.headers.items() if not n.startswith(("ratelimit", "idempotency"))}
        for each in (one, other)
    ]
    return (one.status_code, one.content, told[0]) == (other.status_code, other.content, told[1])


async def test_a_repeat_changes_nothing_and_gets_the_first_answer(api: Api) -> None:
    variant = await stocked(api)
    first = await add_one(api, variant, "order 7/a")
    again = await add_one(api, variant, "order 7/a")
    assert first.status_code == 201
    assert REPLAYED not in first.headers
    assert again.headers[REPLAYED] == "true"
    assert same(first, again)
    assert await on_hand(api, variant) == 41


async def test_a_repeated_creation_leads_to_the_first_product(api: Api) -> None:
    first = await api.call("POST", "/products", mug(), headers={"Idempotency-Key": "new mug"})
    again = await api.call("POST", "/products", mug(), headers={"Idempotency-Key": "new mug"})
    assert same(first, again)
    assert again.headers["location"] == f"/api/v1/products/{first.json()['id']}"
    assert again.headers["etag"] == first.headers["etag"]
    assert len((await api.ok("GET", "/products"))["data"]) == 1


async def test_without_a_key_or_with_another_it_is_another_request(api: Api) -> None:
    variant = await stocked(api)
    await add_one(api, variant, "one")
    await add_one(api, variant, "two")
    await api.ok("POST", f"{variant}/stock-adjustments", MORE)
    assert await on_hand(api, variant) == 43


@pytest.mark.parametrize(
    "change",
    [
        {"body": {**MORE, "delta": 2}},
        {"headers": {"If-Match": '"1"'}},
        {"query": "?a=b"},
    ],
    ids=["body", "if-match", "query"],
)
async def test_a_key_cannot_be_used_for_another_request(api: Api, change: dict[str, Any]) -> None:
    variant = await stocked(api)
    await add_one(api, variant, "mine")
    query = change.pop("query", "")
    headers = {"Idempotency-Key": "mine", **change.pop("headers", {})}
    path = f"{variant}/stock-adjustments{query}"
    answer = await api.call("POST", path, change.pop("body", MORE), headers=headers)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert "another request" in answer.json()["detail"]
    assert await on_hand(api, variant) == 41


async def test_a_key_cannot_be_used_at_another_path_or_with_another_method(api: Api) -> None:
    variant = await stocked(api)
    await api.ok("POST", f"{variant}/stock-adjustments", MORE, headers={"Idempotency-Key": "mine"})
    for method, path in (
        ("PUT", f"{variant}/stock"),
        ("DELETE", f"{variant.split('/variants')[0]}/archival"),
    ):
        body = {"on_hand": 3} if method == "PUT" else None
        answer = await api.call(method, path, body, headers={"Idempotency-Key": "mine"})
        assert answer.status_code == 422, path
    assert await on_hand(api, variant) == 41


@pytest.mark.parametrize("key", ["", "x" * 256, "ni\xf1o", "tab\there"])
async def test_a_key_that_is_none_is_refused(api: Api, key: str) -> None:
    headers = {"Idempotency-Key": key.encode("latin-1")}
    answer = await api.call("POST", "/products", mug(), headers=headers)
    assert answer.status_code == 400
    assert "Idempotency-Key" in answer.json()["detail"]
    assert (await api.ok("GET", "/products"))["data"] == []


async def test_two_keys_are_one_too_many(api: Api) -> None:
    headers = [("Idempotency-Key", "a"), ("Idempotency-Key", "b")]
    answer = await api.call("POST", "/products", mug(), headers=headers)
    assert answer.status_code == 400


async def test_the_longest_key_is_taken(api: Api) -> None:
    answer = await api.call("POST", "/products", mug(), headers={"Idempotency-Key": "~" * 255})
    assert answer.status_code == 201


async def test_a_read_needs_no_key_and_is_never_replayed(api: Api) -> None:
    for _ in range(2):
        answer = await api.call("GET", "/products", headers={"Idempotency-Key": "reading"})
        assert REPLAYED not in answer.headers


async def test_a_refusal_changed_nothing_and_is_tried_afresh(api: Api) -> None:
    variant = await stocked(api)
    fewer = {"delta": -41, "reason": "sold at the fair"}
    refused = await add_one(api, variant, "fair", body=fewer)
    assert refused.status_code == 409
    await add_one(api, variant, "found one")
    done = await add_one(api, variant, "fair", body=fewer)
    assert (done.status_code, REPLAYED in done.headers) == (201, False)
    assert await on_hand(api, variant) == 0


async def test_a_body_that_did_not_fit_may_be_corrected_under_its_key(api: Api) -> None:
    headers = {"Idempotency-Key": "typo"}
    refused = await api.call("POST", "/products", {"title": ""}, headers=headers)
    corrected = await api.call("POST", "/products", mug(), headers=headers)
    assert (refused.status_code, corrected.status_code) == (422, 201)


async def test_a_body_that_is_too_large_is_refused_with_a_key_too(api: Api) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b" " * 1_000_000

    headers = {"Idempotency-Key": "large", "Content-Type": "application/json"}
    for content in (b" " * 10_000_001, endless()):
        answer = await api.call("POST", "/products", content=content, headers=headers)
        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"


async def test_an_if_match_that_held_the_first_time_holds_for_the_repeat(api: Api) -> None:
    made = await api.call("POST", "/products", mug())
    path, tag = f"/products/{made.json()['id']}", made.headers["etag"]
    headers = {"If-Match": tag, "Idempotency-Key": "rename"}
    first = await api.call("PATCH", path, {"title": "Taza azul"}, headers=headers)
    again = await api.call("PATCH", path, {"title": "Taza azul"}, headers=headers)
    without = await api.call("PATCH", path, {"title": "Taza azul"}, headers={"If-Match": tag})
    assert (first.status_code, again.status_code, without.status_code) == (200, 200, 412)
    assert again.headers["etag"] == first.headers["etag"] != tag


async def test_an_if_match_that_failed_is_judged_again(api: Api) -> None:
    made = await api.call("POST", "/products", mug())
    path = f"/products/{made.json()['id']}"
    await api.ok("PATCH", path, {"title": "Taza roja"})
    headers = {"If-Match": made.headers["etag"], "Idempotency-Key": "rename"}
    for _ in range(2):
        answer = await api.call("PATCH", path, {"title": "Taza azul"}, headers=headers)
        assert (answer.status_code, REPLAYED in answer.headers) == (412, False)


async def test_another_merchants_key_is_another_key(app: Litestar, database: Database, api: Api) -> None:
    stranger = await make_api(app, database)
    first = await api.call("POST", "/products", mug(), headers={"Idempotency-Key": "1"})
    theirs = await stranger.call("POST", "/products", mug(), headers={"Idempotency-Key": "1"})
    assert theirs.status_code == 201
    assert theirs.json()["id"] != first.json()["id"]


async def test_another_api_key_of_the_merchant_gets_the_answer_if_it_might_have_asked(
    app: Litestar, database: Database, api: Api
) -> None:
    headers = {"Idempotency-Key": "shared"}
    first = await api.call("POST", "/products", mug(), headers=headers)
    colleague = Api(app, database, api.merchant, await make_key(database, api.merchant))
    assert same(first, await colleague.call("POST", "/products", mug(), headers=headers))
    reader = await api.with_scopes("products:read")
    assert (await reader.call("POST", "/products", mug(), headers=headers)).status_code == 403


async def test_a_bulk_call_is_answered_again_result_by_result(api: Api) -> None:
    items = [mug(f"BULK-{n}", title=f"Taza {n}", description="x" * 400) for n in range(600)]
    items.append({"title": "No price", "variants": [{"sku": "NEW"}]})
    headers = {"Idempotency-Key": "night run"}
    first = await api.call("POST", "/products/bulk-upserts", {"items": items}, headers=headers)
    again = await api.call("POST", "/products/bulk-upserts", {"items": items}, headers=headers)
    assert (first.json()["created"], first.json()["refused"]) == (600, 1)
    assert int(first.request.headers["content-length"]) > 256_000
    assert same(first, again)
    assert again.headers[REPLAYED] == "true"
    assert (await api.ok("POST", "/products/bulk-upserts", {"items": items}))["unchanged"] == 600


async def test_an_upload_is_answered_again_as_the_first_time(api: Api, tmp_path: Path) -> None:
    api.app.state.image_pipeline = ImagePipeline(DiskStore(tmp_path))
    form = {"file": ("taza.jpg", photo(), "image/jpeg")}
    headers = {"Idempotency-Key": "taza.jpg"}
    first = await api.call("POST", "/images", files=form, headers=headers)
    again = await api.call("POST", "/images", files=form, headers=headers)
    without = await api.call("POST", "/images", files=form)
    assert [each.status_code for each in (first, again, without)] == [201, 201, 200]
    assert same(first, again)


async def test_after_a_day_the_key_is_free(api: Api) -> None:
    variant = await stocked(api)
    await add_one(api, variant, "daily")
    later(hours=23, minutes=59)
    assert REPLAYED in (await add_one(api, variant, "daily")).headers
    later(minutes=1)
    assert REPLAYED not in (await add_one(api, variant, "daily")).headers
    assert REPLAYED in (await add_one(api, variant, "daily")).headers
    assert await on_hand(api, variant) == 42
    assert clock.offset.days == 1


async def test_ten_at_once_are_one(api: Api) -> None:
    variant = await stocked(api)
    answers = await asyncio.gather(*(add_one(api, variant, "at once") for _ in range(10)))
    assert [each.status_code for each in answers] == [201] * 10
    assert sorted(REPLAYED in each.headers for each in answers) == [False] + [True] * 9
    assert all(same(answers[0], each) for each in answers)
    assert await on_hand(api, variant) == 41


async def test_the_answer_is_kept_where_no_other_merchant_can_read_it(
    app: Litestar, database: Database, api: Api
) -> None:
    await api.ok("POST", "/products", mug(), headers={"Idempotency-Key": "private"})
    stranger = await make_api(app, database)
    for merchant, expected in ((api.merchant, 1), (stranger.merchant, 0)):
        async with database.transaction(merchant.id) as session:
            found = await execute_core(
                session, text("SELECT count(*) FROM idempotency_record WHERE key = 'private'")
            )
            assert found.scalar_one() == expected
