"""Guessing keys is slowed down, and locks out nobody who has one."""

import asyncio
from typing import Any

import httpx
import pytest
from litestar.connection import ASGIConnection
from sqlmodel import select

from shop.api.rate_limits.failed_keys import AT_ONCE, address_of, networks_of
from shop.app import create_app
from shop.config import Settings
from shop.kit.clock import clock
from shop.kit.db.database import Database
from shop.kit.http_server import bind, serving
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


@pytest.mark.parametrize(
    ("client", "claimed", "trusted", "address"),
    [
        ("127.0.0.1", "203.0.113.7", "127.0.0.0/8", "203.0.113.7"),
        ("127.0.0.1", "9.9.9.9, 203.0.113.7, 10.0.0.2", "127.0.0.0/8,10.0.0.0/8", "203.0.113.7"),
        ("127.0.0.1", "10.0.0.2", "127.0.0.0/8,10.0.0.0/8", "10.0.0.2"),
        ("10.0.0.9", "203.0.113.7", "127.0.0.0/8", "10.0.0.9"),
        ("192.168.1.5", "203.0.113.7", "", "192.168.1.5"),
        ("203.0.113.9", "198.51.100.1", "127.0.0.0/8", "203.0.113.9"),
        ("10.0.0.2", "9.9.9.9\n203.0.113.7", "10.0.0.0/8", "203.0.113.7"),
        ("127.0.0.1", "nonsense", "127.0.0.0/8", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.0/8", "127.0.0.1"),
        ("127.0.0.1", "2001:db8:1:2:3::4", "127.0.0.0/8", "2001:db8:1:2::/64"),
    ],
)
def test_only_a_trusted_proxy_is_believed_about_an_address(
    client: str, claimed: str, trusted: str, address: str
) -> None:
    headers = [(b"x-forwarded-for", line.encode()) for line in claimed.splitlines()]
    scope: Any = {"type": "http", "client": (client, 1), "headers": headers}
    connection: ASGIConnection[Any, Any, Any, Any] = ASGIConnection(scope)
    assert address_of(connection, networks_of(trusted)) == address


async def test_whoever_is_no_trusted_proxy_cannot_claim_another_address(database: Database) -> None:
    settings = Settings(trusted_proxies="10.0.0.0/8")
    async with (
        serving(create_app(Database(database.url, pool_size=2), settings), bind("127.0.0.1", 0)) as url,
        caller(url, "shop_guess") as wrong,
    ):
        answers = [
            (await wrong.get("/products", headers={"X-Forwarded-For": f"203.0.113.{n}"})).status_code
            for n in range(AT_ONCE + 10)
        ]
    assert answers[-1] == 429


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
