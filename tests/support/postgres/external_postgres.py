"""A PostgreSQL that somebody else started, reached over TCP with a password: `SHOP_TEST_ADMIN_URL`.

`.ci/run` starts Debian's so. It is for tests alone: what an earlier run left is dropped. The parts of a run that
goes on several processes share it, each with databases of its own names.
"""

import asyncio
import os
from urllib.parse import quote, urlsplit

import asyncpg

from shop.kit.db.roles import ensure_roles
from shop.kit.embedded.server import EmbeddedServer

VARIABLE = "SHOP_TEST_ADMIN_URL"
PART = os.environ.get("PYTEST_XDIST_WORKER", "whole")


def named(database: str) -> str:
    """What this process calls a database of the tests."""
    return f"shop_{PART}_{database}"


class ExternalServer(EmbeddedServer):
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
        """No database of this process's, and the roles with passwords."""
        asyncio.run(self._clear())

    async def _clear(self) -> None:
        admin = await asyncpg.connect(self.admin_dsn.replace("+asyncpg", ""))
        ours = "SELECT datname FROM pg_database WHERE starts_with(datname, $1)"
        for row in await admin.fetch(ours, named("")):
            await admin.execute(f'DROP DATABASE "{row["datname"]}" WITH (FORCE)')
        await admin.close()
        passwords = {"app_password": self._password, "migrate_password": self._password}
        await ensure_roles(self.admin_dsn, database=named("first"), **passwords)


def external_server() -> ExternalServer | None:
    """The server the environment names, if it does."""
    url = os.environ.get(VARIABLE)
    return ExternalServer(url) if url else None


def told_version() -> str:
    """What the tests run on, for pytest's header."""
    server = external_server()
    if server is None:
        return f"PostgreSQL {os.environ.get('SHOP_TEST_POSTGRES', '18')}, embedded"
    return asyncio.run(_ask(server))


async def _ask(server: ExternalServer) -> str:
    connection = await asyncpg.connect(server.admin_dsn.replace("+asyncpg", ""))
    version = await connection.fetchval("SHOW server_version")
    await connection.close()
    return f"PostgreSQL {version}, over TCP with a password"
