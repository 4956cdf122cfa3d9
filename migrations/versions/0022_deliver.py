"""Deliver: zones, methods, pick-up places, when a merchant works, and what needs no delivery

Keys that may do everything may read and change the set-up, too.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shop.kit.db.tenancy import police

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

TABLES = ("delivery_zone", "pickup_place", "delivery_method", "delivery_settings")
_GRANT = """
    UPDATE api_key SET scopes = scopes || '["delivery:read", "delivery:write"]'
    WHERE scopes @> '["products:read", "products:write", "orders:read", "orders:write", "catalog:read",
        "catalog:write", "conversations:read", "conversations:write", "attention:read", "attention:write"]'
"""
_REVOKE = "UPDATE api_key SET scopes = scopes - '{delivery:read,delivery:write}'::text[]"


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.add_column(
        "product",
        sa.Column("requires_delivery", sa.Boolean(), nullable=False, server_default=sa.text("true")),
    )
    op.alter_column("product", "requires_delivery", server_default=None)
    _create_zones()
    _create_places()
    _create_methods()
    _create_settings()
    for table in TABLES:
        for statement in police(table):
            op.execute(statement)
    op.execute(_GRANT)


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    op.execute(_REVOKE)
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("product", "requires_delivery")


def _create_zones() -> None:
    op.create_table(
        "delivery_zone",
        *_of_a_part("delivery_zone"),
        sa.Column("areas", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("excluded", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    )
    _index("delivery_zone", "status", "position", "id")


def _create_places() -> None:
    op.create_table(
        "pickup_place",
        *_of_a_part("pickup_place"),
        sa.Column("address", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("hours", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("preparation_days", sa.Integer(), nullable=True),
        sa.CheckConstraint("preparation_days >= 0", name=op.f("ck_pickup_place_preparation_not_negative")),
    )
    _index("pickup_place", "status", "position", "id")


def _create_methods() -> None:
    op.create_table(
        "delivery_method",
        *_of_a_part("delivery_method"),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("translations", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("zone_id", sa.Uuid(), nullable=True),
        sa.Column("place_ids", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("pricing_kind", sa.String(32), nullable=False),
        sa.Column("price_minor", sa.BigInteger(), nullable=False),
        sa.Column("weight_steps", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("value_steps", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("free_from_minor", sa.BigInteger(), nullable=True),
        sa.Column("min_value_minor", sa.BigInteger(), nullable=True),
        sa.Column("max_value_minor", sa.BigInteger(), nullable=True),
        sa.Column("max_weight_grams", sa.BigInteger(), nullable=True),
        sa.Column("min_days", sa.Integer(), nullable=True),
        sa.Column("max_days", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merchant_id", "zone_id"],
            ["delivery_zone.merchant_id", "delivery_zone.id"],
            name=op.f("fk_delivery_method_merchant_id_zone_id_delivery_zone"),
        ),
        sa.CheckConstraint(
            "(kind = 'home') = (zone_id IS NOT NULL)", name=op.f("ck_delivery_method_home_has_a_zone")
        ),
        sa.CheckConstraint("price_minor >= 0", name=op.f("ck_delivery_method_price_not_negative")),
        sa.CheckConstraint("min_days <= max_days", name=op.f("ck_delivery_method_days_in_order")),
    )
    _index("delivery_method", "status", "position", "id")
    _index("delivery_method", "zone_id")


def _create_settings() -> None:
    op.create_table(
        "delivery_settings",
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("handling_days", sa.Integer(), nullable=False),
        sa.Column("cutoff", sa.Time(), nullable=True),
        sa.Column("weekdays", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("closed", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("handling_days >= 0", name=op.f("ck_delivery_settings_handling_not_negative")),
        sa.PrimaryKeyConstraint("merchant_id", name=op.f("pk_delivery_settings")),
    )


def _of_a_part(table: str) -> list[sa.Column[object] | sa.Constraint]:
    """What zones, places and methods have in common."""
    return [
        sa.Column("merchant_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("merchant_id", "id", name=op.f(f"pk_{table}")),
    ]


def _index(table: str, *columns: str) -> None:
    name = "_".join(("ix", table, "merchant_id", *columns))
    op.create_index(op.f(name), table, ["merchant_id", *columns])
