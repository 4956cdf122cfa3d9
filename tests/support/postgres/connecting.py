"""A look at a database from outside."""

import asyncpg

from shop.kit.db.database import driver_url


async def connect_as(url: str) -> asyncpg.Connection:
    """A bare connection, for tests that look from outside."""
    return await asyncpg.connect(driver_url(url))
