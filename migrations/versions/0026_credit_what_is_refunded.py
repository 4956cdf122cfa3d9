"""Credit what is refunded"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shop.kit.db.tenancy import police

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

TABLE = "credit_note"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '10s'")
    op.create_table(
        TABLE,
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("series", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("pdf", sa.LargeBinary(), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("invoice_id", sa.Uuid(), nullable=False),
        sa.Column("refund_id", sa.Uuid(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        *(_to(column, table) for column, table in _KEYS.items()),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_credit_note")),
        sa.UniqueConstraint("merchant_id", "refund_id", name=op.f("uq_credit_note_merchant_id_refund_id")),
        sa.UniqueConstraint(
            "merchant_id", "series", "number", name=op.f("uq_credit_note_merchant_id_series_number")
        ),
    )
    op.create_index(op.f("ix_credit_note_merchant_id_order_id"), TABLE, ["merchant_id", "order_id"])
    for statement in police(TABLE):
        op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '10s'")
    op.drop_table(TABLE)
    op.execute("DELETE FROM attention WHERE kind = 'credit_note_failed'")


_KEYS = {"order_id": "sales_order", "invoice_id": "invoice", "refund_id": "refund"}


def _to(column: str, table: str) -> sa.Constraint:
    """A key that cannot cross merchants."""
    return sa.ForeignKeyConstraint(
        ["merchant_id", column],
        [f"{table}.merchant_id", f"{table}.id"],
        name=op.f(f"fk_{TABLE}_merchant_id_{column}_{table}"),
    )
