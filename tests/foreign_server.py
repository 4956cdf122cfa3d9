"""A PostgreSQL that somebody else started, reached over TCP with a password: `SHOP_TEST_ADMIN_URL`.

`.ci/run` starts Debian's so. Databases of an earlier run (`shop_…`) are dropped: it is for tests alone.
"""

import asyncio
import os
from urllib.parse import quote, urlsplit

import asyncpg

from shop.kit.embedded import EmbeddedServer
from shop.kit.roles import ensure_roles

VARIABLE = "SHOP_TEST_ADMIN_URL"


class ForeignServer(EmbeddedServer):
    """The same questions, answered with another server's URLs; nobody here starts or stops it."""

    def __init__(self, admin_url: str) -> None:
        parts = urlsplit(admin_url)
        self._password = parts.password or ""
        self._address = f"{parts.hostname}:{parts.port or 5432}"
        self._admin = parts.username or "postgres"
        self._users = None

    def dsn(self, user: str, database: str) -> str:
        """All roles have the administrator's password."""
        return (
            f"postgresql+asyncpg://{user}:{quote(self._password, safe='')}@{self._address}/{quote(database)}"
        )

    @property
    def admin_dsn(self) -> str:
        return self.dsn(self._admin, "postgres")

    def clear(self) -> None:
        """No database of ours, and the roles with passwords."""
        asyncio.run(self._clear())

    async def _clear(self) -> None:
        admin = await asyncpg.connect(self.admin_dsn.replace("+asyncpg", ""))
        for row in await admin.fetch("SELECT datname FROM pg_database WHERE starts_with(datname, 'shop_')"):
            await admin.execute(f'DROP DATABASE "{row["datname"]}" WITH (FORCE)')
        await admin.close()
        passwords = {"app_password": self._password, "migrate_password": self._password}
        await ensure_roles(self.admin_dsn, database="shop_first", **passwords)


def foreign_server() -> ForeignServer | None:
    """The server the environment names, if it does."""
    url = os.environ.get(VARIABLE)
    return ForeignServer(url) if url else None


def told_version() -> str:
    """What the tests run on, for pytest's header."""
    server = foreign_server()
    if server is None:
        return f"PostgreSQL {os.environ.get('SHOP_TEST_POSTGRES', '18')}, embedded"
    return asyncio.run(_ask(server))


async def _ask(server: ForeignServer) -> str:
    connection = await asyncpg.connect(server.admin_dsn.replace("+asyncpg", ""))
    version = await connection.fetchval("SHOW server_version")
    await connection.close()
    return f"PostgreSQL {version}, over TCP with a password"
