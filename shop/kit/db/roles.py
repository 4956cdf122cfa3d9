"""The database roles behind row-level security, and the start-up check that they bind.

`shop_migrate` owns the database and every table; `shop_app` owns nothing and is what web and worker connect
as; `shop_sweeper` reads across merchants and is put on by the application for one sweep (`SET LOCAL ROLE`),
never inherited. Called by `shop migrate`, the demo and the tests; not by Alembic, because roles belong to
the cluster. Works on PostgreSQL 15 to 18.
"""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import asyncpg

from shop.kit.db.database import driver_url
from shop.kit.errors import ShopError

OWNER = "shop_migrate"
APPLICATION = "shop_app"
SWEEPER = "shop_sweeper"

_LOCK = 0x73686F70  # an advisory lock of the database we first connect to: of two starts one waits
_ATTEMPTS = 5
_OVERTAKEN = (  # a start that came through another database did the same; the next attempt finds it done
    asyncpg.DuplicateObjectError,
    asyncpg.DuplicateDatabaseError,
    asyncpg.UniqueViolationError,
    asyncpg.InternalServerError,  # "tuple concurrently updated"
)


class RolesRefused(ShopError):
    """The connecting role may not create what is needed."""

    status_code = 503


async def ensure_roles(
    admin_dsn: str, *, database: str, app_password: str | None = None, migrate_password: str | None = None
) -> None:
    """Create the roles, the database and the grants; what is right already stays. Many may run at once.

    `admin_dsn` names a superuser, or a role with CREATEROLE and CREATEDB (or that owns `database`); it is
    used first with the database it names, then with `database`. Passwords are set when given.
    Raises RolesRefused.
    """
    passwords = {APPLICATION: app_password, OWNER: migrate_password}
    for attempt in range(1, _ATTEMPTS + 1):
        try:
            await _ensure(admin_dsn, database, passwords)
        except _OVERTAKEN:
            if attempt == _ATTEMPTS:
                raise
        except asyncpg.InsufficientPrivilegeError as error:
            raise RolesRefused(
                f"The given role may not prepare the database {database}: {error.args[0]}. "
                "Connect as a superuser, or as a role with CREATEROLE and CREATEDB that has ADMIN OPTION "
                f"on those of {OWNER}, {APPLICATION} and {SWEEPER} that exist already."
            ) from error
        else:
            return


async def role_faults(connection: asyncpg.Connection) -> list[str]:
    """Why row-level security would not protect this connection's session user; empty if it does.

    One sentence per fault, each saying what to do. `serve` and `work` refuse to start with any.
    """
    found = await connection.fetchrow(_FACTS, _may_put_on(connection))
    name, how = found["name"], f"Let SHOP_DATABASE_URL name {APPLICATION}; `shop migrate` creates it."
    if found["rolsuper"]:
        return [f"The role {name} is a superuser, whom row-level security does not bind. {how}"]
    faults = []
    if found["rolbypassrls"]:
        faults.append(f"The role {name} bypasses row-level security. Run: ALTER ROLE {name} NOBYPASSRLS")
    if found["rolcreaterole"]:
        faults.append(f"The role {name} may create roles and so become another. {how}")
    if found["owners"]:
        owners = ", ".join(found["owners"])
        faults.append(f"The role {name} is, or may become, an owner of tables ({owners}). {how}")
    return faults + _sweeper_faults(found, _sweeper_grant(connection, name))


_FACTS = """
SELECT rolname AS name, rolsuper, rolbypassrls, rolcreaterole,
       ARRAY(SELECT DISTINCT pg_get_userbyid(relowner)::text FROM pg_class
             WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace
               AND pg_has_role(session_user, relowner, 'MEMBER') ORDER BY 1) AS owners,
       to_regrole('shop_sweeper') IS NOT NULL AS has_sweeper,
       pg_has_role(session_user, to_regrole('shop_sweeper')::oid, 'USAGE') AS inherits_sweeper,
       pg_has_role(session_user, to_regrole('shop_sweeper')::oid, $1) AS may_sweep
FROM pg_roles WHERE rolname = session_user
"""


def _sweeper_faults(found: asyncpg.Record, repair: str) -> list[str]:
    name = found["name"]
    if not found["has_sweeper"]:
        return [f"The role {SWEEPER} is missing, so nothing scheduled can be found. Run: shop migrate"]
    if found["inherits_sweeper"]:
        return [f"The role {name} inherits {SWEEPER} and so sees every merchant's rows. Run: {repair}"]
    if not found["may_sweep"]:
        return [f"The role {name} may not become {SWEEPER}, so nothing scheduled can be found. Run: {repair}"]
    return []


def _sweeper_grant(connection: asyncpg.Connection, member: str) -> str:
    """A membership that can be put on and gives nothing by itself."""
    if _is_modern(connection):
        return f"GRANT {SWEEPER} TO {member} WITH INHERIT FALSE, SET TRUE"
    return f"GRANT {SWEEPER} TO {member}; ALTER ROLE {member} NOINHERIT"


