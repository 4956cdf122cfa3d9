"""The API over the real application, in this process, and a merchant's key."""

from collections.abc import AsyncGenerator
from typing import Any

import httpx
import pytest
from litestar import Litestar

from shop.kit.db.database import Database
from shop.merchants.models import Merchant
from tests.support.api_keys import make_key
from tests.support.cast import make_merchant, merchant_file
from tests.support.running.application import client_of, running_application

REPLAYED = "idempotency-replayed"  # the header of an answer that is given again


@pytest.fixture(scope="session")
async def app(database: Database) -> AsyncGenerator[Litestar]:
    """The web process's application with a pool of its own."""
    async with running_application(database) as running:
        yield running


class Api:
    """A client with a merchant's key."""

    def __init__(self, app: Litestar, database: Database, merchant: Merchant, key: str) -> None:
        self.app, self.database, self.merchant, self.key = app, database, merchant, key
        self.http = client_of(app, {"Authorization": f"Bearer {key}"})

    async def call(self, method: str, path: str, body: object = None, **more: Any) -> httpx.Response:
        """A request below /api/v1."""
        more = more if body is None else {"json": body, **more}
        return await self.http.request(method, f"/api/v1{path}", **more)

    async def ok(self, method: str, path: str, body: object = None, **more: Any) -> Any:
        """The JSON of an answer that must be a success."""
        answer = await self.call(method, path, body, **more)
        assert answer.is_success, answer.text
        return answer.json()

    async def with_scopes(self, *scopes: str) -> "Api":
        """The same merchant with a key that may do less."""
        return Api(
            self.app, self.database, self.merchant, await make_key(self.database, self.merchant, *scopes)
        )


async def make_api(app: Litestar, database: Database) -> Api:
    """A merchant of its own with a key for everything, and no WhatsApp: what it edits goes nowhere."""
    merchant = await make_merchant(database, merchant_file(whatsapp=None, stripe=None))
    return Api(app, database, merchant, await make_key(database, merchant))


@pytest.fixture
async def api(app: Litestar, database: Database) -> AsyncGenerator[Api]:
    """A merchant's API."""
    made = await make_api(app, database)
    yield made
    await made.http.aclose()


def mug(sku: str = "TAZA", **changes: object) -> dict[str, Any]:
    """A product as a merchant sends it."""
    return {
        "title": "Taza del faro",
        "variants": [{"sku": sku, "price": {"amount_minor": 1250, "currency": "EUR"}, "stock": 40}],
        **changes,
    }
