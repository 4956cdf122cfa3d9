"""Alembic's environment: every table of the slices, PgQueuer's left alone, column types in plain SQLAlchemy."""

import asyncio
from typing import Any

import sqlalchemy as sa
from alembic import context
from sqlalchemy.ext.asyncio import create_async_engine
from sqlmodel.sql.sqltypes import AutoString

from shop.kit.db.columns import metadata
from shop.kit.db.roles import OWNER
from shop.tables import SLICES

__all__ = ["SLICES"]  # importing the slices is what fills the metadata


def render_item(kind: str, item: Any, autogen: Any) -> str | bool:
    """Write SQLModel's and our own types as SQLAlchemy's."""
    if kind == "type" and isinstance(item, AutoString):
        return "sa.Text()" if item.length is None else f"sa.String({item.length})"
    if kind == "type" and isinstance(item, sa.Enum):
        return f"sa.String({item.length})"
    return False


def include_name(name: str | None, kind: str, _: Any) -> bool:
    """PgQueuer looks after its own tables."""
    return not (kind == "table" and (name or "").startswith("pgqueuer"))


def run(connection: sa.Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_item=render_item,
        include_name=include_name,
        compare_type=compare_type,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def compare_type(_: Any, __: Any, ___: Any, inspected: Any, declared: Any) -> bool | None:
    """An enumeration is stored as text of its length; a text without a length is text."""
    if isinstance(declared, sa.Enum):
        return not (isinstance(inspected, sa.String) and inspected.length == declared.length)
    if isinstance(declared, AutoString) and declared.length is None:
        return not isinstance(inspected, sa.Text | sa.TEXT)
    return None


async def main() -> None:
    # Whoever migrates (an administrator, say), the tables belong to the owner.
    engine = create_async_engine(
        context.config.attributes["url"], connect_args={"server_settings": {"role": OWNER}}
    )
    async with engine.connect() as connection:
        await connection.run_sync(run)
        await connection.commit()
    await engine.dispose()


asyncio.run(main())
