"""A file that is not whole does not end as a whole one does."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import httpx
import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.app import create_app
from shop.config import Settings
from shop.kit.db import sql
from shop.kit.db.database import Database
from shop.kit.db.lost import DatabaseLost
from shop.kit.http_server import bind, serving
from shop.spreadsheets import exports
from tests.api.conftest import Api


@asynccontextmanager
async def served(api: Api) -> AsyncIterator[httpx.AsyncClient]:
    """An application of its own over real HTTP."""
    app = create_app(Database(api.database.url), Settings())
    async with (
        serving(app, bind("127.0.0.1", 0)) as url,
        httpx.AsyncClient(base_url=url, headers=api.http.headers) as client,
    ):
        yield client


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
async def test_an_export_whose_database_goes_away_is_seen_to_be_broken_off(
    api: Api, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    price = {"amount_minor": 100, "currency": "EUR"}
    items = [{"title": "Taza", "variants": [{"sku": f"S{n}", "price": price}]} for n in range(101)]
    await api.ok("POST", "/products/bulk-upserts", {"items": items})
    pages = 0

    async def fetch(session: AsyncSession, statement: str, *values: Any) -> list[asyncpg.Record]:
        nonlocal pages
        pages += "variant.sku" in statement
        if pages == 2:
            raise DatabaseLost
        return await sql.fetch(session, statement, *values)

    monkeypatch.setattr(exports, "fetch", fetch)
    async with served(api) as client:
        with pytest.raises(httpx.RemoteProtocolError, match="incomplete"):
            await client.get(f"/api/v1/exports/products.{kind}")
    assert pages == 2
