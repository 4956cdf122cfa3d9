"""Remember what Meta has"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shop.kit.db.tenancy import police

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "drift_report",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("repaired", sa.Integer(), nullable=False),
        sa.Column("counts", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("samples", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_drift_report")),
    )
    op.create_index(
        op.f("ix_drift_report_merchant_id_started_at"),
        "drift_report",
        ["merchant_id", "started_at"],
        unique=False,
    )
    op.create_table(
        "meta_batch",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("handles", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_meta_batch")),
    )
    op.create_index(
        "ix_meta_batch_pending", "meta_batch", ["sent_at"], unique=False, postgresql_where="state = 'pending'"
    )
    op.create_table(
        "sync_turn",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("holder", sa.Uuid(), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("awaited_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("trouble", sa.Text(), nullable=False),
        sa.Column("targets", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", "task", name=op.f("pk_sync_turn")),
    )
    op.add_column("variant", sa.Column("sent_batch_id", sa.Uuid(), nullable=True))
    op.add_column("variant", sa.Column("meta_due_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        op.f("ix_variant_merchant_id_sent_batch_id"),
        "variant",
        ["merchant_id", "sent_batch_id"],
        unique=False,
    )
    op.create_index(
        "ix_variant_verdict_due",
        "variant",
        ["meta_due_at", "merchant_id"],
        unique=False,
        postgresql_where="meta_due_at IS NOT NULL",
    )
    for table in ("drift_report", "meta_batch", "sync_turn"):
        for statement in police(table):
            op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_index("ix_variant_verdict_due", table_name="variant", postgresql_where="meta_due_at IS NOT NULL")
    op.drop_index(op.f("ix_variant_merchant_id_sent_batch_id"), table_name="variant")
    op.drop_column("variant", "meta_due_at")
    op.drop_column("variant", "sent_batch_id")
    op.drop_table("sync_turn")
    op.drop_index("ix_meta_batch_pending", table_name="meta_batch", postgresql_where="state = 'pending'")
    op.drop_table("meta_batch")
    op.drop_index(op.f("ix_drift_report_merchant_id_started_at"), table_name="drift_report")
    op.drop_table("drift_report")
