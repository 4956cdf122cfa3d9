"""Find what is one conversation's or one person's, and lists in their order, by an index

Each of these was read through to the end in a shop with a million rows. SKUs were, too: `lower` is not leakproof, so
that under a policy its index is not asked (decision 9); the function takes the merchant from the setting.
"""

import sqlalchemy as sa
from alembic import op

from shop.kit.db.tenancy import APPLICATION, SWEEPER

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

_INDEXES = (
    ("ix_conversation_merchant_id_customer_id", "conversation", ["merchant_id", "customer_id"], None),
    (
        "ix_conversation_merchant_id_last_inbound_at_id",
        "conversation",
        ["merchant_id", "last_inbound_at", "id"],
        None,
    ),
    (
        "ix_conversation_waiting",
        "conversation",
        ["merchant_id", "waiting_since", "id"],
        "waiting_since IS NOT NULL",
    ),
    (
        "ix_conversation_case_merchant_id_conversation_id",
        "conversation_case",
        ["merchant_id", "conversation_id"],
        None,
    ),
    ("ix_sales_order_merchant_id_conversation_id", "sales_order", ["merchant_id", "conversation_id"], None),
    ("ix_sales_order_merchant_id_status_id", "sales_order", ["merchant_id", "status", "id"], None),
    (
        "ix_inbound_event_conversation",
        "inbound_event",
        ["merchant_id", "conversation_id"],
        "conversation_id IS NOT NULL",
    ),
    ("ix_refund_merchant_id_payment_id", "refund", ["merchant_id", "payment_id"], None),
    ("ix_variant_merchant_id_meta_state", "variant", ["merchant_id", "meta_state"], None),
    ("ix_variant_not_by_stock", "variant", ["merchant_id", "product_id"], "availability_mode <> 'by_stock'"),
    ("ix_image_merchant_id_state_id", "image", ["merchant_id", "state", "id"], None),
    ("ix_message_system", "message", ["merchant_id", "said_at"], "kind = 'system'"),
    ("ix_attention_resolved", "attention", ["merchant_id", "since", "id"], "resolved_at IS NOT NULL"),
    (
        "ix_attention_resolved_by_kind",
        "attention",
        ["merchant_id", "kind", "since", "id"],
        "resolved_at IS NOT NULL",
    ),
)
SKUS_WRITTEN = """
CREATE FUNCTION skus_written(folded text[]) RETURNS SETOF text LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  merchant uuid := nullif(current_setting('app.merchant_id', true), '')::uuid;
BEGIN
  RETURN QUERY SELECT variant.sku FROM variant
    WHERE variant.merchant_id = merchant AND lower(variant.sku) = ANY(folded);
END $$
"""
SKUS_WRITTEN_NAME = "skus_written(text[])"
# Of the merchant's own pictures, under whichever host.
IMAGE_NAMES = r"""
CREATE FUNCTION image_names(addresses jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(found[1]), '{}')
    FROM regexp_matches(addresses::text, '/images/([0-9a-f]{64})\.jpg', 'g') AS found
$$
"""
PRODUCT_SHOWING = """
CREATE FUNCTION product_showing(image_name text) RETURNS SETOF text LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
DECLARE
  merchant uuid := nullif(current_setting('app.merchant_id', true), '')::uuid;
BEGIN
  RETURN QUERY SELECT product.title FROM product WHERE product.merchant_id = merchant
      AND product.images <> '[]' AND image_names(product.images) @> ARRAY[image_name]
    UNION ALL SELECT product.title FROM variant
      JOIN product ON product.merchant_id = variant.merchant_id AND product.id = variant.product_id
      WHERE variant.merchant_id = merchant
      AND variant.images <> '[]' AND image_names(variant.images) @> ARRAY[image_name]
    LIMIT 1;
END $$
"""
PRODUCT_SHOWING_NAME = "product_showing(text)"
_IMAGES = (("ix_product_image_names", "product"), ("ix_variant_image_names", "variant"))


def upgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for name, table, columns, where in _INDEXES:
        op.create_index(name, table, columns, postgresql_where=sa.text(where) if where else None)
    op.execute(IMAGE_NAMES)
    for name, table in _IMAGES:
        op.create_index(
            name,
            table,
            [sa.text("image_names(images)")],
            postgresql_using="gin",
            postgresql_where=sa.text("images <> '[]'"),
        )
    op.execute(f"GRANT CREATE ON SCHEMA public TO {SWEEPER}")  # whoever is to own a function must have it
    for made, name in ((SKUS_WRITTEN, SKUS_WRITTEN_NAME), (PRODUCT_SHOWING, PRODUCT_SHOWING_NAME)):
        op.execute(made)
        op.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
        op.execute(f"GRANT EXECUTE ON FUNCTION {name} TO {APPLICATION}")
        op.execute(f"ALTER FUNCTION {name} OWNER TO {SWEEPER}")
    op.execute(f"REVOKE CREATE ON SCHEMA public FROM {SWEEPER}")


def downgrade() -> None:
    op.execute("SET LOCAL lock_timeout = '5s'")
    for name in (PRODUCT_SHOWING_NAME, SKUS_WRITTEN_NAME):
        op.execute(f"DROP FUNCTION {name}")
    for name, table in reversed(_IMAGES):
        op.drop_index(name, table)
    op.execute("DROP FUNCTION image_names(jsonb)")
    for name, table, _, _ in reversed(_INDEXES):
        op.drop_index(name, table)
