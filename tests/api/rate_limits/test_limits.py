"""Rate limits: per key, the same in every process, told in every answer; wrong keys by address."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import select

from shop.catalog.models import Product
from shop.kit.clock import clock
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.merchants.token_bucket import RateLimitPolicy, take_tokens
from tests.api.conftest import Api, mug
from tests.api.rate_limits.limited import SLOW, caller, drawn, fields, key_of, processes
from tests.support.api_keys import make_key

# --- what is told ---------------------------------------------------------------------------------------------


async def test_every_answer_tells_what_is_left_refusals_too(api: Api) -> None:
    first = await api.call("GET", "/products")
    assert fields(first) == ("100", "99", "1", '"requests";q=100;w=2')
    refused = await api.call("POST", "/products", {})
    assert refused.status_code == 422
    assert int(refused.headers["ratelimit-remaining"]) >= 98


async def test_the_limit_holds_across_processes_and_says_when_to_come_back(
    database: Database, api: Api
) -> None:
    async with (
        processes(database, 2, **SLOW) as (here, there),
        caller(here, api.key) as one,
        caller(there, api.key) as other,
    ):
        answers = [await http.get("/products") for http in (one, other, one, other, one)]
    assert [each.status_code for each in answers] == [200, 200, 200, 429, 429]
    assert [each.headers["ratelimit-remaining"] for each in answers] == ["2", "1", "0", "0", "0"]
    over = answers[-1]
    assert over.headers["content-type"] == "application/problem+json"
    assert 90 <= int(over.headers["retry-after"]) <= 100
    assert fields(over)[0] == "3"
    assert 290 <= int(over.headers["ratelimit-reset"]) <= 300
    assert "used up" in over.json()["detail"]


async def test_another_key_has_an_allowance_of_its_own(database: Database, api: Api) -> None:
    second = await make_key(database, api.merchant)
    async with (
        processes(database, **SLOW) as (url,),
        caller(url, api.key) as one,
        caller(url, second) as other,
    ):
        for _ in range(4):
            last = await one.get("/products")
        assert last.status_code == 429
        assert (await other.get("/products")).status_code == 200


async def test_what_is_refused_costs_nothing_and_changes_nothing(database: Database, api: Api) -> None:
    async with processes(database, **SLOW) as (url,), caller(url, api.key) as http:
        statuses = [(await http.post("/products", json=mug(f"M{n}"))).status_code for n in range(5)]
    assert statuses == [201, 201, 201, 429, 429]
    async with api.database.transaction(api.merchant.id) as session:
        assert len((await session.exec(select(Product))).all()) == 3


async def test_who_owes_much_under_an_old_policy_owes_no_more_than_the_new_ones_burst(
    database: Database, api: Api
) -> None:
    who = await key_of(api)
    await drawn(database, who, RateLimitPolicy("test", 0.001, 100), 100)
    refused = await drawn(database, who, RateLimitPolicy("test", 10, 1))
    assert (refused.granted, refused.full_in, refused.retry_in) == (False, 1, 1)


async def test_a_flood_is_refused_without_asking_the_database(database: Database, api: Api) -> None:
    async with processes(database, **SLOW) as (url,), caller(url, api.key) as http:
        for _ in range(4):
            await http.get("/products")
        async with api.database.transaction(api.merchant.id) as session:
            await execute_core(session, text("DELETE FROM rate_limit_bucket"))
        over = await http.get("/products")
    assert (over.status_code, over.headers["ratelimit-remaining"]) == (429, "0")


async def test_moving_the_business_clock_fills_no_bucket(database: Database, api: Api) -> None:
    async with processes(database, **SLOW) as (url,), caller(url, api.key) as http:
        for _ in range(3):
            await http.get("/products")
        await clock.advance(timedelta(days=30))
        assert (await http.get("/products")).status_code == 429


async def test_no_limit_is_no_limit_and_tells_nothing(database: Database, api: Api) -> None:
    async with processes(database, api_requests_per_second=0) as (url,), caller(url, api.key) as http:
        answers = [await http.get("/products") for _ in range(5)]
        bulk = await http.post("/products/bulk-upserts", json={"items": [mug()]})
    assert {each.status_code for each in [*answers, bulk]} == {200}
    assert not [name for name in bulk.headers if name.startswith("ratelimit")]


# --- bulk -----------------------------------------------------------------------------------------------------


async def test_bulk_calls_draw_by_size_from_an_allowance_of_their_own(database: Database, api: Api) -> None:
    small = {"items": [mug("SMALL")]}
    large = {"items": [mug(f"L-{n}", description="x" * 3000) for n in range(40)]}  # more than 100 kB
    async with processes(database, **SLOW) as (url,), caller(url, api.key) as http:
        left = [
            (await http.post("/products/bulk-upserts", json=body)).headers["ratelimit-remaining"]
            for body in (small, large)
        ]
        over = await http.post("/products/bulk-upserts", json=small)
        plain = await http.get("/products")
    assert left == ["2", "0"]
    assert (over.status_code, plain.status_code) == (429, 200)
    assert fields(over)[3] == '"bulk";q=3;w=300'


async def test_a_call_that_costs_more_than_there_ever_is_takes_all_there_is(
    database: Database, api: Api
) -> None:
    items = [mug(f"L-{n}", description="x" * 3000) for n in range(140)]  # four units, where three is all
    async with processes(database, **SLOW) as (url,), caller(url, api.key) as http:
        answers = [await http.post("/products/bulk-upserts", json={"items": items}) for _ in range(2)]
    assert [each.status_code for each in answers] == [200, 429]


async def test_a_body_of_unknown_length_counts_as_the_largest(database: Database, api: Api) -> None:
    async def parts() -> AsyncIterator[bytes]:
        yield b'{"items": []}'

    async with processes(database, **SLOW) as (url,), caller(url, api.key) as http:
        answers = [await http.post("/products/bulk-upserts", content=parts()) for _ in range(2)]
    assert [each.status_code for each in answers] == [422, 429]


# --- the bucket -----------------------------------------------------------------------------------------------


async def test_fifty_at_once_get_exactly_the_burst(database: Database, api: Api) -> None:
    who, policy = await key_of(api), RateLimitPolicy("test", 0.01, 10)
    got = await asyncio.gather(*(drawn(database, who, policy) for _ in range(50)))
    assert sum(each.granted for each in got) == 10
    assert sorted(each.remaining for each in got if each.granted) == list(range(10))


async def test_what_was_drawn_comes_back_with_time(database: Database, api: Api) -> None:
    who, policy = await key_of(api), RateLimitPolicy("test", 2, 1)
    assert (await drawn(database, who, policy)).granted
    refused = await drawn(database, who, policy)
    assert (refused.granted, refused.retry_in) == (False, 1)
    await asyncio.sleep(0.6)
    assert (await drawn(database, who, policy)).granted


async def test_a_bucket_never_holds_more_than_the_burst(database: Database, api: Api) -> None:
    who, policy = await key_of(api), RateLimitPolicy("test", 100, 2)
    await drawn(database, who, policy)
    await asyncio.sleep(0.1)
    assert (await drawn(database, who, policy, 2)).remaining == 0


async def test_a_merchant_cannot_see_or_empty_anothers_bucket(database: Database, api: Api) -> None:
    who, policy = await key_of(api), RateLimitPolicy("test", 0.01, 1)
    with pytest.raises(Exception, match="row-level security"):
        async with database.transaction(UUID(int=7)) as session:
            await take_tokens(session, who, policy, 1)
    assert (await drawn(database, who, policy)).granted
