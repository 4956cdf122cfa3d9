"""Answer a repeated request once, and count requests per key"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shop.kit.db.tenancy import police

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "answered_request",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("asked", sa.LargeBinary(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), nullable=True),
        sa.Column("headers", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("merchant_id", "key", name=op.f("pk_answered_request")),
    )
    op.create_index(
        op.f("ix_answered_request_asked_at_merchant_id"),
        "answered_request",
        ["asked_at", "merchant_id"],
        unique=False,
    )
    # Written at every request: not in the log of changes, and with room on each page to be changed in place.
    op.create_table(
        "request_allowance",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("full_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id", "key_id"],
            ["api_key.merchant_id", "api_key.id"],
            name=op.f("fk_request_allowance_merchant_id_key_id_api_key"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "key_id", "policy", name=op.f("pk_request_allowance")),
        prefixes=["UNLOGGED"],
        postgresql_with={"fillfactor": 50},
    )
    for table in ("answered_request", "request_allowance"):
        for statement in police(table):
            op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_table("request_allowance")
    op.drop_index(op.f("ix_answered_request_asked_at_merchant_id"), table_name="answered_request")
    op.drop_table("answered_request")
