"""Give discounts, by codes or by themselves, and count their uses

Keys that may do everything may see to discounts, too.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shop.kit.db.tenancy import police

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

TABLES = ("discount", "discount_code", "discount_use")
_GRANT = """
    UPDATE api_key SET scopes = scopes || '["discounts:read", "discounts:write"]'
    WHERE scopes @> '["products:read", "products:write", "orders:read", "orders:write", "catalog:read", "catalog:write",
        "conversations:read", "conversations:write", "attention:read", "attention:write"]'
"""
_REVOKE = "UPDATE api_key SET scopes = scopes - '{discounts:read,discounts:write}'::text[]"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    _create_discounts()
    _create_codes()
    _create_uses()
    for table in TABLES:
        for statement in police(table):
            op.execute(statement)
    op.execute(_GRANT)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(_REVOKE)
    for table in reversed(TABLES):
        op.drop_table(table)


def _create_discounts() -> None:
    json = postgresql.JSONB(astext_type=sa.Text())
    op.create_table(
        "discount",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("translations", json, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("percent_hundredths", sa.Integer(), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=True),
        sa.Column("buy_quantity", sa.Integer(), nullable=True),
        sa.Column("get_quantity", sa.Integer(), nullable=True),
        sa.Column("set_size", sa.Integer(), nullable=True),
        sa.Column("most_sets", sa.Integer(), nullable=True),
        sa.Column("most_delivery_minor", sa.BigInteger(), nullable=True),
        sa.Column("applies_to", json, nullable=False),
        sa.Column("gets", json, nullable=True),
        sa.Column("first_order_only", sa.Boolean(), nullable=False),
        sa.Column("min_value_minor", sa.BigInteger(), nullable=False),
        sa.Column("min_quantity", sa.Integer(), nullable=False),
        sa.Column("is_automatic", sa.Boolean(), nullable=False),
        sa.Column("is_combinable", sa.Boolean(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("max_uses", sa.BigInteger(), nullable=True),
        sa.Column("max_uses_per_customer", sa.BigInteger(), nullable=True),
        sa.Column("uses", sa.BigInteger(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount_minor >= 0", name=op.f("ck_discount_amount_not_negative")),
        sa.CheckConstraint(
            "buy_quantity > 0 AND get_quantity > 0", name=op.f("ck_discount_sets_have_pieces")
        ),
        sa.CheckConstraint("most_sets > 0", name=op.f("ck_discount_most_sets_positive")),
        sa.CheckConstraint(
            "percent_hundredths BETWEEN 0 AND 10000", name=op.f("ck_discount_percent_of_the_whole")
        ),
        sa.CheckConstraint("set_size > 0", name=op.f("ck_discount_set_not_empty")),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_discount_starts_before_it_ends")),
        sa.CheckConstraint("uses >= 0", name=op.f("ck_discount_uses_not_negative")),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_discount")),
    )
    op.create_index(
        "ix_discount_automatic",
        "discount",
        ["merchant_id", "ends_at"],
        unique=False,
        postgresql_where="is_automatic AND status = 'active'",
    )
    op.create_index(
        op.f("ix_discount_merchant_id_status_id"), "discount", ["merchant_id", "status", "id"], unique=False
    )


def _create_codes() -> None:
    op.create_table(
        "discount_code",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("discount_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("max_uses", sa.BigInteger(), nullable=True),
        sa.Column("uses", sa.BigInteger(), nullable=False),
        sa.Column("batch", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("max_uses > 0", name=op.f("ck_discount_code_max_uses_positive")),
        sa.CheckConstraint("uses >= 0", name=op.f("ck_discount_code_uses_not_negative")),
        sa.ForeignKeyConstraint(
            ["merchant_id", "discount_id"],
            ["discount.merchant_id", "discount.id"],
            name=op.f("fk_discount_code_merchant_id_discount_id_discount"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_discount_code")),
        sa.UniqueConstraint("merchant_id", "code", name=op.f("uq_discount_code_merchant_id_code")),
    )
    op.create_index(
        "ix_discount_code_batch",
        "discount_code",
        ["merchant_id", "batch", "id"],
        unique=False,
        postgresql_where="batch IS NOT NULL",
    )
    op.create_index(
        op.f("ix_discount_code_merchant_id_discount_id_id"),
        "discount_code",
        ["merchant_id", "discount_id", "id"],
        unique=False,
    )


def _create_uses() -> None:
    op.create_table(
        "discount_use",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("discount_id", sa.Uuid(), nullable=False),
        sa.Column("code_id", sa.Uuid(), nullable=True),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("is_over_limit", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["merchant_id", "code_id"],
            ["discount_code.merchant_id", "discount_code.id"],
            name=op.f("fk_discount_use_merchant_id_code_id_discount_code"),
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id", "customer_id"],
            ["customer.merchant_id", "customer.id"],
            name=op.f("fk_discount_use_merchant_id_customer_id_customer"),
        ),
        sa.ForeignKeyConstraint(
            ["merchant_id", "discount_id"],
            ["discount.merchant_id", "discount.id"],
            name=op.f("fk_discount_use_merchant_id_discount_id_discount"),
        ),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f("pk_discount_use")),
        sa.UniqueConstraint(
            "merchant_id",
            "order_id",
            "discount_id",
            name=op.f("uq_discount_use_merchant_id_order_id_discount_id"),
        ),
    )
    op.create_index(
        op.f("ix_discount_use_merchant_id_code_id"), "discount_use", ["merchant_id", "code_id"], unique=False
    )
    op.create_index(
        op.f("ix_discount_use_merchant_id_discount_id_id"),
        "discount_use",
        ["merchant_id", "discount_id", "id"],
        unique=False,
    )
    op.create_index(
        "ix_discount_use_of_customer",
        "discount_use",
        ["merchant_id", "customer_id", "discount_id"],
        unique=False,
    )
