"""Turns the settings' database URLs into what SQLAlchemy and asyncpg take, and opens a connection to try one."""

import os
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import asyncpg
from pydantic import SecretStr

from shop.config import Settings
from shop.kit.db.database import driver_url
from shop.kit.db.roles import APPLICATION
from shop.kit.errors import ShopError

TLS = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "sslcrl": "PGSSLCRL",
}
ADDRESS = ("host", "port")  # of a Unix socket
ROLE_ADVICE = "Correct the URL's role and password: see «Databases and roles» in docs/operating.md."


class DatabaseUrlRefused(ShopError):
    """The URL asks for something that we do not support."""

    status_code = 500


class DatabaseNotSet(ShopError):
    """No database is configured."""

    status_code = 500


class DatabaseUnreachable(ShopError):
    """No connection comes of the URL: what PostgreSQL or the network says, and what an operator does about it."""

    status_code = 503

    def __init__(self, says: str, advice: str) -> None:
        super().__init__(f"{says} {advice}")
        self.says, self.advice = says, advice


def application_url(settings: Settings) -> str:
    """`SHOP_DATABASE_URL` as SQLAlchemy takes it; its TLS options go into the environment.

    Raises DatabaseNotSet, DatabaseUrlRefused.
    """
    return _connectable(settings.database_url, "SHOP_DATABASE_URL", "the application's role (shop_app)")


def owner_url(settings: Settings) -> str:
    """`SHOP_MIGRATE_DATABASE_URL`, likewise."""
    name, role = "SHOP_MIGRATE_DATABASE_URL", "the owner's role (shop_migrate)"
    return _connectable(settings.migrate_database_url, name, role)


def application_password(settings: Settings) -> str | None:
    """What `SHOP_DATABASE_URL` says shop_app's password is, if it names that role and one."""
    url = settings.database_url
    parts = urlsplit(url.get_secret_value()) if url is not None else None
    if parts is None or parts.username != APPLICATION or not parts.password:
        return None
    return unquote(parts.password)


@asynccontextmanager
async def connected(url: str) -> AsyncGenerator[asyncpg.Connection, None]:
    """An asyncpg connection, for one block. Raises DatabaseUnreachable."""
    try:
        connection = await asyncpg.connect(driver_url(url))
    except (
        OSError,
        UnicodeError,
        asyncpg.PostgresError,
        asyncpg.InterfaceError,
        asyncpg.InternalClientError,
    ) as error:
        raise _unreachable(error) from error
    try:
        yield connection
    finally:
        await connection.close()


def _unreachable(error: Exception) -> DatabaseUnreachable:
    """A server that answers and refuses is no server that is away: the remedies differ."""
    match error:
        case asyncpg.InvalidCatalogNameError():
            return DatabaseUnreachable(f"PostgreSQL answers: {error}.", "Create it, then run: shop migrate")
        case asyncpg.InvalidAuthorizationSpecificationError():  # a wrong password, too
            return DatabaseUnreachable(f"PostgreSQL answers: {error}.", ROLE_ADVICE)
        case asyncpg.TooManyConnectionsError():
            advice = "Raise max_connections, or stop what holds so many."
            return DatabaseUnreachable(f"PostgreSQL answers: {error}.", advice)
        case asyncpg.CannotConnectNowError():
            return DatabaseUnreachable(f"PostgreSQL answers: {error}.", "Wait until it has started.")
    says = f"The database does not answer: {type(error).__name__}: {error}."
    return DatabaseUnreachable(says, "Start PostgreSQL, or correct its URL.")


def _connectable(url: SecretStr | None, name: str, role: str) -> str:
    if url is None:
        raise DatabaseNotSet(f"Set {name} to a URL with {role}; `shop demo` needs none.")
    address, _, query = url.get_secret_value().partition("://")[2].partition("?")
    options = parse_qsl(query, keep_blank_values=True)
    if unknown := [key for key, _ in options if key not in TLS and key not in ADDRESS]:
        known = ", ".join((*ADDRESS, *TLS))
        raise DatabaseUrlRefused(f"{name} asks for {', '.join(unknown)}; it may ask for {known}.")
    _export_tls(options)
    kept = [(key, value) for key, value in options if key in ADDRESS]
    return f"postgresql+asyncpg://{address}{'?' if kept else ''}{urlencode(kept, safe='/')}"


def _export_tls(options: list[tuple[str, str]]) -> None:
    """Put `sslmode` and its like into libpq's variables, which asyncpg reads.

    In the URL they would reach asyncpg as keywords that it does not know: SQLAlchemy's dialect passes them so.
    """
    os.environ.update({TLS[key]: value for key, value in options if key in TLS})
