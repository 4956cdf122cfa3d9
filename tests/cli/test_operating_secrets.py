"""`shop secrets rotate`: a new SHOP_SECRET_KEY, without a moment in which something cannot be read."""

from collections.abc import AsyncGenerator, Callable
from pathlib import Path

import pytest
from sqlalchemy import text

from shop.cli.main import parser
from shop.config import settings
from shop.kit import embedded
from shop.kit.db import Database, metadata, run
from shop.kit.preparation import prepare_from_scratch
from shop.kit.secrets import SecretUnreadable
from shop.merchants.accounts import numbers, stripe_account
from shop.merchants.models import Merchant, WhatsAppApp
from shop.merchants.resealing import sealed_tables
from tests.conftest import make_merchant, merchant_file

OLD, NEW = "the old key, at least 32 characters long", "the new key, at least 32 characters long"
Use = Callable[[str], None]


@pytest.fixture
async def alone(database: Database, owner_url: str) -> AsyncGenerator[Database]:
    """A database of this test's own: rotation takes every merchant there is."""
    async with database_of_its_own(database, owner_url, "shop_rotation") as made:
        yield made


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    def use(keys: str) -> None:
        monkeypatch.setenv("SHOP_SECRET_KEY", keys)
        settings.cache_clear()

    return use
