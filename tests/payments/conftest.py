"""A merchant whose jobs the test runs itself."""

from collections.abc import AsyncGenerator

import pytest

from shop.kit.db.database import Database
from shop.kit.http_server import bind, serving
from shop.sandbox.app import create_app
from shop.sandbox.faults import StripeFaults
from shop.sandbox.state import World
from tests.payments.stripe_under_test import StripeUnderTest, open_stripe
from tests.support.shop import ShopUnderTest, open_shop


@pytest.fixture
async def shop(database_without_worker: Database) -> ShopUnderTest:
    """A merchant with a mug (EUR 12.10, ten of them) and anchovies (EUR 7.70, reduced rate)."""
    return await open_shop(database_without_worker, goods=True)


@pytest.fixture(scope="session")
async def stripe_served() -> AsyncGenerator[tuple[str, World]]:
    world = World()
    async with serving(create_app(world), bind("127.0.0.1", 0)) as url:
        yield url, world


@pytest.fixture
async def at_stripe(
    database_without_worker: Database, stripe_served: tuple[str, World]
) -> AsyncGenerator[StripeUnderTest]:
    """EUR prices, as the shop's goods."""
    made = await open_stripe(await open_shop(database_without_worker, goods=True), stripe_served)
    yield made
    made.world.faults.stripe = StripeFaults()
    await made.gateway.close()
