"""Refund in parts

Of a payment there may be several refunds by people; what a rule decides stays single. Keys that may do everything may
refund, too. Refunds of before were told, and may have been asked for at Stripe.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_COLUMNS = ("decided_for", "note", "lines", "asked_at", "told_at")
_FILL = (
    "UPDATE refund SET decided_for = 'payment' WHERE reason <> 'at_stripe'",
    "UPDATE refund SET asked_at = requested_at WHERE reason <> 'at_stripe'",
    "UPDATE refund SET told_at = coalesce(ended_at, requested_at)",
)
_GRANT = """
    UPDATE api_key SET scopes = scopes || '["refunds:write"]'
    WHERE scopes @>
        '["products:read", "products:write", "orders:read", "orders:write", "catalog:read", "catalog:write",
          "conversations:read", "conversations:write", "attention:read", "attention:write"]'
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '10s'")
    _add_columns()
    for statement in (*_FILL, _GRANT):
        op.execute(statement)
    for name in ("note", "lines"):
        op.alter_column("refund", name, server_default=None)
    op.drop_index("uq_refund_ours", "refund")
    op.create_index(
        "uq_refund_decided",
        "refund",
        ["merchant_id", "payment_id", "decided_for"],
        unique=True,
        postgresql_where=sa.text("decided_for IS NOT NULL"),
    )


def downgrade() -> None:
    """Where a payment has several refunds of ours, only the first stays ours."""
    op.execute("SET LOCAL lock_timeout = '10s'")
    op.execute(_ONE_REASON)
    op.execute(_FIRST_STAYS_OURS)
    op.drop_index("uq_refund_decided", "refund")
    op.create_index(
        "uq_refund_ours",
        "refund",
        ["merchant_id", "payment_id"],
        unique=True,
        postgresql_where=sa.text("reason <> 'at_stripe'"),
    )
    for name in reversed(_COLUMNS):
        op.drop_column("refund", name)
    op.execute("DELETE FROM attention WHERE kind = 'refund_not_made'")
    op.execute("UPDATE api_key SET scopes = scopes - 'refunds:write'")


def _add_columns() -> None:
    op.add_column("refund", sa.Column("decided_for", sa.Text(), nullable=True))
    op.add_column("refund", sa.Column("note", sa.Text(), server_default="", nullable=False))
    lines = sa.Column("lines", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False)
    op.add_column("refund", lines)
    for name in ("asked_at", "told_at"):
        op.add_column("refund", sa.Column(name, sa.DateTime(timezone=True), nullable=True))


_ONE_REASON = (
    "UPDATE refund SET reason = 'requested' "
    "WHERE reason IN ('returned', 'damaged', 'not_delivered', 'goodwill', 'other')"
)
_FIRST_STAYS_OURS = """
    UPDATE refund SET reason = 'at_stripe' WHERE reason <> 'at_stripe' AND EXISTS (
        SELECT FROM refund AS first WHERE first.merchant_id = refund.merchant_id
        AND first.payment_id = refund.payment_id AND first.reason <> 'at_stripe' AND first.id < refund.id
    )
"""