async def _ensure(admin_dsn: str, database: str, passwords: Mapping[str, str | None]) -> None:
    async with _locked(admin_dsn) as admin:
        await _create_roles(admin)
        await _grant_memberships(admin)
        await _set_passwords(admin, passwords)
        await _create_database(admin, database)
    async with _locked(admin_dsn, database) as admin, admin.transaction():
        await _own_schema(admin)
        await _grant_to_application(admin, database)


@asynccontextmanager
async def _locked(admin_dsn: str, database: str | None = None) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(
        driver_url(admin_dsn), database=database, server_settings={"application_name": "shop-roles"}
    )
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", _LOCK)
        yield connection
    finally:
        await connection.close()  # lets go of the lock


async def _create_roles(admin: asyncpg.Connection) -> None:
    attributes = {OWNER: "LOGIN CREATEROLE", SWEEPER: "NOLOGIN", APPLICATION: "LOGIN"}
    for role, has in attributes.items():
        if not await admin.fetchval("SELECT to_regrole($1) IS NOT NULL", role):
            await admin.execute(f"CREATE ROLE {role} {has}")


async def _set_passwords(admin: asyncpg.Connection, passwords: Mapping[str, str | None]) -> None:
    statement = "SELECT format('ALTER ROLE %I PASSWORD %L', $1::text, $2::text)"  # DDL takes no parameters
    for role, password in passwords.items():
        if password is not None:
            await admin.execute(await admin.fetchval(statement, role, password))


async def _grant_memberships(admin: asyncpg.Connection) -> None:
    """The sweeper for those who put it on, the owner for an administrator who is no superuser."""
    put_on = _may_put_on(admin)
    if not await admin.fetchval(
        "SELECT pg_has_role($1, $2, $3) AND NOT pg_has_role($1, $2, 'USAGE')", APPLICATION, SWEEPER, put_on
    ):
        await admin.execute(_sweeper_grant(admin, APPLICATION))
    options = "WITH INHERIT {}, SET TRUE" if _is_modern(admin) else ""
    if not await admin.fetchval("SELECT pg_has_role($1, $2, $3)", OWNER, SWEEPER, put_on):
        await admin.execute(f"GRANT {SWEEPER} TO {OWNER} {options.format('FALSE')}")
    if not await admin.fetchval("SELECT pg_has_role($1, 'USAGE') AND pg_has_role($1, $2)", OWNER, put_on):
        await admin.execute(f"GRANT {OWNER} TO CURRENT_USER {options.format('TRUE')}")


async def _create_database(admin: asyncpg.Connection, database: str) -> None:
    owner = await admin.fetchval(
        "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname = $1", database
    )
    if owner is None:
        # template1, the default, refuses while anybody is connected to it
        await admin.execute(f"CREATE DATABASE {_quoted(database)} OWNER {OWNER} TEMPLATE template0")
    elif owner != OWNER and await admin.fetchval(
        "SELECT rolsuper OR rolcreatedb FROM pg_roles WHERE rolname = current_user"
    ):
        await admin.execute(f"ALTER DATABASE {_quoted(database)} OWNER TO {OWNER}")
    elif owner != OWNER:
        await admin.execute(f"GRANT CREATE, CONNECT, TEMPORARY ON DATABASE {_quoted(database)} TO {OWNER}")


async def _own_schema(admin: asyncpg.Connection) -> None:
    """Who owns the database owns `public`; in a database that stays another's, `public` is handed over."""
    held = "SELECT pg_has_role($1, nspowner, 'USAGE') FROM pg_namespace WHERE nspname = 'public'"
    if not await admin.fetchval(held, OWNER):
        await admin.execute(f"ALTER SCHEMA public OWNER TO {OWNER}")


async def _grant_to_application(admin: asyncpg.Connection, database: str) -> None:
    """What `shop_migrate` will create is usable at once; what the sweeper may read, each migration says."""
    await admin.execute(f"GRANT CONNECT ON DATABASE {_quoted(database)} TO {APPLICATION}")
    await admin.execute(f"""
        SET LOCAL ROLE {OWNER};
        REVOKE CREATE ON SCHEMA public FROM PUBLIC;
        GRANT USAGE ON SCHEMA public TO {APPLICATION}, {SWEEPER};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public
            GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {APPLICATION};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO {APPLICATION};
    """)


def _may_put_on(connection: asyncpg.Connection) -> str:
    """The privilege `pg_has_role` must confirm for SET ROLE."""
    return "SET" if _is_modern(connection) else "MEMBER"


def _is_modern(connection: asyncpg.Connection) -> bool:
    """Since 16 a grant itself says whether it is inherited; before, the member's own INHERIT decides."""
    return bool(connection.get_server_version().major >= 16)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
