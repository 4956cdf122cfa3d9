"""What tests of failing connections share: one that the server cuts."""

from shop.kit.db.database import Database
from tests.support.postgres.connecting import connect_as


async def cut(database: Database, pid: int) -> None:
    """End a connection as the death of its process would."""
    connection = await connect_as(database.url)
    await connection.execute("SELECT pg_terminate_backend($1)", pid)
    await connection.close()
