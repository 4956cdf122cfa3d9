"""The database's schema: where its migrations stand, and running them."""

from enum import Enum, auto
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

MIGRATIONS = Path(__file__).resolve().parents[3] / "migrations"
_REVISION = text("SELECT version_num FROM alembic_version")


class SchemaState(Enum):
    """How a database's schema compares to what this program needs."""

    EMPTY = auto()
    OLDER = auto()
    CURRENT = auto()
    NEWER = auto()  # its revision is none of ours: another release migrated it


def alembic_config(url: str | None = None) -> Config:
    """Alembic without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    if url is not None:
        config.attributes["url"] = url
    return config


@cache
def newest_revision() -> str:
    """The revision this program needs."""
    head = ScriptDirectory.from_config(alembic_config()).get_current_head()
    if head is None:
        raise RuntimeError("There are no migrations.")
    return head


async def stored_revision(connection: AsyncConnection) -> str | None:
    """The revision of a database in use. Raises what the database raises, also where it is empty."""
    revision: str | None = (await connection.execute(_REVISION)).scalar()
    return revision


def schema_state(revision: str | None) -> SchemaState:
    """Where a database at this revision stands."""
    if revision is None:
        return SchemaState.EMPTY
    if revision == newest_revision():
        return SchemaState.CURRENT
    return SchemaState.OLDER if revision in _revisions() else SchemaState.NEWER


def told(revision: str | None) -> str:
    """The same in a sentence, for whoever has to do something about it."""
    match schema_state(revision):
        case SchemaState.EMPTY:
            return "The database is empty."
        case SchemaState.CURRENT:
            return f"The schema is at revision {revision}."
        case SchemaState.OLDER:
            return f"The schema is at revision {revision}, this program needs {newest_revision()}."
        case SchemaState.NEWER:
            return (
                f"The schema is at revision {revision}, which this program (of {newest_revision()}) does not know: "
                "a newer release has migrated the database."
            )


@cache
def _revisions() -> frozenset[str]:
    scripts = ScriptDirectory.from_config(alembic_config()).walk_revisions()
    return frozenset(script.revision for script in scripts)


def upgrade(url: str, revision: str = "head") -> None:
    """Bring a database up, as its owner."""
    command.upgrade(alembic_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Take a database down, as its owner."""
    command.downgrade(alembic_config(url), revision)
