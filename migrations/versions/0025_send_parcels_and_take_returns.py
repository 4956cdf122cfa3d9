"""Send parcels and take returns

Fulfilments, returns, and how far each paid order has come. Orders that were paid before are not called for: nobody has said
which of them were sent. Keys that may do everything with orders may say what is sent, too.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shop.kit.db.tenancy import police

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

TABLES = ("fulfilment", "order_progress", "order_return")
_GRANT = """
    UPDATE api_key SET scopes = scopes || '["fulfilments:read", "fulfilments:write"]'
    WHERE scopes @> '["orders:read", "orders:write"]'
"""
_REVOKE = "UPDATE api_key SET scopes = scopes - '{fulfilments:read,fulfilments:write}'::text[]"
_BEGUN = """
    INSERT INTO order_progress (merchant_id, id, stage, is_refunded)
    SELECT merchant_id, id, 'paid', false FROM sales_order WHERE status = 'paid'
"""
_CALLS = "DELETE FROM attention WHERE kind = 'order_unfulfilled'"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _create_fulfilments()
    _create_returns()
    _create_progress()
    op.execute(_BEGUN)
    op.execute(_GRANT)
    for table in TABLES:
        for statement in police(table):
            op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(_CALLS)
    op.execute(_REVOKE)
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_fulfilments() -> None:
    op.create_table(
        "fulfilment",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("lines", postgresql.JSONB(), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=True)
            for name in ("carrier", "tracking_number", "tracking_url", "place", "hours", "reason")
        ),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *_times("shipped_at", "ready_at", "ended_at"),
        _key("fulfilment", "order_id", "sales_order"),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_fulfilment")),
    )
    op.create_index(op.f("ix_fulfilment_merchant_id_order_id"), "fulfilment", ["merchant_id", "order_id"])


def _create_returns() -> None:
    op.create_table(
        "order_return",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("lines", postgresql.JSONB(), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("image_ids", postgresql.JSONB(), nullable=False),
        sa.Column("message_ids", postgresql.JSONB(), nullable=False),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.Column("restocked", postgresql.JSONB(), nullable=False),
        sa.Column("exchange_order_id", sa.Uuid(), nullable=True),
        sa.Column("refund_id", sa.Uuid(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        *_times("decided_at", "received_at", "closed_at"),
        _key("order_return", "order_id", "sales_order"),
        _key("order_return", "exchange_order_id", "sales_order"),
        _key("order_return", "refund_id", "refund"),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_order_return")),
    )
    op.create_index(op.f("ix_order_return_merchant_id_order_id"), "order_return", ["merchant_id", "order_id"])
    for column in ("exchange_order_id", "refund_id"):
        op.create_index(
            op.f(f"ix_order_return_merchant_id_{column}"),
            "order_return",
            ["merchant_id", column],
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )


def _create_progress() -> None:
    op.create_table(
        "order_progress",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("stage", sa.String(32), nullable=False),
        *_times("preparing_at", "waits_since"),
        sa.Column("is_refunded", sa.Boolean(), nullable=False),
        _key("order_progress", "id", "sales_order"),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_order_progress")),
    )
    op.create_index(
        op.f("ix_order_progress_merchant_id_stage_id"), "order_progress", ["merchant_id", "stage", "id"]
    )
    op.create_index(
        "ix_order_progress_waiting",
        "order_progress",
        ["waits_since"],
        postgresql_where=sa.text("waits_since IS NOT NULL"),
    )


def _times(*names: str) -> list[sa.Column[object]]:
    return [sa.Column(name, sa.DateTime(timezone=True), nullable=True) for name in names]


def _key(table: str, column: str, referred: str) -> sa.ForeignKeyConstraint:
    """It cannot cross merchants."""
    return sa.ForeignKeyConstraint(
        ["merchant_id", column],
        [f"{referred}.merchant_id", f"{referred}.id"],
        name=op.f(f"fk_{table}_merchant_id_{column}_{referred}"),
    )
