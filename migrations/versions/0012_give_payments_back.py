"""Give payments back, follow disputes, know which order an event of Stripe names

A payment that was a surplus before stays one; what was given back of it by hand is not known here.
"""

import sqlalchemy as sa
from alembic import op

from shop.kit.db.tenancy import police

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

TABLES = ("refund", "dispute")


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column("sales_order", sa.Column("closed_by", sa.Text(), nullable=True))
    op.add_column("payment_link", sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE payment_link SET closed_at = created_at WHERE state = 'superseded'")
    op.add_column("stripe_event", sa.Column("order_id", sa.Uuid(), nullable=True))
    op.add_column("stripe_event", sa.Column("payment_intent", sa.Text(), nullable=True))
    for table, column in (
        ("stripe_event", "order_id"),
        ("stripe_event", "payment_intent"),
        ("payment", "payment_intent"),
    ):
        op.create_index(
            op.f(f"ix_{table}_merchant_id_{column}"),
            table,
            ["merchant_id", column],
            postgresql_where=sa.text(f"{column} IS NOT NULL"),
        )
    _create_refunds()
    _create_disputes()
    for table in TABLES:
        for statement in police(table):
            op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for table in reversed(TABLES):
        op.drop_table(table)
    op.execute("DELETE FROM payment WHERE verdict IN ('pending', 'failed')")
    op.execute("UPDATE payment SET verdict = 'surplus' WHERE verdict = 'undeliverable'")
    op.execute("DELETE FROM attention WHERE kind = 'payment_returned'")
    op.drop_index(op.f("ix_payment_merchant_id_payment_intent"), "payment")
    for column in ("payment_intent", "order_id"):
        op.drop_index(op.f(f"ix_stripe_event_merchant_id_{column}"), "stripe_event")
        op.drop_column("stripe_event", column)
    op.drop_column("payment_link", "closed_at")
    op.drop_column("sales_order", "closed_by")


def _create_refunds() -> None:
    op.create_table(
        "refund",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(32), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("stripe_refund_id", sa.Text(), nullable=True),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        *_of_an_order("refund"),
        sa.UniqueConstraint(
            "merchant_id", "stripe_refund_id", name=op.f("uq_refund_merchant_id_stripe_refund_id")
        ),
    )
    op.create_index(op.f("ix_refund_merchant_id_order_id"), "refund", ["merchant_id", "order_id"])
    op.create_index(
        "uq_refund_ours",
        "refund",
        ["merchant_id", "payment_id"],
        unique=True,
        postgresql_where=sa.text("reason <> 'at_stripe'"),
    )


def _create_disputes() -> None:
    op.create_table(
        "dispute",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("stripe_dispute_id", sa.Text(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        *_of_an_order("dispute"),
        sa.UniqueConstraint(
            "merchant_id", "stripe_dispute_id", name=op.f("uq_dispute_merchant_id_stripe_dispute_id")
        ),
    )
    op.create_index(op.f("ix_dispute_merchant_id_order_id"), "dispute", ["merchant_id", "order_id"])


def _of_an_order(table: str) -> list[sa.Constraint]:
    """Keys that cannot cross merchants: its own, its order's, its payment's."""
    return [
        sa.ForeignKeyConstraint(
            ["merchant_id", "order_id"],
            ["sales_order.merchant_id", "sales_order.id"],
            name=op.f(f"fk_{table}_merchant_id_order_id_sales_order"),
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id", "payment_id"],
            ["payment.merchant_id", "payment.id"],
            name=op.f(f"fk_{table}_merchant_id_payment_id_payment"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f(f"pk_{table}")),
    ]
