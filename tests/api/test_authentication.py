"""Who may call, and what a refusal looks like."""

from datetime import timedelta

import pytest
from litestar import Litestar
from sqlmodel import select

from shop.kit.clock import clock, now
from shop.kit.db.database import Database
from shop.merchants.models import ApiKey
from tests.api.conftest import Api, make_api, mug
from tests.support.running.application import client_of


@pytest.mark.parametrize(
    "header",
    [
        {},
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer shop_unknown"},
        {"Authorization": "Basic c2hvcDp4"},
        {"Authorization": "Bearer sk_live_x"},
        {"Authorization": b"Bearer shop_\xc3\xb1\x00"},
    ],
)
async def test_without_a_good_key_the_answer_is_a_challenge(app: Litestar, header: dict[str, str]) -> None:
    async with client_of(app, header) as http:
        answer = await http.get("/api/v1/products")
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.json()["status"] == 401
    assert "Bearer shop_" in answer.json()["detail"]


async def test_a_revoked_key_is_refused(api: Api) -> None:
    await api.ok("GET", "/products")
    async with api.database.transaction(api.merchant.id) as session:
        for key in (await session.exec(select(ApiKey))).all():
            key.revoked_at = now()
    answer = await api.call("GET", "/products")
    assert answer.status_code == 401
    assert "revoked" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("scope", "method", "path"),
    [
        ("products:read", "GET", "/products"),
        ("products:write", "POST", "/products"),
        ("orders:read", "GET", "/orders"),
    ],
)
async def test_a_key_without_the_scope_is_told_which_one_it_lacks(
    api: Api, scope: str, method: str, path: str
) -> None:
    weak = await api.with_scopes("catalog:read")
    answer = await weak.call(method, path, mug() if method == "POST" else None)
    assert answer.status_code == 403
    assert scope in answer.json()["detail"]


async def test_a_key_says_when_it_was_last_used(api: Api) -> None:
    await api.ok("GET", "/products")
    async with api.database.transaction(api.merchant.id) as session:
        (seen,) = [key.last_used_at for key in (await session.exec(select(ApiKey))).all() if key.last_used_at]
    assert now() - seen < timedelta(minutes=1)
    await clock.advance(timedelta(hours=1))
    await api.ok("GET", "/products")
    async with api.database.transaction(api.merchant.id) as session:
        (later,) = [
            key.last_used_at for key in (await session.exec(select(ApiKey))).all() if key.last_used_at
        ]
    assert later - seen >= timedelta(minutes=59)


async def test_a_key_opens_its_own_merchant_only(app: Litestar, database: Database, api: Api) -> None:
    product = await api.ok("POST", "/products", mug())
    stranger = await make_api(app, database)
    assert (await stranger.ok("GET", "/products"))["data"] == []
    assert (await stranger.call("GET", f"/products/{product['id']}")).status_code == 404
    assert (await stranger.call("PATCH", f"/products/{product['id']}", {"title": "Mine"})).status_code == 404
    assert (await stranger.call("PUT", f"/products/{product['id']}/archival")).status_code == 404
    assert (await stranger.ok("POST", "/products", mug()))["variants"][0]["sku"] == "TAZA"
