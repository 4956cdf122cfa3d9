"""API keys for tests that call the doors."""

from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.merchants.keys import ALL_SCOPES, issue_key
from shop.merchants.models import Merchant


async def make_key(database: Database, merchant: Merchant, *scopes: str) -> str:
    """A new key of the merchant; every scope if none is named."""
    async with database.transaction(merchant.id) as session:
        return await issue_key(session, "tests", scopes or ALL_SCOPES, at=now())
