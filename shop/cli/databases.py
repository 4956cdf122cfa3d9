"""Which database a command uses, and the refusal of roles that would see every merchant."""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import asyncpg

from shop.config import settings
from shop.kit.db.database import Database
from shop.kit.db.provisioning import driver_url
from shop.kit.db.roles import APPLICATION, role_faults
from shop.kit.errors import ShopError

TLS = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "sslcrl": "PGSSLCRL",
}
ADDRESS = ("host", "port")  # of a Unix socket


class DatabaseUrlRefused(ShopError):
    """It asks for something that nothing here can give."""

    status_code = 500


class DatabaseNotSet(ShopError):
    """No database is configured."""

    status_code = 500


class RoleTooPowerful(ShopError):
    """The role could look past row-level security."""

    status_code = 500


class DatabaseEmpty(ShopError):
    """Nobody migrated it yet."""

    status_code = 503


class DatabaseUnreachable(ShopError):
    """Nobody answers there."""

    status_code = 503


def application_url() -> str:
    """`SHOP_DATABASE_URL` as SQLAlchemy takes it. Raises DatabaseNotSet."""
    return _url(settings().database_url, "SHOP_DATABASE_URL", "the application's role (shop_app)")


def owner_url() -> str:
    """`SHOP_MIGRATE_DATABASE_URL` as SQLAlchemy takes it. Raises DatabaseNotSet."""
    return _url(
        settings().migrate_database_url, "SHOP_MIGRATE_DATABASE_URL", "the owner's role (shop_migrate)"
    )


def application_password() -> str | None:
    """What `SHOP_DATABASE_URL` says shop_app's password is, if it names that role and one."""
    url = settings().database_url
    parts = urlsplit(url.get_secret_value()) if url is not None else None
    if parts is None or parts.username != APPLICATION or not parts.password:
        return None
    return unquote(parts.password)


@asynccontextmanager
async def open_database(*, pool_size: int = 10) -> AsyncGenerator[Database, None]:
    """The application's database, once its role is known to be harmless."""
    url = application_url()
    await refuse_unfit(url)
    database = Database(url, pool_size=pool_size)
    try:
        yield database
    finally:
        await database.close()


async def refuse_unfit(url: str) -> None:
    """Raise RoleTooPowerful with everything that is wrong with the role; DatabaseEmpty before the first migration."""
    async with reached(url) as connection:
        faults = await role_faults(connection)
        empty = await connection.fetchval("SELECT to_regclass('pgqueuer') IS NULL")
    if faults:
        raise RoleTooPowerful(" ".join(faults))
    if empty:
        raise DatabaseEmpty("The database is empty. Run: shop migrate")


@asynccontextmanager
async def reached(url: str) -> AsyncGenerator[asyncpg.Connection, None]:
    """A bare connection. Raises DatabaseUnreachable."""
    try:
        connection = await asyncpg.connect(driver_url(url))
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise DatabaseUnreachable(f"The database does not answer: {type(error).__name__}: {error}") from error
    try:
        yield connection
    finally:
        await connection.close()


def _url(value: object, name: str, role: str) -> str:
    secret = getattr(value, "get_secret_value", None)
    if secret is None:
        raise DatabaseNotSet(f"Set {name} to a URL with {role}; `shop demo` needs none.")
    address, _, query = str(secret()).partition("://")[2].partition("?")
    kept = _apart_from_tls(name, parse_qsl(query, keep_blank_values=True))
    return f"postgresql+asyncpg://{address}{'?' if kept else ''}{urlencode(kept, safe='/')}"


def _apart_from_tls(name: str, asked: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Hand `sslmode` and its like to libpq's variables, which asyncpg reads: SQLAlchemy passes them as keywords."""
    if unknown := [key for key, _ in asked if key not in TLS and key not in ADDRESS]:
        known = ", ".join((*ADDRESS, *TLS))
        raise DatabaseUrlRefused(f"{name} asks for {', '.join(unknown)}; it may ask for {known}.")
    os.environ.update({TLS[key]: value for key, value in asked if key in TLS})
    return [pair for pair in asked if pair[0] in ADDRESS]
