"""Remember ticks, gates and recoveries"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shop.kit.db.tenancy import police

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.create_table(
        "tick",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("slot", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("name", "slot", name=op.f("pk_tick")),
    )
    op.create_table(
        "gate_decision",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("allowed", sa.Boolean(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("answers", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("again_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id", "customer_id"],
            ["customer.merchant_id", "customer.id"],
            name=op.f("fk_gate_decision_merchant_id_customer_id_customer"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_gate_decision")),
    )
    op.create_index(
        op.f("ix_gate_decision_merchant_id_customer_id_at"),
        "gate_decision",
        ["merchant_id", "customer_id", "at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_gate_decision_merchant_id_subject_at"),
        "gate_decision",
        ["merchant_id", "subject", "at"],
        unique=False,
    )
    op.create_table(
        "recovery",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=True),
        sa.Column("cart_id", sa.Uuid(), nullable=True),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("nudged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merchant_id", "cart_id"],
            ["cart.merchant_id", "cart.id"],
            name=op.f("fk_recovery_merchant_id_cart_id_cart"),
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id", "conversation_id"],
            ["conversation.merchant_id", "conversation.id"],
            name=op.f("fk_recovery_merchant_id_conversation_id_conversation"),
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id", "order_id"],
            ["sales_order.merchant_id", "sales_order.id"],
            name=op.f("fk_recovery_merchant_id_order_id_sales_order"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_recovery")),
        sa.UniqueConstraint("merchant_id", "cart_id", name=op.f("uq_recovery_merchant_id_cart_id")),
        sa.UniqueConstraint("merchant_id", "order_id", name=op.f("uq_recovery_merchant_id_order_id")),
    )
    op.create_index(
        "ix_recovery_due", "recovery", ["due_at"], unique=False, postgresql_where="state = 'waiting'"
    )
    op.create_index(
        op.f("ix_recovery_merchant_id_conversation_id"),
        "recovery",
        ["merchant_id", "conversation_id"],
        unique=False,
    )
    op.add_column("cart", sa.Column("pay_token", sa.Text(), nullable=True))
    op.create_unique_constraint(op.f("uq_cart_merchant_id_pay_token"), "cart", ["merchant_id", "pay_token"])
    for table in ("gate_decision", "recovery"):
        for statement in police(table):
            op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.drop_constraint(op.f("uq_cart_merchant_id_pay_token"), "cart", type_="unique")
    op.drop_column("cart", "pay_token")
    op.drop_index(op.f("ix_recovery_merchant_id_conversation_id"), table_name="recovery")
    op.drop_index("ix_recovery_due", table_name="recovery", postgresql_where="state = 'waiting'")
    op.drop_table("recovery")
    op.drop_index(op.f("ix_gate_decision_merchant_id_subject_at"), table_name="gate_decision")
    op.drop_index(op.f("ix_gate_decision_merchant_id_customer_id_at"), table_name="gate_decision")
    op.drop_table("gate_decision")
    op.drop_table("tick")
