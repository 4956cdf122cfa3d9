"""Log events, call for attention, and open a case for each coming of a person

A conversation that was held by a person waits for one; what orders asked attention for becomes a call. Keys that may do
everything may answer, too.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shop.kit.db.tenancy import police

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_GRANT = """
    UPDATE api_key SET scopes = scopes ||
        '["conversations:read", "conversations:write", "attention:read", "attention:write"]'
    WHERE scopes @>
        '["products:read", "products:write", "orders:read", "orders:write", "catalog:read", "catalog:write"]'
"""
_REVOKE = """
    UPDATE api_key SET scopes = scopes -
        '{conversations:read,conversations:write,attention:read,attention:write}'::text[]
"""
TABLES = ("event", "attention", "conversation_case")
_HELD = (
    "UPDATE conversation SET held_by = 'nobody', held_since = coalesce(last_inbound_at, created_at), "
    "waiting_since = coalesce(last_inbound_at, created_at) WHERE held_by = 'person'"
)
_CALL_FOR_CONVERSATIONS = """
    INSERT INTO attention (merchant_id, id, kind, subject_kind, subject_id, detail, since)
    SELECT merchant_id, gen_random_uuid(), 'conversation_waits', 'conversation', id,
           coalesce(held_reason, 'The bot does not answer here.'), held_since
    FROM conversation WHERE held_by = 'nobody'
"""
_CALL_FOR_ORDERS = """
    INSERT INTO attention (merchant_id, id, kind, subject_kind, subject_id, detail, since)
    SELECT merchant_id, gen_random_uuid(), 'payment_unclear', 'order', id, attention, coalesce(paid_at, placed_at)
    FROM sales_order WHERE attention IS NOT NULL
"""
_TELL_ORDERS = """
    UPDATE sales_order SET attention = called.details FROM (
        SELECT merchant_id, subject_id, string_agg(detail, E'\\n' ORDER BY since, id) AS details FROM attention
        WHERE subject_kind = 'order' AND resolved_at IS NULL GROUP BY merchant_id, subject_id
    ) AS called WHERE called.merchant_id = sales_order.merchant_id AND called.subject_id = sales_order.id
"""


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _create_events()
    _create_attention()
    _create_cases()
    for name in ("held_since", "waiting_since", "person_wrote_at", "case_since"):
        op.add_column("conversation", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_conversation_held", "conversation", ["held_since"], postgresql_where=sa.text("held_by <> 'bot'")
    )
    op.create_index(
        "ix_conversation_case_open",
        "conversation",
        ["last_inbound_at"],
        postgresql_where=sa.text("case_since IS NOT NULL"),
    )
    op.create_index(
        "ix_sales_order_unpaid",
        "sales_order",
        ["merchant_id", "conversation_id"],
        postgresql_where=sa.text("status = 'pending'"),
    )
    op.create_index(
        op.f("ix_sales_order_merchant_id_customer_id_id"), "sales_order", ["merchant_id", "customer_id", "id"]
    )
    op.execute(_HELD)
    op.execute(_CALL_FOR_CONVERSATIONS)
    op.execute(_CALL_FOR_ORDERS)
    op.drop_column("sales_order", "attention")
    op.execute(_GRANT)
    for table in TABLES:
        for statement in police(table):
            op.execute(statement)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(_REVOKE)
    op.add_column("sales_order", sa.Column("attention", sa.Text(), nullable=True))
    op.execute(_TELL_ORDERS)
    op.execute("UPDATE conversation SET held_by = 'person' WHERE held_by = 'nobody'")
    op.drop_index(op.f("ix_sales_order_merchant_id_customer_id_id"), "sales_order")
    op.drop_index("ix_sales_order_unpaid", "sales_order")
    op.drop_index("ix_conversation_case_open", "conversation")
    op.drop_index("ix_conversation_held", "conversation")
    for name in ("case_since", "person_wrote_at", "waiting_since", "held_since"):
        op.drop_column("conversation", name)
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_events() -> None:
    op.create_table(
        "event",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("transaction_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("subject_kind", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("data", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("provider_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_event")),
    )
    op.create_index(
        op.f("ix_event_merchant_id_subject_kind_subject_id_id"),
        "event",
        ["merchant_id", "subject_kind", "subject_id", "id"],
    )
    op.create_index(
        op.f("ix_event_merchant_id_transaction_id_id"), "event", ["merchant_id", "transaction_id", "id"]
    )


def _create_attention() -> None:
    op.create_table(
        "attention",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject_kind", sa.String(32), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_by", sa.Text(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.Text(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_attention")),
    )
    unresolved = sa.text("resolved_at IS NULL")
    op.create_index(
        "uq_attention_open",
        "attention",
        ["merchant_id", "kind", "subject_kind", "subject_id"],
        unique=True,
        postgresql_where=unresolved,
    )
    op.create_index("ix_attention_unresolved", "attention", ["since"], postgresql_where=unresolved)
    op.create_index(
        op.f("ix_attention_merchant_id_subject_kind_subject_id"),
        "attention",
        ["merchant_id", "subject_kind", "subject_id"],
    )


def _create_cases() -> None:
    op.create_table(
        "conversation_case",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("conversation_id", sa.Uuid(), nullable=False),
        sa.Column("labels", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("assignee", sa.Text(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("handed_over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_over_reason", sa.Text(), nullable=True),
        sa.Column("first_answer_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merchant_id", "conversation_id"],
            ["conversation.merchant_id", "conversation.id"],
            name=op.f("fk_conversation_case_merchant_id_conversation_id_conversation"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_conversation_case")),
    )
    op.create_index(
        "uq_conversation_case_open",
        "conversation_case",
        ["merchant_id", "conversation_id"],
        unique=True,
        postgresql_where=sa.text("closed_at IS NULL"),
    )
    op.create_index(
        op.f("ix_conversation_case_merchant_id_opened_at"), "conversation_case", ["merchant_id", "opened_at"]
    )
