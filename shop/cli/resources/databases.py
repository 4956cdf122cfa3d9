"""The database that a command works on, and the refusal of roles that would see every merchant."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib import import_module
from uuid import UUID

from sqlmodel.ext.asyncio.session import AsyncSession

from shop.config import Settings
from shop.kit.db.database import Database
from shop.kit.db.provisioning import USE_NEWER, SchemaNewer, revision_of
from shop.kit.db.roles import role_faults
from shop.kit.db.schema import SchemaState, schema_state, told
from shop.kit.db.urls import application_url, connected
from shop.kit.errors import ShopError
from shop.kit.secrets import use_keys

MIGRATE = "Run: shop migrate"


class RoleTooPowerful(ShopError):
    """The role could look past row-level security."""

    status_code = 500


class DatabaseEmpty(ShopError):
    """Nobody migrated it yet."""

    status_code = 503


class SchemaOlder(ShopError):
    """It is to be migrated first."""

    status_code = 503


@asynccontextmanager
async def open_database(settings: Settings, *, pool_size: int = 10) -> AsyncGenerator[Database, None]:
    """The application's database, once its role is known to be harmless and its schema to be this program's."""
    url = application_url(settings)
    await refuse_unfit(url)
    use_keys(settings.secret_key)
    import_module("shop.handlers")  # commands leave jobs; most of the program, so not before it is needed
    database = Database(url, public_url=settings.public_url, pool_size=pool_size)
    try:
        yield database
    finally:
        await database.close()


@asynccontextmanager
async def transaction_of_owner(
    settings: Settings, owner_of: Callable[[AsyncSession, UUID], Awaitable[UUID]], thing_id: UUID
) -> AsyncGenerator[AsyncSession, None]:
    """A transaction of the merchant whose thing it is. Raises what `owner_of` raises."""
    async with open_database(settings, pool_size=1) as database:
        async with database.transaction() as session:
            merchant_id = await owner_of(session, thing_id)
        async with database.transaction(merchant_id) as session:
            yield session


async def refuse_unfit(url: str) -> None:
    """Raise RoleTooPowerful with everything that is wrong with the role.

    Raises DatabaseEmpty before the first migration, SchemaOlder, SchemaNewer.
    """
    async with connected(url) as connection:
        faults = await role_faults(connection)
        has_queue = await connection.fetchval("SELECT to_regclass('pgqueuer') IS NOT NULL")
        revision = await revision_of(connection) if has_queue else None
    if faults:
        raise RoleTooPowerful(" ".join(faults))
    match schema_state(revision):
        case SchemaState.EMPTY:
            raise DatabaseEmpty(f"{told(revision)} {MIGRATE}")
        case SchemaState.OLDER:
            raise SchemaOlder(f"{told(revision)} {MIGRATE}")
        case SchemaState.NEWER:
            raise SchemaNewer(f"{told(revision)} {USE_NEWER}")
        case SchemaState.CURRENT:
            pass
