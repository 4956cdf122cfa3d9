"""What an idempotency key may be, and for which request, whose and how long it counts."""

from typing import Any

import pytest
from litestar import Litestar
from sqlalchemy import text

from shop.kit.clock import clock
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from tests.api.conftest import REPLAYED, Api, make_api, mug
from tests.api.idempotency.adjusting import MORE, add_one, on_hand, same, stocked
from tests.support.api_keys import make_key
from tests.support.shop import move_by


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


async def test_after_a_day_the_key_is_free(api: Api) -> None:
    variant = await stocked(api)
    await add_one(api, variant, "daily")
    move_by(hours=23, minutes=59)
    assert REPLAYED in (await add_one(api, variant, "daily")).headers
    move_by(minutes=1)
    assert REPLAYED not in (await add_one(api, variant, "daily")).headers
    assert REPLAYED in (await add_one(api, variant, "daily")).headers
    assert await on_hand(api, variant) == 42
    assert clock.offset.days == 1


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
