"""Row-level security by merchant, and the one role that may read across merchants.

A policed table carries `merchant_id`; its policy compares it with the transaction's setting and with nothing
else (an `OR` would cost every list its index). The sweeper role reads everything, writes nothing, and is
entered with `SET LOCAL ROLE` only inside `sweeping`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, text
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.columns import id_column
from shop.kit.db.session import execute_core

SWEEPER = "shop_sweeper"
APPLICATION = "shop_app"

# What must be found before a merchant is known. A test pins this list; nothing else may join it.
UNPOLICED = frozenset(
    {
        "directory",
        "whatsapp_app",
        "stray_event",
        "tick",
        "alembic_version",
        "pgqueuer",
        "pgqueuer_log",
        "pgqueuer_statistics",
        "pgqueuer_schedules",
    }
)


class MerchantOwned(SQLModel):
    """Base of every policed table: its key begins with the merchant, so foreign keys can't cross."""

    model_config = {"arbitrary_types_allowed": True}  # columns may hold structs

    merchant_id: UUID = Field(primary_key=True)
    id: UUID = id_column()


def police(table: str, column: str = "merchant_id") -> list[str]:
    """The statements that put `table` under row-level security; for migrations."""
    mine = f"{column} = nullif(current_setting('app.merchant_id', true), '')::uuid"
    return [
        f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
        f"CREATE POLICY tenant ON {table} USING ({mine})",
        f"CREATE POLICY sweep ON {table} FOR SELECT TO {SWEEPER} USING (true)",
        f"GRANT SELECT ON {table} TO {SWEEPER}",
    ]


@asynccontextmanager
async def sweeping(session: AsyncSession) -> AsyncIterator[None]:
    """Inside, the session reads every merchant's rows and can write nothing."""
    await execute_core(session, text(f"SET LOCAL ROLE {SWEEPER}"))
    yield
    await execute_core(session, text("SET LOCAL ROLE NONE"))


def belongs_to(column: str, table: str, *, key: str = "id") -> ForeignKeyConstraint:
    """A foreign key that cannot cross merchants (foreign keys ignore policies): `(merchant_id, column)`."""
    return ForeignKeyConstraint(["merchant_id", column], [f"{table}.merchant_id", f"{table}.{key}"])
