"""Guessing keys is slowed down, and locks out nobody who has one."""

import asyncio

import httpx
from sqlmodel import select

from shop.api.rate_limits.failed_keys import AT_ONCE
from shop.kit.clock import clock
from shop.kit.db.database import Database
from shop.merchants.models import ApiKey
from tests.api.conftest import Api
from tests.api.rate_limits.limited import caller, processes
from tests.support.api_keys import make_key
from tests.support.pace import PATIENCE_SECONDS


async def test_guessing_is_slowed_down_and_locks_out_nobody_who_was_here(
    database: Database, api: Api
) -> None:
    async with (
        processes(database) as (url,),
        caller(url, api.key) as right,
        caller(url, "shop_guess") as wrong,
    ):
        assert (await right.get("/products")).status_code == 200
        over = await wrong.get("/products")
        guesses = 1
        while over.status_code == 401:
            over, guesses = await wrong.get("/products"), guesses + 1
        assert over.status_code == 429
        assert guesses > AT_ONCE
        assert int(over.headers["retry-after"]) >= 1
        assert over.headers["content-type"] == "application/problem+json"
        assert (await right.get("/products")).status_code == 200


async def test_a_revoked_key_that_goes_on_asking_does_not_shut_out_its_successor(
    database: Database, api: Api
) -> None:
    revoked = await make_key(database, api.merchant)
    async with processes(database) as (url,), caller(url, revoked) as old:
        async with api.database.transaction(api.merchant.id) as session:
            for key in (await session.exec(select(ApiKey))).all():
                key.revoked_at = clock.now()
        answers = {(await old.get("/products")).status_code for _ in range(AT_ONCE + 5)}
        async with caller(url, await make_key(database, api.merchant)) as new:
            assert (await new.get("/products")).status_code == 200
    assert answers == {401}


async def test_behind_a_proxy_it_is_the_callers_address_that_counts(database: Database, api: Api) -> None:
    async with processes(database) as (url,), caller(url, "shop_guess") as wrong:
        over = 401
        while over == 401:
            answer = await wrong.get("/products", headers={"X-Forwarded-For": "9.9.9.9, 203.0.113.7"})
            over = answer.status_code
        assert over == 429
        for others in ("203.0.113.8", "203.0.113.7, 2001:db8::1"):
            answer = await wrong.get("/products", headers={"X-Forwarded-For": others})
            assert answer.status_code == 401


async def test_many_guesses_at_once_count_before_they_are_judged(database: Database) -> None:
    async with processes(database) as (url,), caller(url, "") as http:
        answers = await asyncio.gather(
            *(http.get("/products", headers={"Authorization": f"Bearer shop_{n}"}) for n in range(40))
        )
    assert sum(each.status_code == 401 for each in answers) <= AT_ONCE + 3


async def test_a_good_key_may_begin_with_many_calls_at_once(database: Database, api: Api) -> None:
    async with processes(database) as (url,), caller(url, api.key) as http:
        answers = await asyncio.gather(*(http.get("/products") for _ in range(40)))
    assert {each.status_code for each in answers} == {200}


async def test_no_key_at_all_is_no_guess(database: Database, api: Api) -> None:
    async with (
        processes(database) as (url,),
        httpx.AsyncClient(timeout=PATIENCE_SECONDS, trust_env=False, base_url=url) as http,
    ):
        answers = {(await http.get("/api/v1/products")).status_code for _ in range(AT_ONCE + 5)}
        assert answers == {401}
        async with caller(url, api.key) as right:
            assert (await right.get("/products")).status_code == 200
